import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { holdUpdates } from '../../../client/minutes/held-updates.ts'
import { writeAskMissing, writeUpdate } from '../../../shared/minutes/messages.ts'
import { FRAGMENT, messageType } from '../../../shared/minutes/protocol.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A browser without a line; `hears` hands it a message of the server and gives back its answer. */
function browser() {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider('ws://127.0.0.1', 'm1/i1', doc, { connect: false, disableBc: true })
  const held = holdUpdates(provider)
  return {
    held,
    text: () => doc.getXmlFragment(FRAGMENT).toString(),
    hears(message: Uint8Array): Uint8Array {
      const encoder = encoding.createEncoder()
      const decoder = decoding.createDecoder(message)
      decoding.readVarUint(decoder)
      provider.messageHandlers[messageType.sync]?.(encoder, decoder, provider, true, messageType.sync)
      return encoding.toUint8Array(encoder)
    },
  }
}

function update(words: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getXmlFragment(FRAGMENT).insert(0, [new Y.XmlText(words)])
  return writeUpdate(Y.encodeStateAsUpdate(doc))
}

it('what others write waits while a word is composed, and comes when it is there', () => {
  const { held, text, hears } = browser()
  held.hold()
  hears(update('别人的话'))
  expect(text()).toBe('')
  held.release()
  vi.advanceTimersByTime(1000)
  expect(text()).toBe('别人的话')
  hears(update('马上'))
  expect(text()).toContain('马上')
})

it('a question of the server is answered meanwhile', () => {
  const { held, hears } = browser()
  held.hold()
  expect(hears(writeAskMissing(Y.encodeStateVector(new Y.Doc()))).length).toBeGreaterThan(1)
})

it('a composition that is never ended does not hide the others for ever', () => {
  const { held, text, hears } = browser()
  held.hold()
  hears(update('别人的话'))
  vi.advanceTimersByTime(20_000)
  expect(text()).toBe('别人的话')
})
