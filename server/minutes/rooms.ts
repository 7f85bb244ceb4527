import { type ItemAddress, minutesStream } from '../../shared/minutes/protocol.ts'
import type { Clock } from './clock.ts'
import { createPresence, nobody, type Presence } from './presence.ts'
import { type Member, openRoom, type Room, type RoomOptions } from './room.ts'
import { createStore, type StoreOptions } from './store.ts'

const EMPTY_FOR_MS = 30_000
const PRESENCE_EVERY_MS = 100
/** y-websocket leaves after 30 s of silence, and forgets whoever was not renewed for 30 s. */
const BEAT_EVERY_MS = 10_000
/** Multiples of it, without the whole part, are spread evenly over 0 to 1, however many there are. */
const GOLDEN = (Math.sqrt(5) - 1) / 2

/** A room in use, with who is in it. */
export interface OpenRoom {
  readonly room: Room
  readonly presence: Presence<Member>
  /** Sends what presence has new, soon and together. */
  presenceChanged(): void
}

interface Slot {
  readonly opened: Promise<OpenRoom>
  /** Null while it loads: nothing that concerns all rooms waits for a slow one. */
  open: OpenRoom | null
  /** How many are coming in or working outside any connection; it is not unloaded meanwhile. */
  leases: number
  /** UTC milliseconds; null while somebody is in it. */
  emptySince: number | null
  timer: { cancel(): void } | null
}

export interface RoomsOptions extends StoreOptions, RoomOptions {
  readonly clock: Clock
}

/** The rooms of this process: each opened once, unloaded a while after the last has left. */
export interface Rooms {
  /** Runs `action` in the room of an item, opened first if need be. */
  inRoom<T>(address: ItemAddress, action: (open: OpenRoom) => Promise<T> | T): Promise<T>
  /** Those loaded by now. */
  open(): OpenRoom[]
  /** Lets go of all rooms, each once what it received is durable and a snapshot is kept. Everybody has left before. */
  stop(): Promise<void>
}

export function createRooms(options: RoomsOptions): Rooms {
  const { clock, onError } = options
  const slots = new Map<string, Slot>()
  let opened = 0

  async function openSlot(stream: string): Promise<OpenRoom> {
    const room = await openRoom(createStore(stream, options), options)
    const presence = createPresence<Member>()
    let scheduled = false
    return {
      room,
      presence,
      presenceChanged() {
        if (scheduled) return
        scheduled = true
        clock.after(PRESENCE_EVERY_MS, () => {
          scheduled = false
          const changes = presence.takeChanges()
          if (changes) for (const member of room.members) if (member.user) member.send(changes)
        })
      },
    }
  }

  function slotOf(stream: string): Slot {
    const known = slots.get(stream)
    if (known) return known
    const slot: Slot = { opened: openSlot(stream), open: null, leases: 0, emptySince: null, timer: null }
    slots.set(stream, slot)
    slot.opened.then(
      (open) => {
        slot.open = open
        // Rooms that were opened together do not all beat together: that would hold up everything else.
        opened += 1
        beatAfter(BEAT_EVERY_MS * ((opened * GOLDEN) % 1), stream, slot, open)
      },
      () => slots.delete(stream),
    )
    return slot
  }

  async function unloadIfIdle(stream: string, slot: Slot): Promise<void> {
    const room = slot.open?.room
    if (!room) return
    const idle = (): boolean => slot.leases === 0 && room.isIdle() && slots.get(stream) === slot
    if (!idle()) return
    await room.keepSnapshot()
    // Somebody may have come while the snapshot was written.
    if (!idle()) return
    slots.delete(stream)
    room.close()
  }

  /** Keeps everybody in a room awake, and lets go of a room that nobody has been in for a while. */
  function beat(stream: string, slot: Slot, { room, presence }: OpenRoom): void {
    const beat = presence.takeBeat()
    for (const member of room.members) member.send(member.user ? beat : nobody)
    if (slot.leases > 0 || !room.isIdle()) slot.emptySince = null
    else slot.emptySince ??= clock.now()
    if (slot.emptySince === null || clock.now() - slot.emptySince < EMPTY_FOR_MS) return
    slot.emptySince = null
    unloadIfIdle(stream, slot).catch(onError)
  }
  function beatAfter(ms: number, stream: string, slot: Slot, open: OpenRoom): void {
    slot.timer = clock.after(ms, () => {
      if (slots.get(stream) !== slot) return
      beat(stream, slot, open)
      beatAfter(BEAT_EVERY_MS, stream, slot, open)
    })
  }

  return {
    async inRoom(address, action) {
      const slot = slotOf(minutesStream(address))
      slot.leases += 1
      try {
        return await action(await slot.opened)
      } finally {
        slot.leases -= 1
      }
    },
    open: () => [...slots.values()].flatMap(({ open }) => (open ? [open] : [])),
    async stop() {
      for (const { timer } of slots.values()) timer?.cancel()
      await Promise.all(
        [...slots].map(async ([stream, slot]) => {
          await slot.open?.room.settled()
          await unloadIfIdle(stream, slot)
        }),
      )
    },
  }
}
