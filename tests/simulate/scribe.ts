import * as decoding from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { writeAck } from '../../shared/minutes/messages.ts'
import { FRAGMENT, messageType, SCHEMA_VERSION } from '../../shared/minutes/protocol.ts'
import type { Person } from './person.ts'

const GIVE_UP_MS = 90_000

/** Resolves with the first call of `on` for which it holds; rejects after a while. */
function until(
  subscribe: (check: () => void) => () => void,
  holds: () => boolean,
  what: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let stop = () => {}
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`waited in vain: ${what}`))
    }, GIVE_UP_MS)
    const check = () => {
      if (!holds()) return
      clearTimeout(timer)
      stop()
      resolve()
    }
    stop = subscribe(check)
    check()
  })
}

/** Writes paragraphs into the minutes of one item and returns when the server has acknowledged them as durable. */
export async function writeMinutes(
  person: Person,
  baseUrl: string,
  meetingId: string,
  itemId: string,
  lines: readonly { speaker: string; text: string }[],
): Promise<void> {
  const doc = new Y.Doc()
  const url = `${baseUrl.replace(/^http/, 'ws').replace(/\/$/, '')}/minutes/${meetingId}`
  const provider = new WebsocketProvider(url, itemId, doc, {
    WebSocketPolyfill: person.socketClass(),
    disableBc: true,
    params: { schema: String(SCHEMA_VERSION), seat: 'sim' },
  })
  const acknowledged = new Set<number>()
  const listeners = new Set<() => void>()
  provider.messageHandlers[messageType.ack] = (_encoder, decoder) => {
    acknowledged.add(decoding.readVarUint(decoder))
    for (const listener of listeners) listener()
  }
  try {
    await until(
      (check) => {
        provider.on('sync', check)
        return () => provider.off('sync', check)
      },
      () => provider.synced,
      `minutes of ${itemId} to load`,
    )
    doc.transact(() => {
      const fragment = doc.getXmlFragment(FRAGMENT)
      for (const { speaker, text } of lines) {
        const paragraph = new Y.XmlElement('paragraph')
        paragraph.setAttribute('speakerName', speaker)
        paragraph.insert(0, [new Y.XmlText(text)])
        fragment.insert(fragment.length, [paragraph])
      }
    })
    // Asked again on every new connection: what was sent on a broken one was perhaps never received.
    const ask = () => provider.ws?.readyState === 1 && provider.ws.send(writeAck(1).slice())
    provider.on('sync', ask)
    ask()
    await until(
      (check) => {
        listeners.add(check)
        return () => listeners.delete(check)
      },
      () => acknowledged.has(1),
      `minutes of ${itemId} to be saved`,
    )
  } finally {
    provider.destroy()
    doc.destroy()
  }
}
