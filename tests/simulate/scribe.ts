import * as decoding from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type MinutesNode, minutesContent } from '../../shared/minutes/content.ts'
import { writeAck } from '../../shared/minutes/messages.ts'
import { FRAGMENT, messageType, SCHEMA_VERSION } from '../../shared/minutes/protocol.ts'
import type { Person } from './person.ts'

const GIVE_UP_MS = 90_000

/** Where somebody reads or writes: one item of one meeting's minutes. */
export interface Page {
  readonly person: Person
  readonly baseUrl: string
  readonly meetingId: string
  readonly itemId: string
}

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

/** Opens a page, waits until the server has sent all of it, and closes it when the work is done. */
async function atPage<T>(
  { person, baseUrl, meetingId, itemId }: Page,
  work: (doc: Y.Doc, provider: WebsocketProvider) => T | Promise<T>,
): Promise<T> {
  const doc = new Y.Doc()
  const url = `${baseUrl.replace(/^http/, 'ws').replace(/\/$/, '')}/minutes/${meetingId}`
  const provider = new WebsocketProvider(url, itemId, doc, {
    WebSocketPolyfill: person.socketClass(),
    disableBc: true,
    params: { schema: String(SCHEMA_VERSION), seat: 'sim' },
  })
  try {
    await until(
      (check) => {
        provider.on('sync', check)
        return () => provider.off('sync', check)
      },
      () => provider.synced,
      `minutes of ${itemId} to load`,
    )
    return await work(doc, provider)
  } finally {
    provider.destroy()
    doc.destroy()
  }
}

/** Resolves once the server has acknowledged everything written here as durable. */
async function saved(provider: WebsocketProvider, itemId: string): Promise<void> {
  const acknowledged = new Set<number>()
  const listeners = new Set<() => void>()
  provider.messageHandlers[messageType.ack] = (_encoder, decoder) => {
    acknowledged.add(decoding.readVarUint(decoder))
    for (const listener of listeners) listener()
  }
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
}

/**
 * Writes what somebody says, character by character as people type, and returns when the server has
 * acknowledged it as durable.
 * @param keyMs pause after each character, in milliseconds
 */
export async function writeMinutes(
  page: Page,
  line: { readonly speaker: string; readonly text: string },
  keyMs: number,
): Promise<void> {
  await atPage(page, async (doc, provider) => {
    const fragment = doc.getXmlFragment(FRAGMENT)
    const paragraph = new Y.XmlElement('paragraph')
    const text = new Y.XmlText()
    doc.transact(() => {
      paragraph.setAttribute('speakerName', line.speaker)
      paragraph.insert(0, [text])
      fragment.insert(fragment.length, [paragraph])
    })
    for (const character of line.text) {
      text.insert(text.length, character)
      if (keyMs >= 1) await new Promise((done) => setTimeout(done, keyMs))
    }
    await saved(provider, page.itemId)
  })
}

/** What stands in the minutes of an item. */
export function readMinutes(page: Page): Promise<MinutesNode> {
  return atPage(page, (doc) => minutesContent(doc))
}
