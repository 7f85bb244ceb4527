import * as Y from 'yjs'
import { createAcknowledgements } from '../../../client/minutes/acknowledgements.ts'
import {
  readMessage,
  writeAck,
  writeAskMissing,
  writeMissing,
  writeUpdate,
} from '../../../shared/minutes/messages.ts'
import { FRAGMENT } from '../../../shared/minutes/protocol.ts'
import type { Line, Node, Visitor } from './cluster.ts'
import { type Channel, createChannel } from './network.ts'
import type { Random, simulatedClock } from './simulation.ts'

/** What somebody did, in order: the first `n` are durable once `n` is acknowledged. */
export type Deed = { readonly kind: 'wrote' | 'erased'; readonly word: string }

/** A person at a browser: types and erases words, loses the network, comes back. */
export function createTypist(
  who: Visitor,
  clock: ReturnType<typeof simulatedClock>,
  random: Random,
  faults: { readonly rate: number },
  nodeFor: () => Node,
) {
  const doc = new Y.Doc()
  // Decides whose word comes first where two were typed at once: a seed must decide it too.
  doc.clientID = random.below(2 ** 32)
  const deeds: Deed[] = []
  let line: (Line & { readonly up: Channel }) | null = null
  let generation = 0
  let durable = 0
  let closedWith: number | null = null
  let wanted = true

  const send = (message: Uint8Array): void => {
    if (line) line.up.carry(message, line.send)
  }
  /** Updates of its own that are sent in another order, with a hole between them; the question about them waits. */
  let muddled: { readonly updates: Uint8Array[]; question: number | null } | null = null
  const acks = createAcknowledgements((n) => {
    if (muddled) muddled.question = n
    else send(writeAck(n))
  })

  function sendUpdate(update: Uint8Array): void {
    if (!muddled && line && random.chance(faults.rate * 0.1)) {
      const held = { updates: [], question: null }
      muddled = held
      clock.after(300, () => muddled === held && sendMuddled())
    }
    if (!muddled) {
      send(writeUpdate(update))
      return
    }
    muddled.updates.push(update)
    if (muddled.updates.length === 3) sendMuddled()
  }
  function sendMuddled(): void {
    const { updates, question } = muddled ?? { updates: [], question: null }
    muddled = null
    const [first, second, ...others] = updates
    if (first && others.length > 0) send(writeUpdate(Y.mergeUpdates([first, ...others])))
    if (second) send(writeUpdate(second))
    if (first && others.length === 0) send(writeUpdate(first))
    if (question !== null) send(writeAck(question))
  }

  function hear(bytes: Uint8Array): void {
    const message = readMessage(bytes)
    switch (message.kind) {
      case 'ask-missing':
        send(writeMissing(Y.encodeStateAsUpdate(doc, message.stateVector)))
        break
      case 'update': {
        Y.applyUpdate(doc, message.update, 'server')
        const isAnswer = bytes[1] === 1
        if (isAnswer) acks.synced()
        break
      }
      case 'ack':
        acks.answered(message.n)
        durable = Math.max(durable, Math.min(message.n, deeds.length))
        break
      case 'presence':
      case 'ask-presence':
        break
    }
  }

  function lose(code: number): void {
    line = null
    muddled = null
    acks.lost()
    if (code >= 4400 && code < 4500) closedWith = code
    else if (wanted) clock.after(random.below(400), () => void connect())
  }

  async function connect(): Promise<void> {
    if (line || closedWith !== null || !wanted) return
    const mine = ++generation
    const current = (): boolean => mine === generation
    const down = createChannel(clock, random, faults)
    const retry = clock.after(5000, () => current() && line === null && void connect())
    try {
      const opened = await nodeFor().connect(
        who,
        (message) => down.carry(message, () => current() && hear(message)),
        (code) => down.last(() => current() && lose(code)),
      )
      if (!current()) {
        opened.cut()
        return
      }
      retry.cancel()
      line = { ...opened, up: createChannel(clock, random, faults) }
      send(writeAskMissing(Y.encodeStateVector(doc)))
    } catch {
      if (current()) lose(1006)
    }
  }

  const text = (): Y.XmlText | null => {
    const paragraph = doc.getXmlFragment(FRAGMENT).get(0)
    if (!(paragraph instanceof Y.XmlElement)) return null
    const first = paragraph.get(0)
    if (first instanceof Y.XmlText) return first
    const made = new Y.XmlText()
    doc.transact(() => paragraph.insert(0, [made]), 'frame')
    return made
  }
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'server') return
    sendUpdate(update)
    if (origin !== 'frame') acks.changed()
  })

  return {
    doc,
    deeds,
    connect,
    durable: () => deeds.slice(0, durable),
    saved: () => acks.complete && line !== null,
    closedWith: () => closedWith,
    shown: () => doc.getXmlFragment(FRAGMENT).toString(),
    /** The network goes. Where the server does not notice, what is on its way still arrives. */
    cut() {
      const old = line
      if (!old) return
      if (random.chance(0.5)) {
        old.cut()
        return
      }
      generation += 1
      lose(1006)
      clock.after(random.below(3000), old.cut)
    },
    leave() {
      wanted = false
      line?.cut()
    },
    comeBack() {
      wanted = true
      void connect()
    },
    /** Types a word of its own, or erases anybody's. */
    act() {
      const at = who.mode === 'write' ? text() : null
      if (!at) return
      const words: readonly string[] = at.toString().match(/[^;]+;/g) ?? []
      const word = random.chance(0.3) ? random.pick(words) : undefined
      if (word) {
        deeds.push({ kind: 'erased', word })
        at.delete(at.toString().indexOf(word), word.length)
        return
      }
      const fresh = `${who.by}-${deeds.length};`
      deeds.push({ kind: 'wrote', word: fresh })
      const before = words.slice(0, random.below(words.length + 1)).join('')
      at.insert(before.length, fresh)
    },
  }
}
