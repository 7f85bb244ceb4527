import { type Candidate, type DrawRules, kindOf, type Quota } from '../draw/rules.ts'
import type { Language } from './language.ts'

/** A rule of composition in words, in one language. */
type Words = Readonly<{
  size: (seats: number) => string
  kind: Readonly<Record<'standing' | 'adhoc', (seats: number) => string>>
  groupCap: (cap: number) => string
  recommended: string
  recommendedMax: (max: number) => string
  atLeast: (name: string, min: number) => string
  atMost: (name: string, max: number) => string
  between: (name: string, min: number, max: number) => string
  exactly: (name: string, count: number) => string
  eligible: (rule: string, count: number) => string
  and: string
}>

const words: Readonly<Record<Language, Words>> = {
  zh: {
    size: (seats) => `听证组 ${seats} 人`,
    kind: {
      standing: (seats) => `常设听证员 ${seats} 人`,
      adhoc: (seats) => `非常设听证员 ${seats} 人`,
    },
    groupCap: (cap) => `同一类别、同一部门最多 ${cap} 人`,
    recommended: '推荐的专家入席',
    recommendedMax: (max) => `其中行业推荐的专家最多 ${max} 人`,
    atLeast: (name, min) => `${name}至少 ${min} 人`,
    atMost: (name, max) => `${name}最多 ${max} 人`,
    between: (name, min, max) => `${name} ${min} 至 ${max} 人`,
    exactly: (name, count) => `${name}正好 ${count} 人`,
    eligible: (rule, count) => `${rule}（可抽的有 ${count} 人）`,
    and: '；',
  },
  en: {
    size: (seats) => `panel of ${seats}`,
    kind: {
      standing: (seats) => `${seats} standing`,
      adhoc: (seats) => `${seats} ad hoc`,
    },
    groupCap: (cap) => `at most ${cap} per category or department`,
    recommended: 'the recommended experts sit',
    recommendedMax: (max) => `at most ${max} recommended by a sector`,
    atLeast: (name, min) => `${name}: at least ${min}`,
    atMost: (name, max) => `${name}: at most ${max}`,
    between: (name, min, max) => `${name}: ${min} to ${max}`,
    exactly: (name, count) => `${name}: exactly ${count}`,
    eligible: (rule, count) => `${rule} (${count} can be drawn)`,
    and: '; ',
  },
}

/** Every rule of composition by its id, as a refusal names it. */
function ruleTexts(rules: DrawRules, language: Language): ReadonlyMap<string, string> {
  const { kind, groupCap, recommended, atLeast, atMost } = words[language]
  return new Map([
    ...rules.kinds.map((each) => [`kind:${each.kind}`, kind[each.kind](each.seats)] as const),
    ['group-cap', groupCap(rules.groupCap)],
    ['recommended', recommended],
    ...(rules.quotas ?? []).flatMap(({ id, name, min, max }) => [
      ...(min > 0 ? [[`quota:${id}:min`, atLeast(name[language], min)] as const] : []),
      ...(max === null ? [] : [[`quota:${id}:max`, atMost(name[language], max)] as const]),
    ]),
  ])
}

function quotaText({ name, min, max }: Quota, language: Language): readonly string[] {
  const { atLeast, atMost, between, exactly } = words[language]
  const of = name[language]
  if (max === null) return min === 0 ? [] : [atLeast(of, min)]
  if (min === 0) return [atMost(of, max)]
  return [min === max ? exactly(of, min) : between(of, min, max)]
}

/** How a panel is composed, for people to read beside a draw: size, kinds of seat, limit per group, quotas. */
export function compositionTexts(rules: DrawRules, language: Language): readonly string[] {
  const { size, kind, groupCap, recommendedMax } = words[language]
  return [
    size(rules.panelSize),
    ...rules.kinds.filter(({ seats }) => seats > 0).map((each) => kind[each.kind](each.seats)),
    ...(rules.recommended === undefined ? [] : [recommendedMax(rules.recommended)]),
    groupCap(rules.groupCap),
    ...(rules.quotas ?? []).flatMap((quota) => quotaText(quota, language)),
  ]
}

/** How many of the eligible a kind or a quota can choose from; undefined for the other rules. */
function choiceFor(id: string, eligible: readonly Candidate[]): number | undefined {
  const [family, of = ''] = id.split(':')
  if (family === 'kind') return eligible.filter((candidate) => kindOf(candidate) === of).length
  if (family === 'quota') return eligible.filter(({ counts }) => counts?.includes(of)).length
  return undefined
}

/**
 * The conflicting rules for a refusal's sentences, in both languages, each with how many can be drawn for it. The
 * size of the panel is kept in any case, and so is no rule that could be dropped.
 */
export function conflictParams(
  rules: DrawRules,
  conflict: readonly string[],
  candidates: readonly Candidate[],
): Readonly<Record<Language, string> & { seats: number }> {
  const eligible = candidates.filter((candidate) => candidate.eligible)
  const text = (language: Language) => {
    const texts = ruleTexts(rules, language)
    const { and, eligible: among } = words[language]
    return conflict
      .map((id) => {
        const rule = texts.get(id) ?? id
        const choice = choiceFor(id, eligible)
        return choice === undefined ? rule : among(rule, choice)
      })
      .join(and)
  }
  return { seats: rules.panelSize, zh: text('zh'), en: text('en') }
}
