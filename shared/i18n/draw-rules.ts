import type { DrawRules } from '../draw/rules.ts'
import type { Language } from './language.ts'

/** A rule of composition in words, in one language. */
type Words = Readonly<{
  size: (seats: number) => string
  kind: Readonly<Record<'standing' | 'adhoc', (seats: number) => string>>
  groupCap: (cap: number) => string
  recommended: string
  atLeast: (name: string, min: number) => string
  atMost: (name: string, max: number) => string
  and: string
}>

const words: Readonly<Record<Language, Words>> = {
  zh: {
    size: (seats) => `听证组 ${seats} 人`,
    kind: {
      standing: (seats) => `常设 ${seats} 人`,
      adhoc: (seats) => `非常设 ${seats} 人`,
    },
    groupCap: (cap) => `每组最多 ${cap} 人`,
    recommended: '推荐的专家入席',
    atLeast: (name, min) => `${name}至少 ${min} 人`,
    atMost: (name, max) => `${name}最多 ${max} 人`,
    and: '；',
  },
  en: {
    size: (seats) => `a panel of ${seats}`,
    kind: {
      standing: (seats) => `${seats} standing`,
      adhoc: (seats) => `${seats} ad hoc`,
    },
    groupCap: (cap) => `at most ${cap} per group`,
    recommended: 'the recommended experts sit',
    atLeast: (name, min) => `at least ${min}: ${name}`,
    atMost: (name, max) => `at most ${max}: ${name}`,
    and: '; ',
  },
}

/** Every rule of composition in words: what pages list beside a draw, and what a refusal names. */
export function ruleTexts(rules: DrawRules, language: Language): ReadonlyMap<string, string> {
  const { size, kind, groupCap, recommended, atLeast, atMost } = words[language]
  return new Map([
    ['panel-size', size(rules.panelSize)],
    ...rules.kinds.map((each) => [`kind:${each.kind}`, kind[each.kind](each.seats)] as const),
    ['group-cap', groupCap(rules.groupCap)],
    ['recommended', recommended],
    ...(rules.quotas ?? []).flatMap(({ id, name, min, max }) => [
      ...(min > 0 ? [[`quota:${id}:min`, atLeast(name[language], min)] as const] : []),
      ...(max === null ? [] : [[`quota:${id}:max`, atMost(name[language], max)] as const]),
    ]),
  ])
}

/** The conflicting rules for a refusal's sentences, in both languages; the size of the panel is always among them. */
export function conflictParams(
  rules: DrawRules,
  conflict: readonly string[],
): Readonly<Record<Language, string>> {
  const text = (language: Language) => {
    const texts = ruleTexts(rules, language)
    return ['panel-size', ...conflict].map((id) => texts.get(id) ?? id).join(words[language].and)
  }
  return { zh: text('zh'), en: text('en') }
}
