import { sectors } from '../../../shared/pool/sectors.ts'
import { useLanguage } from '../../ui/i18n.ts'

const isKnown = (sector: string): sector is keyof typeof sectors => Object.hasOwn(sectors, sector)

/** The short name of a department in the page's language, where it is known in both. */
export function useSectorName(): (sector: string) => string {
  const language = useLanguage()
  return (sector) => (language === 'en' && isKnown(sector) ? sectors[sector] : sector)
}
