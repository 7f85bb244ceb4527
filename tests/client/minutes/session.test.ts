import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { Draft } from '../../../client/minutes/draft.ts'
import { type Session, startSession } from '../../../client/minutes/session.ts'
import { readMessage, writeAck, writeAskMissing, writeUpdate } from '../../../shared/minutes/messages.ts'
import { FRAGMENT, messageType, syncType } from '../../../shared/minutes/protocol.ts'

let session: Session | undefined
afterEach(() => {
  session?.stop()
  session = undefined
  vi.useRealTimers()
  vi.unstubAllGlobals()
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

/** A line whose other end is the test. */
class Line {
  static readonly lines: Line[] = []
  readonly OPEN = 1
  readyState = 0
  /** Kinds of the messages sent, questions for durability with their number. */
  readonly sent: (string | number)[] = []
  onopen: () => void = () => {}
  onclose: (event: { code: number; reason: string }) => void = () => {}
  onmessage: (event: { data: Uint8Array }) => void = () => {}
  constructor() {
    Line.lines.push(this)
  }
  open(): void {
    this.readyState = 1
    this.onopen()
  }
  /** The server says this. */
  says(data: Uint8Array): void {
    this.onmessage({ data })
  }
  die(): void {
    this.readyState = 3
    this.onclose({ code: 1006, reason: '' })
  }
  close(): void {
    this.readyState = 3
  }
  send(bytes: Uint8Array): void {
    const message = readMessage(bytes)
    if (message.kind !== 'presence') this.sent.push(message.kind === 'ack' ? message.n : message.kind)
  }
}

/** A clerk who composes a word while the answer of the first line comes in, which breaks then; who writes on, too. */
async function brokenWhileComposing() {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', Line)
  Line.lines.length = 0
  const ends: string[] = []
  const { doc, provider, held, state, stop } = clerk({
    stop: () => ends.push('stopped'),
    clear: () => ends.push('cleared'),
  })
  await vi.advanceTimersByTimeAsync(1)
  const onServer = new Y.Doc()
  onServer.getXmlFragment(FRAGMENT).push([new Y.XmlElement('heading')])
  /** The first two things a server says on a line. */
  const asks = writeAskMissing(Y.encodeStateVector(onServer))
  const answers = writeUpdate(Y.encodeStateAsUpdate(onServer))
  answers[1] = syncType.step2
  const lines = Line.lines
  lines[0]?.open()
  lines[0]?.says(asks)
  held.hold()
  lines[0]?.says(answers)
  lines[0]?.die()
  doc.getXmlFragment(FRAGMENT).push([new Y.XmlElement('paragraph')])
  await vi.advanceTimersByTimeAsync(1000)
  const next = lines[1]
  if (!next) throw new Error('no second line')
  return {
    provider,
    next,
    asks,
    answers,
    saved: () => state().saved,
    text: () => doc.getXmlFragment(FRAGMENT).toString(),
    endWord(): void {
      held.release()
      held.settle()
    },
    leave(): readonly string[] {
      stop()
      session = undefined
      return ends
    },
  }
}

it('what a line said before it broke is no answer on the next one, which may never come up', async () => {
  const { provider, endWord, saved } = await brokenWhileComposing()
  endWord()
  expect(provider.synced).toBe(false)
  expect(saved()).toMatchObject({ state: 'offline', pending: 1 })
})

it('after a word that was open while the line broke, only what the new line has carried is saved', async () => {
  const { next, asks, answers, endWord, saved, text, leave } = await brokenWhileComposing()
  next.open()
  endWord()
  // Nothing but the browser's own question: to ask for durability now would be to ask about nothing.
  expect(next.sent).toEqual(['ask-missing'])
  expect(saved().state).toBe('offline')
  next.says(asks)
  next.says(answers)
  expect(next.sent).toEqual(['ask-missing', 'update', 1])
  expect(text()).toContain('heading')
  expect(saved().state).toBe('saving')
  next.says(writeAck(1))
  expect(saved().state).toBe('saved')
  expect(leave()).toEqual(['cleared'])
})

it('a page left before the new line has carried the text keeps it on the device', async () => {
  const { next, endWord, leave } = await brokenWhileComposing()
  next.open()
  endWord()
  next.says(writeAck(1))
  expect(leave()).toEqual(['stopped'])
})
