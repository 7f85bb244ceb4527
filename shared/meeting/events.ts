import { z } from 'zod'
import { exclusionSchema, keptSchema } from '../draw/eligibility.ts'
import { portfolioSchema } from '../draw/portfolio/portfolio.ts'
import { drawRulesSchema } from '../draw/rules.ts'
import { chancedCandidateSchema, drawTranscriptSchema } from '../draw/transcript.ts'
import { minutesNodeSchema } from '../minutes/content.ts'
import { openedOpinionSchema, unattributedOpinionSchema } from '../opinions/opinion.ts'
import { publishedDocumentSchema, recommendationSchema } from '../publication/document.ts'
import { participantKindSchema, sideSchema } from './participants.ts'

const id = z.string().min(1).max(80)
const instant = z.int().min(0)
const note = z.string().max(4000)
const hex = z.string().regex(/^[0-9a-f]{64}$/)
const via = z.enum(['self', 'paper', 'aloud'])
const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape })

const correctionText = z.object({ passage: note, wanted: note })

const officerCard = z.object({
  no: z.int().min(1),
  name: z.string(),
  category: z.string(),
  unit: z.string(),
  sector: z.string().optional(),
})
const seatFilling = z.object({
  seat: z.int().min(1),
  kind: z.enum(['standing', 'adhoc']),
  officerNo: z.int().min(1),
  participantId: id,
  name: z.string(),
  title: z.string(),
  chance: z.string(),
})

/** Every official act of a meeting. Top-level keys are the fields of the record; see `audiences.ts`. */
export const meetingEventSchema = z.discriminatedUnion('type', [
  event('meeting-scheduled', {
    number: z.string(),
    matterId: id,
    matterNumber: z.string(),
    subject: z.string(),
    maskedSubject: z.string(),
    responsibleUnit: z.string(),
    requests: z.array(z.object({ id, text: z.string() })),
    maskedRequests: z.array(z.object({ id, text: z.string() })),
    procedure: z.object({ id, version: z.int(), hash: hex }),
    place: z.string(),
    startsAt: instant,
    open: z.boolean(),
    closedReason: z.string(),
    chair: z.object({ accountId: id, name: z.string() }),
    clerks: z.array(z.object({ accountId: id, name: z.string() })),
    code: z.string(),
  }),
  event('meeting-amended', {
    place: z.string(),
    startsAt: instant,
    open: z.boolean(),
    closedReason: z.string(),
    chair: z.object({ accountId: id, name: z.string() }),
    clerks: z.array(z.object({ accountId: id, name: z.string() })),
  }),
  event('meeting-cancelled', { reason: note }),
  event('participant-added', {
    participantId: id,
    kind: participantKindSchema,
    side: sideSchema,
    name: z.string(),
    maskedName: z.string(),
    title: z.string(),
  }),
  event('participant-removed', { participantId: id, reason: note }),
  event('evidence-listed', {
    no: z.int().min(1),
    title: z.string(),
    side: sideSchema,
    pages: z.int().min(1),
  }),
  event('evidence-withdrawn', { no: z.int().min(1), reason: note }),
  event('preparation-checked', { itemId: id, done: z.boolean(), note }),
  event('notice-issued', { number: z.string() }),
  event('announcement-published', {}),
  event('service-recorded', {
    participantId: id,
    document: z.enum(['notice', 'conclusion']),
    method: z.enum(['in-person', 'post', 'lien', 'phone', 'electronic']),
    servedOn: z.iso.date(),
    proof: note,
  }),
  event('pool-locked', {
    draw: z.int().min(1),
    pool: z.object({ stream: z.string(), seq: z.int().min(0), head: hex }),
    rules: drawRulesSchema,
    candidates: z.array(chancedCandidateSchema),
    /** There exactly where the rules have quotas. */
    portfolio: portfolioSchema.exactOptional(),
    /** Experts a sector recommended for ad hoc seats, and who asked. */
    recommended: z.array(z.object({ no: z.int().min(1), requestedBy: z.string() })).exactOptional(),
    officers: z.array(officerCard),
    exclusionCounts: z.record(z.string(), z.int()),
    exclusions: z.array(exclusionSchema),
    /** Suggested by the data, and left in by a person with a reason. */
    kept: z.array(keptSchema),
    /** The petitioner seals a number in advance, awaited until then; absent: it is said openly. */
    sealNumberBy: instant.exactOptional(),
    /** Everybody a vacancy skips will be shown as passed over; records of before showed lost standing only. */
    skipsShown: z.literal(true).exactOptional(),
  }),
  /** The petitioner's number is fixed before the office's share exists; the office has neither it nor its salt. */
  event('number-sealed', { draw: z.int().min(1), numberCommitment: hex, participantId: id }),
  event('share-committed', {
    draw: z.int().min(1),
    commitment: hex,
    shareRef: id,
    /** The petitioner's number is awaited until then; afterwards the draw may run without one. */
    deadline: instant,
  }),
  event('number-given', {
    draw: z.int().min(1),
    /** Null: none was given by the deadline. */
    number: z.string().nullable(),
    /** There exactly where the number was sealed in advance; null: never opened. */
    numberSalt: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .nullable()
      .exactOptional(),
    via: z.enum(['phone', 'sheet', 'aloud', 'none']),
    participantId: z.string(),
  }),
  event('panel-drawn', {
    draw: z.int().min(1),
    transcript: drawTranscriptSchema,
    seats: z.array(seatFilling),
    substitutes: z.array(
      z.object({
        order: z.int(),
        officerNo: z.int(),
        participantId: id,
        name: z.string(),
        title: z.string(),
      }),
    ),
  }),
  event('draw-voided', { draw: z.int().min(1), reason: note }),
  /** The drawn officers were told, by link or call; until `answerBy` their answers are awaited. */
  event('officers-notified', { draw: z.int().min(1), answerBy: instant }),
  /** The time to answer is over and nobody is silent; in earlier records whoever was is replaced in the same commit. */
  event('answers-closed', { draw: z.int().min(1) }),
  event('officer-answered', {
    officerNo: z.int(),
    answer: z.enum(['accepted', 'declined', 'silent']),
    by: z.enum(['self', 'call']),
    note,
    /** The time to answer is over with it: somebody counts as silent. */
    closes: z.literal(true).exactOptional(),
  }),
  /** Somebody who sits cannot go on, by no answer and no ruling; the seat is vacated in the same commit. */
  event('officer-prevented', { officerNo: z.int(), cause: z.enum(['ill', 'absent', 'standing']) }),
  event('seat-vacated', {
    seat: z.int().min(1),
    officerNo: z.int(),
    /** `standing`: no longer in the pool, suspended, or otherwise kept from this meeting since the lock. */
    cause: z.enum(['declined', 'silent', 'recused', 'ill', 'absent', 'standing']),
    note,
  }),
  /** A vacant seat came to somebody who cannot take it: they said so, are absent, or lost their standing since the lock. */
  event('officer-passed-over', {
    seat: z.int().min(1),
    officerNo: z.int(),
    order: z.int(),
    /** Class of reason, `declined`, `silent` or `absent`; staff only. */
    reason: z.string(),
  }),
  event('seat-filled', {
    seat: z.int().min(1),
    kind: z.enum(['standing', 'adhoc']),
    officerNo: z.int(),
    participantId: id,
    name: z.string(),
    title: z.string(),
    from: z.enum(['substitute', 'recommended']),
    /** Position in the drawn order, or who asked for a recommended expert. */
    order: z.int(),
    requestedBy: z.string(),
  }),
  event('session-begun', {}),
  event('attendance-marked', { participantId: id, present: z.boolean() }),
  event('identity-verified', { participantId: id, document: z.string().max(60) }),
  event('recusal-answered', { side: sideSchema, participantId: id, via }),
  event('recusal-requested', {
    recusalId: id,
    target: id,
    targetName: z.string(),
    side: sideSchema,
    participantId: id,
    reason: note,
    via,
  }),
  event('recusal-ruled', { recusalId: id, granted: z.boolean(), reason: note }),
  event('stage-entered', {
    stageId: id,
    index: z.int().min(0),
    round: z.int().min(1),
    direction: z.enum(['forward', 'back', 'round']),
    reason: note,
  }),
  event('floor-requested', {
    requestId: id,
    participantId: id,
    purpose: z.enum(['speak', 'question', 'evidence']),
    note,
  }),
  event('floor-request-dropped', { requestId: id }),
  event('turn-started', {
    turnId: id,
    participantId: id,
    side: sideSchema,
    limitMs: z.int().min(1),
    counted: z.boolean(),
    evidenceNo: z.int().nullable(),
  }),
  event('turn-paused', { turnId: id }),
  event('turn-resumed', { turnId: id }),
  event('turn-extended', { turnId: id, byMs: z.int().min(1) }),
  event('turn-ended', { turnId: id, usedMs: z.int().min(0) }),
  event('recessed', { reason: note }),
  event('suspended', { reason: note }),
  event('resumed', {}),
  event('terminated', { reason: note }),
  event('delegation-changed', { delegated: z.boolean() }),
  event('recording-marked', { running: z.boolean() }),
  event('screen-switched', { show: z.enum(['stage', 'draw', 'observer-code', 'discipline']) }),
  event('evidence-examined', {
    no: z.int(),
    side: sideSchema,
    stand: z.enum(['accepted', 'disputed', 'open']),
    note,
  }),
  event('opinion-deadline-announced', { deadline: instant }),
  event('opinion-sealed', {
    participantId: id,
    seat: z.int().min(1),
    receipt: z.string(),
    commitment: z.string(),
    sealId: z.string(),
    medium: z.enum(['phone', 'paper']),
  }),
  event('opinion-withdrawn', { participantId: id, sealId: z.string() }),
  event('opinion-voided', { participantId: id, sealId: z.string() }),
  event('opinions-opened', {
    opinions: z.array(openedOpinionSchema),
    missing: z.array(z.object({ participantId: id, name: z.string() })),
    paper: z.array(z.object({ participantId: id, receipt: z.string() })),
  }),
  event('paper-opinion-copied', { participantId: id, opinion: openedOpinionSchema }),
  event('paper-opinion-confirmed', { participantId: id, confirmedBy: z.string() }),
  event('recommendation-drafted', {
    version: z.int().min(1),
    recommendation: recommendationSchema,
    sha256: hex,
  }),
  event('recommendation-answered', {
    version: z.int().min(1),
    participantId: id,
    agrees: z.boolean(),
    note,
    via,
  }),
  event('conclusion-announced', {
    version: z.int().min(1),
    recommendation: recommendationSchema,
    maskedRecommendation: recommendationSchema,
    sha256: hex,
    tally: z.record(z.string(), z.record(z.string(), z.int())),
    agreeing: z.int(),
    dissenting: z.int(),
    opinions: z.array(unattributedOpinionSchema),
    maskedOpinions: z.array(unattributedOpinionSchema),
  }),
  event('item-finalised', {
    itemId: id,
    version: z.int().min(1),
    sha256: hex,
    /** Entries of the item's stream, the closing one included: its state is these and no others. */
    entries: z.int().min(0),
    stateSha256: hex,
    /** The text itself; in `panelContent` where the parties had left. */
    content: minutesNodeSchema.nullable(),
    panelContent: minutesNodeSchema.nullable(),
  }),
  event('item-checked', { itemId: id, version: z.int().min(1), participantId: id, via }),
  event('correction-requested', {
    correctionId: id,
    itemId: id,
    version: z.int().min(1),
    participantId: id,
    text: correctionText.nullable(),
    panelText: correctionText.nullable(),
    via,
  }),
  event('correction-ruled', {
    correctionId: id,
    accepted: z.boolean(),
    reason: note.nullable(),
    panelReason: note.nullable(),
  }),
  /** An accepted correction is written in a new version; whoever had signed signs anew. */
  event('item-reopened', { itemId: id, version: z.int().min(2), correctionId: id }),
  event('addendum-added', {
    addendumId: id,
    itemId: id,
    by: z.string(),
    text: note.nullable(),
    panelText: note.nullable(),
  }),
  event('scan-filed', {
    sha256: hex,
    mime: z.string(),
    bytes: z.int().min(1),
    pages: z.int().min(1),
    /** The versions on the paper, as `minutes-signed` has it; scans filed before it was asked have none. */
    itemsSha256: hex.exactOptional(),
  }),
  /** Before people sign: the clerk has read all final items out, or everybody has read them for themselves. */
  event('minutes-read-out', {
    how: z.enum(['read-out', 'read-by-each']),
    /** The versions read, as `minutes-signed` has it. */
    itemsSha256: hex,
  }),
  event('minutes-signed', {
    participantId: id,
    method: z.enum(['paper', 'fingerprint', 'phone', 'refused']),
    note,
    /** The versions signed: SHA-256 over the items' fingerprints, as `meeting-closed` has it. */
    itemsSha256: hex,
    drawing: z.string().max(20_000),
  }),
  event('meeting-closed', { itemsSha256: hex }),
  event('publication-consented', { participantId: id, consents: z.boolean() }),
  event('conclusion-published', { document: publishedDocumentSchema, sha256: hex, listed: z.boolean() }),
])

export type MeetingEvent = z.infer<typeof meetingEventSchema>
export type MeetingEventOf<T extends MeetingEvent['type']> = Extract<MeetingEvent, { type: T }>
