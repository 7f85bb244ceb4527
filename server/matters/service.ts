import type { Connection } from 'mongoose'
import { ulid } from 'ulid'
import type { Actor } from '../../shared/accounts/actor.ts'
import { sha256Hex } from '../../shared/ledger/canonical.ts'
import { clockFacts, clocksOf } from '../../shared/matter/clocks.ts'
import type { MatterCommand } from '../../shared/matter/commands.ts'
import { decideMatter, type MatterContext } from '../../shared/matter/decide.ts'
import { matter } from '../../shared/matter/matter.ts'
import { factsForMeeting } from '../../shared/matter/names.ts'
import { type Remedy, remedyOf } from '../../shared/matter/remedies.ts'
import { stageRules } from '../../shared/matter/rules.ts'
import type { MatterState } from '../../shared/matter/state.ts'
import { type MatterListItem, type MatterView, matterViewSchema } from '../../shared/matter/view.ts'
import type { MatterFacts } from '../../shared/meeting/context.ts'
import type { DayRange } from '../../shared/pool/officer.ts'
import type { CommandRequest, CommandResult, Ledger } from '../ledger/service.ts'
import { matterModel, matterRowSchema } from './model.ts'

/** What other modules answer to matters. */
export interface MatterNeighbours {
  readonly connection: Connection
  readonly clock: () => number
  /** Calendar date of an instant in the county's zone. */
  dateOf(instant: number): string
  /** Reserves the next matter number of the year, once per matter. */
  reserveNumber(matterId: string, year: number): Promise<string>
  /** Days these meetings took, for the periods that leave hearing time out. */
  hearingDays(meetingIds: readonly string[]): Promise<readonly DayRange[]>
}

/** Lists show the newest matters; older ones are found by searching. */
const LIST_LIMIT = 1000

/** Matters of the county: petitions, their people, the decision and its service. */
export function createMatters(ledger: Ledger, neighbours: MatterNeighbours) {
  const { connection, clock, dateOf } = neighbours
  const today = () => dateOf(clock())
  const load = (matterId: string) => ledger.load(matter, matterId)

  /** A number is taken only for a registration that will be accepted: a refused one leaves no gap. */
  const numberFor = async (
    matterId: string,
    state: MatterState,
    command: MatterCommand,
    context: MatterContext,
  ): Promise<string> => {
    if (command.type !== 'register' || !decideMatter(state, command, context).ok) return ''
    return neighbours.reserveNumber(matterId, Number(context.today.slice(0, 4)))
  }

  /** Days of hearings, asked for only where the law leaves them out. */
  const hearingsOf = async ({ stage, meetings }: Pick<MatterState, 'stage' | 'meetings'>) =>
    stageRules[stage].hearingTime.excluded
      ? neighbours.hearingDays(meetings.map(({ meetingId }) => meetingId))
      : []

  const remedyFor = (state: MatterState): Remedy | null =>
    state.decision ? remedyOf(state.stage, clockFacts(state).servedOn, today()) : null

  const execute = (matterId: string, request: CommandRequest, actor: Actor): Promise<CommandResult> =>
    ledger.execute(matter, matterId, request, actor, async ({ state }, command, now) => {
      const context: MatterContext = { actor, today: dateOf(now), newId: ulid, number: '' }
      return { ...context, number: await numberFor(matterId, state, command, context) }
    })

  return {
    load,

    execute,

    /**
     * Notes in the matter that a meeting was scheduled for it; asked for again, it changes nothing.
     */
    async linkMeeting(matterId: string, meetingId: string, number: string): Promise<void> {
      const { state } = await load(matterId)
      if (state.registeredAt === null || state.meetings.some((known) => known.meetingId === meetingId)) return
      const commandId = sha256Hex(`link-meeting ${matterId} ${meetingId}`).slice(0, 32)
      const data = { meetingId, number }
      await execute(matterId, { commandId, type: 'link-meeting', data }, { kind: 'clock' })
    },

    /** What a meeting takes over when it is scheduled; null for a matter that is not registered. */
    async factsFor(matterId: string): Promise<MatterFacts | null> {
      const { state } = await load(matterId)
      return state.registeredAt === null ? null : factsForMeeting(matterId, state)
    },

    /** The authority's decision and what the petitioner can do next, for the public page of a conclusion. */
    async outcome(matterId: string): Promise<{ decision: MatterState['decision']; remedy: Remedy | null }> {
      const { state } = await load(matterId)
      return { decision: state.decision, remedy: remedyFor(state) }
    },

    /** The matter in full with its clocks; null for one that is not registered. */
    async view(matterId: string): Promise<MatterView | null> {
      const { state, seq, head } = await load(matterId)
      if (state.registeredAt === null) return null
      return matterViewSchema.parse({
        ...state,
        id: matterId,
        seq,
        head,
        clocks: clocksOf(clockFacts(state), await hearingsOf(state), today()),
        remedy: remedyFor(state),
      })
    },

    /** The newest matters, newest first, each with its clocks. */
    async list(): Promise<readonly MatterListItem[]> {
      const found = await matterModel(connection)
        .find({ registeredAt: { $gt: 0 } })
        .sort({ registeredAt: -1 })
        .limit(LIST_LIMIT)
        .lean()
        .exec()
      const rows = found.map((row) => matterRowSchema.parse(row))
      return Promise.all(
        rows.map(async ({ _id: id, seq: _seq, registeredAt: _at, ...row }) => ({
          id,
          ...row,
          clocks: [
            ...clocksOf(
              row,
              await neighbours.hearingDays(row.meetings.map(({ meetingId }) => meetingId)),
              today(),
            ),
          ],
        })),
      )
    },
  }
}

export type Matters = ReturnType<typeof createMatters>
