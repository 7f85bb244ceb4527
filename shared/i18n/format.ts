import { type Language, languageTag } from './language.ts'

/** The county's time zone where nothing else is known. */
export const defaultZone = 'Asia/Shanghai'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(key: string, tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(tag, options)
  formats.set(key, made)
  return made
}

/** Calendar date in a zone, 'YYYY-MM-DD'. `at` is UTC milliseconds. */
export function dateOf(at: number, zone: string = defaultZone): string {
  return format(`day ${zone}`, 'en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at)
}

/** '09:40' in the zone, or '09:40:06' with seconds. `at` is UTC milliseconds. */
export function formatTime(at: number, options: { seconds?: boolean; zone?: string } = {}): string {
  const { seconds = false, zone = defaultZone } = options
  return format(`time ${seconds} ${zone}`, 'en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).format(at)
}

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** '12月18日' or '18 Dec'; with the year: '2026年12月18日', '18 Dec 2026'. `date` is 'YYYY-MM-DD'. */
export function formatDate(date: string, language: Language, options: { year?: boolean } = {}): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  if (language === 'zh') return `${options.year ? `${year}年` : ''}${month}月${day}日`
  return `${day} ${englishMonths[month - 1]}${options.year ? ` ${year}` : ''}`
}

/** Day of the week of a calendar date: '星期五', 'Friday'. */
export function formatWeekday(date: string, language: Language): string {
  return format(`weekday ${language}`, languageTag[language], { weekday: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${date}T00:00:00Z`),
  )
}

/** Names one after another as the language writes them: '甲、乙', 'A, B'. */
export function formatList(names: readonly string[], language: Language): string {
  return names.join(language === 'zh' ? '、' : ', ')
}

/** Minutes and seconds of a duration: '02:36', '+00:18' when asked for the sign. `ms` is milliseconds, not negative. */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}

/** A digest as printed: upper case, groups of four. 32 digits in two lines are two calls. */
export function formatFingerprint(hex: string): string {
  return (hex.toUpperCase().match(/.{1,4}/g) ?? []).join(' ')
}
