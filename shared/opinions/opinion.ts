import { z } from 'zod'

export const positionSchema = z.enum(['support', 'partly', 'not'])
export type Position = z.infer<typeof positionSchema>

/** What a panelist writes (听证员意见): a position on each request, reasons, advice. */
export const opinionSchema = z.object({
  positions: z
    .array(z.object({ requestId: z.string().min(1).max(80), position: positionSchema }))
    .min(1)
    .max(20),
  reasons: z.string().trim().min(1).max(4000),
  advice: z.string().trim().max(4000),
})
export type Opinion = z.infer<typeof opinionSchema>

/** An opinion as it stands in the record after the opening; `salt` proves the commitment sealed before. */
export const openedOpinionSchema = z.object({
  participantId: z.string(),
  seat: z.int().min(1),
  name: z.string(),
  opinion: opinionSchema,
  /** 32 hex digits; empty for an opinion copied from paper. */
  salt: z.string(),
})
export type OpenedOpinion = z.infer<typeof openedOpinionSchema>

/** An opinion as others may read it: who held it is not said, and the order is not that of the seats. */
export const unattributedOpinionSchema = opinionSchema
export type UnattributedOpinion = z.infer<typeof unattributedOpinionSchema>

/** Votes by request and position; a position nobody held counts 0. */
export function tally(
  opinions: readonly Opinion[],
  requestIds: readonly string[],
): Record<string, Record<Position, number>> {
  return Object.fromEntries(
    requestIds.map((requestId) => {
      const held = opinions.flatMap((o) =>
        o.positions.filter((p) => p.requestId === requestId).map((p) => p.position),
      )
      const count = (position: Position) => held.filter((p) => p === position).length
      return [requestId, { support: count('support'), partly: count('partly'), not: count('not') }]
    }),
  )
}

/**
 * Fixed order that tells nothing about seats or times: by the text itself. A shuffle by chance would have to
 * be recorded; the text is already in the record.
 */
export function unattributed(opinions: readonly Opinion[]): UnattributedOpinion[] {
  const key = (o: Opinion) =>
    `${o.reasons}\u0000${o.advice}\u0000${o.positions.map((p) => p.position).join()}`
  return [...opinions].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}
