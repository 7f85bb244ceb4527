import type { Server as HttpServer } from 'node:http'
import type { Logger } from 'pino'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import type { Actor } from '../../shared/accounts/actor.ts'
import type { Refusal } from '../../shared/ledger/aggregate.ts'
import type { Endings } from '../accounts/endings.ts'
import type { Sessions, SignIn } from '../accounts/sessions.ts'
import { internalError } from '../http/errors.ts'
import { describeError } from '../http/log.ts'
import { isOwnPage } from '../http/security.ts'
import { commandRequestSchema } from '../ledger/service.ts'
import type { Streams } from '../streams/streams.ts'
import { type Channel, type Follower, openChannel } from './channel.ts'
import type { LiveRegistry } from './live.ts'
import { createPresence, personOf } from './presence.ts'
import { routeUpgrades, type UpgradeHandler } from './upgrades.ts'

const SOCKET_PATH = '/socket.io/'
const MAX_MESSAGE_BYTES = 1_000_000
const MAX_LINES = 3_000
/** Messages a line may send at once, and how many more each second. */
const BURST = 60
const PER_SECOND = 20
/** How soon a line closes whose sign-in ended on another node. */
const RECHECK_MS = 10_000

const place = z.object({
  aggregate: z.string().max(20),
  id: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/),
})
const joinSchema = place.strict()
const commandSchema = commandRequestSchema.extend(place.shape).strict()

type Answer =
  | { readonly ok: true; readonly [key: string]: unknown }
  | { readonly ok: false; readonly refusal: Refusal }
const refusal = (code: string, params: Refusal['params'] = {}): Answer => ({
  ok: false,
  refusal: { code, params },
})

export interface GatewayOptions {
  readonly server: HttpServer
  readonly live: LiveRegistry
  readonly streams: Pick<Streams, 'follow'>
  readonly sessions: Pick<Sessions, 'ofUpgrade' | 'actorOfSignIn'>
  readonly endings: Endings
  readonly isOwnOrigin: (origin: string) => boolean
  readonly log: Logger
  readonly clock: () => number
}

type Listener = (message: unknown, acknowledge: unknown) => void
type Incoming = Record<'join' | 'command', Listener>
type Outgoing = Record<'commit' | 'presence', (message: unknown) => void>
type NoEvents = Record<string, never>
type LineSocket = Socket<Incoming, Outgoing, NoEvents, { signIn: SignIn }>

/** One browser's connection. */
interface Line extends Follower {
  readonly socket: LineSocket
  readonly signIn: SignIn
  now: Actor
  /** Messages it may still send at once, as of an instant. */
  budget: { readonly left: number; readonly at: number }
  readonly joined: Map<string, { channel: Channel; leave(): void }>
}

export interface Gateway {
  /** Hands WebSockets under a path to another module; their origin has been checked, their sign-in has not. */
  registerUpgrade(pathPrefix: string, handler: UpgradeHandler): void
  /** Closes every line; browsers come back by themselves. */
  close(): Promise<void>
}

/**
 * The live lines: joins streams, carries commands, pushes commits as each line may see them. Rights are looked
 * up anew for every message and every push; a line whose rights changed is closed, so that it joins again.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { server, live, streams, sessions, endings, isOwnOrigin, log, clock } = options
  const registerUpgrade = routeUpgrades(server, isOwnOrigin, [SOCKET_PATH])
  const io = new Server<Incoming, Outgoing, NoEvents, { signIn: SignIn }>(server, {
    transports: ['websocket'],
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    allowRequest: (request, decide) =>
      decide(null, io.engine.clientsCount < MAX_LINES && isOwnPage(request, isOwnOrigin)),
  })
  const channels = new Map<string, Channel>()
  const lines = new Set<Line>()
  const presence = createPresence(clock)
  const onError = (error: unknown): void => {
    log.error({ error: describeError(error) }, 'gateway')
  }

  /** Closing the transport, not the session: the browser reconnects and is judged anew. */
  const reset = (line: Line): void => {
    line.socket.conn.close()
  }

  const actorNow = async (line: Line): Promise<Actor> => {
    line.now = await sessions.actorOfSignIn(line.signIn)
    if (line.signIn.identity && line.now.kind === 'anonymous') reset(line)
    return line.now
  }

  /** Only consoles of chair and clerk show who is there. */
  const tellPresence = (meetingId: string): void => {
    const channel = channels.get(`meeting/${meetingId}`)
    const message = { meetingId, online: presence.online(meetingId) }
    for (const line of lines)
      if (channel?.sightOf(line)?.viewer.level === 'staff') line.socket.emit('presence', message)
  }

  const enter = (line: Line, stream: string, channel: Channel, meetingId: string | null): void => {
    const person = meetingId === null ? null : personOf(line.now)
    line.joined.get(stream)?.leave()
    line.joined.set(stream, {
      channel,
      leave() {
        line.joined.delete(stream)
        if (meetingId !== null && person !== null && presence.leave(meetingId, person))
          tellPresence(meetingId)
        if (!channel.leave(line)) return
        channel.close()
        channels.delete(stream)
      },
    })
    if (meetingId !== null && person !== null) presence.enter(meetingId, person)
  }

  const join = async (line: Line, message: unknown): Promise<Answer> => {
    const asked = joinSchema.safeParse(message)
    const aggregate = asked.success ? live.get(asked.data.aggregate) : undefined
    if (!asked.success || !aggregate) return refusal('REQUEST_MALFORMED', { path: 'join' })
    const { id } = asked.data
    const actor = await actorNow(line)
    const snapshot = await aggregate.snapshot(id)
    const sight = snapshot.sightOf(actor)
    if (!sight) return refusal(actor.kind === 'anonymous' ? 'LOGIN_REQUIRED' : 'NOT_A_MEMBER')
    const view = snapshot.view(sight)
    if (!line.socket.connected) return refusal('LOGIN_REQUIRED')
    const stream = `${aggregate.name}/${id}`
    const meetingId = aggregate.name === 'meeting' ? id : null
    const channel = channels.get(stream) ?? openChannel(aggregate, id, streams, snapshot.seq, onError)
    channels.set(stream, channel)
    enter(line, stream, channel, meetingId)
    channel.join(line, sight, snapshot.seq)
    if (meetingId !== null) setImmediate(tellPresence, meetingId)
    return { ok: true, seq: snapshot.seq, view, now: clock() }
  }

  const command = async (line: Line, message: unknown): Promise<Answer> => {
    const asked = commandSchema.safeParse(message)
    if (!asked.success)
      return refusal('COMMAND_MALFORMED', { path: asked.error.issues[0]?.path.join('.') ?? '' })
    const { aggregate: name, id, ...request } = asked.data
    const aggregate = live.get(name)
    if (!aggregate) return refusal('REQUEST_MALFORMED', { path: 'aggregate' })
    const actor = await actorNow(line)
    return actor.kind === 'anonymous' ? refusal('LOGIN_REQUIRED') : aggregate.execute(id, request, actor)
  }

  const mayAsk = (line: Line): boolean => {
    const now = clock()
    const refilled = Math.min(BURST, line.budget.left + ((now - line.budget.at) / 1000) * PER_SECOND)
    line.budget = { left: Math.max(0, refilled - 1), at: now }
    return refilled >= 1
  }

  /** Answers a message, whatever happens to it; one without an acknowledgement is not listened to. */
  const answering = (
    line: Line,
    name: keyof Incoming,
    handle: (line: Line, message: unknown) => Promise<Answer>,
  ) => {
    line.socket.on(name, (message, acknowledge) => {
      if (typeof acknowledge !== 'function') return
      if (!mayAsk(line)) {
        acknowledge(refusal('TOO_MANY_TRIES', { seconds: 1 }))
        return
      }
      handle(line, message).then(
        (answer) => acknowledge(answer),
        (error: unknown) => acknowledge({ ok: false, refusal: internalError(log, error, `socket ${name}`) }),
      )
    })
  }

  // Before the line counts as connected, so that none of its messages is missed.
  io.use((socket, next) => {
    sessions.ofUpgrade(socket.request).then(
      (signIn) => {
        socket.data.signIn = signIn
        next()
      },
      (error: unknown) => {
        onError(error)
        next(new Error('INTERNAL'))
      },
    )
  })

  io.on('connection', (socket) => {
    const line: Line = {
      socket,
      signIn: socket.data.signIn,
      now: { kind: 'anonymous' },
      joined: new Map(),
      budget: { left: BURST, at: clock() },
      actor: () => line.now,
      send: (commit) => socket.emit('commit', { stream: commit.stream, commit, now: clock() }),
      reset: () => reset(line),
    }
    lines.add(line)
    answering(line, 'join', join)
    answering(line, 'command', command)
    socket.on('disconnect', () => {
      lines.delete(line)
      for (const { leave } of [...line.joined.values()]) leave()
    })
  })

  endings.onEnded(({ kind, id }) => {
    for (const line of lines) {
      const { sessionId, identity } = line.signIn
      const ended =
        kind === 'session'
          ? sessionId === id
          : identity?.kind === kind &&
            (identity.kind === 'link' ? identity.linkId : identity.accountId) === id
      if (ended) reset(line)
    }
  })

  const recheck = setInterval(() => {
    for (const line of lines) actorNow(line).catch(onError)
  }, RECHECK_MS)
  recheck.unref()

  return {
    registerUpgrade,
    async close() {
      clearInterval(recheck)
      for (const line of lines) reset(line)
      for (const channel of channels.values()) channel.close()
      io.engine.close()
    },
  }
}
