import { useTranslation } from 'react-i18next'

const known = ['mean', 'hearings', 'absences', 'refusals', 'lapsed'] as const

/** The figures of a proposal in words. */
export function useFactWords(): (facts: Readonly<Record<string, number>>) => string {
  const { t } = useTranslation('appraisal')
  return (facts) =>
    known
      .flatMap((name) => (facts[name] === undefined ? [] : [t(`facts.${name}`, { value: facts[name] })]))
      .join('，')
}
