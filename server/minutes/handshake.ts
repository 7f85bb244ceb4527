import type { IncomingMessage } from 'node:http'
import { type Actor, actorId } from '../../shared/accounts/actor.ts'
import type { MeetingRole } from '../../shared/meeting/abilities.ts'
import {
  type CloseCode,
  closeCode,
  type ItemAddress,
  parseMinutesPath,
  SCHEMA_VERSION,
} from '../../shared/minutes/protocol.ts'
import type { PresentUser } from './presence.ts'

/** What an actor may do in an item, and as whom; null: nothing. */
export type Access = { readonly mode: 'write' | 'read'; readonly role: MeetingRole } | null

export interface Gate {
  authenticate(request: IncomingMessage): Promise<Actor>
  access(actor: Actor, meetingId: string, itemId: string): Promise<Access>
}

/** What a browser may do, or why it is turned away. */
export type Admission =
  | {
      readonly kind: 'admitted'
      readonly address: ItemAddress
      readonly mode: 'write' | 'read'
      readonly by: string
      readonly user: PresentUser | null
    }
  | { readonly kind: 'refused'; readonly code: CloseCode }

const refused = (code: CloseCode): Admission => ({ kind: 'refused', code })

/** Staff are shown to each other; whoever came in by a link is not shown to anybody. */
function presentUser(actor: Actor, role: MeetingRole): PresentUser | null {
  return actor.kind === 'account' ? { id: actor.accountId, name: actor.name, role } : null
}

/** Decides on a connection before its first byte is read. */
export async function admit(request: IncomingMessage, gate: Gate): Promise<Admission> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const address = parseMinutesPath(url.pathname)
  if (!address) return refused(closeCode.forbidden)
  if (url.searchParams.get('schema') !== String(SCHEMA_VERSION)) return refused(closeCode.schemaTooOld)
  const actor = await gate.authenticate(request)
  const access = await gate.access(actor, address.meetingId, address.itemId)
  if (!access) return refused(actor.kind === 'anonymous' ? closeCode.signIn : closeCode.forbidden)
  return {
    kind: 'admitted',
    address,
    mode: access.mode,
    by: actorId(actor),
    user: presentUser(actor, access.role),
  }
}
