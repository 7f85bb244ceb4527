import { z } from 'zod'
import { type PresenceEntry, writePresence } from '../../shared/minutes/messages.ts'
import { limits } from '../../shared/minutes/protocol.ts'

/** Who somebody is, as the server says: a browser's own claim is never passed on. */
export interface PresentUser {
  readonly id: string
  readonly name: string
  readonly role: string
}

/** Where an editor's cursor is; positions are Yjs relative positions, passed on unread. */
const stateSchema = z.object({ cursor: z.object({ anchor: z.unknown(), head: z.unknown() }).nullish() })

/** Keeps the line of one awake who is not shown who else is there. */
export const nobody = writePresence([])

interface Present {
  readonly userId: string
  readonly clientId: number
  clock: number
  state: { readonly user: PresentUser; readonly cursor?: unknown } | null
}

/**
 * Who is in a room and where their cursors are. Changes are gathered and go out as one message to all who are shown
 * each other; renewals without a change wait for the regular beat, which also keeps idle connections awake.
 */
export interface Presence<Member> {
  /** Takes what a member says about itself; anything else it says is ignored. */
  hear(member: Member, user: PresentUser, entries: readonly PresenceEntry[]): void
  leave(member: Member): void
  /** Everybody present, for one who has just come. */
  everybody(): Uint8Array | null
  /** What changed since the last call. */
  takeChanges(): Uint8Array | null
  /** What changed or was renewed since the last call; an empty message where nothing was. */
  takeBeat(): Uint8Array
}

export function createPresence<Member extends object>(): Presence<Member> {
  const present = new Map<Member, Present>()
  const changed = new Set<Present>()
  const renewed = new Set<Present>()

  const entryOf = ({ clientId, clock, state }: Present): PresenceEntry => ({ clientId, clock, state })
  /** Whoever else comes under this number: another person, or a dead connection of the same one. */
  const holderOf = (clientId: number, by: Member): [Member, Present] | undefined =>
    [...present].find(([member, one]) => member !== by && one.clientId === clientId)
  const free = (clientId: number, member: Member, user: PresentUser): boolean => {
    const holder = holderOf(clientId, member)
    return holder === undefined || holder[1].userId === user.id
  }

  function take(...from: Set<Present>[]): PresenceEntry[] {
    const gathered = new Set(from.flatMap((set) => [...set]))
    for (const set of from) set.clear()
    return [...gathered].map(entryOf)
  }

  return {
    hear(member, user, entries) {
      const known = present.get(member)
      const own = entries.find((e) =>
        known ? e.clientId === known.clientId : free(e.clientId, member, user),
      )
      if (!own || (known && own.clock < known.clock)) return
      if (JSON.stringify(own.state).length > limits.presence) return
      const parsed = stateSchema.nullable().safeParse(own.state)
      if (!parsed.success) return
      const before = JSON.stringify(known?.state ?? null)
      const one: Present = known ?? { userId: user.id, clientId: own.clientId, clock: own.clock, state: null }
      one.clock = own.clock
      one.state = parsed.data && {
        user,
        ...(parsed.data.cursor === undefined ? {} : { cursor: parsed.data.cursor }),
      }
      const holder = holderOf(one.clientId, member)
      if (holder) present.delete(holder[0])
      present.set(member, one)
      if (JSON.stringify(one.state) === before) renewed.add(one)
      else changed.add(one)
    },
    leave(member) {
      const one = present.get(member)
      if (!one) return
      present.delete(member)
      if (one.state) changed.add({ ...one, clock: one.clock + 1, state: null })
      changed.delete(one)
      renewed.delete(one)
    },
    everybody() {
      const entries = [...present.values()].filter((one) => one.state).map(entryOf)
      return entries.length > 0 ? writePresence(entries) : null
    },
    takeChanges() {
      const entries = take(changed)
      return entries.length > 0 ? writePresence(entries) : null
    },
    takeBeat: () => writePresence(take(changed, renewed)),
  }
}
