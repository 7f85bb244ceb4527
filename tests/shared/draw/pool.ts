import fc from 'fast-check'
import { computeChances } from '../../../shared/draw/chances.ts'
import { commitmentOf, numberCommitmentOf } from '../../../shared/draw/randomness.ts'
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

/** The same draw with its number sealed in advance; `opened` false: sealed, and never opened. */
export function sealedInputs(
  inputs: DrawInputs,
  { number = '8', salt = '5a'.repeat(16), opened = true } = {},
): DrawInputs {
  const { meeting, draw } = inputs
  const numberCommitment = numberCommitmentOf({ meeting, draw, number, salt })
  return { ...inputs, number: opened ? number : null, numberCommitment, numberSalt: opened ? salt : null }
}

/** Pools small enough to enumerate: a few officers in up to five groups, some excluded, uneven weights. */
export const smallPool: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      group: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      standing: fc.boolean(),
      eligible: fc.constantFrom(true, true, true, false),
      weight: fc.constantFrom('1', '1', '1/2', '2', '3/2', '9'),
    }),
    { minLength: 4, maxLength: 9 },
  )
  .map((officers) => officers.map((officer, i) => ({ no: i + 1, ...officer })))

/** Small panels of both kinds, with a cap of one or two per group. */
export const smallRules: fc.Arbitrary<DrawRules> = fc
  .record({
    seats: fc.constantFrom([1, 2], [2, 1], [0, 3], [1, 0], [2, 3]),
    groupCap: fc.constantFrom(1, 1, 2),
  })
  .map(({ seats: [standing = 0, adhoc = 0], groupCap }) => ({
    ...countyRules,
    panelSize: standing + adhoc,
    kinds: [
      { kind: 'standing', seats: standing },
      { kind: 'adhoc', seats: adhoc },
    ],
    groupCap,
  }))
