import { useTranslation } from 'react-i18next'

const known = ['mean', 'hearings', 'absences', 'refusals', 'lapsed'] as const

/** Figures as the record keeps them, 'mean 2.1; hearings 3'; null for what somebody wrote. Source: `printFacts`. */
function factsIn(text: string): Readonly<Record<string, number>> | null {
  const parts = text.split('; ').map((part) => /^([a-z]+) (-?[\d.]+)$/.exec(part))
  return parts.some((part) => part === null)
    ? null
    : Object.fromEntries(parts.map((part) => [part?.[1] ?? '', Number(part?.[2])]))
}

/** Why an elimination was proposed, as the record keeps it, in words: figures, or what was reported. */
export function useBecauseWords(): (text: string) => string {
  const words = useFactWords()
  return (text) => {
    const facts = factsIn(text)
    return facts === null ? text : words(facts)
  }
}

/** The figures of a proposal in words. */
export function useFactWords(): (facts: Readonly<Record<string, number>>) => string {
  const { t } = useTranslation('appraisal')
  return (facts) =>
    known
      .flatMap((name) => (facts[name] === undefined ? [] : [t(`facts.${name}`, { value: facts[name] })]))
      .join('，')
}
