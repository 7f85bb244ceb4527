import { computeChances } from '../../../shared/draw/chances.ts'
import { commitmentOf, numberCommitmentOf, randomNumbers } from '../../../shared/draw/randomness.ts'
import type { Candidate, DrawRules } from '../../../shared/draw/rules.ts'
import { nextSubstitute } from '../../../shared/draw/substitution.ts'
import { type DrawTranscript, runDraw } from '../../../shared/draw/transcript.ts'
import { verifyDraw } from '../../../shared/draw/verify.ts'
import { sha256Hex } from '../../../shared/ledger/canonical.ts'
import { chanced, countyPool, countyRules, drawInputs, sealedInputs } from './pool.ts'
import { overlappingPool, overlappingRules, portfolioInputs } from './quotas.ts'

const excluded = new Set([1, 3, 5, 9, 15, 29, 34, 36, 45, 51, 54, 59, 67])
const hearingPool = countyPool().map((c) => ({ ...c, eligible: !excluded.has(c.no) }))

/** Small, uneven and tight: three groups meet their cap, weights are clipped, somebody is certain. */
const tightRules: DrawRules = { ...countyRules, substitutes: 1 }
const tightPool: Candidate[] = [
  { no: 2, group: '甲', standing: true, weight: '1', eligible: true },
  { no: 3, group: '乙', standing: true, weight: '3', eligible: true },
  { no: 5, group: '丙', standing: true, weight: '1/3', eligible: true },
  { no: 7, group: '甲', standing: false, weight: '1', eligible: true },
  { no: 8, group: '乙', standing: false, weight: '1', eligible: true },
  { no: 11, group: '丁', standing: false, weight: '2/3', eligible: true },
  { no: 12, group: '丁', standing: false, weight: '1', eligible: true },
  { no: 13, group: '戊', standing: false, weight: '1', eligible: true },
  { no: 14, group: '戊', standing: false, weight: '5/4', eligible: true },
  { no: 17, group: '己', standing: false, weight: '1', eligible: false },
]

const tight = { rules: tightRules, candidates: chanced(tightRules, tightPool) }

const draws: Readonly<Record<string, DrawTranscript>> = {
  county: runDraw(drawInputs({ candidates: chanced(countyRules, hearingPool) })),
  'county-without-number': runDraw(
    drawInputs({
      candidates: chanced(countyRules, hearingPool),
      number: null,
      draw: 2,
      officeShare: '01'.repeat(32),
    }),
  ),
  tight: runDraw(
    drawInputs({
      ...tight,
      number: '八八八 🎲',
      meeting: '01J0TIGHT',
    }),
  ),
  recommended: runDraw(
    drawInputs({
      rules: { ...countyRules, recommended: 1 },
      candidates: chanced(
        { ...countyRules, recommended: 1 },
        hearingPool.map((c) => (c.no === 52 ? { ...c, recommended: true } : c)),
      ),
      meeting: '01J0RECOMMENDED',
    }),
  ),
  quotas: runDraw(portfolioInputs(overlappingRules, overlappingPool, { meeting: '01J0QUOTAS' })),
  'sealed-number': runDraw(sealedInputs(drawInputs({ ...tight, meeting: '01J0SEALED' }))),
  'sealed-never-opened': runDraw(
    sealedInputs(drawInputs({ ...tight, meeting: '01J0SEALED', draw: 2 }), { opened: false }),
  ),
  'sealed-number-quotas': runDraw(
    sealedInputs(portfolioInputs(overlappingRules, overlappingPool, { meeting: '01J0SEALEDQUOTAS' }), {
      number: '一九八四',
      salt: '00112233445566778899aabbccddeeff',
    }),
  ),
}

function substitutions(transcript: DrawTranscript) {
  return transcript.panel.map((vacated) => {
    const seated = transcript.panel.filter((seat) => seat !== vacated).map((seat) => seat.no)
    const vacancy = { kind: vacated.kind, seated, unavailable: [vacated.no] }
    return { vacatedSeat: vacated.seat, ...vacancy, next: nextSubstitute(transcript, vacancy) }
  })
}

function chanceCases() {
  const cases: Readonly<Record<string, { rules: DrawRules; pool: readonly Candidate[] }>> = {
    'county, 13 excluded': { rules: countyRules, pool: hearingPool },
    'tight groups, clipped weights': { rules: tightRules, pool: tightPool },
    'two standing officers left': {
      rules: countyRules,
      pool: countyPool().map((c) => ({ ...c, eligible: !(c.standing && c.no > 13) })),
    },
    'one standing officer left': {
      rules: countyRules,
      pool: countyPool().map((c) => ({ ...c, eligible: !(c.standing && c.no > 1) })),
    },
    'ad hoc officers of two groups only': {
      rules: countyRules,
      pool: countyPool().map((c) => ({ ...c, eligible: c.standing || c.no <= 22 })),
    },
    'four groups for five seats': {
      rules: countyRules,
      pool: countyPool().map((c) => ({ ...c, eligible: c.no <= 35 })),
    },
  }
  return Object.entries(cases).map(([name, { rules, pool }]) => ({
    name,
    rules,
    candidates: pool.map(({ no, group, standing, weight, eligible }) => ({
      no,
      group,
      standing,
      weight,
      eligible,
    })),
    result: computeChances(rules, pool),
  }))
}

function randomCases() {
  const seed = sha256Hex('a seed for the vectors')
  return [1, 2, 3, 6, 10, 255, 256, 257, 1000, 65_537, 1_000_000_007].map((bound) => {
    const random = randomNumbers(seed, `vector ${bound}`)
    return {
      seed,
      label: `vector ${bound}`,
      bound,
      values: Array.from({ length: 40 }, () => Number(random.below(BigInt(bound)))),
    }
  })
}

function tamperedCases() {
  const honest = draws.tight
  if (!honest) throw new Error('no draw to tamper with')
  const [first, ...others] = honest.candidates
  const changes: readonly unknown[] = [
    { ...honest, number: '888' },
    { ...honest, officeSalt: 'ce'.repeat(16) },
    { ...honest, panel: [...honest.panel].reverse() },
    { ...honest, order: [...honest.order].reverse() },
    { ...honest, candidates: [{ ...first, chance: '1/2' }, ...others] },
    { ...honest, candidates: [...others, first] },
    { ...honest, seed: '00'.repeat(32) },
    { ...honest, name: 'x' },
  ]
  const { quotas } = draws
  const portfolio = quotas?.portfolio ?? []
  const [one, ...rest] = portfolio
  const inPortfolio: readonly unknown[] = [
    { ...quotas, portfolio: rest },
    { ...quotas, portfolio: [...portfolio].reverse() },
    { ...quotas, portfolio: [{ ...one, share: '1' }] },
    {
      ...quotas,
      portfolio: [{ share: '1', members: [1, 3, 7, 9, 10].map((stratum) => ({ stratum, seats: 1 })) }],
    },
    { ...quotas, v: 1 },
  ]
  const sealed = draws['sealed-number']
  const inSealed: readonly unknown[] = [
    { ...sealed, number: '9' },
    { ...sealed, numberSalt: '5b'.repeat(16) },
    { ...sealed, numberCommitment: '0'.repeat(64) },
    { ...sealed, number: null, numberSalt: null },
    { ...sealed, numberSalt: null },
    { ...sealed, v: 1 },
    { ...draws['sealed-never-opened'], number: '8', numberSalt: '5a'.repeat(16) },
  ]
  const { recommended } = draws
  /** With the members `change` gives those among the candidates for whom it gives any. */
  const experts = (change: (no: number) => object | undefined) => ({
    ...recommended,
    candidates: recommended?.candidates.map((one) => ({ ...one, ...change(one.no) })),
  })
  const inRecommended: readonly unknown[] = [
    experts((no) => (no === 53 ? { recommended: true } : undefined)),
    experts((no) => (no === 52 ? { standing: true } : undefined)),
    experts((no) => (no === 52 ? { eligible: false } : undefined)),
    experts((no) => (no === 52 ? { chance: '1/2' } : undefined)),
    { ...experts(() => undefined), rules: { ...countyRules } },
    {
      ...experts((no) => (no === 52 || no === 53 ? { recommended: true, group: 'one' } : undefined)),
      rules: { ...countyRules, recommended: 2 },
    },
  ]
  return [...changes, ...inPortfolio, ...inSealed, ...inRecommended].map((transcript) => {
    const verdict = verifyDraw(transcript)
    return verdict.ok ? { transcript } : { transcript, code: verdict.code, place: verdict.place }
  })
}

/** All golden vectors by file name; what docs/draw-vectors/ holds. */
export function drawVectors(): Readonly<Record<string, unknown>> {
  return {
    'commitments.json': ['ab', '00', 'ff'].map((byte) => {
      const [officeSalt, officeShare] = [byte.repeat(16), 'cd'.repeat(32)]
      return { officeSalt, officeShare, commitment: commitmentOf(officeSalt, officeShare) }
    }),
    'number-commitments.json': ['8', '482913', '八八八 🎲'].map((number, i) => {
      const sealed = { meeting: '01J0SEALED', draw: i + 1, number, salt: '5a'.repeat(16) }
      return { ...sealed, numberCommitment: numberCommitmentOf(sealed) }
    }),
    'random-numbers.json': randomCases(),
    'chances.json': chanceCases(),
    ...Object.fromEntries(
      Object.entries(draws).map(([name, transcript]) => [
        `draw-${name}.json`,
        { transcript, substitutions: substitutions(transcript) },
      ]),
    ),
    'tampered.json': tamperedCases(),
  }
}
