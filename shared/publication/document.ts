import { z } from 'zod'
import { positionSchema, unattributedOpinionSchema } from '../opinions/opinion.ts'

/** The panel's recommendation (综合评议建议): one finding per request, then reasons in numbered parts. */
export const recommendationSchema = z.object({
  findings: z
    .array(
      z.object({
        requestId: z.string().min(1).max(80),
        position: positionSchema,
        text: z.string().trim().min(1).max(4000),
      }),
    )
    .min(1)
    .max(20),
  reasons: z
    .array(z.object({ heading: z.string().trim().min(1).max(200), text: z.string().trim().min(1).max(8000) }))
    .min(1)
    .max(20),
})
export type Recommendation = z.infer<typeof recommendationSchema>

/**
 * The published conclusion exactly as approved: names of parties masked; panel, chair, clerk and unit named.
 * Its canonical JSON is what the fingerprint in the record is over.
 */
export const publishedDocumentSchema = z.object({
  number: z.string(),
  title: z.string(),
  heldOn: z.iso.date(),
  place: z.string(),
  open: z.boolean(),
  responsibleUnit: z.string(),
  requests: z.array(z.object({ id: z.string(), text: z.string() })),
  recommendation: recommendationSchema,
  panel: z.array(z.object({ seat: z.int(), name: z.string(), title: z.string() })),
  chair: z.string(),
  clerks: z.array(z.string()),
  tally: z.record(z.string(), z.record(z.string(), z.int())),
  agreeing: z.int(),
  dissenting: z.int(),
  opinions: z.array(unattributedOpinionSchema),
  missing: z.array(z.string()),
  /** Milliseconds each side has spoken. */
  spoken: z.object({ petitioner: z.int(), unit: z.int() }),
  recusals: z.object({ requested: z.int(), granted: z.int() }),
})
export type PublishedDocument = z.infer<typeof publishedDocumentSchema>
