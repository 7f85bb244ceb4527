/** Sentences under stable keys; `{{name}}` marks a parameter. */
export interface Messages {
  readonly [key: string]: string | Messages
}

type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> }

export interface Bundle<Zh extends Messages> {
  readonly zh: Zh
  readonly en: SameKeys<Zh>
}

/**
 * One namespace of sentences. It does not compile unless both languages have the same keys. A sentence that
 * counts has the keys `x_one` and `x_other` in both; Chinese only ever uses the second.
 */
export function defineMessages<Zh extends Messages>(bundle: {
  readonly zh: Zh
  readonly en: SameKeys<NoInfer<Zh>>
}): Bundle<Zh> {
  return bundle
}

/** What happened, and what would make it possible. */
export interface RefusalSentences {
  readonly what: string
  readonly next: string
}

/** Sentences of refusals: every code has both sentences in both languages. */
export function defineRefusals<Code extends string>(bundle: {
  readonly zh: Readonly<Record<Code, RefusalSentences>>
  readonly en: Readonly<Record<NoInfer<Code>, RefusalSentences>>
}): {
  readonly zh: Readonly<Record<Code, RefusalSentences>>
  readonly en: Readonly<Record<Code, RefusalSentences>>
} {
  return bundle
}
