import { languageTag } from '../../shared/i18n/language.ts'
import { useLanguage } from '../ui/i18n.ts'

/** Writes names one after another as the page's language does. */
export function useList(): (names: readonly string[]) => string {
  const language = useLanguage()
  const format = new Intl.ListFormat(languageTag[language], { type: 'conjunction' })
  return (names) => format.format(names)
}
