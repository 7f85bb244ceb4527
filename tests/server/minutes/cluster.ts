import { type Connection, createConnection } from '../../../server/minutes/connection.ts'
import { createRooms, type Rooms } from '../../../server/minutes/rooms.ts'
import type { Snapshots } from '../../../server/minutes/snapshots.ts'
import type { Wire } from '../../../server/minutes/wire.ts'
import { createFollowers } from '../../../server/streams/followers.ts'
import type { Streams } from '../../../server/streams/streams.ts'
import { readMessage } from '../../../shared/minutes/messages.ts'
import { closeCode } from '../../../shared/minutes/protocol.ts'
import type { Random, simulatedClock } from './simulation.ts'

/** Where a process may die. */
export const killPoints = [
  'after receive',
  'before append',
  'after append',
  'before acknowledgement',
  'during load',
  'during snapshot',
  'during unload',
  'during drain',
] as const
export type KillPoint = (typeof killPoints)[number]

export const address = { meetingId: 'm1', itemId: 'i1' }

export interface ClusterOptions {
  readonly streams: Streams
  readonly snapshots: Snapshots
  readonly clock: ReturnType<typeof simulatedClock>
  readonly random: Random
  /** Chance of each fault, 0 while the dust settles. */
  readonly faults: { rate: number }
  readonly killed: Set<KillPoint>
}

/** One server process: its rooms, its slow and failing way to the database, and its death. */
export interface Node {
  readonly alive: () => boolean
  readonly rooms: Rooms
  /** Joins a client; `deliver` gets what the server sends. */
  connect(
    who: Visitor,
    deliver: (message: Uint8Array) => void,
    onClose: (code: number) => void,
  ): Promise<Line>
  drain(): Promise<void>
}

export interface Visitor {
  readonly by: string
  readonly mode: 'write' | 'read'
}

/** The client's end of a connection. */
export interface Line {
  send(message: Uint8Array): void
  cut(): void
}

const never = <T>(): Promise<T> => new Promise(() => {})

export function startNode(
  options: ClusterOptions,
  hint: (from: object, stream: string, seq: number) => void,
  distance = 1,
) {
  const { streams, snapshots, clock, random, faults, killed } = options
  let alive = true
  let draining = false
  const onDeath = new Set<() => void>()
  const connections = new Set<Connection>()

  const die = (point: KillPoint): void => {
    killed.add(point)
    alive = false
    for (const action of [...onDeath]) action()
  }
  /** Maybe the process ends here; then nothing after this line happens. Rare places end it more often. */
  const mayDie = (point: KillPoint, rate = 0.1): boolean => {
    const often = point === 'during unload' ? 0.9 : draining || point === 'during snapshot' ? 0.3 : rate
    if (alive && random.chance(faults.rate * often)) die(draining ? 'during drain' : point)
    return !alive
  }
  const savePoint = (): KillPoint => (connections.size === 0 ? 'during unload' : 'during snapshot')
  const delay = (most: number): Promise<void> =>
    new Promise((resolve) => clock.after(random.below(most) * distance, resolve))
  /** A call to the database: slow, sometimes failing, and without an answer once the process is dead. */
  async function call<T>(point: KillPoint, action: () => Promise<T>, after: KillPoint = point): Promise<T> {
    if (!alive || mayDie(point)) return never()
    await delay(12)
    if (!alive) return never()
    if (random.chance(faults.rate * 0.15)) throw new Error('storage failed before it did anything')
    const result = await action()
    if (mayDie(after)) return never()
    await delay(6)
    if (!alive) return never()
    if (random.chance(faults.rate * 0.15)) throw new Error('storage did it and then failed to say so')
    return result
  }

  const followers = createFollowers(
    (stream, after) => call('during load', () => streams.read(stream, after)),
    () => {},
  )
  const compare = (): void => {
    if (!alive) return
    followers.compareAll()
    clock.after(2000, compare)
  }
  clock.after(2000, compare)

  const own: Streams = {
    async append(stream, expected, entry) {
      const result = await call(
        'before append',
        () => streams.append(stream, expected, entry),
        'after append',
      )
      if (result.kind === 'appended') {
        followers.appended(result.entry)
        hint(node, stream, result.entry.seq)
      }
      return result
    },
    read: (stream, after, limit) => call('during load', () => streams.read(stream, after, limit)),
    find: (stream, id) => streams.find(stream, id),
    follow: followers.follow,
    names: streams.names,
    pending: streams.pending,
    settle: streams.settle,
    close: async () => {},
  }
  const rooms = createRooms({
    streams: own,
    snapshots: {
      load: (stream) => call('during load', () => snapshots.load(stream)),
      save: (stream, snapshot) => call(savePoint(), () => snapshots.save(stream, snapshot)),
    },
    clock,
    random: random.next,
    gatherMs: () => (random.chance(faults.rate / 2) ? random.below(60) : 0),
    newId: () => `e${random.next()}${random.next()}`,
    onError: () => {},
    snapshotEvery: 20,
  })

  const node: Node & { hinted(stream: string, seq: number): void } = {
    alive: () => alive && !draining,
    rooms,
    hinted: followers.hinted,
    async connect({ by, mode }, deliver, onClose) {
      return rooms.inRoom(address, ({ room, presence, presenceChanged }) => {
        // Whoever was waiting to come in hears nothing from a process that died meanwhile.
        if (!alive) return never<Line>()
        if (draining) throw new Error('this process is going away')
        let open = true
        let held: Uint8Array[] | null = null
        const part = (code: number): void => {
          if (!open) return
          open = false
          onDeath.delete(cut)
          connections.delete(connection)
          onClose(code)
        }
        const cut = (): void => {
          part(1006)
          if (alive) connection.ended()
        }
        const wire: Wire = {
          bufferedAmount: 0,
          send(message) {
            const isAck = readMessage(message).kind === 'ack'
            if (!open || !alive || (isAck && mayDie('before acknowledgement'))) return
            deliver(message)
          },
          close: part,
          pause() {
            held ??= []
          },
          resume() {
            const waiting = held ?? []
            held = null
            for (const message of waiting) hear(message)
          },
        }
        const connection = createConnection({
          wire,
          room,
          presence,
          presenceChanged,
          by,
          mode,
          user: null,
          clock,
        })
        const hear = (message: Uint8Array): void => {
          if (!open || !alive) return
          if (held) {
            held.push(message)
            return
          }
          connection.receive(message)
          mayDie('after receive', 0.02)
        }
        connections.add(connection)
        onDeath.add(cut)
        return { cut, send: hear }
      })
    },
    async drain() {
      if (draining) return
      draining = true
      for (const connection of connections) connection.stopReading()
      for (const { room } of rooms.open()) await room.settled()
      for (const { member } of [...connections]) member.close(closeCode.tryAgain)
      await rooms.stop()
      alive = false
    },
  }
  return node
}

/**
 * Two processes over one log. Hints between them are late, doubled or lost; the dead are replaced. `distances`:
 * how many times as long each one's way to the database takes.
 */
export function startCluster(options: ClusterOptions, distances: readonly [number, number] = [1, 1]) {
  const { clock, random, faults } = options
  const nodes: ReturnType<typeof startNode>[] = []
  const hint = (from: object, stream: string, seq: number): void => {
    for (const node of nodes) {
      if (node === from) continue
      const copies = random.chance(faults.rate) ? random.below(3) : 1
      for (let i = 0; i < copies; i++) clock.after(random.below(40), () => node.hinted(stream, seq))
    }
  }
  nodes.push(startNode(options, hint, distances[0]), startNode(options, hint, distances[1]))
  return {
    nodes,
    /** The node at this place, a new one if the last has died. */
    at(index: number) {
      const node = nodes[index]
      if (node?.alive()) return node
      const fresh = startNode(options, hint, distances[index])
      nodes[index] = fresh
      return fresh
    },
  }
}
