/** Languages of the interface; Chinese is the default. */
export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

/** BCP 47 tag for `lang` attributes and `Intl`. */
export const languageTag: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' }

export function isLanguage(value: unknown): value is Language {
  return value === 'zh' || value === 'en'
}
