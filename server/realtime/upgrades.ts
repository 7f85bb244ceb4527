import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { isOwnPage } from '../http/security.ts'

/** Takes over a connection that asks to become a WebSocket. The page it comes from is known to be ours. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

const refusals = { 403: 'Forbidden', 404: 'Not Found' } as const

function refuse(socket: Duplex, status: keyof typeof refusals): void {
  socket.end(`HTTP/1.1 ${status} ${refusals[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/**
 * The one place that decides who handles an upgrade: path, then the page's origin (browsers check neither for
 * WebSockets), then the handler of the path. Unknown paths are refused.
 * @param others paths handled by a library's own listener on the same server
 */
export function routeUpgrades(
  server: Server,
  isOwnOrigin: (origin: string) => boolean,
  others: readonly string[],
): (pathPrefix: string, handler: UpgradeHandler) => void {
  const handlers = new Map<string, UpgradeHandler>()
  server.on('upgrade', (request, socket, head) => {
    const path = request.url ?? ''
    if (others.some((prefix) => path.startsWith(prefix))) return
    socket.on('error', () => socket.destroy())
    const handler = [...handlers].find(([prefix]) => path.startsWith(prefix))?.[1]
    if (!handler) refuse(socket, 404)
    else if (!isOwnPage(request, isOwnOrigin)) refuse(socket, 403)
    else handler(request, socket, head)
  })
  return (pathPrefix, handler) => {
    handlers.set(pathPrefix, handler)
  }
}
