import type { Duplex } from 'node:stream'
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

const frames = new WeakMap<Uint8Array, Buffer>()

/** A message as one frame: final, binary, unmasked (RFC 6455 §5.2). One that goes to many is framed once. */
function frameOf(message: Uint8Array): Buffer {
  const known = frames.get(message)
  if (known) return known
  const { length } = message
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = 0x82
  frame[1] = header === 2 ? length : header === 4 ? 126 : 127
  if (header === 4) frame.writeUInt16BE(length, 2)
  if (header === 10) frame.writeBigUInt64BE(BigInt(length), 2)
  frame.set(message, header)
  frames.set(message, frame)
  return frame
}

/**
 * Joins a socket to its connection; a dead or broken peer is noticed and let go. Messages are written to the stream
 * under the socket, without compression and never in pieces, so they keep their order with what the socket itself
 * sends.
 */
export function attachWire(
  socket: WebSocket,
  stream: Duplex,
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
        if (socket.readyState === socket.OPEN) stream.write(frameOf(message))
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
