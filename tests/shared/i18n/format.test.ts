import { describe, expect, it } from 'vitest'
import {
  dateOf,
  formatDate,
  formatDuration,
  formatFingerprint,
  formatTime,
  formatWeekday,
} from '../../../shared/i18n/format.ts'

describe('dates and times', () => {
  it('are the county’s, whatever the zone of the device', () => {
    const lateInLondon = Date.UTC(2026, 10, 11, 16, 30)
    expect(dateOf(lateInLondon)).toBe('2026-11-12')
    expect(formatTime(lateInLondon)).toBe('00:30')
    expect(formatTime(lateInLondon, { zone: 'UTC', seconds: true })).toBe('16:30:00')
  })

  it('read as people write them in each language', () => {
    expect(formatDate('2026-12-08', 'zh')).toBe('12月8日')
    expect(formatDate('2026-12-08', 'zh', { year: true })).toBe('2026年12月8日')
    expect(formatDate('2026-12-08', 'en', { year: true })).toBe('8 Dec 2026')
    expect(formatWeekday('2026-12-18', 'zh')).toBe('星期五')
    expect(formatWeekday('2026-12-18', 'en')).toBe('Friday')
  })

  it('durations count minutes beyond the hour', () => {
    expect([0, 59_999, 156_000, 3_725_000].map(formatDuration)).toEqual(['00:00', '00:59', '02:36', '62:05'])
  })

  it('fingerprints come in groups of four', () => {
    expect(formatFingerprint('6f2a93d04c7eb518')).toBe('6F2A 93D0 4C7E B518')
  })
})
