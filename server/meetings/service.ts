import { type Actor, actorId } from '../../shared/accounts/actor.ts'
import type { Refusal, Viewer } from '../../shared/ledger/aggregate.ts'
import type { Commit } from '../../shared/ledger/commit.ts'
import { redact } from '../../shared/ledger/redact.ts'
import { replay } from '../../shared/ledger/replay.ts'
import { forbidden, roleIn, viewerOf } from '../../shared/meeting/abilities.ts'
import { meetingRequestSchema } from '../../shared/meeting/commands.ts'
import { checkOpinion } from '../../shared/meeting/decide/opinions.ts'
import { meeting } from '../../shared/meeting/meeting.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import type { Opinion } from '../../shared/opinions/opinion.ts'
import { readCommand } from '../ledger/request.ts'
import type { CommandRequest, CommandResult, Ledger } from '../ledger/service.ts'
import { createMeetingContext, type MeetingNeighbours } from './context.ts'

const refusal = (code: string, params: Refusal['params'] = {}): CommandResult => ({
  ok: false,
  refusal: { code, params },
})

/** Meetings: what may be asked of one, and the record that answers. */
export function createMeetings(ledger: Ledger, neighbours: MeetingNeighbours) {
  const makeContext = createMeetingContext(neighbours)

  const load = (meetingId: string) => ledger.load(meeting, meetingId)

  const execute = (
    meetingId: string,
    request: CommandRequest,
    actor: Actor,
    seal?: () => Promise<{ sealId: string; commitment: string } | null>,
  ): Promise<CommandResult> =>
    ledger.execute(meeting, meetingId, request, actor, ({ state }, command, now) =>
      makeContext(meetingId, state, command, actor, now, seal),
    )

  /**
   * Seals an opinion under the command's id. The text is stored once the rules have taken the seal, and the
   * record hears of a reference only; a repeated request is told from a reused id without opening anything.
   */
  const sealOpinion = async (
    meetingId: string,
    request: CommandRequest,
    opinion: Opinion,
    actor: Actor,
  ): Promise<CommandResult> => {
    const { commandId: sealId } = request
    const by = actorId(actor)
    const known = () => neighbours.sealedTexts.compareOpinion(meetingId, sealId, by, opinion)
    const before = await known()
    if (before === 'other') return refusal('COMMAND_REUSED')
    if (before === 'unknown') {
      const { state } = await load(meetingId)
      const refused =
        forbidden(state, roleIn(state, actor, meetingId), 'seal-opinion') ?? checkOpinion(state, opinion)
      if (refused) return { ok: false, refusal: refused }
    }
    const result = await execute(meetingId, { ...request, data: { sealId } }, actor, async () => {
      const sealed = await neighbours.sealedTexts.sealOpinion(meetingId, sealId, by, opinion)
      return sealed.kind === 'sealed' ? { sealId, commitment: sealed.commitment } : null
    })
    return result.ok && result.duplicate && (await known()) !== 'same' ? refusal('COMMAND_REUSED') : result
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
      const { state } = await load(meetingId)
      // Before anything is answered that would tell an outsider how far the meeting is.
      if (state.phase !== 'none' && !viewerOf(state, actor, meetingId)) return refusal('NOT_A_MEMBER')
      if (request.type !== 'seal-opinion') return execute(meetingId, request, actor)
      const asked = readCommand(meetingRequestSchema, meetingId, request)
      if (!asked.ok) return asked
      return asked.command.type === 'seal-opinion'
        ? sealOpinion(meetingId, request, asked.command.data.opinion, actor)
        : refusal('COMMAND_MALFORMED', { path: 'type' })
    },
  }
}

export type Meetings = ReturnType<typeof createMeetings>
