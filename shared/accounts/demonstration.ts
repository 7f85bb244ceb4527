import { z } from 'zod'

/** What a seat of the demonstration is; each opens in a tab with a sign-in of its own. */
export const seatKindSchema = z.enum([
  'administrator',
  'clerk',
  'chair',
  'panelist',
  'petitioner',
  'unit',
  'other',
  'observer',
  'screen',
])
export type SeatKind = z.infer<typeof seatKindSchema>

const seatSchema = z.object({ id: z.string(), kind: seatKindSchema, name: z.string() })
export type DemonstrationSeat = z.infer<typeof seatSchema>

/** `GET /api/demo`: every seat anybody can take. */
export const demonstrationSchema = z.object({
  office: z.array(seatSchema),
  meetings: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      title: z.string(),
      startsAt: z.int(),
      phase: z.string(),
      seats: z.array(seatSchema),
    }),
  ),
})
export type Demonstration = z.infer<typeof demonstrationSchema>

/** `POST /api/demo/seats`: without a meeting, a seat of the office. */
export const takeSeatSchema = z
  .object({ meetingId: z.string().min(1).max(80).optional(), seatId: z.string().min(1).max(80) })
  .strict()

/** The page of the seat that was taken; `seat` is the key of its sign-in. */
export const seatTakenSchema = z.object({ url: z.string(), seat: z.string() })
