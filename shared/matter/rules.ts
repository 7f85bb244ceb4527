import { z } from 'zod'
import type { MatterStage } from './persons.ts'

/** Where a period comes from. `confirmed`: the full text of the law was read. */
export const ruleSourceSchema = z.object({
  law: z.literal('xf22'),
  article: z.int(),
  paragraph: z.int().optional(),
  confirmed: z.boolean(),
})
export type RuleSource = Readonly<z.infer<typeof ruleSourceSchema>>

const article = (number: number, paragraph?: number): RuleSource => ({
  law: 'xf22',
  article: number,
  confirmed: true,
  ...(paragraph === undefined ? {} : { paragraph }),
})

/** What a stage gives the authority, and the petitioner afterwards. All days are calendar days. */
export interface StageRule {
  /** Days for the authority's answer, from the day the petition or request came in. */
  readonly answer: { readonly days: number; readonly source: RuleSource }
  /** Only at re-review does the law leave the time of a hearing out of the period (Art. 36¶2). */
  readonly hearingTime: { readonly excluded: boolean; readonly source: RuleSource }
  /** What the petitioner may do after the written answer; final where nothing follows. */
  readonly next:
    | {
        readonly kind: 'request-review' | 'request-re-review'
        readonly days: number
        readonly source: RuleSource
      }
    | { readonly kind: 'final'; readonly source: RuleSource }
}

/** 信访工作条例 (2022), Art. 34–36. */
export const stageRules: Readonly<Record<MatterStage, StageRule>> = {
  handling: {
    answer: { days: 60, source: article(34) },
    hearingTime: { excluded: false, source: article(36, 2) },
    next: { kind: 'request-review', days: 30, source: article(35) },
  },
  review: {
    answer: { days: 30, source: article(35) },
    hearingTime: { excluded: false, source: article(36, 2) },
    next: { kind: 'request-re-review', days: 30, source: article(36, 1) },
  },
  're-review': {
    answer: { days: 30, source: article(36, 1) },
    hearingTime: { excluded: true, source: article(36, 2) },
    next: { kind: 'final', source: article(36, 3) },
  },
}
