import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kindOf } from '../../../shared/draw/rules.ts'
import { nextSubstitute } from '../../../shared/draw/substitution.ts'
import { runDraw } from '../../../shared/draw/transcript.ts'
import { countyPool, drawInputs } from './pool.ts'

const byNo = new Map(countyPool().map((c) => [c.no, c]))
const groupOf = (no: number) => byNo.get(no)?.group

describe('a draw', () => {
  it('does not depend on the order in which the pool is given', () => {
    const inputs = drawInputs()
    fc.assert(
      fc.property(fc.shuffledSubarray([...inputs.candidates], { minLength: 69 }), (candidates) => {
        expect(runDraw({ ...inputs, candidates })).toEqual(runDraw(inputs))
      }),
      { numRuns: 20 },
    )
  })

  it('seats 2 standing and 3 ad hoc, one per group, for any number the petitioner gives', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }), (number) => {
        const { panel, order } = runDraw(drawInputs({ number }))
        expect(panel.map((s) => s.kind)).toEqual(['standing', 'standing', 'adhoc', 'adhoc', 'adhoc'])
        expect(new Set(panel.map((s) => groupOf(s.no))).size).toBe(5)
        expect(new Set([...panel.map((s) => s.no), ...order]).size).toBe(69)
      }),
      { numRuns: 100 },
    )
  })

  it('is another one when the meeting, its number, the pool or either share is another', () => {
    const seed = runDraw(drawInputs()).seed
    const others = [
      drawInputs({ meeting: '01J00000000000000000000001' }),
      drawInputs({ draw: 2 }),
      drawInputs({ pool: { stream: 'pool/main', seq: 4, head: 'ef'.repeat(32) } }),
      drawInputs({ number: '482914' }),
      drawInputs({ number: null }),
      drawInputs({ number: 'null' }),
      drawInputs({ officeShare: 'ac'.repeat(32) }),
    ]
    expect(new Set([seed, ...others.map((inputs) => runDraw(inputs).seed)]).size).toBe(8)
  })

  it('draws each officer about as often as published (χ² over 600 draws)', () => {
    const runs = 600
    const times = new Map<number, number>()
    for (let i = 0; i < runs; i += 1)
      for (const { no } of runDraw(drawInputs({ number: String(i) })).panel)
        times.set(no, (times.get(no) ?? 0) + 1)
    const chi2 = countyPool()
      .map((c) => ({
        expected: (runs * (c.standing ? 2 : 3)) / (c.standing ? 6 : 63),
        found: times.get(c.no) ?? 0,
      }))
      .reduce((total, { expected, found }) => total + (found - expected) ** 2 / expected, 0)
    // 67 degrees of freedom: 135 is passed by chance once in about 500,000; the numbers here are fixed.
    expect(chi2).toBeLessThan(135)
  })
})

describe('a vacancy', () => {
  const transcript = runDraw(drawInputs())

  it('is offered to the first in the published order who fits kind and group', () => {
    for (const vacated of transcript.panel) {
      const seated = transcript.panel.filter((s) => s !== vacated).map((s) => s.no)
      const groups = seated.map(groupOf)
      const fits = (no: number) => {
        const candidate = byNo.get(no)
        return candidate && kindOf(candidate) === vacated.kind && !groups.includes(candidate.group)
      }
      const next = nextSubstitute(transcript, { kind: vacated.kind, seated, unavailable: [vacated.no] })
      expect(next).toBe(transcript.order.find(fits) ?? null)
      expect(next).not.toBeNull()
    }
  })

  it('passes over who declined, and stays open when nobody fits', () => {
    const [, , vacated] = transcript.panel
    const seated = transcript.panel.filter((s) => s !== vacated).map((s) => s.no)
    const offer = (unavailable: readonly number[]) =>
      nextSubstitute(transcript, { kind: 'adhoc', seated, unavailable })
    const first = offer([])
    const second = offer([first ?? 0])
    expect(transcript.order.indexOf(second ?? 0)).toBeGreaterThan(transcript.order.indexOf(first ?? 0))
    expect(offer(transcript.order)).toBeNull()
  })

  it('cannot be used to draw anew: whatever absences are provoked, in whatever order, the published order is walked', () => {
    const seats = fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(seats, fc.infiniteStream(fc.nat()), (provoked, shuffle) => {
        const panel = transcript.panel.map(({ no, kind }): { no: number | null; kind: string } => ({
          no,
          kind,
        }))
        const left: number[] = []
        for (const at of provoked) {
          const seat = panel[at]
          if (!seat || seat.no === null) continue
          left.push(seat.no)
          const seated = panel.flatMap(({ no }) => (no === null || no === seat.no ? [] : [no]))
          const groups = new Set(seated.map(groupOf))
          // Written again from docs/draw.md §7: nobody skipped who fits, nobody taken who has left.
          const expected = transcript.order.find(
            (no) =>
              kindOf({ standing: byNo.get(no)?.standing ?? false }) === seat.kind &&
              ![...left, ...seated].includes(no) &&
              !groups.has(groupOf(no)),
          )
          const mixed = (list: readonly number[]) =>
            list
              .map((no) => [shuffle.next().value, no] as const)
              .sort(([a], [b]) => a - b)
              .map(([, no]) => no)
          const vacancy = { kind: seat.kind === 'standing' ? 'standing' : 'adhoc' } as const
          const next = nextSubstitute(transcript, {
            ...vacancy,
            seated: mixed(seated),
            unavailable: mixed(left),
          })
          expect(next).toBe(expected ?? null)
          seat.no = next
        }
      }),
      { numRuns: 60 },
    )
  })
})
