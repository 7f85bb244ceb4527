import { computeChances } from '../../../shared/draw/chances.ts'
import { commitmentOf } from '../../../shared/draw/randomness.ts'
import type { Candidate, DrawRules } from '../../../shared/draw/rules.ts'
import type { ChancedCandidate, DrawInputs } from '../../../shared/draw/transcript.ts'

/** Rules of the demonstration county: 2 standing, 3 ad hoc, one per group. */
export const countyRules: DrawRules = {
  panelSize: 5,
  kinds: [
    { kind: 'standing', seats: 2 },
    { kind: 'adhoc', seats: 3 },
  ],
  groupCap: 1,
  substitutes: 2,
  source: 'test',
  confirmed: false,
}

/** 69 officers as the county spreads them: one standing in each of six categories, departments of one or two. */
export function countyPool(): Candidate[] {
  const categories = [
    ['deputy', 12],
    ['cppcc', 10],
    ['conduct-reviewer', 8],
    ['public-lawyer', 5],
    ['private-lawyer', 6],
  ] as const
  const groups = categories.flatMap(([group, size]) =>
    Array.from({ length: size }, (_, i) => ({ group, standing: i === 0 })),
  )
  const departments = Array.from({ length: 28 }, (_, i) => ({
    group: `department-${(i % 21) + 1}`,
    standing: i === 0,
  }))
  return [...groups, ...departments].map((officer, i) => ({
    no: i + 1,
    weight: '1',
    eligible: true,
    ...officer,
  }))
}

export function chanced(rules: DrawRules, candidates: readonly Candidate[]): ChancedCandidate[] {
  const computed = computeChances(rules, candidates)
  if (!computed.ok) throw new Error(computed.refusal.code)
  return candidates.map((c) => ({ ...c, chance: computed.chances[c.no] ?? '0' }))
}

export function drawInputs(changes: Partial<DrawInputs> = {}): DrawInputs {
  const rules = changes.rules ?? countyRules
  const officeShare = changes.officeShare ?? 'ab'.repeat(32)
  const officeSalt = 'cd'.repeat(16)
  return {
    meeting: '01J00000000000000000000000',
    draw: 1,
    pool: { stream: 'pool/main', seq: 3, head: 'ef'.repeat(32) },
    candidates: chanced(rules, countyPool()),
    number: '482913',
    ...changes,
    rules,
    officeShare,
    officeSalt,
    commitment: commitmentOf(officeSalt, officeShare),
  }
}
