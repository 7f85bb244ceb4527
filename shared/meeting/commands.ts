import { z } from 'zod'
import { reasonClassSchema } from '../draw/eligibility.ts'
import { opinionSchema } from '../opinions/opinion.ts'
import { recommendationSchema } from '../publication/document.ts'
import { participantInputSchema, sideSchema } from './participants.ts'

const id = z.string().min(1).max(80)
/** UTC milliseconds up to the year 2100: an instant no calendar can name would be a fault of ours later. */
const instant = z.int().min(0).max(Date.UTC(2100, 0))
const note = z.string().trim().max(4000)
const reason = z.string().trim().min(1).max(4000)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const none = z.object({}).strict()
const via = z.enum(['self', 'paper', 'aloud'])
const command = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.object({ type: z.literal(type), data })

const schedule = {
  place: z.string().trim().min(1).max(120),
  startsAt: instant,
  open: z.boolean(),
  /** Why the meeting is closed; required when it is. */
  closedReason: note,
  chairAccountId: id,
  clerkAccountIds: z.array(id).min(1).max(4),
}

/**
 * Commands of a meeting as a person sends them. `onBehalfOf` is a participant who acts on paper or aloud and
 * whose act the clerk enters: nobody needs a phone for a right or a duty.
 */
const shared = [
  command('schedule', z.object({ matterId: id, procedureId: id, ...schedule }).strict()),
  command('amend', z.object(schedule).strict()),
  command('cancel', z.object({ reason }).strict()),
  command('add-participant', participantInputSchema.strict()),
  command('remove-participant', z.object({ participantId: id, reason }).strict()),
  command(
    'list-evidence',
    z
      .object({ title: z.string().trim().min(1).max(200), side: sideSchema, pages: z.int().min(1).max(9999) })
      .strict(),
  ),
  command('withdraw-evidence', z.object({ no: z.int().min(1), reason }).strict()),
  command('check-preparation', z.object({ itemId: id, done: z.boolean(), note }).strict()),
  command('issue-notice', none),
  command('publish-announcement', none),
  command(
    'record-service',
    z
      .object({
        participantId: id,
        document: z.enum(['notice', 'conclusion']),
        method: z.enum(['in-person', 'post', 'lien', 'phone', 'electronic']),
        servedOn: z.iso.date(),
        proof: reason,
      })
      .strict(),
  ),
  command(
    'lock-pool',
    z
      .object({
        exclusions: z
          .array(z.object({ no: z.int().min(1), reason: reasonClassSchema, note }).strict())
          .max(500),
        /** Experts a sector recommends for ad hoc seats: they sit with certainty, the draw fills the rest. */
        recommended: z
          .array(z.object({ no: z.int().min(1), requestedBy: z.string().trim().min(1).max(120) }).strict())
          .max(51)
          .exactOptional(),
        /** Doubtful proposals that a person struck: the officer stays in, with why. */
        kept: z
          .array(z.object({ no: z.int().min(1), note: z.string().trim().min(1).max(4000) }).strict())
          .max(500)
          .optional(),
        /** The petitioner seals a number in advance, awaited until then; absent: it is said openly, unsealed. */
        sealNumberBy: instant.exactOptional(),
      })
      .strict(),
  ),
  command('seal-number', z.object({ commitment: z.string().regex(/^[0-9a-f]{64}$/) }).strict()),
  command('commit-share', z.object({ deadline: instant }).strict()),
  command(
    'give-number',
    z
      .object({
        number: z.string().trim().min(1).max(40),
        /** Opens a number that was sealed in advance. */
        salt: z
          .string()
          .regex(/^[0-9a-f]{32}$/)
          .exactOptional(),
        via: z.enum(['phone', 'sheet', 'aloud']),
        onBehalfOf: id.optional(),
      })
      .strict(),
  ),
  command('run-without-number', none),
  command('void-draw', z.object({ reason }).strict()),
  command('notify-officers', z.object({ answerBy: instant }).strict()),
  command('close-answers', none),
  command(
    'record-answer',
    z.object({ officerNo: z.int(), answer: z.enum(['accepted', 'declined', 'silent']), note }).strict(),
  ),
  /** A refusal or silence is an answer: those go by `record-answer`, with its deadline. `standing`: only where the pool says so. */
  command(
    'vacate-seat',
    z.object({ seat: z.int().min(1), cause: z.enum(['ill', 'absent', 'standing']), reason }).strict(),
  ),
  command(
    'seat-recommended',
    z
      .object({ seat: z.int().min(1), officerNo: z.int(), requestedBy: z.string().trim().min(1).max(120) })
      .strict(),
  ),
  command('begin', none),
  command('mark-attendance', z.object({ participantId: id, present: z.boolean() }).strict()),
  command(
    'verify-identity',
    z.object({ participantId: id, document: z.string().trim().min(1).max(60) }).strict(),
  ),
  command(
    'answer-recusal',
    z.object({ side: z.enum(['petitioner', 'unit']), onBehalfOf: id.optional() }).strict(),
  ),
  command('request-recusal', z.object({ target: id, reason, via, onBehalfOf: id.optional() }).strict()),
  command('rule-recusal', z.object({ recusalId: id, granted: z.boolean(), reason }).strict()),
  command('advance', z.object({ from: id }).strict()),
  command('step-back', z.object({ from: id, reason }).strict()),
  command('next-round', z.object({ from: id }).strict()),
  command(
    'request-floor',
    z
      .object({ purpose: z.enum(['speak', 'question', 'evidence']), note, onBehalfOf: id.optional() })
      .strict(),
  ),
  command('drop-floor-request', z.object({ requestId: id }).strict()),
  command(
    'give-floor',
    z
      .object({
        participantId: id,
        limitMs: z.int().min(1000).max(7_200_000).optional(),
        counted: z.boolean(),
        evidenceNo: z.int().nullable(),
      })
      .strict(),
  ),
  command('end-turn', none),
  command('pause-turn', none),
  command('resume-turn', none),
  command('extend-turn', z.object({ byMs: z.int().min(1000).max(3_600_000) }).strict()),
  command('recess', z.object({ reason: note }).strict()),
  command('suspend', z.object({ reason }).strict()),
  command('resume', none),
  command('terminate', z.object({ reason }).strict()),
  command('delegate', z.object({ delegated: z.boolean() }).strict()),
  command('mark-recording', z.object({ running: z.boolean() }).strict()),
  command(
    'switch-screen',
    z.object({ show: z.enum(['stage', 'draw', 'observer-code', 'discipline']) }).strict(),
  ),
  command(
    'examine-evidence',
    z
      .object({
        no: z.int().min(1),
        side: z.enum(['petitioner', 'unit']),
        stand: z.enum(['accepted', 'disputed', 'open']),
        note,
      })
      .strict(),
  ),
  command('announce-opinion-deadline', z.object({ deadline: instant }).strict()),
  command('withdraw-opinion', none),
  command('seal-paper-opinion', z.object({ participantId: id }).strict()),
  command('open-opinions', none),
  command('copy-paper-opinion', z.object({ participantId: id, opinion: opinionSchema }).strict()),
  command('confirm-paper-opinion', z.object({ participantId: id }).strict()),
  command('draft-recommendation', z.object({ recommendation: recommendationSchema }).strict()),
  command(
    'answer-recommendation',
    z.object({ version: z.int().min(1), agrees: z.boolean(), note, onBehalfOf: id.optional() }).strict(),
  ),
  command('announce-conclusion', none),
  command('finalise-item', z.object({ itemId: id }).strict()),
  command(
    'check-item',
    z.object({ itemId: id, version: z.int().min(1), onBehalfOf: id.optional() }).strict(),
  ),
  command(
    'request-correction',
    z
      .object({
        itemId: id,
        version: z.int().min(1),
        /** What stands there; empty where something is missing. */
        passage: note,
        wanted: reason,
        onBehalfOf: id.optional(),
      })
      .strict(),
  ),
  command('rule-correction', z.object({ correctionId: id, accepted: z.boolean(), reason: note }).strict()),
  command('add-addendum', z.object({ itemId: id, text: reason }).strict()),
  command(
    'file-scan',
    z
      .object({
        sha256,
        pages: z.int().min(1).max(999),
        /** The versions the scanned paper holds, as `sign-minutes` has it. */
        itemsSha256: sha256,
      })
      .strict(),
  ),
  command(
    'read-out-minutes',
    z.object({ how: z.enum(['read-out', 'read-by-each']), itemsSha256: sha256 }).strict(),
  ),
  command(
    'sign-minutes',
    z
      .object({
        method: z.enum(['paper', 'fingerprint', 'phone', 'refused']),
        note,
        /** The versions that whoever signs has seen, as `itemsFingerprint` names them. */
        itemsSha256: sha256,
        /** A name drawn by hand: path data of SVG on a field of 600 × 200, nothing else. */
        drawing: z
          .string()
          .regex(/^[ML\d ]{0,20000}$/)
          .optional(),
        onBehalfOf: id.optional(),
      })
      .strict(),
  ),
  command('close', none),
  command('record-consent', z.object({ participantId: id, consents: z.boolean() }).strict()),
  /** Approves exactly the text whose fingerprint is given: what the approving person has seen. */
  command('publish', z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), listed: z.boolean() }).strict()),
] as const

/** What a client may send. The opinion's text ends here: it is sealed before anything is recorded. */
export const meetingRequestSchema = z.discriminatedUnion('type', [
  ...shared,
  command('seal-opinion', z.object({ opinion: opinionSchema, independent: z.literal(true) }).strict()),
])
export type MeetingRequest = z.infer<typeof meetingRequestSchema>

/** What is decided and fingerprinted in the record: a seal is only a reference. */
export const meetingCommandSchema = z.discriminatedUnion('type', [
  ...shared,
  command('seal-opinion', z.object({ sealId: id }).strict()),
])
export type MeetingCommand = z.infer<typeof meetingCommandSchema>
export type MeetingCommandType = MeetingCommand['type']
export type MeetingCommandOf<T extends MeetingCommandType> = Extract<MeetingCommand, { type: T }>
