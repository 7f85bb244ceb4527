import { z } from 'zod'
import { publishedDocumentSchema } from '../publication/document.ts'

/** A meeting in lists of the office. */
export const meetingListItemSchema = z.object({
  id: z.string(),
  number: z.string(),
  matterId: z.string(),
  matterNumber: z.string(),
  subject: z.string(),
  phase: z.enum(['none', 'preparing', 'in-session', 'closed', 'terminated', 'cancelled']),
  place: z.string(),
  startsAt: z.number(),
  open: z.boolean(),
  chair: z.string(),
  clerks: z.array(z.string()),
  stageId: z.string().nullable(),
  /** Ids of preparation items, or `notice`, `draw`, `seats`: what still has to be ready. */
  missing: z.array(z.string()),
  concluded: z.boolean(),
  listed: z.boolean(),
  publishedAt: z.number().nullable(),
})
export type MeetingListItem = z.infer<typeof meetingListItemSchema>

export const meetingListSchema = z.object({ meetings: z.array(meetingListItemSchema) })

/** `GET /api/meetings/{id}`: the meeting as the caller may see it. `view` is a `MeetingState`. */
export const meetingViewSchema = z.object({ seq: z.int(), view: z.unknown(), now: z.int() })

export const meetingCommitsSchema = z.object({ commits: z.array(z.unknown()), now: z.int() })

/** `GET /api/meetings/{id}/publication`: exactly the text that would be published now. */
export const publicationProposalSchema = z.object({
  document: publishedDocumentSchema,
  sha256: z.string(),
  mayList: z.boolean(),
})
