import { io, type Socket } from 'socket.io-client'
import type { LiveWire } from './live-stream.ts'
import { seatKey } from './seat.ts'

const joinTimeoutMs = 8000
let shared: Socket | undefined

/** The page's one connection, opened at its first use. */
function pageSocket(): Socket {
  if (!shared) {
    const seat = seatKey()
    shared = io({
      transports: ['websocket', 'polling'],
      query: seat === undefined ? {} : { seat },
      reconnectionDelay: 500,
      reconnectionDelayMax: 4000,
    })
  }
  return shared
}

/** After signing in or out: the same connection with the new sign-in. */
export function reconnectPage(): void {
  shared?.disconnect().connect()
}

/** The application's socket.io line. */
export const socketWire: LiveWire = {
  listen({ up, down, message }) {
    const socket = pageSocket()
    const onCommit = (body: unknown) => message('commit', body)
    const onPresence = (body: unknown) => message('presence', body)
    socket.on('connect', up)
    socket.on('disconnect', down)
    socket.on('connect_error', down)
    socket.on('commit', onCommit)
    socket.on('presence', onPresence)
    if (socket.connected) up()
    return {
      stop() {
        socket.off('connect', up)
        socket.off('disconnect', down)
        socket.off('connect_error', down)
        socket.off('commit', onCommit)
        socket.off('presence', onPresence)
      },
    }
  },
  join: (aggregate, id) => pageSocket().timeout(joinTimeoutMs).emitWithAck('join', { aggregate, id }),
}
