import { z } from 'zod'

const id = z.string().min(1).max(80)
const name = z.string().trim().min(1).max(60)
const short = z.string().trim().max(120)
const day = z.iso.date()

/** XF22 Art. 20: a joint visit elects at most five representatives. */
export const MAX_REPRESENTATIVES = 5
/** One or two agents, as local hearing rules have it (domain.md §2.7). */
export const MAX_AGENTS = 2

/** How the office reaches a person; for staff only. `idHint` is enough to check a document, never a whole number. */
export const contactSchema = z
  .object({ phone: z.string().trim().max(30), address: short, idHint: z.string().trim().max(12) })
  .strict()
export type Contact = z.infer<typeof contactSchema>

/** What an agent may do and since when the office holds the mandate (授权委托书); null: not yet received. */
export const mandateSchema = z
  .object({ scope: z.enum(['general', 'special']), matters: short, receivedOn: day.nullable() })
  .strict()
export type Mandate = z.infer<typeof mandateSchema>

export const petitionerSchema = z.object({ id, name }).strict()
export const representativeSchema = z.object({ id, name }).strict()
export const agentSchema = z.object({ id, name, title: short, mandate: mandateSchema }).strict()
/** Who handled the matter for the responsible unit (承办人). */
export const handlerSchema = z.object({ id, name, title: short }).strict()

export type Person = z.infer<typeof petitionerSchema>
export type Agent = z.infer<typeof agentSchema>
export type Handler = z.infer<typeof handlerSchema>

/** Steps of the law: 办理, 复查, 复核. */
export const stages = ['handling', 'review', 're-review'] as const
export const stageSchema = z.enum(stages)
export type MatterStage = z.infer<typeof stageSchema>

/** The opinion complained of: a review looks at a handling opinion, a re-review at a review opinion. */
export const earlierOpinionSchema = z
  .object({
    number: z.string().trim().min(1).max(60),
    date: day,
    unit: short.min(1),
    summary: z.string().trim().max(4000),
  })
  .strict()
export type EarlierOpinion = z.infer<typeof earlierOpinionSchema>

export const requestSchema = z.object({ id, text: z.string().trim().min(1).max(1000) }).strict()
export type MatterRequest = z.infer<typeof requestSchema>
