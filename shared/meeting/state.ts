import type { OpenedOpinion, UnattributedOpinion } from '../opinions/opinion.ts'
import type { PublishedDocument, Recommendation } from '../publication/document.ts'
import type { MeetingEventOf } from './events.ts'
import type { ParticipantKind, PartySide, Side } from './participants.ts'

/**
 * State of a meeting, evolved from its events on the server and, from redacted events, in every browser.
 * `?` marks what a viewer may not see; on the server these are always there once the event happened.
 */
export interface MeetingState {
  readonly phase: 'none' | 'preparing' | 'in-session' | 'closed' | 'terminated' | 'cancelled'
  readonly number: string
  readonly matterId?: string | undefined
  readonly matterNumber?: string | undefined
  readonly subject?: string | undefined
  readonly maskedSubject: string
  readonly responsibleUnit: string
  readonly requests?: readonly RequestItem[] | undefined
  readonly maskedRequests?: readonly RequestItem[] | undefined
  readonly procedure: { readonly id: string; readonly version: number; readonly hash: string } | null
  readonly place: string
  readonly startsAt: number
  readonly open: boolean
  readonly closedReason: string
  /** When what the notice says was last changed; what people were told before no longer holds. */
  readonly amendedAt: number | null
  readonly chair: Staff | null
  readonly clerks: readonly Staff[]
  readonly code?: string | undefined
  readonly participants: readonly Participant[]
  readonly evidence: readonly Evidence[]
  readonly preparation: Readonly<
    Record<string, { readonly done: boolean; readonly at: number; readonly note?: string | undefined }>
  >
  readonly noticeIssuedAt: number | null
  readonly announcedAt: number | null
  readonly services: readonly Service[]
  readonly draws: readonly Draw[]
  readonly seats: readonly Seat[]
  readonly substitutes: readonly Substitute[]
  readonly answers: Readonly<Record<number, OfficerAnswer>>
  /** Officers who left a seat of the present panel: none of them is seated again. */
  readonly left: readonly number[]
  /** Officers who had lost their standing when a seat came to them: none of them is seated. */
  readonly passedOver: readonly number[]
  readonly begunAt: number | null
  readonly stage: StageRun | null
  readonly stageLog: readonly StageRun[]
  readonly interruption: {
    readonly kind: 'recess' | 'suspension'
    readonly since: number
    readonly reason?: string | undefined
  } | null
  /** All interruptions, the first first. */
  readonly interruptions: readonly Interruption[]
  readonly attendance: Readonly<Record<string, { readonly present: boolean; readonly at: number }>>
  readonly identities: readonly string[]
  readonly recusalAnswers: readonly PartySide[]
  readonly recusals: readonly Recusal[]
  readonly floor: Floor
  readonly delegated: boolean
  readonly recordingSince: number | null
  readonly screen: 'stage' | 'draw' | 'observer-code' | 'discipline'
  readonly opinionDeadline: number | null
  readonly seals: Readonly<Record<string, Seal>>
  /** How often an opinion was sealed in each seat, by whoever sat there; withdrawn and void ones too. */
  readonly sealings: Readonly<Record<number, number>>
  readonly openedAt: number | null
  /** Opened opinions by participant id; panel and staff only. */
  readonly opinions: Readonly<Record<string, OpenedOpinion & { readonly confirmed: boolean }>>
  readonly missing: readonly { readonly participantId: string; readonly name: string }[]
  /** Envelopes on the table at the opening whose text is still to be copied or confirmed. */
  readonly paperPending: Readonly<Record<string, { readonly receipt: string; readonly copiedBy: boolean }>>
  readonly recommendation: {
    readonly version: number
    readonly text: Recommendation
    readonly sha256: string
    readonly draftedAt: number
    readonly answers: Readonly<Record<string, { readonly agrees: boolean; readonly note: string }>>
  } | null
  readonly conclusion: Conclusion | null
  /** Last final version of each item. */
  readonly items: Readonly<Record<string, ItemVersion>>
  /** All final versions, the first first. */
  readonly versions: Readonly<Record<string, readonly ItemVersion[]>>
  /** Items of which a new version is being written after an accepted correction. */
  readonly revisions: Readonly<Record<string, { readonly version: number; readonly since: number }>>
  /** Who has checked which version of an item. */
  readonly itemChecks: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly corrections: readonly Correction[]
  readonly addenda: readonly Addendum[]
  readonly scans: readonly Scan[]
  /** How the versions that are final now were read before signing; null: not yet. */
  readonly readOut: {
    readonly how: MeetingEventOf<'minutes-read-out'>['how']
    readonly at: number
  } | null
  readonly signatures: Readonly<
    Record<
      string,
      {
        readonly method: MeetingEventOf<'minutes-signed'>['method']
        readonly at: number
        readonly note?: string | undefined
        /** The versions signed. */
        readonly itemsSha256: string
        readonly drawing?: string | undefined
      }
    >
  >
  readonly closedAt: number | null
  /** Sequence number of the closing commit: its head is the code on the slips. */
  readonly closedSeq: number | null
  readonly endReason?: string | undefined
  readonly consents: Readonly<Record<string, boolean>>
  readonly publication: {
    readonly at: number
    readonly sha256: string
    readonly listed: boolean
    readonly document?: PublishedDocument | undefined
  } | null
}

export interface RequestItem {
  readonly id: string
  readonly text: string
}

export interface Staff {
  readonly accountId: string
  readonly name: string
}

export interface Participant {
  readonly id: string
  readonly kind: ParticipantKind
  readonly side: Side
  /** Absent for viewers who may see only the masked name. */
  readonly name?: string | undefined
  readonly maskedName: string
  readonly title?: string | undefined
}

export interface Evidence {
  readonly no: number
  readonly title?: string | undefined
  readonly side: Side
  readonly pages: number
  readonly withdrawn: boolean
  readonly stands: Readonly<Partial<Record<PartySide, 'accepted' | 'disputed' | 'open'>>>
}

export interface Service {
  readonly participantId: string
  readonly document: 'notice' | 'conclusion'
  readonly method?: string | undefined
  readonly servedOn: string
  readonly proof?: string | undefined
  readonly at: number
}

export interface Draw {
  readonly draw: number
  readonly status: 'locked' | 'awaiting-number' | 'numbered' | 'drawn' | 'void'
  readonly lockedAt: number
  readonly locked: Omit<MeetingEventOf<'pool-locked'>, 'type' | 'draw' | 'exclusions' | 'kept'> & {
    readonly exclusions?: MeetingEventOf<'pool-locked'>['exclusions'] | undefined
    readonly kept?: MeetingEventOf<'pool-locked'>['kept'] | undefined
  }
  /** What the petitioner sealed in advance, where that was chosen and done. */
  readonly numberCommitment?: string | undefined
  readonly numberSealedAt?: number | undefined
  readonly commitment?: string | undefined
  readonly committedAt?: number | undefined
  readonly shareRef?: string | undefined
  readonly deadline?: number | undefined
  readonly number?: string | null | undefined
  readonly numberSalt?: string | null | undefined
  readonly via?: MeetingEventOf<'number-given'>['via'] | undefined
  readonly numberedAt?: number | undefined
  readonly drawnAt?: number | undefined
  readonly transcript?: MeetingEventOf<'panel-drawn'>['transcript'] | undefined
  readonly drawnSeats?: MeetingEventOf<'panel-drawn'>['seats'] | undefined
  readonly voidReason?: string | undefined
  /** The drawn officers' answers are awaited until then; absent: not awaited, or no more. */
  readonly answerBy?: number | undefined
}

/** What a drawn officer answered, when, by their own link or on a call, and what was noted of it (for staff). */
export interface OfficerAnswer {
  readonly answer: 'accepted' | 'declined' | 'silent'
  readonly at: number
  readonly by?: 'self' | 'call' | undefined
  readonly note?: string | undefined
  /** What they had answered before, the first first: a later answer taken on a call hides no earlier one of their own. */
  readonly earlier: readonly Omit<OfficerAnswer, 'earlier'>[]
}

/** A chair of the panel and who sits on it; `officerNo` null while vacant. */
export interface Seat {
  readonly seat: number
  readonly kind: 'standing' | 'adhoc'
  readonly officerNo: number | null
  readonly participantId: string | null
  readonly name: string
  readonly title: string
  readonly from: 'drawn' | 'substitute' | 'recommended'
  /** When whoever sits there, or sat there last, was seated; UTC milliseconds. */
  readonly since: number
}

export interface Substitute {
  readonly order: number
  readonly officerNo: number
  readonly participantId: string
  readonly name: string
  readonly title: string
  readonly used: boolean
}

export interface StageRun {
  readonly stageId: string
  readonly index: number
  readonly round: number
  readonly startedAt: number
  readonly endedAt: number | null
}

/** A recess or suspension; the meeting went on at `until`, or was suspended then. Null while it lasts. */
export interface Interruption {
  /** Sequence number of the commit that began it, as text. */
  readonly id: string
  readonly kind: 'recess' | 'suspension'
  readonly since: number
  readonly until: number | null
  readonly reason?: string | undefined
}

export interface Recusal {
  readonly id: string
  readonly target: string
  readonly targetName: string
  readonly side: Side
  readonly participantId: string
  readonly reason?: string | undefined
  readonly requestedAt: number
  readonly ruling: {
    readonly granted: boolean
    readonly reason?: string | undefined
    readonly at: number
  } | null
}

export interface Turn {
  readonly id: string
  readonly participantId: string
  readonly side: Side
  readonly counted: boolean
  readonly evidenceNo: number | null
  readonly startedAt: number
  readonly limitMs: number
  readonly pausedMs: number
  readonly pausedAt: number | null
}

export interface FloorRequest {
  readonly id: string
  readonly participantId: string
  readonly purpose: 'speak' | 'question' | 'evidence'
  readonly note: string
  readonly at: number
}

export interface Floor {
  readonly turn: Turn | null
  readonly queue: readonly FloorRequest[]
  /** Counted speaking time of each side in milliseconds, ended turns only. */
  readonly usedMs: Readonly<Record<PartySide, number>>
  /** Turns that have ended, the first first. */
  readonly ended: readonly EndedTurn[]
}

/** Who spoke when. */
export interface EndedTurn {
  readonly id: string
  readonly participantId: string
  readonly evidenceNo: number | null
  readonly startedAt: number
  readonly endedAt: number
  readonly usedMs: number
}

export interface Seal {
  readonly seat: number
  readonly at: number
  readonly medium: 'phone' | 'paper'
  readonly commitment: string
  readonly status: 'sealed' | 'withdrawn' | 'void' | 'opened'
  readonly sealId?: string | undefined
  readonly receipt?: string | undefined
}

/** A version of an item's minutes; the text is in the record, not in the state. */
export interface ItemVersion {
  readonly version: number
  readonly sha256: string
  readonly entries: number
  readonly at: number
}

/** Somebody's wish that a final item be corrected, and what became of it. */
export interface Correction {
  readonly id: string
  readonly itemId: string
  readonly version: number
  readonly participantId: string
  /** Absent for viewers who may not read this item. */
  readonly text?: { readonly passage: string; readonly wanted: string } | undefined
  readonly at: number
  readonly ruling: {
    readonly accepted: boolean
    readonly reason?: string | undefined
    readonly at: number
  } | null
}

export interface Addendum {
  readonly id: string
  readonly itemId: string
  readonly by?: string | undefined
  readonly text?: string | undefined
  readonly at: number
}

/** The signed printout, scanned. */
export interface Scan {
  readonly sha256: string
  readonly pages?: number | undefined
  readonly mime?: string | undefined
  readonly bytes?: number | undefined
  /** The versions on the paper; of a scan that does not say it, those final when it was filed. */
  readonly itemsSha256: string
  readonly at: number
}

export interface Conclusion {
  readonly at: number
  readonly sha256: string
  readonly recommendation?: Recommendation | undefined
  readonly maskedRecommendation?: Recommendation | undefined
  readonly tally: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly agreeing: number
  readonly dissenting: number
  readonly opinions?: readonly UnattributedOpinion[] | undefined
  readonly maskedOpinions: readonly UnattributedOpinion[]
}

export const initialMeeting: MeetingState = {
  phase: 'none',
  number: '',
  maskedSubject: '',
  responsibleUnit: '',
  procedure: null,
  place: '',
  startsAt: 0,
  open: false,
  closedReason: '',
  amendedAt: null,
  chair: null,
  clerks: [],
  participants: [],
  evidence: [],
  preparation: {},
  noticeIssuedAt: null,
  announcedAt: null,
  services: [],
  draws: [],
  seats: [],
  substitutes: [],
  answers: {},
  left: [],
  passedOver: [],
  begunAt: null,
  stage: null,
  stageLog: [],
  interruption: null,
  interruptions: [],
  attendance: {},
  identities: [],
  recusalAnswers: [],
  recusals: [],
  floor: { turn: null, queue: [], usedMs: { petitioner: 0, unit: 0 }, ended: [] },
  delegated: false,
  recordingSince: null,
  screen: 'stage',
  opinionDeadline: null,
  seals: {},
  sealings: {},
  openedAt: null,
  opinions: {},
  missing: [],
  paperPending: {},
  recommendation: null,
  conclusion: null,
  items: {},
  versions: {},
  revisions: {},
  itemChecks: {},
  corrections: [],
  addenda: [],
  scans: [],
  readOut: null,
  signatures: {},
  closedAt: null,
  closedSeq: null,
  consents: {},
  publication: null,
}
