import { type ItemAddress, minutesStream } from '../../shared/minutes/protocol.ts'
import type { Clock } from './clock.ts'
import { createPresence, nobody, type Presence } from './presence.ts'
import { type Member, openRoom, type Room, type RoomOptions } from './room.ts'
import { createStore, type StoreOptions } from './store.ts'

const EMPTY_FOR_MS = 30_000
const PRESENCE_EVERY_MS = 100
/** y-websocket leaves after 30 s of silence, and forgets whoever was not renewed for 30 s. */
const BEAT_EVERY_MS = 10_000

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
  stop(): Promise<void>
}

export function createRooms(options: RoomsOptions): Rooms {
  const { clock, onError } = options
  const slots = new Map<string, Slot>()
  let stopped = false

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
    const slot: Slot = { opened: openSlot(stream), open: null, leases: 0 }
    slots.set(stream, slot)
    slot.opened.then(
      (open) => {
        slot.open = open
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

  const emptySince = new Map<Slot, number>()
  function beat(): void {
    for (const [stream, slot] of [...slots]) {
      const { open } = slot
      if (!open) continue
      const beat = open.presence.takeBeat()
      for (const member of open.room.members) member.send(member.user ? beat : nobody)
      if (slot.leases > 0 || !open.room.isIdle()) emptySince.delete(slot)
      else if (!emptySince.has(slot)) emptySince.set(slot, clock.now())
      else if (clock.now() - (emptySince.get(slot) ?? 0) >= EMPTY_FOR_MS) {
        emptySince.delete(slot)
        unloadIfIdle(stream, slot).catch(onError)
      }
    }
  }
  const schedule = (): { cancel(): void } =>
    clock.after(BEAT_EVERY_MS, () => {
      beat()
      if (!stopped) timer = schedule()
    })
  let timer = schedule()

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
      stopped = true
      timer.cancel()
      await Promise.all([...slots].map(([stream, slot]) => unloadIfIdle(stream, slot)))
    },
  }
}
