import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { Draft } from '../../../client/minutes/draft.ts'
import { type Session, startSession } from '../../../client/minutes/session.ts'
import { FRAGMENT, messageType } from '../../../shared/minutes/protocol.ts'

let session: Session | undefined
afterEach(() => {
  session?.stop()
  session = undefined
  vi.useRealTimers()
})

/** A clerk whose server cannot be reached, on the device that `draft` describes. */
function clerk(draft: Partial<Draft>): Session {
  session = startSession({
    url: 'ws://127.0.0.1:1/minutes',
    address: { meetingId: 'm1', itemId: 'i1' },
    mode: 'write',
    user: { id: 'clerk', name: '白书简', role: 'clerk' },
    openDraft: () => ({
      loaded: Promise.resolve(true),
      unkept: () => 0,
      onKept() {},
      stop() {},
      clear() {},
      ...draft,
    }),
    now: () => 0,
  })
  return session
}

/** The device keeps as much as `unkept` says. */
function offline(unkept: () => number) {
  let tell = () => {}
  const { doc, state } = clerk({
    unkept,
    onKept(listener) {
      tell = listener
    },
  })
  return {
    type: () => doc.getXmlFragment(FRAGMENT).push([new Y.XmlElement('paragraph')]),
    saved: () => state().saved,
    kept: () => tell(),
  }
}

it('a change counts as kept on the device once the device has it, not before', () => {
  let unkept = 0
  const { type, saved, kept } = offline(() => unkept)
  unkept = 2
  type()
  type()
  expect(saved()).toMatchObject({ state: 'offline', pending: 0 })
  unkept = 1
  kept()
  expect(saved()).toMatchObject({ state: 'offline', pending: 1 })
  unkept = 0
  kept()
  expect(saved()).toMatchObject({ state: 'offline', pending: 2 })
})

it('where the browser keeps nothing, what is typed offline is said to be on this page only', () => {
  const { type, saved } = offline(() => Number.POSITIVE_INFINITY)
  expect(saved().state).toBe('offline')
  type()
  expect(saved()).toMatchObject({ state: 'unkept', pending: 1 })
})

/** A clerk whose device takes its time with what it kept, and who is connected meanwhile. */
async function slowDevice() {
  vi.useFakeTimers()
  let load = (_read: boolean) => {}
  const ends: string[] = []
  const { doc, provider, state, stop } = clerk({
    loaded: new Promise((resolve) => {
      load = resolve
    }),
    stop: () => ends.push('stopped'),
    clear: () => ends.push('cleared'),
  })
  await vi.advanceTimersByTimeAsync(2000)
  provider.synced = true
  const answer = (n: number): void => {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, n)
    const decoder = decoding.createDecoder(encoding.toUint8Array(encoder))
    provider.messageHandlers[messageType.ack]?.(encoder, decoder, provider, true, messageType.ack)
  }
  return {
    answer,
    saved: () => state().saved.state,
    /** The device hands out what it kept; resolves when the session has heard of it. */
    async load(kept: Y.Doc): Promise<void> {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(kept), 'device')
      load(true)
      await Promise.resolve()
    },
    leave(): readonly string[] {
      stop()
      session = undefined
      return ends
    },
  }
}

it('a copy that has not been read yet stays on the device, saved as the rest may be', async () => {
  const { answer, saved, leave } = await slowDevice()
  answer(0)
  expect(saved()).toBe('saved')
  expect(leave()).toEqual(['stopped'])
})

it('what a slow device hands out after all is unsaved until the server has it, and cleared then', async () => {
  const { answer, saved, load, leave } = await slowDevice()
  answer(0)
  const kept = new Y.Doc()
  kept.getXmlFragment(FRAGMENT).push([new Y.XmlElement('paragraph')])
  await load(kept)
  expect(saved()).toBe('saving')
  answer(1)
  expect(saved()).toBe('saved')
  await load(kept)
  expect(saved()).toBe('saved')
  expect(leave()).toEqual(['cleared'])
})
