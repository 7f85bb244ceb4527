import { z } from 'zod'

/** Who a participant is in the meeting. Officers enter by the draw, chair and clerks by the schedule. */
export const participantKindSchema = z.enum([
  'petitioner',
  'representative',
  'agent',
  'handler',
  'third-party',
  'witness',
  'interpreter',
  'expert',
  'officer',
  'chair',
  'clerk',
])
export type ParticipantKind = z.infer<typeof participantKindSchema>

/** Which side of the room; speaking time is counted for `petitioner` and `unit`. */
export const sideSchema = z.enum(['petitioner', 'unit', 'panel', 'office', 'other'])
export type Side = z.infer<typeof sideSchema>

/** The two sides that have a budget of speaking time and are asked about recusal. */
export const partySides = ['petitioner', 'unit'] as const
export type PartySide = (typeof partySides)[number]

export const isPartySide = (side: Side): side is PartySide => side === 'petitioner' || side === 'unit'

/** `officer-18` for officer number 18. */
export const officerParticipantId = (no: number): string => `officer-${no}`

/** A person as handed over by a matter when a meeting is scheduled. */
export const participantInputSchema = z.object({
  kind: participantKindSchema.exclude(['officer', 'chair', 'clerk']),
  side: sideSchema.exclude(['panel', 'office']),
  name: z.string().trim().min(1).max(60),
  /** Unit, office held or relation: shown beside the name. */
  title: z.string().trim().max(120),
})
export type ParticipantInput = z.infer<typeof participantInputSchema>
