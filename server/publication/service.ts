import { clockFacts } from '../../shared/matter/clocks.ts'
import { remedyOf } from '../../shared/matter/remedies.ts'
import type { ConclusionList, PublicConclusion, PublicRecord } from '../../shared/publication/answers.ts'
import type { Matters } from '../matters/service.ts'
import type { MeetingList } from '../meetings/list.ts'
import type { Meetings } from '../meetings/service.ts'

export interface PublicationsOptions {
  readonly meetings: Meetings
  readonly list: MeetingList
  readonly matters: Matters
  readonly clock: () => number
  dateOf(instant: number): string
}

/** Published conclusions: the approved text as it stands in the record, and what became of it since. */
export function createPublications({ meetings, list, matters, clock, dateOf }: PublicationsOptions) {
  const byCode = async (code: string) => {
    const row = await list.byCode(code)
    if (!row) return null
    const { state } = await meetings.load(row._id)
    // The row is a projection: the record decides.
    return state.code === code ? { meetingId: row._id, state } : null
  }

  return {
    async listed(): Promise<ConclusionList['conclusions']> {
      const rows = await list.listed()
      const states = await Promise.all(rows.map(({ _id }) => meetings.load(_id)))
      return states.flatMap(({ state }) => {
        const document = state.publication?.listed ? state.publication.document : undefined
        if (!document || state.code === undefined) return []
        const { number, title, heldOn, responsibleUnit } = document
        return [{ code: state.code, number, title, heldOn, responsibleUnit }]
      })
    },

    /** By code; null where nothing is published under it. */
    async conclusion(code: string): Promise<PublicConclusion | null> {
      const found = await byCode(code)
      const publication = found?.state.publication
      if (!found || !publication?.document) return null
      const { state: matter } = await matters.load(found.state.matterId ?? '')
      const drawnAt = found.state.draws.at(-1)?.drawnAt
      return {
        code,
        document: publication.document,
        sha256: publication.sha256,
        publishedAt: publication.at,
        listed: publication.listed,
        drawnOn: drawnAt === undefined ? null : dateOf(drawnAt),
        openedAt: found.state.openedAt,
        stage: matter.stage,
        decision: matter.decision
          ? {
              number: matter.decision.number,
              date: matter.decision.date,
              outcome: matter.decision.outcome,
              departureReason: matter.decision.maskedDepartureReason,
            }
          : null,
        // Counted from recorded service of a decision only; before that the page says from when it will count.
        remedy: remedyOf(matter.stage, matter.decision ? clockFacts(matter).servedOn : null, dateOf(clock())),
      }
    },

    /** The record as the public may see it, at any time after the meeting was scheduled. */
    async record(code: string): Promise<PublicRecord | null> {
      const found = await byCode(code)
      if (!found) return null
      const { meetingId, state } = found
      return {
        format: 'mingting-record',
        version: 1,
        code,
        number: state.number,
        title: state.maskedSubject,
        meeting: await meetings.commits(meetingId, { level: 'public' }, 0),
        document: state.publication?.document ?? null,
      }
    },
  }
}

export type Publications = ReturnType<typeof createPublications>
