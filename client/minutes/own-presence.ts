import type { WebsocketProvider } from 'y-websocket'
import { writePresence } from '../../shared/minutes/messages.ts'

const EVERY_MS = 150

interface AwarenessChange {
  readonly added: readonly number[]
  readonly updated: readonly number[]
  readonly removed: readonly number[]
}

/**
 * Sends this browser's own presence only, and not more often than a reader can follow. The stock client sends
 * every presence it hears back to the server: n² messages for n people.
 */
export function sendOwnPresence(provider: WebsocketProvider): { stop(): void } {
  const { awareness } = provider
  awareness.off('update', provider._awarenessUpdateHandler)
  let waiting: ReturnType<typeof setTimeout> | undefined
  let sentAt = 0

  const send = (): void => {
    waiting = undefined
    sentAt = Date.now()
    const clock = awareness.meta.get(awareness.clientID)?.clock ?? 0
    const { ws } = provider
    // A socket the server is closing takes nothing more, and browsers complain aloud.
    if (!ws || ws.readyState !== ws.OPEN) return
    ws.send(
      new Uint8Array(
        writePresence([{ clientId: awareness.clientID, clock, state: awareness.getLocalState() }]),
      ),
    )
  }
  const onUpdate = ({ added, updated, removed }: AwarenessChange): void => {
    if (![...added, ...updated, ...removed].includes(awareness.clientID)) return
    waiting ??= setTimeout(send, Math.max(0, sentAt + EVERY_MS - Date.now()))
  }
  awareness.on('update', onUpdate)
  return {
    stop() {
      clearTimeout(waiting)
      awareness.off('update', onUpdate)
    },
  }
}
