import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeChances } from '../../../shared/draw/chances.ts'
import { parse, print, ZERO } from '../../../shared/draw/fraction.ts'
import { drawFromPortfolio } from '../../../shared/draw/portfolio/portfolio.ts'
import { commitmentOf, numberCommitmentOf } from '../../../shared/draw/randomness.ts'
import { roundDependently } from '../../../shared/draw/rounding.ts'
import type { Candidate, DrawRules } from '../../../shared/draw/rules.ts'
import { type DrawInputs, runDraw } from '../../../shared/draw/transcript.ts'
import { verifyDraw } from '../../../shared/draw/verify.ts'
import { sha256Hex } from '../../../shared/ledger/canonical.ts'
import { exactChances } from './branches.ts'
import { chanced, drawInputs, sealedInputs } from './pool.ts'
import { overlappingPool, overlappingRules, portfolioInputs, quota } from './quotas.ts'

const oneSeat: DrawRules = {
  panelSize: 1,
  kinds: [{ kind: 'adhoc', seats: 1 }],
  groupCap: 1,
  substitutes: 1,
  source: 'test',
  confirmed: false,
}

/** Four officers, one of whom the office would like to see: number 4, the least likely. */
const pool: readonly Candidate[] = ['1', '1', '2', '1/2'].map((weight, i) => ({
  no: i + 1,
  group: `g${i}`,
  standing: false,
  weight,
  eligible: true,
}))
const favourite = 4
const numbers = Array.from({ length: 300 }, (_, i) => String(i))
const shares = Array.from({ length: 24 }, (_, i) => sha256Hex(`share ${i}`))

const plain = drawInputs({ rules: oneSeat, candidates: chanced(oneSeat, pool) })
const quotaRules = { ...oneSeat, quotas: [quota('water', 0, null)] }
const lottery = portfolioInputs(
  quotaRules,
  pool.map((c) => ({ ...c, counts: [] })),
)

const wins = (inputs: DrawInputs) => runDraw(inputs).panel[0]?.no

/** χ² of who is drawn over all numbers the petitioner may give, against the published chances. */
function distance(inputs: DrawInputs): number {
  const found = numbers.map((number) => wins({ ...inputs, number }))
  return inputs.candidates.reduce((sum, { no, chance }) => {
    const { n, d } = parse(chance)
    const expected = (numbers.length * Number(n)) / Number(d)
    return sum + (found.filter((one) => one === no).length - expected) ** 2 / expected
  }, 0)
}

describe.each([
  ['kinds and groups', plain],
  ['a portfolio', lottery],
])('an office that knows everything but the petitioner’s number (%s)', (_name, honest) => {
  const { officeShare, pool: locked } = honest
  const strategies: readonly [string, readonly DrawInputs[]][] = [
    ['whichever share it makes', shares.map((share) => ({ ...honest, officeShare: share }))],
    [
      'whichever moment of the pool it locks',
      shares.map((head, seq) => ({ ...honest, pool: { ...locked, seq, head } })),
    ],
    ['whichever number the draw has', shares.map((_, i) => ({ ...honest, draw: i + 1, officeShare }))],
    ['whichever way it lists the pool', [{ ...honest, candidates: [...honest.candidates].reverse() }]],
  ]

  it.each(strategies)('changes nobody’s chance, %s', (_strategy, all) => {
    // 3 degrees of freedom: 28 is passed by chance once in about 280,000; the numbers here are fixed.
    for (const inputs of all) expect(distance(inputs)).toBeLessThan(28)
  })

  it('could have whom it likes if it knew the number first: that is why its share is sealed before', () => {
    const number = '482913'
    const chosen = shares.find((share) => wins({ ...honest, officeShare: share, number }) === favourite)
    expect(chosen).toBeDefined()
    // Sealed before the number, the same share is one among all: another one fails against the commitment.
    const swapped = runDraw({ ...honest, officeShare: chosen ?? '', number })
    expect(verifyDraw(swapped)).toMatchObject({ ok: false, code: 'DRAW_COMMITMENT' })
    // Sealed after the number, it matches its own seal: a transcript alone promises nothing, its record tells.
    const ground = { ...honest, officeShare: chosen ?? '', number }
    const late = runDraw({ ...ground, commitment: commitmentOf(ground.officeSalt, ground.officeShare) })
    expect(verifyDraw(late)).toMatchObject({ ok: true, steered: 'order-unknown' })
    const sequence = { locked: [2], sealed: [], committed: [4], numbered: [3], drawn: [5] }
    expect(verifyDraw(late, { sequence })).toMatchObject({ ok: false, code: 'DRAW_SEALING' })
    const inTime = { ...sequence, committed: [3], numbered: [4] }
    expect(verifyDraw(late, { sequence: inTime })).toMatchObject({ ok: true, steered: 'nobody' })
    for (const wrong of [
      { ...inTime, locked: [4] },
      { ...inTime, committed: [] },
      { ...inTime, committed: [3, 5] },
      { ...inTime, numbered: [] },
      { ...inTime, drawn: [3] },
      { ...inTime, sealed: [2] },
      null,
    ])
      expect(verifyDraw(late, { sequence: wrong })).toMatchObject({ ok: false, code: 'DRAW_SEALING' })
  })
})

describe('an office on a pool small enough to follow every random branch', () => {
  /** Weights, exclusions, groups and the order of the list: what an office can still choose before the lock. */
  const weights = fc.constantFrom('1/2', '1', '3/2', '2')
  const chosen = fc.record({
    weights: fc.array(weights, { minLength: 5, maxLength: 5 }),
    out: fc.nat({ max: 5 }),
    reversed: fc.boolean(),
    groupCap: fc.integer({ min: 1, max: 2 }),
  })
  const threeSeats = { ...oneSeat, panelSize: 3, kinds: [{ kind: 'adhoc' as const, seats: 3 }] }

  it('gives everybody exactly the chance that was published at the lock, whatever it chose', () => {
    let drawn = 0
    fc.assert(
      fc.property(chosen, ({ weights: each, out, reversed, groupCap }) => {
        const rules = { ...threeSeats, groupCap }
        const listed = each.map((weight, i) => ({
          no: i + 1,
          group: `g${i % 4}`,
          standing: false,
          weight,
          eligible: i !== out,
        }))
        const computed = computeChances(rules, reversed ? [...listed].reverse() : listed)
        if (!computed.ok) return
        drawn += 1
        const people = listed
          .filter(({ eligible }) => eligible)
          .map(({ no, group }) => ({ no, kind: 'adhoc', group, chance: parse(computed.chances[no] ?? '') }))
        const found = exactChances((random) => roundDependently(people, random))
        for (const { no, chance } of people) expect(print(found.get(no) ?? ZERO)).toBe(print(chance))
      }),
      { numRuns: 60, seed: 3 },
    )
    expect(drawn).toBeGreaterThan(30)
  })

  it('does so from a published portfolio, composition by composition', () => {
    const { candidates, portfolio = [], rules } = portfolioInputs(overlappingRules, overlappingPool)
    const found = exactChances((random) => drawFromPortfolio(rules, candidates, portfolio, random))
    for (const { no, chance } of candidates) expect(print(found.get(no) ?? ZERO)).toBe(chance)
  })

  it('cannot make two numbers of the petitioner one: every one of a number space is another stream', () => {
    // The branches above are taken by a stream that the number decides; none of the office's choices folds two of them.
    for (const honest of [plain, lottery])
      for (const officeShare of shares.slice(0, 3)) {
        const seeds = numbers.map((number) => runDraw({ ...honest, officeShare, number }).seed)
        expect(new Set(seeds).size).toBe(numbers.length)
      }
  })
})

describe('a petitioner who knows everything but the office’s share', () => {
  it('changes nobody’s chance, whichever number they name', () => {
    for (const number of numbers.slice(0, 12)) {
      const found = numbers.map((_, i) => wins({ ...plain, officeShare: sha256Hex(`secret ${i}`), number }))
      const drawn = found.filter((one) => one === favourite).length
      // A chance of 1/9 over 300 shares: 33 on average, deviation 5.4.
      expect(Math.abs(drawn - 300 / 9)).toBeLessThan(25)
    }
  })
})

describe('a number sealed in advance', () => {
  const salt = (i: number) => sha256Hex(`salt ${i}`).slice(0, 32)
  const sealed = (i: number, inputs: DrawInputs = plain, number = '8') =>
    sealedInputs(inputs, { number, salt: salt(i) })

  it('keeps every chance even where the office sees the commitment and knows the number', () => {
    // It makes its share last. With some salt of its own it finds a share that would seat whom it likes …
    const chosen = numbers.slice(0, 150).map((_, i) => {
      const { numberCommitment = '' } = sealed(i)
      const seats = (officeShare: string, numberSalt: string) =>
        wins({ ...plain, officeShare, number: '8', numberCommitment, numberSalt }) === favourite
      const share = shares.find((each) => seats(each, '00'.repeat(16)))
      return share !== undefined && seats(share, salt(i))
    })
    // … and with the petitioner's salt the draw is as open as ever: 1/9 of 150 is 17 on average, deviation 3.8.
    expect(chosen.filter(Boolean).length).toBeLessThan(40)
    // Said openly, the same number would let it have whomever it likes.
    expect(shares.some((share) => wins({ ...plain, officeShare: share, number: '8' }) === favourite)).toBe(
      true,
    )
  })

  it('cannot be found by trying, opened as another, or brought from another meeting or draw', () => {
    const { numberCommitment, meeting, draw } = sealed(1)
    const guesses = numbers.map((number) => numberCommitmentOf({ meeting, draw, number, salt: '' }))
    expect(guesses).not.toContain(numberCommitment)
    const elsewhere = [
      { meeting: '01J00000000000000000000001', draw, number: '8', salt: salt(1) },
      { meeting, draw: draw + 1, number: '8', salt: salt(1) },
      { meeting, draw, number: '8 ', salt: salt(1) },
      { meeting, draw, number: '8', salt: salt(2) },
    ]
    for (const other of elsewhere) {
      expect(numberCommitmentOf(other)).not.toBe(numberCommitment)
      const replayed = runDraw({ ...sealed(1), numberCommitment: numberCommitmentOf(other) })
      expect(verifyDraw(replayed)).toMatchObject({ ok: false, code: 'DRAW_NUMBER' })
    }
  })

  it('leaves its owner no choice but to open: not opening is fixed before the result can be known', () => {
    // Whichever share the office has sealed, opening or not are two draws of the same published chances.
    const secrets = numbers.map((_, i) => ({ ...plain, officeShare: sha256Hex(`secret ${i}`) }))
    for (const opened of [true, false]) {
      const found = secrets.map((inputs) => wins(sealedInputs(inputs, { salt: salt(3), opened })))
      const drawn = found.filter((one) => one === favourite).length
      expect(Math.abs(drawn - 300 / 9)).toBeLessThan(25)
    }
  })
})

describe('a transcript that is not of this draw', () => {
  const transcript = runDraw(portfolioInputs(overlappingRules, overlappingPool))

  it('is found out by the portfolio that was locked', () => {
    const other = runDraw(
      portfolioInputs(
        overlappingRules,
        overlappingPool.map((c) => (c.no === 5 ? { ...c, eligible: false } : c)),
      ),
    )
    expect(verifyDraw(other)).toMatchObject({ ok: true })
    const { portfolio = [] } = transcript
    expect(verifyDraw(other, { portfolio })).toMatchObject({ ok: false, code: 'DRAW_FOREIGN' })
  })

  it('is found out when the portfolio was exchanged after the number was known', () => {
    const [first] = transcript.portfolio ?? []
    const exchanged = { ...transcript, portfolio: first ? [{ ...first, share: '1' }] : [] }
    expect(verifyDraw(exchanged).ok).toBe(false)
  })
})
