import { type Actor, actorId } from '../../shared/accounts/actor.ts'
import type { Refusal, Viewer } from '../../shared/ledger/aggregate.ts'
import type { Commit } from '../../shared/ledger/commit.ts'
import { redact } from '../../shared/ledger/redact.ts'
import { replay } from '../../shared/ledger/replay.ts'
import { forbidden, roleIn, viewerOf } from '../../shared/meeting/abilities.ts'
import { type MeetingRequest, meetingRequestSchema } from '../../shared/meeting/commands.ts'
import { checkOpinion } from '../../shared/meeting/decide/opinions.ts'
import { meeting } from '../../shared/meeting/meeting.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import type { CommandRequest, CommandResult, Ledger } from '../ledger/service.ts'
import { createMeetingContext, type MeetingNeighbours } from './context.ts'

const refusal = (value: Refusal): CommandResult => ({ ok: false, refusal: value })

/**
 * Meetings: what may be asked of one, and the record that answers. An opinion's text is sealed before the
 * ledger hears of it; the ledger gets a reference.
 */
export function createMeetings(ledger: Ledger, neighbours: MeetingNeighbours) {
  const makeContext = createMeetingContext(neighbours)

  const load = (meetingId: string) => ledger.load(meeting, meetingId)

  /** Seals the text if this person may seal now; otherwise says why not before anything is stored. */
  const sealOpinion = async (
    meetingId: string,
    commandId: string,
    request: Extract<MeetingRequest, { type: 'seal-opinion' }>,
    actor: Actor,
  ): Promise<{ ok: true; commitment: string } | { ok: false; refusal: Refusal }> => {
    const { state } = await load(meetingId)
    const role = roleIn(state, actor, meetingId)
    const refused = forbidden(state, role, 'seal-opinion') ?? checkOpinion(state, request.data.opinion)
    if (refused) return { ok: false, refusal: refused }
    const sealed = await neighbours.sealedTexts.sealOpinion(
      meetingId,
      commandId,
      actorId(actor),
      request.data.opinion,
    )
    return sealed.kind === 'sealed'
      ? { ok: true, commitment: sealed.commitment }
      : { ok: false, refusal: { code: 'COMMAND_REUSED', params: {} } }
  }

  return {
    load,

    /** Redacted commits after `after`, as this viewer may see them. */
    async commits(meetingId: string, viewer: Viewer, after: number): Promise<Commit[]> {
      const { state } = await load(meetingId)
      const commits = await ledger.commits(meeting, meetingId, after)
      return commits.map((commit) => redact(commit, meeting.audiences, viewer, state.open))
    },

    /** The whole meeting as this viewer may see it: evolved from redacted events and from nothing else. */
    async view(meetingId: string, viewer: Viewer): Promise<{ seq: number; view: MeetingState }> {
      const commits = await this.commits(meetingId, viewer, 0)
      return { seq: commits.length, view: replay(meeting, commits) }
    },

    viewerOf: (actor: Actor, meetingId: string, state: MeetingState): Viewer | null =>
      state.phase === 'none' ? null : viewerOf(state, actor, meetingId),

    async execute(meetingId: string, request: CommandRequest, actor: Actor): Promise<CommandResult> {
      if (request.type !== 'seal-opinion')
        return ledger.execute(meeting, meetingId, request, actor, ({ state }, command, now) =>
          makeContext(meetingId, state, command, actor, now),
        )
      const parsed = meetingRequestSchema.safeParse({ type: request.type, data: request.data })
      if (!parsed.success || parsed.data.type !== 'seal-opinion')
        return refusal({
          code: 'COMMAND_MALFORMED',
          params: { path: parsed.error?.issues[0]?.path.join('.') ?? '' },
        })
      const sealed = await sealOpinion(meetingId, request.commandId, parsed.data, actor)
      if (!sealed.ok) return sealed
      const sealId = request.commandId
      return ledger.execute(
        meeting,
        meetingId,
        { ...request, data: { sealId } },
        actor,
        ({ state }, command, now) =>
          makeContext(meetingId, state, command, actor, now, { sealId, commitment: sealed.commitment }),
      )
    },
  }
}

export type Meetings = ReturnType<typeof createMeetings>
