import { io } from 'socket.io-client'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import type { Viewer as Reader } from '../../../shared/ledger/aggregate.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { messageType, SCHEMA_VERSION, syncType } from '../../../shared/minutes/protocol.ts'
import type { Browser, Served } from '../http/served.ts'
import type { Onlooker } from './markers.ts'

const joinedSchema = z.object({ ok: z.literal(true), seq: z.int() })
const commitSchema = z.object({ stream: z.string(), commit: z.object({ seq: z.int() }) })

/** A live line of somebody's browser: it joins whatever it can, and keeps every byte it is sent. */
export interface Line {
  /** Raw frames not looked at yet. */
  take(): string[]
  /** Names of messages the server has sent. */
  readonly messages: ReadonlySet<string>
  /** Waits until the line has been shown the hearing up to `seq`, if it may follow it at all. */
  caughtUp(seq: number): Promise<void>
  close(): void
}

export async function openLine(
  { base }: Pick<Served, 'base'>,
  browser: Browser,
  meetingId: string,
  others: readonly { readonly aggregate: string; readonly id: string }[],
): Promise<Line> {
  const frames: string[] = []
  const messages = new Set<string>()
  let seen: number | null = null
  let joined = false
  const socket = io(base, {
    transports: ['websocket'],
    forceNew: true,
    autoConnect: false,
    reconnectionDelay: 10,
    extraHeaders: { cookie: browser.cookieHeader(), origin: base },
  })
  socket.io.on('open', () => {
    socket.io.engine.on('packet', ({ data }: { data?: unknown }) => frames.push(String(data)))
  })
  socket.onAny((name: string) => messages.add(name))
  socket.on('commit', (message: unknown) => {
    const { stream, commit } = commitSchema.parse(message)
    if (stream === `meeting/${meetingId}`) seen = commit.seq
  })
  socket.on('connect', async () => {
    joined = false
    const answer: unknown = await socket.emitWithAck('join', { aggregate: 'meeting', id: meetingId })
    seen = joinedSchema.safeParse(answer).data?.seq ?? null
    for (const place of others) await socket.emitWithAck('join', place)
    joined = true
  })
  socket.connect()
  await vi.waitFor(() => {
    if (!joined) throw new Error('not joined')
  })
  return {
    messages,
    take: () => frames.splice(0),
    caughtUp: (seq) =>
      vi.waitFor(
        () => {
          if (!joined || !socket.connected || (seen !== null && seen < seq)) throw new Error(`at ${seen}`)
        },
        { timeout: 10_000, interval: 2 },
      ),
    close: () => socket.disconnect(),
  }
}

/** Somebody with a browser and a live line. */
export interface Watcher extends Onlooker {
  readonly browser: Browser
  readonly line: Line
}

export function watcher(
  name: string,
  browser: Browser,
  line: Line,
  level: Reader['level'] | ((state: MeetingState) => Reader['level']),
  more: Pick<Onlooker, 'person' | 'office' | 'projector'> = {},
): Watcher {
  return { name, browser, line, level: typeof level === 'function' ? level : () => level, ...more }
}

/** `[sync, step 1, empty state vector]`: asks for everything the document holds. */
const ASK_FOR_ALL = Uint8Array.of(messageType.sync, syncType.step1, 1, 0)

/** Everything the minutes socket of one item sends until the document has come or the line is closed. */
export function readMinutes(
  { base }: Pick<Served, 'base'>,
  { browser }: Pick<Watcher, 'browser'>,
  meetingId: string,
  itemId: string,
): Promise<string> {
  const url = `${base.replace('http', 'ws')}/minutes/${meetingId}/${itemId}?schema=${SCHEMA_VERSION}`
  const socket = new WebSocket(url, { headers: { cookie: browser.cookieHeader(), origin: base } })
  const received: string[] = []
  return new Promise((done) => {
    const end = (what: string): void => {
      received.push(what)
      socket.terminate()
      done(received.join('\n'))
    }
    socket.on('open', () => socket.send(ASK_FOR_ALL))
    socket.on('message', (data: Buffer) => {
      received.push(data.toString('utf8'))
      if (data[0] === messageType.sync && data[1] === syncType.step2) end('')
    })
    socket.on('close', (code) => end(String(code)))
    socket.on('error', (error) => end(String(error)))
  })
}
