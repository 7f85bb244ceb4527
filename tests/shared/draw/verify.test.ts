import { describe, expect, it } from 'vitest'
import { type DrawTranscript, runDraw } from '../../../shared/draw/transcript.ts'
import { type KnownOfDraw, verifyDraw } from '../../../shared/draw/verify.ts'
import { chanced, countyPool, countyRules, drawInputs, sealedInputs } from './pool.ts'
import { overlappingPool, overlappingRules, portfolioInputs } from './quotas.ts'

const honest = runDraw(drawInputs())
const { pool } = honest
/** Everything a transcript shares with the record of its meeting; null: nothing was sealed in advance. */
const recordOf = ({
  meeting,
  draw,
  pool,
  rules,
  candidates,
  portfolio,
  commitment,
  number,
  numberCommitment,
  numberSalt,
}: DrawTranscript): KnownOfDraw => ({
  meeting,
  draw,
  pool,
  rules,
  candidates,
  commitment,
  number,
  numberCommitment: numberCommitment ?? null,
  numberSalt: numberSalt ?? null,
  ...(portfolio ? { portfolio } : {}),
  sequence: {
    locked: [1],
    sealed: numberCommitment === undefined ? [] : [2],
    committed: [3],
    numbered: [4],
    drawn: [4],
  },
})
const known = recordOf(honest)
const withQuotas = runDraw(portfolioInputs(overlappingRules, overlappingPool))
const { quotas: _, ...smallRules } = overlappingRules
const small = drawInputs({
  rules: smallRules,
  candidates: chanced(
    smallRules,
    overlappingPool.map(({ counts: _, ...c }) => c),
  ),
})
const sealed = runDraw(sealedInputs(small))
const unopened = runDraw(sealedInputs(small, { opened: false }))
const sealedWithQuotas = runDraw(sealedInputs(portfolioInputs(overlappingRules, overlappingPool)))

/** Paths of all values that are neither object nor array. */
function leafPaths(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, item]) => leafPaths(item, [...path, key]))
}

const flipHex = (text: string): string => (text.startsWith('0') ? `1${text.slice(1)}` : `0${text.slice(1)}`)

function tampered(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key !== undefined) {
    if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? tampered(item, rest) : item))
    const object = value as Record<string, unknown>
    return { ...object, [key]: tampered(object[key], rest) }
  }
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (value === 'standing') return 'adhoc'
  if (value === 'adhoc') return 'standing'
  if (value === '0') return '1'
  return /^[0-9a-f]{32,}$/.test(String(value)) ? flipHex(String(value)) : `${value}1`
}

describe('verification', () => {
  it('accepts an honest transcript and claims nothing more when no number was given', () => {
    expect(verifyDraw(honest, known)).toMatchObject({ ok: true, steered: 'nobody' })
    expect(verifyDraw(runDraw(drawInputs({ number: null })))).toMatchObject({
      ok: true,
      steered: 'office-could',
    })
  })

  it('finds every single changed field, and beside the record names exactly the place', () => {
    for (const [transcript, least] of [
      [honest, 400],
      [withQuotas, 150],
      [sealed, 100],
      [unopened, 100],
      [sealedWithQuotas, 150],
    ] as const) {
      const paths = leafPaths(transcript)
      expect(paths.length).toBeGreaterThan(least)
      for (const path of paths) {
        const place = path.join('/')
        const changed = tampered(transcript, path)
        expect(verifyDraw(changed).ok, place).toBe(false)
        const verdict = verifyDraw(changed, recordOf(transcript))
        if (verdict.ok) throw new Error(`${place} went unnoticed`)
        if (verdict.step === 'format') expect(place).toMatch(/^(v$|rules\/|number$|numberSalt$)/)
        else if (/^office(Share|Salt)$/.test(place)) expect(verdict.place).toBe('commitment')
        else expect(verdict.place).toBe(place)
      }
    }
  })

  it('accepts a number sealed in advance, with and without quotas, and says what that means', () => {
    for (const transcript of [sealed, sealedWithQuotas]) {
      const verdict = verifyDraw(transcript, recordOf(transcript))
      expect(verdict).toMatchObject({ ok: true, steered: 'nobody-both-sealed', transcript: { v: 3 } })
      expect(verdict.steps).toContain('number')
    }
    const never = verifyDraw(unopened, recordOf(unopened))
    expect(never).toMatchObject({ ok: true, steered: 'office-could-unopened' })
    expect(never.steps).not.toContain('number')
  })

  it('refuses a sealed number that is another one, incomplete, or was never sealed in this record', () => {
    const { numberSalt: _, ...bare } = sealed
    const malformed = [
      bare,
      { ...sealed, numberSalt: null },
      { ...unopened, numberSalt: sealed.numberSalt },
      { ...sealed, numberSalt: '5a'.repeat(15) },
      { ...sealed, numberCommitment: 'ab' },
      { ...honest, numberSalt: '5a'.repeat(16) },
      { ...honest, numberCommitment: sealed.numberCommitment },
      { ...honest, v: 3 },
    ]
    for (const raw of malformed) expect(verifyDraw(raw)).toMatchObject({ ok: false, code: 'DRAW_MALFORMED' })
    // Drawn again with another number or salt, everything after the opening fits: only the commitment does not.
    const { numberCommitment = '' } = sealed
    for (const other of [{ number: '9' }, { salt: '5b'.repeat(16) }])
      expect(verifyDraw(runDraw({ ...sealedInputs(small, other), numberCommitment }))).toMatchObject({
        ok: false,
        code: 'DRAW_NUMBER',
        place: 'numberCommitment',
      })
    expect(verifyDraw(sealed, { ...recordOf(sealed), numberCommitment: null })).toMatchObject({
      code: 'DRAW_FOREIGN',
      place: 'numberCommitment',
    })
    expect(verifyDraw(honest, { ...known, numberCommitment })).toMatchObject({
      code: 'DRAW_FOREIGN',
      place: 'numberCommitment',
    })
  })

  it('gives no seat by recommendation that the rules do not give', () => {
    const recommend = (rules: typeof honest.rules, ...which: readonly number[]) => ({
      ...honest,
      rules,
      candidates: honest.candidates.map((one) =>
        which.includes(one.no) ? { ...one, recommended: true as const, chance: '1' } : one,
      ),
    })
    const [first, ...others] = honest.candidates.filter(({ standing, eligible }) => eligible && !standing)
    const same = others.find(({ group }) => group === first?.group)
    const other = others.find(({ group }) => group !== first?.group)
    const standing = honest.candidates.find((one) => one.standing)
    const two = { ...honest.rules, recommended: 2 }
    for (const [rules, ...which] of [
      [honest.rules, first],
      [{ ...honest.rules, recommended: 1 }, first, other],
      [two, first, same],
      [two, standing],
    ] as const) {
      const numbers = which.flatMap((one) => one?.no ?? [])
      expect(numbers).toHaveLength(which.length)
      const verdict = verifyDraw(recommend(rules, ...numbers))
      expect(verdict).toMatchObject({ ok: false, code: 'DRAW_MALFORMED' })
      expect(verdict.ok ? '' : verdict.place).toMatch(/^candidates\/\d+\/recommended$/)
    }
  })

  it('finds a transcript from which something was removed or to which something was added', () => {
    const shorter = [
      { ...honest, panel: honest.panel.slice(1) },
      { ...honest, order: honest.order.slice(0, -1) },
      { ...honest, candidates: honest.candidates.slice(0, -1) },
      { ...honest, order: [...honest.order].reverse() },
      { ...honest, panel: [...honest.panel].reverse() },
      { ...honest, note: 'x' },
      { ...honest, rules: { ...honest.rules, extra: 1 } },
      { ...honest, candidates: honest.candidates.map((c) => ({ ...c, name: 'x' })) },
    ]
    for (const changed of shorter) expect(verifyDraw(changed).ok).toBe(false)
    for (const raw of [null, 1, 'x', [], {}, { v: 1 }]) expect(verifyDraw(raw).ok).toBe(false)
  })

  it('refuses an honest draw of another meeting, another number or a pool edited after the lock', () => {
    const foreign = [
      { changes: { meeting: '01J00000000000000000000001' }, place: 'meeting' },
      { changes: { draw: 2 }, place: 'draw' },
      { changes: { number: '1' }, place: 'number' },
      { changes: { pool: { ...pool, seq: 4 } }, place: 'pool/seq' },
      {
        changes: {
          candidates: chanced(
            countyRules,
            countyPool().map((c) => (c.no === 9 ? { ...c, eligible: false } : c)),
          ),
        },
        place: 'candidates/1/chance',
      },
    ]
    for (const { changes, place } of foreign) {
      const other = runDraw(drawInputs(changes))
      expect(verifyDraw(other).ok).toBe(true)
      expect(verifyDraw(other, known)).toMatchObject({ ok: false, code: 'DRAW_FOREIGN', place })
    }
  })

  it('refuses a short share, and one that an earlier draw already opened', () => {
    expect(verifyDraw({ ...honest, officeShare: 'ab'.repeat(31) })).toMatchObject({
      ok: false,
      code: 'DRAW_MALFORMED',
      place: 'officeShare',
    })
    const again = runDraw(drawInputs({ draw: 2 }))
    expect(verifyDraw(again, { earlierShares: [honest.officeShare] })).toMatchObject({
      ok: false,
      code: 'DRAW_SHARE_REUSED',
    })
    const sealedAgain = runDraw(sealedInputs({ ...small, draw: 2 }))
    expect(verifyDraw(sealedAgain, { earlierShares: ['5a'.repeat(16)] })).toMatchObject({
      ok: false,
      code: 'DRAW_SHARE_REUSED',
      place: 'numberSalt',
    })
  })

  it('recomputes chances from the portfolio, and finds one that breaks a rule or favours somebody', () => {
    const verdict = verifyDraw(withQuotas)
    expect(verdict).toMatchObject({ ok: true })
    expect(verdict.steps).toContain('portfolio')
    const portfolio = withQuotas.portfolio ?? []
    const faults = [
      { portfolio: portfolio.slice(1), place: 'portfolio' },
      { portfolio: [...portfolio].reverse(), place: 'portfolio/1/members' },
      {
        // Both standing seats beside three ad hoc officers without a lawyer among all five.
        portfolio: [
          {
            share: '1',
            members: [1, 3, 7, 9, 10].map((stratum) => ({ stratum, seats: 1 })),
          },
        ],
        place: 'portfolio/0/members',
      },
      {
        portfolio: [{ share: '1', members: [{ stratum: 1, seats: 1 }] }],
        place: 'portfolio/0/members',
      },
      {
        portfolio: portfolio.map((c, i) => (i === 0 ? { ...c, share: '0' } : c)),
        place: 'portfolio/0/share',
      },
      {
        portfolio: portfolio.map((c, i) =>
          i === 0 ? { ...c, members: [{ stratum: 8, seats: 1 }, ...c.members.slice(1)] } : c,
        ),
        place: 'portfolio/0/members/0/stratum',
      },
      {
        portfolio: portfolio.map((c, i) =>
          i === 0 ? { ...c, members: c.members.map((m) => ({ ...m, seats: 3 })) } : c,
        ),
        place: 'portfolio/0/members/0/seats',
      },
    ]
    for (const { portfolio, place } of faults)
      expect(verifyDraw({ ...withQuotas, portfolio }), place).toMatchObject({
        ok: false,
        code: 'DRAW_PORTFOLIO',
        place,
      })
    // An honest lottery over honest panels, but not the one whose chances were published.
    const [only] = portfolio
    const favoured = only ? [{ ...only, share: '1' }] : []
    expect(verifyDraw({ ...withQuotas, portfolio: favoured })).toMatchObject({
      ok: false,
      code: 'DRAW_CHANCE',
    })
    for (const mixed of [
      { ...withQuotas, v: 1 },
      { ...honest, v: 2 },
      { ...honest, portfolio },
    ])
      expect(verifyDraw(mixed)).toMatchObject({ ok: false, code: 'DRAW_MALFORMED' })
  })

  it('finds a chance that was favoured and paid for by another, though all still add up', () => {
    const favoured = honest.candidates.map((c) =>
      c.no === 20 ? { ...c, chance: '2/21' } : c.no === 30 ? { ...c, chance: '0' } : c,
    )
    const other = runDraw(drawInputs({ candidates: favoured }))
    expect(verifyDraw(other)).toMatchObject({ ok: false, code: 'DRAW_CHANCE', place: 'candidates/19/chance' })
  })
})
