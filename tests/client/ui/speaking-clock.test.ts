import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockFace } from '../../../client/ui/speaking-clock.tsx'
import type { Turn } from '../../../shared/meeting/state.ts'

const minute = 60_000

const turn = (change: Partial<Turn> = {}): Turn => ({
  id: 't1',
  participantId: 'p1',
  side: 'petitioner',
  counted: true,
  evidenceNo: null,
  startedAt: 0,
  limitMs: 5 * minute,
  pausedMs: 0,
  pausedAt: null,
  ...change,
})

describe('the speaking clock', () => {
  it.each([
    ['running', 144_000, '02:36'],
    ['soon', 272_000, '00:28'],
    ['over', 318_000, '+00:18'],
  ])('is %s after %i ms', (state, now, digits) => {
    expect(clockFace(turn(), now)).toMatchObject({ state, digits })
  })

  it('does not count pauses and stands still in one', () => {
    const resumed = turn({ pausedMs: minute })
    expect(clockFace(resumed, 2 * minute).digits).toBe('04:00')
    const paused = turn({ pausedAt: 144_000 })
    expect(clockFace(paused, 10 * minute)).toMatchObject({ state: 'paused', digits: '02:36' })
  })

  it('shows 00:00 only when nothing is left', () => {
    expect(clockFace(turn(), 5 * minute - 1).digits).toBe('00:01')
    expect(clockFace(turn(), 5 * minute).digits).toBe('+00:00')
  })

  it('never jumps by more than a second from one second to the next', () => {
    const seconds = (digits: string) => {
      const [m = 0, s = 0] = digits.replace('+', '').split(':').map(Number)
      return (digits.startsWith('+') ? -1 : 1) * (m * 60 + s)
    }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 * minute }), (now) => {
        const step = seconds(clockFace(turn(), now).digits) - seconds(clockFace(turn(), now + 1000).digits)
        expect(step).toBeGreaterThanOrEqual(0)
        expect(step).toBeLessThanOrEqual(1)
      }),
    )
  })
})
