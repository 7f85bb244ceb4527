import * as decoding from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { z } from 'zod'
import { writeAck } from '../../shared/minutes/messages.ts'
import {
  closeCode,
  type ItemAddress,
  messageType,
  minutesStream,
  SCHEMA_VERSION,
} from '../../shared/minutes/protocol.ts'
import type { SavedState } from '../ui/saved-indicator.tsx'
import { createAcknowledgements } from './acknowledgements.ts'
import { type Draft, hasBegun, type OpenDraft } from './draft.ts'
import { type HeldUpdates, holdUpdates } from './held-updates.ts'
import { sendOwnPresence } from './own-presence.ts'

/** Somebody at work in the same item, as the server says. */
const personSchema = z.object({
  user: z.object({ id: z.string(), name: z.string(), role: z.string() }),
  cursor: z.unknown().optional(),
})
export type MinutesUser = z.infer<typeof personSchema>['user']
export interface Person extends MinutesUser {
  readonly writing: boolean
}

/** Why the server will not have this connection back. */
export type ClosedReason = 'finalised' | 'forbidden' | 'signIn' | 'tooLarge' | 'schemaTooOld' | 'unreadable'

/** What a WebSocket server says of a message above its own limit (RFC 6455 §7.4.1): it would never get in. */
const MESSAGE_TOO_BIG = 1009

const reasons: Readonly<Record<number, ClosedReason>> = {
  [MESSAGE_TOO_BIG]: 'tooLarge',
  [closeCode.finalised]: 'finalised',
  [closeCode.forbidden]: 'forbidden',
  [closeCode.signIn]: 'signIn',
  [closeCode.tooLarge]: 'tooLarge',
  [closeCode.schemaTooOld]: 'schemaTooOld',
  [closeCode.unreadable]: 'unreadable',
}

/** A device that is slow with its copy must not keep anybody from writing, milliseconds. */
const DRAFT_PATIENCE_MS = 1500

export interface SessionState {
  /** The text can be shown: it came from the server, or this device had kept it. */
  readonly begun: boolean
  /** Everything the server has is here. */
  readonly synced: boolean
  readonly saved: SavedState
  readonly people: readonly Person[]
  readonly closed: ClosedReason | null
}

export interface SessionOptions {
  /** Where the minutes are served, `ws://host/minutes`. */
  readonly url: string
  readonly address: ItemAddress
  readonly mode: 'write' | 'read'
  readonly seat?: string | undefined
  /** The person at this browser; only a writer's text is kept on the device. */
  readonly user: MinutesUser | null
  readonly openDraft: OpenDraft
  /** Server time, UTC milliseconds. */
  readonly now: () => number
}

/** One item, live in this browser. */
export interface Session {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  readonly mode: 'write' | 'read'
  readonly held: HeldUpdates
  state(): SessionState
  subscribe(listener: () => void): () => void
  /** The schema of this page cannot show what others wrote. */
  schemaFailed(): void
  stop(): void
}

export function startSession(options: SessionOptions): Session {
  const { url, address, mode, seat, user, now } = options
  const doc = new Y.Doc()
  const room = minutesStream(address).replace('minutes/', '')
  const provider = new WebsocketProvider(url, room, doc, {
    connect: false,
    disableBc: true,
    params: { schema: String(SCHEMA_VERSION), ...(seat === undefined ? {} : { seat }) },
    shouldReconnect: ({ code }) => reasons[code] === undefined,
  })
  const draft: Draft | null = mode === 'write' && user ? options.openDraft(doc, user.id, address) : null
  const presence = sendOwnPresence(provider)
  const held = holdUpdates(provider, () => changed())
  // Not asked on a socket that is going: after the next one it is asked anew.
  const acks = createAcknowledgements((n) => {
    const { ws } = provider
    if (ws?.readyState === ws?.OPEN) ws?.send(new Uint8Array(writeAck(n)))
  })
  const listeners = new Set<() => void>()
  let closed: ClosedReason | null = null
  let savedAt: number | undefined
  let stopped = false
  let connecting = false
  let draftRead = false

  const savedState = (): SavedState => {
    const { pending } = acks
    if (mode === 'read') return { state: 'saved', pending: 0, at: savedAt }
    if (!provider.synced) {
      const unkept = draft?.unkept() ?? Number.POSITIVE_INFINITY
      if (pending > 0 && unkept === Number.POSITIVE_INFINITY) return { state: 'unkept', pending, at: savedAt }
      return { state: 'offline', pending: Math.max(0, pending - unkept), at: savedAt }
    }
    // The word that is being composed is nowhere but on this page.
    if (held.holding) return { state: 'saving', pending: pending + 1, at: savedAt }
    return { state: acks.complete ? 'saved' : 'saving', pending, at: savedAt }
  }
  const people = (): Person[] => {
    const byId = new Map<string, Person>()
    for (const presentState of provider.awareness.getStates().values()) {
      const parsed = personSchema.safeParse(presentState)
      if (!parsed.success) continue
      const { user: person, cursor } = parsed.data
      const writing = (cursor ?? null) !== null || (byId.get(person.id)?.writing ?? false)
      byId.set(person.id, { ...person, writing })
    }
    return [...byId.values()]
  }
  const measure = (): SessionState => ({
    begun: hasBegun(doc),
    synced: provider.synced,
    saved: savedState(),
    people: people(),
    closed,
  })
  let current = measure()
  const changed = (): void => {
    if (stopped) return
    const next = measure()
    if (JSON.stringify(next) === JSON.stringify(current)) return
    current = next
    for (const listener of listeners) listener()
  }
  const close = (reason: ClosedReason): void => {
    closed = reason
    provider.disconnect()
    changed()
  }

  provider.awareness.setLocalState(user && mode === 'write' ? { user, cursor: null } : null)
  provider.messageHandlers[messageType.ack] = (_encoder, decoder) => {
    acks.answered(decoding.readVarUint(decoder))
    if (acks.complete) savedAt = now()
    changed()
  }
  // Registered after the provider's own listener: the change is on its way when the question follows. What the
  // device hands out before the connection is part of the first exchange; what it hands out later is a change.
  doc.on('update', (_update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (origin !== provider && (transaction.local || connecting)) acks.changed()
    changed()
  })
  provider.on('sync', (isSynced) => {
    if (isSynced) acks.synced()
    changed()
  })
  provider.on('status', ({ status }) => {
    if (status === 'disconnected') acks.lost()
    changed()
  })
  provider.on('closed', ({ code }) => close(reasons[code] ?? 'forbidden'))
  provider.awareness.on('change', changed)
  draft?.onKept(changed)

  const connect = (): void => {
    if (stopped || connecting) return
    connecting = true
    provider.connect()
  }
  const patience = setTimeout(connect, draft ? DRAFT_PATIENCE_MS : 0)
  void draft?.loaded.then((read) => {
    draftRead = read
    connect()
  })

  return {
    doc,
    provider,
    mode,
    held,
    state: () => current,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    schemaFailed: () => close('schemaTooOld'),
    stop() {
      stopped = true
      presence.stop()
      held.stop()
      clearTimeout(patience)
      // A copy that was not read may hold what nobody else has.
      if (acks.complete && draftRead) draft?.clear()
      else draft?.stop()
      provider.destroy()
      doc.destroy()
    },
  }
}
