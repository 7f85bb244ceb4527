import type { Request } from 'express'
import {
  type Demonstration,
  demonstrationSchema,
  seatTakenSchema,
  takeSeatSchema,
} from '../../shared/accounts/demonstration.ts'
import { sha256Hex } from '../../shared/ledger/canonical.ts'
import type { Links } from '../accounts/links.ts'
import type { AccountActor, Accounts } from '../accounts/service.ts'
import { type Sessions, seatKeyOf } from '../accounts/sessions.ts'
import type { Counties } from '../county/service.ts'
import { refused } from '../http/errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import type { Meetings } from '../meetings/service.ts'
import { meetingSeats, occupantOf, officeSeats } from './seats.ts'

export interface DemonstrationRoutesOptions {
  readonly county: Counties
  readonly accounts: Accounts
  readonly links: Links
  readonly sessions: Sessions
  readonly meetings: Meetings
  /** Ids of all meetings. */
  meetingIds(): Promise<readonly string[]>
  /** Opened from other computers as well. */
  readonly demoOpen: boolean
}

const proxyHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
]
const loopback = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/

/** Whether a request was made on this machine itself: from its own address, and not passed on by a proxy. */
export function isLocal(
  request: Pick<Request, 'headers'> & { readonly socket: { readonly remoteAddress?: string | undefined } },
): boolean {
  return (
    loopback.test(request.socket.remoteAddress ?? '') &&
    proxyHeaders.every((name) => request.headers[name] === undefined)
  )
}

/** Key of a seat's sign-in: the same seat opened twice in one browser is one sign-in. */
const seatKey = (meetingId: string | undefined, seatId: string): string =>
  sha256Hex(`${meetingId ?? 'office'} ${seatId}`).slice(0, 12)

/** Every seat of the demonstration without a password; on a demonstration database only. */
export function demonstrationRoutes(options: DemonstrationRoutesOptions): Route[] {
  const { county, accounts, links, sessions, meetings, demoOpen } = options

  const admit = async (request: Request): Promise<void> => {
    if (!(await county.find())?.demonstration) throw refused('NOT_FOUND')
    if (!demoOpen && !isLocal(request)) throw refused('DEMO_FORBIDDEN')
  }

  const staff = async (): Promise<AccountActor[]> =>
    (await accounts.list())
      .filter(({ active }) => active)
      .map(({ _id, name, roles }) => ({ kind: 'account', accountId: _id, name, roles }))

  const take = async (meetingId: string | undefined, seatId: string) => {
    if (meetingId !== undefined) {
      const { state } = await meetings.load(meetingId)
      return occupantOf(meetingId, state, seatId, await staff(), links)
    }
    const actor = (await staff()).find(({ accountId }) => accountId === seatId)
    return actor ? { actor, page: '/office' } : null
  }

  return [
    defineRoute({
      method: 'get',
      path: '/api/demo',
      summary: 'Seats of the demonstration',
      access: 'public',
      response: demonstrationSchema,
      async handler({ request }): Promise<Demonstration> {
        await admit(request)
        const ids = await options.meetingIds()
        const loaded = await Promise.all(ids.map(async (id) => ({ id, ...(await meetings.load(id)) })))
        const inOrder = loaded.sort((a, b) => a.state.startsAt - b.state.startsAt)
        return {
          office: officeSeats(await staff()),
          meetings: inOrder.map(({ id, state }) => ({
            id,
            number: state.number,
            title: state.maskedSubject,
            startsAt: state.startsAt,
            phase: state.phase,
            seats: meetingSeats(state),
          })),
        }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/demo/seats',
      summary: 'Takes a seat of the demonstration: signs in and names the page',
      access: 'public',
      body: takeSeatSchema,
      response: seatTakenSchema,
      async handler({ body: { meetingId, seatId }, actor, request, response }) {
        await admit(request)
        const taken = await take(meetingId, seatId)
        if (!taken) throw refused('NOT_FOUND')
        // A tab that already sits somewhere keeps its sign-in: the seat opens beside it.
        const own = actor.kind === 'anonymous' ? seatKeyOf(request) : null
        const seat = own ?? seatKey(meetingId, seatId)
        await sessions.signIn(request, response, taken.actor, seat)
        return { url: `${taken.page}?seat=${seat}`, seat }
      },
    }),
  ]
}
