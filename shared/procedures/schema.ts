import { z } from 'zod'
import { drawRulesSchema } from '../draw/rules.ts'

/** A word or sentence in both languages. */
export const bilingualSchema = z.object({ zh: z.string().min(1), en: z.string().min(1) })
export type Bilingual = z.infer<typeof bilingualSchema>

/** A county's rule: a value that says where it comes from and whether the county has confirmed it. */
const setting = <T extends z.ZodType>(value: T) =>
  z.object({ value, source: z.string().min(1), confirmed: z.boolean() })

/** Conditions that can be required before a stage is left. Each is a pure function in `shared/meeting/guards.ts`. */
export const guardSchema = z.enum([
  'attendance-checked',
  'panel-present',
  'identity-verified',
  'recusal-answered',
  'opinions-sealed',
  'opinions-opened',
  'recommendation-confirmed',
  'conclusion-announced',
  'items-finalised',
  'minutes-read-out',
  'minutes-signed',
])
export type Guard = z.infer<typeof guardSchema>

/** What may happen in a stage beside speaking; consoles and phones show what the stage allows. */
export const stageActSchema = z.enum([
  'attendance',
  'identity',
  'recusal',
  'evidence',
  'questions',
  'opinions',
  'opening',
  'deliberation',
  'conclusion',
  'signing',
])
export type StageAct = z.infer<typeof stageActSchema>

export const stageSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: bilingualSchema,
  hint: bilingualSchema,
  plannedMinutes: z.int().min(1),
  /** Side whose turn it is; its speaking time counts against the side's budget. */
  speaker: z.enum(['petitioner', 'unit', 'both', 'panel', 'none']),
  acts: z.array(stageActSchema),
  /** Must hold before the stage can be left forwards. */
  guards: z.array(guardSchema),
  /** Parties have left the room: they get no live minutes of this stage. */
  partiesLeave: z.boolean(),
})
export type Stage = z.infer<typeof stageSchema>

export const preparationItemSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  label: bilingualSchema,
  required: z.boolean(),
  source: z.string(),
  confirmed: z.boolean(),
})
export type PreparationItem = z.infer<typeof preparationItemSchema>

/** A meeting procedure (会议规程) as data: what a county may change without touching code. */
export const procedureSchema = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    version: z.int().min(1),
    name: bilingualSchema,
    source: z.string(),
    stages: z.array(stageSchema).min(1),
    /** Stages `from`…`to` can be gone through again, up to `max` rounds. */
    rounds: z.object({ from: z.string(), to: z.string(), max: setting(z.int().min(1)) }),
    /** Speaking time in milliseconds. */
    floor: z.object({ sideBudgetMs: setting(z.int().min(1)), turnMs: setting(z.int().min(1)) }),
    preparation: z.array(preparationItemSchema),
    panel: drawRulesSchema,
    /** Fewest members a panel may have by the rule named. Absent in versions from before there was one. */
    leastPanel: setting(z.int().min(1)).exactOptional(),
    /**
     * Least time the office gives, in milliseconds: the petitioner for a number, open or sealed; drawn officers for
     * an answer, before silence counts. Absent in versions from before there were any. Source: docs/decisions/0010.
     */
    periods: z
      .object({ numberMs: setting(z.int().min(1)), answerMs: setting(z.int().min(1)) })
      .exactOptional(),
    opinion: z.object({
      positions: z.array(z.enum(['support', 'partly', 'not'])).min(2),
      reasonsMaxLength: z.int().min(1),
      /** Whether published opinions name their author. */
      attributed: setting(z.boolean()),
    }),
    minutes: z.object({
      /** Who may ask that a finalised item be corrected. */
      corrections: setting(z.array(z.enum(['party', 'panelist']))),
      /** Whether a name drawn on the phone signs; otherwise people sign on the printout. */
      drawnSignature: setting(z.boolean()),
    }),
    notice: z.object({ daysBefore: setting(z.int().min(0)), dayType: z.enum(['calendar', 'working']) }),
    /** Written service of the conclusion, in days after it was announced. */
    service: z.object({ days: setting(z.int().min(1)) }),
    /** Share of the panel that must agree to the recommendation. */
    recommendation: z.object({ rule: setting(z.literal('majority')) }),
    /** Whether a conclusion may be listed openly without anybody's consent. */
    publish: setting(z.boolean()),
    /** Days within which the hearing's time is excluded from the statutory period: only where the article says so. */
    excludesHearingTime: setting(z.boolean()),
    discipline: z.array(bilingualSchema),
    rights: z.array(bilingualSchema),
  })
  .superRefine((procedure, context) => {
    const ids = procedure.stages.map((stage) => stage.id)
    if (new Set(ids).size !== ids.length)
      context.addIssue({ code: 'custom', message: 'stage ids must differ', path: ['stages'] })
    if (procedure.leastPanel && procedure.panel.panelSize < procedure.leastPanel.value)
      context.addIssue({
        code: 'custom',
        message: `a panel has at least ${procedure.leastPanel.value} members (${procedure.leastPanel.source})`,
        path: ['panel', 'panelSize'],
      })
    const from = ids.indexOf(procedure.rounds.from)
    const to = ids.indexOf(procedure.rounds.to)
    if (from < 0 || to < from)
      context.addIssue({ code: 'custom', message: 'rounds must name two stages in order', path: ['rounds'] })
  })
export type Procedure = z.infer<typeof procedureSchema>
