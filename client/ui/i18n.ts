import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Bundle, Messages } from '../../shared/i18n/define.ts'
import type { namespaces } from '../../shared/i18n/index.ts'
import { isLanguage, type Language, languageTag } from '../../shared/i18n/language.ts'
import { words } from '../../shared/i18n/words.ts'
import type { Bilingual } from '../../shared/procedures/schema.ts'

type Namespaces = typeof namespaces

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { [N in keyof Namespaces]: Namespaces[N]['zh'] }
  }
}

const storageKey = 'mingting.language'

function chosenLanguage(): Language {
  const asked = new URLSearchParams(window.location.search).get('lang')
  const kept = window.localStorage.getItem(storageKey)
  return isLanguage(asked) ? asked : isLanguage(kept) ? kept : 'zh'
}

/** Prepares the sentences a surface shows. The common words are always there. */
export function startI18n(bundles: { readonly [N in keyof Namespaces]?: Namespaces[N] }): void {
  const all: Record<string, Bundle<Messages>> = { words, ...bundles }
  const of = (language: Language) =>
    Object.fromEntries(Object.entries(all).map(([name, bundle]) => [name, bundle[language]]))
  void i18next.use(initReactI18next).init({
    lng: chosenLanguage(),
    fallbackLng: 'zh',
    defaultNS: 'words',
    ns: Object.keys(all),
    resources: { zh: of('zh'), en: of('en') },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  document.documentElement.lang = languageTag[currentLanguage()]
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh'
}

/** Changes the language of the page and keeps the choice on this device. */
export function changeLanguage(language: Language): void {
  window.localStorage.setItem(storageKey, language)
  document.documentElement.lang = languageTag[language]
  void i18next.changeLanguage(language)
}

/** The page's language; the component renders again when it changes. */
export function useLanguage(): Language {
  useTranslation()
  return currentLanguage()
}

/** Picks the page's language out of a value given in both. */
export function useBilingual(): (value: Bilingual) => string {
  const language = useLanguage()
  return (value) => value[language]
}
