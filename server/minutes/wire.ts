import type { WebSocket } from 'ws'
import type { CloseCode } from '../../shared/minutes/protocol.ts'
import type { Clock } from './clock.ts'

/** A socket as a connection uses it. */
export interface Wire {
  /** Bytes handed over that the network has not taken yet. */
  readonly bufferedAmount: number
  send(message: Uint8Array): void
  close(code: CloseCode): void
  /** Stops and resumes reading: the sender is held back, nothing is lost. */
  pause(): void
  resume(): void
}

export interface WireEvents {
  message(bytes: Uint8Array): void
  ended(): void
}

const PING_EVERY_MS = 30_000
/** How long a closed socket may take to say goodbye. */
const GOODBYE_MS = 3000

/** Joins a socket to its connection; a dead or broken peer is noticed and let go. */
export function attachWire(
  socket: WebSocket,
  clock: Clock,
): { wire: Wire; listen(events: WireEvents): void } {
  let alive = true
  const beat = (): void => {
    if (socket.readyState !== socket.OPEN) return
    if (!alive) {
      socket.terminate()
      return
    }
    alive = false
    socket.ping()
    clock.after(PING_EVERY_MS, beat)
  }
  clock.after(PING_EVERY_MS, beat)
  socket.on('pong', () => {
    alive = true
  })
  // A frame that breaks the protocol is an `error` event; without a listener it would end the process. The
  // reason is on its way to the browser as a close frame.
  socket.on('error', () => clock.after(GOODBYE_MS, () => socket.terminate()))
  return {
    wire: {
      get bufferedAmount() {
        return socket.bufferedAmount
      },
      send(message) {
        if (socket.readyState === socket.OPEN) socket.send(message)
      },
      close(code) {
        socket.close(code)
        clock.after(GOODBYE_MS, () => socket.terminate())
      },
      pause: () => socket.pause(),
      resume: () => socket.resume(),
    },
    listen({ message, ended }) {
      socket.on('message', (data, isBinary) => {
        alive = true
        if (Buffer.isBuffer(data)) message(isBinary ? data : new Uint8Array())
      })
      socket.on('close', ended)
    },
  }
}
