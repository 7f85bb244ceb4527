import { z } from 'zod'
import { stageSchema } from '../matter/persons.ts'
import type { Remedy } from '../matter/remedies.ts'
import { publishedDocumentSchema } from './document.ts'

/** What the portal is told without anybody signing in. The server answers with these shapes, the page reads them. */

const day = z.iso.date()
const source = z.object({
  law: z.literal('xf22'),
  article: z.int(),
  paragraph: z.int().exactOptional(),
  confirmed: z.boolean(),
})
const request = z.object({ kind: z.enum(['request-review', 'request-re-review']), days: z.int(), source })

export const remedySchema: z.ZodType<Remedy> = z.union([
  request.extend({ state: z.literal('awaiting-service') }),
  request.extend({ state: z.enum(['open', 'expired']), servedOn: day, lastDay: day, daysLeft: z.int() }),
  z.object({ kind: z.literal('final'), source }),
])

/** `GET /api/public/conclusions`: only what is listed openly, newest first. */
export const conclusionListSchema = z.object({
  conclusions: z.array(
    z.object({
      code: z.string(),
      number: z.string(),
      title: z.string(),
      heldOn: day,
      responsibleUnit: z.string(),
    }),
  ),
})
export type ConclusionList = z.infer<typeof conclusionListSchema>

/** `GET /api/public/conclusions/{code}`: the published conclusion and what became of it. */
export const publicConclusionSchema = z.object({
  code: z.string(),
  document: publishedDocumentSchema,
  /** Fingerprint of the document in the record. */
  sha256: z.string(),
  publishedAt: z.int(),
  listed: z.boolean(),
  /** Day the panel was drawn, if it was drawn. */
  drawnOn: day.nullable(),
  /** Instant at which all opinions were opened, UTC milliseconds. */
  openedAt: z.int().nullable(),
  /** The step of the law the matter is at: names the decision that counts. */
  stage: stageSchema,
  /** The authority's decision, once recorded; texts masked. */
  decision: z
    .object({
      number: z.string(),
      date: day,
      outcome: z.enum(['adopted', 'departed']),
      departureReason: z.string(),
    })
    .nullable(),
  remedy: remedySchema,
})
export type PublicConclusion = z.infer<typeof publicConclusionSchema>

/**
 * `GET /api/public/record/{code}`, and the same as a file for verifying without a network: the meeting's
 * commits as the public may see them, and the published document. Commits are left unparsed: saying where
 * one is malformed is the verifier's work.
 */
export const publicRecordSchema = z.object({
  format: z.literal('mingting-record'),
  version: z.literal(1),
  code: z.string(),
  number: z.string(),
  title: z.string(),
  meeting: z.array(z.unknown()),
  document: publishedDocumentSchema.nullable(),
})
export type PublicRecord = z.infer<typeof publicRecordSchema>
