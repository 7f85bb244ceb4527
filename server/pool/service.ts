import { ulid } from 'ulid'
import type { Actor } from '../../shared/accounts/actor.ts'
import { type ExclusionProposal, proposeExclusions } from '../../shared/draw/eligibility.ts'
import { redact } from '../../shared/ledger/redact.ts'
import { replay } from '../../shared/ledger/replay.ts'
import type { MatterState } from '../../shared/matter/state.ts'
import type { MeetingContext } from '../../shared/meeting/context.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import { factsForDraw, poolForDraw } from '../../shared/pool/eligibility.ts'
import { POOL_ID, pool } from '../../shared/pool/pool.ts'
import type { PoolState } from '../../shared/pool/state.ts'
import { tiesOf } from '../../shared/pool/ties.ts'
import type { CommandRequest, CommandResult, Ledger } from '../ledger/service.ts'

/** What other modules answer to the pool. */
export interface PoolNeighbours {
  readonly clock: () => number
  /** Calendar date of an instant in the county's zone. */
  dateOf(instant: number): string
  /** The matter of a meeting, whole; null where it has none that is registered. */
  matter(matterId: string): Promise<MatterState | null>
}

/** The pool of the county: read from its stream, changed by commands only. */
export function createPool(ledger: Ledger, { clock, dateOf, matter }: PoolNeighbours) {
  const load = () => ledger.load(pool, POOL_ID)

  /** What the data of pool and matter suggests about a meeting, as of its day. */
  const proposalsFor = async (
    state: PoolState,
    meetingId: string,
    meeting: MeetingState,
  ): Promise<readonly ExclusionProposal[]> => {
    const about = meeting.matterId === undefined ? null : await matter(meeting.matterId)
    return proposeExclusions(
      factsForDraw(state, dateOf(meeting.startsAt)),
      tiesOf(meetingId, meeting, about, state),
    )
  }

  return {
    load,

    /** The pool as the public record has it: for those who do not keep it. */
    async publicState(): Promise<PoolState> {
      const commits = await ledger.commits(pool, POOL_ID, 0)
      return replay(
        pool,
        commits.map((commit) => redact(commit, pool.audiences, { level: 'public' }, true)),
      )
    },

    today: () => dateOf(clock()),

    /** All commits, as staff read them. */
    commits: () => ledger.commits(pool, POOL_ID, 0),

    execute(request: CommandRequest, actor: Actor): Promise<CommandResult> {
      return ledger.execute(pool, POOL_ID, request, actor, (_loaded, _command, now) => ({
        actor,
        today: dateOf(now),
        newId: ulid,
      }))
    },

    /** The pool as a meeting's draw quotes it, with everything that speaks against somebody on that day. */
    async forDraw(meetingId: string, meeting: MeetingState): Promise<NonNullable<MeetingContext['pool']>> {
      const { state, seq, head } = await load()
      return {
        stream: `${pool.name}/${POOL_ID}`,
        seq,
        head,
        officers: poolForDraw(state, dateOf(meeting.startsAt)),
        proposals: await proposalsFor(state, meetingId, meeting),
      }
    },
  }
}

export type Pool = ReturnType<typeof createPool>
