import type { Candidate, DrawRules } from '../../shared/draw/rules.ts'

const quota = (id: string, min: number, max: number | null) => ({
  id,
  name: { zh: id, en: id },
  of: [{ fact: 'expertise' as const, is: id }],
  min,
  max,
})

/** The county's pool under three quotas that overlap with kinds, groups and each other. */
export function withQuotas(rules: DrawRules, pool: readonly Candidate[]) {
  const candidates = pool.map((c) => ({
    ...c,
    counts: [
      ...(c.group.includes('lawyer') ? ['lawyer'] : []),
      ...(c.no % 9 === 0 ? ['mongolian'] : []),
      ...(c.no % 3 === 1 ? ['water'] : []),
    ],
  }))
  return {
    rules: { ...rules, quotas: [quota('lawyer', 1, 2), quota('mongolian', 1, null), quota('water', 1, 3)] },
    candidates,
  }
}
