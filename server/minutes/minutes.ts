import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Actor, actorId } from '../../shared/accounts/actor.ts'
import type { MinutesNode } from '../../shared/minutes/content.ts'
import { type CloseCode, closeCode, limits, minutesStream } from '../../shared/minutes/protocol.ts'
import type { Clock } from './clock.ts'
import { wait } from './clock.ts'
import { type Connection, createConnection } from './connection.ts'
import { type Admission, admit, type Gate } from './handshake.ts'
import { createRooms, type OpenRoom, type RoomsOptions } from './rooms.ts'
import { attachWire } from './wire.ts'

export interface MinutesOptions extends Gate, Omit<RoomsOptions, 'clock'> {
  readonly clock: Clock
}

/** What was closed for good. */
export interface ClosedMinutes {
  readonly json: MinutesNode
  /** Entries, the closing one included. */
  readonly seq: number
  readonly sha256: string
  /** SHA-256 over the bodies of these entries, one after the other: the whole history, not only its outcome. */
  readonly stateSha256: string
}

export interface Minutes {
  /** Takes over an HTTP upgrade of `/minutes/<meetingId>/<itemId>`. Origin and path are checked before. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Closes an item for good, after everything received so far. Asked again, it gives the first answer. */
  finalise(meetingId: string, itemId: string, actor: Actor): Promise<ClosedMinutes>
  /** Asks again what everybody connected to a meeting may do; who may do something else now is disconnected. */
  recheck(meetingId: string): Promise<void>
  status(): { readonly connections: number; readonly healthy: boolean }
  /** Stops reading, makes durable and acknowledges what was received, and sends everybody away. */
  drain(): Promise<void>
}

const DRAIN_MS = 8000
/** For letting go of the rooms after it: only storage that fails takes as long. */
const UNLOAD_MS = 4000
const MOST_IN_ROOM = 300
/** Of these kept free for whoever writes: readers cannot shut out the clerk. */
const FOR_WRITERS = 20
/** Lines of one person, or of one code that several people read along with. */
const MOST_EACH = { write: 8, read: 40 } as const

interface Live {
  readonly connection: Connection
  readonly request: IncomingMessage
  readonly admission: Extract<Admission, { kind: 'admitted' }>
  readonly open: OpenRoom
}

const roleOf = ({ user }: Live['admission']): string | undefined => user?.role

export function createMinutes(options: MinutesOptions): Minutes {
  const { clock, onError } = options
  const rooms = createRooms(options)
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: 2 * limits.message,
    perMessageDeflate: false,
  })
  const live = new Set<Live>()
  let draining = false

  /** A refusal is only visible to the browser after the upgrade: y-websocket would try for ever otherwise. */
  function turnAway(request: IncomingMessage, socket: Duplex, head: Buffer, code: CloseCode): void {
    server.handleUpgrade(request, socket, head, (ws) => attachWire(ws, socket, clock).wire.close(code))
  }

  function isFull({ room }: OpenRoom, { mode, by }: Live['admission']): boolean {
    const own = [...room.members].filter((member) => member.by === by).length
    const places = mode === 'write' ? MOST_IN_ROOM : MOST_IN_ROOM - FOR_WRITERS
    return room.members.size >= places || own >= MOST_EACH[mode]
  }

  function enter(
    ws: WebSocket,
    socket: Duplex,
    request: IncomingMessage,
    admission: Live['admission'],
    open: OpenRoom,
  ): void {
    const { wire, listen } = attachWire(ws, socket, clock)
    if (isFull(open, admission)) {
      wire.close(closeCode.overloaded)
      return
    }
    const connection = createConnection({ ...open, ...admission, wire, clock })
    const one: Live = { connection, request, admission, open }
    live.add(one)
    listen({
      message: connection.receive,
      ended() {
        live.delete(one)
        connection.ended()
      },
    })
  }

  /** Everything slow happens before the upgrade is finished, so that no message can come too early. */
  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const admission = await admit(request, options)
    if (admission.kind === 'refused') {
      turnAway(request, socket, head, admission.code)
      return
    }
    await rooms.inRoom(admission.address, (open) => {
      if (draining || open.room.inTrouble) turnAway(request, socket, head, closeCode.tryAgain)
      else server.handleUpgrade(request, socket, head, (ws) => enter(ws, socket, request, admission, open))
    })
  }

  return {
    handleUpgrade(request, socket, head) {
      socket.on('error', () => socket.destroy())
      upgrade(request, socket, head).catch((error: unknown) => {
        onError(error)
        if (socket.writable) turnAway(request, socket, head, closeCode.tryAgain)
      })
    },

    async finalise(meetingId, itemId, actor) {
      const { seq, sha256, json } = await rooms.inRoom({ meetingId, itemId }, async ({ room }) => {
        const closing = await room.finalise(actorId(actor))
        return { ...closing, json: room.document.content() }
      })
      const hash = createHash('sha256')
      for (const { body } of await options.streams.read(minutesStream({ meetingId, itemId }), 0, seq))
        hash.update(body)
      return { seq, sha256, json, stateSha256: hash.digest('hex') }
    },

    async recheck(meetingId) {
      const concerned = [...live].filter(({ admission }) => admission.address.meetingId === meetingId)
      await Promise.all(
        concerned.map(async ({ connection, request, admission }) => {
          const now = await admit(request, options)
          if (now.kind === 'refused') connection.member.close(now.code)
          else if (
            now.mode !== admission.mode ||
            now.by !== admission.by ||
            roleOf(now) !== roleOf(admission)
          )
            connection.member.close(closeCode.tryAgain)
        }),
      )
    },

    status: () => ({
      connections: live.size,
      healthy: ![...live].some(({ open }) => open.room.inTrouble),
    }),

    async drain() {
      draining = true
      for (const { connection } of live) connection.stopReading()
      const settled = Promise.all(rooms.open().map(({ room }) => room.settled()))
      await Promise.race([settled, wait(clock, DRAIN_MS)])
      for (const { connection } of [...live]) connection.member.close(closeCode.tryAgain)
      await Promise.race([rooms.stop(), wait(clock, UNLOAD_MS)])
    },
  }
}
