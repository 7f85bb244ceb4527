import { z } from 'zod'
import { type Actor, actorId } from '../../shared/accounts/actor.ts'
import { refused } from '../http/errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import type { LinkedMeeting } from './linked-meeting.ts'
import type { LinkActor, Links } from './links.ts'
import { linkRoleSchema } from './model.ts'
import type { Sessions } from './sessions.ts'

const idSchema = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/)
const meetingParams = z.object({ meetingId: idSchema })
const tokenParams = z.object({ token: z.string().regex(/^[0-9A-Za-z_-]{20,64}$/) })
const done = z.object({ ok: z.literal(true) })

const linkSchema = z.object({
  linkId: z.string(),
  role: linkRoleSchema,
  participantId: z.string().nullable(),
  name: z.string().nullable(),
  createdAt: z.number(),
  redeemedAt: z.number().nullable(),
})

/** Seat under which a computer of the office shows the projector beside its own sign-in. */
const SCREEN_SEAT = 'screen'

const pageOf = ({ role, meetingId }: LinkActor): string =>
  `/${role === 'screen' ? 'screen' : 'phone'}/${encodeURIComponent(meetingId)}`

export interface LinkRoutesOptions {
  readonly links: Links
  readonly sessions: Sessions
  meetingOf(meetingId: string): Promise<LinkedMeeting | null>
  /** Base address a phone can reach, without a slash at its end. */
  phoneBase(): Promise<string>
}

/** One-time links: handing them out, looking at one, using one. */
export function linkRoutes({ links, sessions, meetingOf, phoneBase }: LinkRoutesOptions): Route[] {
  const meeting = async (meetingId: string): Promise<LinkedMeeting> => {
    const found = await meetingOf(meetingId)
    if (!found) throw refused('NOT_FOUND')
    return found
  }
  const managed = async (meetingId: string, actor: Actor): Promise<LinkedMeeting> => {
    const found = await meeting(meetingId)
    if (!found.mayHandOut(actor)) throw refused('FORBIDDEN')
    return found
  }
  const address = async (token: string): Promise<string> => `${await phoneBase()}/l/${token}`

  return [
    defineRoute({
      method: 'get',
      path: '/api/links/{token}',
      summary: 'Whom a one-time link is for; looking signs nobody in',
      access: 'public',
      params: tokenParams,
      response: z.object({
        role: linkRoleSchema,
        name: z.string().optional(),
        meetingTitle: z.string().optional(),
        resumable: z.boolean(),
      }),
      handler: async ({ params, request }) => {
        const { actor, resumable } = await links.look(params.token, sessions.heldBy(request))
        const found = await meetingOf(actor.meetingId)
        const name = actor.participantId === undefined ? undefined : found?.nameOf(actor.participantId)
        return { role: actor.role, name, meetingTitle: found?.title, resumable }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/links/{token}/redeem',
      summary: 'Sign this browser in by a one-time link',
      access: 'public',
      params: tokenParams,
      body: z.object({}).strict(),
      response: z.object({ ok: z.literal(true), to: z.string() }),
      handler: async ({ params, request, response }) => {
        const actor = await links.redeem(params.token, sessions.heldBy(request))
        await sessions.signIn(request, response, actor)
        return { ok: true as const, to: pageOf(actor) }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/meetings/{meetingId}/links',
      summary: 'Links of a meeting and which have been used',
      access: ['administrator', 'clerk'],
      params: meetingParams,
      response: z.object({ links: z.array(linkSchema) }),
      handler: async ({ params, actor }) => {
        const found = await managed(params.meetingId, actor)
        const rows = await links.list(params.meetingId)
        return {
          links: rows.map(({ _id, role, participantId, createdAt, redeemedAt }) => ({
            linkId: _id,
            role,
            participantId,
            name: (participantId === null ? null : found.nameOf(participantId)) ?? null,
            createdAt,
            redeemedAt,
          })),
        }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/meetings/{meetingId}/links',
      summary: 'Make a participant’s link, or replace it: the one before stops working at once',
      access: ['administrator', 'clerk'],
      params: meetingParams,
      body: z.union([
        z.object({ participantId: idSchema }).strict(),
        z.object({ role: z.enum(['observer', 'screen']) }).strict(),
      ]),
      response: z.object({ linkId: z.string(), url: z.string() }),
      handler: async ({ params, body, actor }) => {
        const found = await managed(params.meetingId, actor)
        const subject = 'role' in body ? body : found.subjectOf(body.participantId)
        if (!subject) throw refused('PARTICIPANT_UNKNOWN')
        if (subject.role === 'observer' && !found.open) throw refused('OBSERVERS_NOT_ADMITTED')
        const { linkId, token } = await links.issue(params.meetingId, subject, actorId(actor))
        return { linkId, url: await address(token) }
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/meetings/{meetingId}/links/{linkId}',
      summary: 'Withdraw a link; whoever came in by it is out',
      access: ['administrator', 'clerk'],
      params: meetingParams.extend({ linkId: idSchema }),
      response: done,
      handler: async ({ params, actor }) => {
        await managed(params.meetingId, actor)
        await links.withdraw(params.meetingId, params.linkId)
        return { ok: true as const }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/meetings/{meetingId}/observer-code',
      summary: 'The address observers may scan from the projector',
      access: ['administrator', 'clerk', 'chair', 'screen'],
      params: meetingParams,
      response: z.object({ url: z.string() }),
      handler: async ({ params, actor }) => {
        const found = await meeting(params.meetingId)
        if (!found.mayShowObserverCode(actor)) throw refused('FORBIDDEN')
        if (!found.open) throw refused('OBSERVERS_NOT_ADMITTED')
        const { token } = await links.observerLink(params.meetingId, actorId(actor))
        return { url: await address(token) }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/meetings/{meetingId}/screen',
      summary: 'Open the projector in another window of this computer, under a seat of its own',
      access: ['administrator', 'clerk', 'chair'],
      params: meetingParams,
      body: z.object({}).strict(),
      response: z.object({ url: z.string() }),
      handler: async ({ params, actor, request, response }) => {
        const found = await meeting(params.meetingId)
        if (!found.mayShowObserverCode(actor)) throw refused('FORBIDDEN')
        const screen = await links.seat(params.meetingId, { role: 'screen' }, actorId(actor))
        await sessions.signIn(request, response, screen, SCREEN_SEAT)
        return { url: `${pageOf(screen)}?seat=${SCREEN_SEAT}` }
      },
    }),
  ]
}
