import {
  type Message,
  readMessage,
  writeAck,
  writeAskMissing,
  writeMissing,
} from '../../shared/minutes/messages.ts'
import { type CloseCode, closeCode, limits } from '../../shared/minutes/protocol.ts'
import { type Change, readChange } from './change.ts'
import type { Clock } from './clock.ts'
import type { Presence, PresentUser } from './presence.ts'
import type { Member, Room } from './room.ts'
import type { Wire } from './wire.ts'

/** Messages a second over a while, and at once. A faster sender is held back, never cut. */
const RATE = { perSecond: 100, burst: 400 }
/** Looking into a change with holes takes time as the minutes are long: so many bytes of them count as a message. */
const BYTES_A_TOKEN = 10_000
/** Bytes received and not yet durable, above which reading stops. */
const MOST_UNSETTLED = 2 * 1024 * 1024
/**
 * Changes and questions received and not yet answered, above which a line has to come again: what waits for a hole
 * that its sender does not fill must not pile up.
 */
const MOST_PENDING = 2000
/** Bytes a slow reader may be behind before it has to come again. */
const MOST_BEHIND = 4 * 1024 * 1024

/** In the order received: what has to be durable, and who asked to hear of it. */
type Pending = { readonly kind: 'update'; durable: boolean } | { readonly kind: 'ack'; readonly n: number }

export interface ConnectionOptions {
  readonly wire: Wire
  readonly room: Room
  readonly presence: Presence<Member>
  /** Called when presence has something new to tell. */
  readonly presenceChanged: () => void
  readonly by: string
  readonly mode: 'write' | 'read'
  readonly user: PresentUser | null
  readonly clock: Clock
}

/** One browser in one room. */
export interface Connection {
  readonly member: Member
  receive(bytes: Uint8Array): void
  /** Stops reading for good: what has been received is still made durable and acknowledged. */
  stopReading(): void
  ended(): void
}

export function createConnection(options: ConnectionOptions): Connection {
  const { wire, room, presence, presenceChanged, by, mode, user, clock } = options
  let open = true
  let stopped = false
  /** Has been sent everything up to some moment, and everything since. */
  let answered = false
  let paused = false
  let refilling = false
  let unsettled = 0
  let tokens = RATE.burst
  let countedAt = clock.now()
  let line: Pending[] = []

  const member: Member = {
    by,
    mayWrite: mode === 'write',
    user,
    send(message) {
      if (!open) return
      if (wire.bufferedAmount > MOST_BEHIND) close(closeCode.overloaded)
      else wire.send(message)
    },
    close,
  }

  function close(code: CloseCode): void {
    if (!open) return
    // Whoever has just come is given the final text first, and told then.
    if (code === closeCode.finalised && !answered) return
    wire.close(code)
    ended()
  }

  function ended(): void {
    if (!open) return
    open = false
    room.leave(member)
    presence.leave(member)
    presenceChanged()
  }

  function acknowledge(): void {
    const stuck = line.findIndex((pending) => pending.kind === 'update' && !pending.durable)
    const passed = stuck < 0 ? line : line.slice(0, stuck)
    line = stuck < 0 ? [] : line.slice(stuck)
    for (const pending of passed) if (pending.kind === 'ack') member.send(writeAck(pending.n))
  }

  function holdBack(): void {
    const now = clock.now()
    tokens = Math.min(RATE.burst, tokens + ((now - countedAt) * RATE.perSecond) / 1000)
    countedAt = now
    if (tokens < 0 && !refilling) {
      refilling = true
      clock.after((-tokens * 1000) / RATE.perSecond + 10, () => {
        refilling = false
        holdBack()
      })
    }
    const wanted = stopped || tokens < 0 || unsettled > MOST_UNSETTLED
    if (wanted === paused) return
    paused = wanted
    if (paused) wire.pause()
    else wire.resume()
  }

  function write(change: Change): void {
    if (room.judge(change, by) === 'known') return
    if (room.document.bytes + change.update.length > limits.document) {
      close(closeCode.tooLarge)
      return
    }
    // The rest stays unacknowledged until the hole is filled.
    if (change.gaps.size > 0 && member.mayWrite) {
      tokens -= room.document.bytes / BYTES_A_TOKEN
      room.submit(member, readChange(room.document.beforeGaps(change)), () => {})
    }
    const pending: Pending = { kind: 'update', durable: false }
    line.push(pending)
    unsettled += change.update.length
    room.submit(member, change, () => {
      pending.durable = true
      unsettled -= change.update.length
      acknowledge()
      holdBack()
    })
  }

  function take(message: Message): void {
    switch (message.kind) {
      case 'ask-missing':
        answered = true
        member.send(writeMissing(room.document.missing(message.stateVector)))
        // A final item is handed out once; there is nothing more to wait for.
        if (room.closing) close(closeCode.finalised)
        break
      case 'update':
        if (message.update.length > limits.message) close(closeCode.tooLarge)
        else write(readChange(message.update))
        break
      case 'presence':
        if (user) presence.hear(member, user, message.entries)
        presenceChanged()
        break
      case 'ask-presence':
        greet()
        break
      case 'ack':
        line.push({ kind: 'ack', n: message.n })
        acknowledge()
        break
    }
  }

  function greet(): void {
    const everybody = user && presence.everybody()
    if (everybody) member.send(everybody)
  }

  room.join(member)
  // Before any answer of ours: an acknowledgement asked for at `sync` then comes after the offline edits.
  member.send(writeAskMissing(room.document.stateVector()))
  greet()

  return {
    member,
    ended,
    receive(bytes) {
      if (!open) return
      tokens -= 1
      try {
        take(readMessage(bytes))
      } catch {
        close(closeCode.unreadable)
      }
      if (line.length > MOST_PENDING) close(closeCode.overloaded)
      if (open) holdBack()
    },
    stopReading() {
      stopped = true
      holdBack()
    },
  }
}
