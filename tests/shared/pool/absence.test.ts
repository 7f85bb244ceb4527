import { describe, expect, it } from 'vitest'
import { proposeExclusions } from '../../../shared/draw/eligibility.ts'
import type { MeetingContext } from '../../../shared/meeting/context.ts'
import { lostStanding } from '../../../shared/meeting/standing.ts'
import type { Draw } from '../../../shared/meeting/state.ts'
import type { PoolCommand } from '../../../shared/pool/commands.ts'
import { factsForDraw, poolForDraw } from '../../../shared/pool/eligibility.ts'
import { add, ledgerOf } from './run.ts'

const DAY = '2026-12-10'
const NEXT_DAY = '2026-12-11'
const absent = (no: number, ...days: readonly string[]): PoolCommand => ({
  type: 'record-unavailability',
  data: { no, ranges: days.map((day) => ({ from: day, until: day, note: '出差' })) },
})
const nothing = { responsibleUnit: '', names: [], texts: [], earlierOfficers: [], earlierUnit: '' }

/** Who has lost their standing for a day, after the pool was locked at `seq` with everybody eligible. */
function lostOn(day: string, book: ReturnType<typeof ledgerOf>, seq: number): readonly number[] {
  const state = book.state()
  const candidates = poolForDraw(state, day).map(({ no }) => ({ no, eligible: true }))
  const draw = { locked: { pool: { seq }, candidates } } as unknown as Draw
  const proposals = proposeExclusions(factsForDraw(state, day), nothing)
  const pool = { officers: poolForDraw(state, day), proposals } as unknown as MeetingContext['pool']
  return [...lostStanding(draw, pool).keys()]
}

describe('an absence entered after the lock', () => {
  const book = ledgerOf()
  book.on('2026-11-01', add({ name: '甲' }))
  book.on('2026-11-01', add({ name: '乙' }))
  book.on('2026-11-02', absent(2, NEXT_DAY))
  const lockedAt = book.commits.length

  it('empties no seat: whoever keeps the pool does not choose who sits', () => {
    expect(book.on('2026-11-20', absent(1, DAY))).toBe('accepted')
    expect(lostOn(DAY, book, lockedAt)).toEqual([])
    // A later lock finds it, as any exclusion.
    expect(lostOn(DAY, book, book.commits.length)).toEqual([1])
  })

  it('is not made older by standing beside one that was there, nor by changing its note', () => {
    book.on('2026-11-21', absent(2, DAY, NEXT_DAY))
    expect(lostOn(DAY, book, lockedAt)).toEqual([])
    expect(lostOn(NEXT_DAY, book, lockedAt)).toEqual([2])
  })

  it('hides nothing else: a suspension counts, with who entered it and why in the record', () => {
    book.on('2026-11-22', { type: 'suspend-officer', data: { no: 1, reason: '待查' } })
    expect(lostOn(DAY, book, lockedAt)).toEqual([1])
  })
})
