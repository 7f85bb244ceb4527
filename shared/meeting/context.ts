import type { Actor } from '../accounts/actor.ts'
import type { ExclusionProposal } from '../draw/eligibility.ts'
import type { PortfolioResult } from '../draw/portfolio/build.ts'
import type { MinutesNode } from '../minutes/content.ts'
import type { Opinion } from '../opinions/opinion.ts'
import type { Procedure } from '../procedures/schema.ts'
import type { PublishedDocument } from '../publication/document.ts'
import type { ParticipantInput } from './participants.ts'
import type { RequestItem, Staff } from './state.ts'

/** What a meeting takes from its matter when it is scheduled. */
export interface MatterFacts {
  readonly matterId: string
  readonly matterNumber: string
  readonly subject: string
  readonly maskedSubject: string
  readonly responsibleUnit: string
  readonly requests: readonly RequestItem[]
  readonly maskedRequests: readonly RequestItem[]
  readonly participants: readonly (ParticipantInput & { readonly maskedName: string })[]
}

/** An officer of the pool as the draw needs it. */
export interface PoolOfficer {
  readonly no: number
  readonly name: string
  readonly category: string
  readonly unit: string
  readonly sector?: string | undefined
  readonly languages: readonly string[]
  readonly expertise: readonly string[]
  readonly group: string
  readonly standing: boolean
  /** Workload weight as an exact fraction, `1` when not balanced. */
  readonly weight: string
}

/** An item's minutes as they were when its stream was closed. */
export interface FinalisedItem {
  readonly content: MinutesNode
  readonly sha256: string
  readonly entries: number
  readonly stateSha256: string
}

/** Everything `decide` may not make itself. Optional parts are supplied for the commands that need them. */
export interface MeetingContext {
  readonly meetingId: string
  /** UTC milliseconds. */
  readonly now: number
  readonly newId: () => string
  readonly actor: Actor
  readonly procedure: Procedure | null
  readonly procedureHash: string
  readonly schedule?: {
    readonly number: string
    readonly code: string
    readonly matter: MatterFacts
  }
  readonly staff?: { readonly chair: Staff | null; readonly clerks: readonly Staff[] }
  readonly maskName?: (name: string) => string
  readonly pool?: {
    readonly stream: string
    readonly seq: number
    readonly head: string
    readonly officers: readonly PoolOfficer[]
    /** What the data of pool and matter suggests about this meeting, certain and doubtful. */
    readonly proposals: readonly ExclusionProposal[]
  }
  /** The fairest portfolio for the candidates (`lock-pool` under rules with quotas), or which rules conflict. */
  readonly portfolio?: PortfolioResult
  /** The office's share just made and sealed (`commit-share`). */
  readonly share?: { readonly ref: string; readonly commitment: string }
  /** The office's share unsealed for the commit that records the number; hex. Null: it cannot be opened. */
  readonly openedShare?: { readonly share: string; readonly salt: string } | null
  readonly seal?: { readonly sealId: string; readonly commitment: string; readonly receipt: string }
  /** Unsealed opinions by participant id (`open-opinions`). */
  readonly unsealed?: Readonly<Record<string, { readonly opinion: Opinion; readonly salt: string }>>
  /** The item's stream just closed (`finalise-item`). */
  readonly finalised?: FinalisedItem
  /** The scan named by `file-scan`, if it is kept. */
  readonly scan?: { readonly mime: string; readonly bytes: number }
  readonly document?: PublishedDocument
  readonly maskText?: (text: string) => string
}
