import { z } from 'zod'
import type { Actor } from '../../shared/accounts/actor.ts'
import type { Viewer } from '../../shared/ledger/aggregate.ts'
import { canonicalJson, sha256Hex } from '../../shared/ledger/canonical.ts'
import { roleIn } from '../../shared/meeting/abilities.ts'
import {
  meetingCommitsSchema,
  meetingListSchema,
  meetingViewSchema,
  publicationProposalSchema,
} from '../../shared/meeting/answers.ts'
import { mayList } from '../../shared/meeting/decide/conclusion.ts'
import { pinnedProcedure } from '../../shared/procedures/index.ts'
import { composeDocument } from '../../shared/publication/compose.ts'
import { acceptedOrRefused, acceptedSchema } from '../http/commands.ts'
import { refused } from '../http/errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { commandRequestSchema } from '../ledger/service.ts'
import type { MeetingList } from './list.ts'
import type { Meetings } from './service.ts'

const params = z.object({ meetingId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/) })
const staff = ['administrator', 'clerk', 'chair'] as const

export interface MeetingRoutesOptions {
  readonly meetings: Meetings
  readonly list: MeetingList
  readonly clock: () => number
  dateOf(instant: number): string
}

/** HTTP routes of meetings. Who is not part of a meeting gets the same answer as for one that does not exist. */
export function meetingRoutes({ meetings, list, clock, dateOf }: MeetingRoutesOptions): Route[] {
  const viewer = async (meetingId: string, actor: Actor): Promise<Viewer> => {
    const { state } = await meetings.load(meetingId)
    const found = meetings.viewerOf(actor, meetingId, state)
    if (!found) throw refused('NOT_A_MEMBER')
    return found
  }
  return [
    defineRoute({
      method: 'get',
      path: '/api/meetings',
      summary: 'Meetings, newest first, with what still has to be ready',
      access: staff,
      response: meetingListSchema,
      handler: async ({ actor }) => ({
        meetings: (await list.seenBy(actor)).map(({ _id: id, ...row }) => ({ id, ...row })),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/meetings/{meetingId}',
      summary: 'A meeting as the caller may see it',
      access: 'signed-in',
      params,
      response: meetingViewSchema,
      async handler({ params: { meetingId }, actor }) {
        return { ...(await meetings.view(meetingId, await viewer(meetingId, actor))), now: clock() }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/meetings/{meetingId}/commits',
      summary: 'Commits after a sequence number, redacted for the caller: closes a gap in one round trip',
      access: 'signed-in',
      params,
      query: z.object({ after: z.coerce.number().int().min(0) }),
      response: meetingCommitsSchema,
      async handler({ params: { meetingId }, query, actor }) {
        return {
          commits: await meetings.commits(meetingId, await viewer(meetingId, actor), query.after),
          now: clock(),
        }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/meetings/{meetingId}/commands',
      summary: 'Does something in a meeting',
      access: 'signed-in',
      params,
      body: commandRequestSchema,
      response: acceptedSchema,
      handler: async ({ params: { meetingId }, body, actor }) =>
        acceptedOrRefused(await meetings.execute(meetingId, body, actor)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/meetings/{meetingId}/publication',
      summary: 'Exactly the text that would be published now, with its fingerprint',
      access: staff,
      params,
      response: publicationProposalSchema,
      async handler({ params: { meetingId }, actor }) {
        const { state } = await meetings.load(meetingId)
        if (!['chair', 'clerk', 'administrator'].includes(roleIn(state, actor, meetingId)))
          throw refused('NOT_A_MEMBER')
        const document = composeDocument(state, dateOf(state.begunAt ?? state.startsAt))
        if (!document) throw refused('CONCLUSION_MISSING')
        const allowed = pinnedProcedure(state.procedure?.hash ?? '')?.publish.value ?? false
        return { document, sha256: sha256Hex(canonicalJson(document)), mayList: mayList(state, allowed) }
      },
    }),
  ]
}
