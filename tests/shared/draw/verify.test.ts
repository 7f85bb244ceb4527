import { describe, expect, it } from 'vitest'
import { runDraw } from '../../../shared/draw/transcript.ts'
import { verifyDraw } from '../../../shared/draw/verify.ts'
import { chanced, countyPool, countyRules, drawInputs } from './pool.ts'

const honest = runDraw(drawInputs())
const { meeting, draw, pool, rules, candidates, commitment, number } = honest
const known = { meeting, draw, pool, rules, candidates, commitment, number }

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
    const paths = leafPaths(honest)
    expect(paths.length).toBeGreaterThan(400)
    for (const path of paths) {
      const place = path.join('/')
      const changed = tampered(honest, path)
      expect(verifyDraw(changed).ok, place).toBe(false)
      const verdict = verifyDraw(changed, known)
      if (verdict.ok) throw new Error(`${place} went unnoticed`)
      if (verdict.step === 'format') expect(place).toMatch(/^(v|rules\/|number)/)
      else if (/^office(Share|Salt)$/.test(place)) expect(verdict.place).toBe('commitment')
      else expect(verdict.place).toBe(place)
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
  })

  it('finds a chance that was favoured and paid for by another, though all still add up', () => {
    const favoured = honest.candidates.map((c) =>
      c.no === 20 ? { ...c, chance: '2/21' } : c.no === 30 ? { ...c, chance: '0' } : c,
    )
    const other = runDraw(drawInputs({ candidates: favoured }))
    expect(verifyDraw(other)).toMatchObject({ ok: false, code: 'DRAW_CHANCE', place: 'candidates/19/chance' })
  })
})
