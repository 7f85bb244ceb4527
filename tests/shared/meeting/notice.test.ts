import { describe, expect, it } from 'vitest'
import { lastDayToServe } from '../../../shared/meeting/notice.ts'

describe('the last day to serve the notice', () => {
  const days = (value: number) => ({ value, source: '通知期限', confirmed: false })

  it.each([
    ['calendar', '2026-12-08'],
    ['working', '2026-12-04'],
  ] as const)('7 %s days before Tuesday 15 December: %s', (dayType, expected) => {
    expect(lastDayToServe('2026-12-15', { daysBefore: days(7), dayType })).toBe(expected)
  })
})
