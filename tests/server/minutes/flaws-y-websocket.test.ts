import type { connect } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { systemClock } from '../../../server/minutes/clock.ts'
import { createRooms } from '../../../server/minutes/rooms.ts'
import { createMemorySnapshots } from '../../../server/minutes/snapshots.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import { writeAck, writeAskMissing, writePresence, writeUpdate } from '../../../shared/minutes/messages.ts'
import { FRAGMENT, limits, messageType } from '../../../shared/minutes/protocol.ts'
import { edit, plug, serveMinutes } from './served.ts'
import { simulatedClock } from './simulation.ts'
import { createTroubledStreams } from './troubled-streams.ts'

/** An update that writes `words` into a document of its own client number. */
function writing(words: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getXmlFragment(FRAGMENT).insert(0, [new Y.XmlText(words)])
  return Y.encodeStateAsUpdate(doc)
}

/** Rooms whose time the test lets pass. */
function timedRooms() {
  const clock = simulatedClock()
  let id = 0
  const rooms = createRooms({
    streams: createMemoryStreams(),
    snapshots: createMemorySnapshots(),
    clock,
    random: () => 0.5,
    gatherMs: () => 0,
    newId: () => `e${++id}`,
    onError: (error) => expect.unreachable(String(error)),
  })
  return { clock, rooms }
}

describe('flaws of the y-websocket server that are not ours', () => {
  it('a frame that breaks the WebSocket protocol ends the process', async () => {
    const { url } = await serveMinutes()
    const { socket, opened, closed } = plug(url)
    await opened
    const raw = Reflect.get(socket, '_socket') as ReturnType<typeof connect>
    raw.write(Buffer.from([0xf2, 0x80, 0, 0, 0, 0]))
    expect(await closed).toBe(1002)
    const other = edit(url)
    await other.synced()
    other.write('照常')
    await other.saved()
  })

  it.each([
    ['no message', []],
    ['an unknown type', [77]],
    ['a sync cut short', [0, 2, 200]],
    ['a sync of garbage', [0, 2, 4, 9, 9, 9, 9]],
    ['presence of garbage', [1, 3, 1, 1, 1]],
  ])('a malformed message harms others: %s', async (_name, bytes) => {
    const { url, errors } = await serveMinutes()
    const other = edit(url)
    await other.synced()
    const { socket, opened, closed } = plug(url)
    await opened
    socket.send(new Uint8Array(bytes))
    expect(await closed).toBe(4400)
    other.write('照常')
    await other.saved()
    expect(errors).toEqual([])
  })

  it('an editor is told it is in sync before the stored text is loaded', async () => {
    const { streams, reading } = createTroubledStreams()
    const snapshots = createMemorySnapshots()
    const first = await serveMinutes({ streams, snapshots })
    const writer = edit(first.url)
    await writer.synced()
    writer.write('已有内容')
    await writer.saved()
    reading.lower()
    const second = await serveMinutes({ streams, snapshots })
    const reader = edit(second.url)
    await vi.waitFor(() => expect(reading.waiting()).toBeGreaterThan(0))
    expect(reader.provider.synced).toBe(false)
    reading.raise()
    await reader.synced()
    expect(reader.text()).toContain('已有内容')
  })

  it('what is sent before the room is loaded is lost', async () => {
    const { streams, reading } = createTroubledStreams()
    const { url, read } = await serveMinutes({ streams })
    reading.lower()
    const { socket, opened, hears } = plug(url)
    void opened.then(() => {
      socket.send(writeUpdate(writing('来得早')))
      socket.send(writeAck(1))
    })
    await vi.waitFor(() => expect(reading.waiting()).toBeGreaterThan(0))
    reading.raise()
    expect(await hears('ack')).toEqual({ kind: 'ack', n: 1 })
    expect((await read('m1', 'i1')).text).toContain('来得早')
  })

  it('a reload while the last write is on its way starts from an older text', async () => {
    const { streams, appending } = createTroubledStreams()
    const { url } = await serveMinutes({ streams })
    const writer = edit(url)
    await writer.synced()
    appending.lower()
    writer.write('走前一句')
    await vi.waitFor(() => expect(appending.waiting()).toBe(1))
    writer.provider.destroy()
    const next = edit(url, { as: 'chair' })
    await next.synced()
    appending.raise()
    await next.shows('走前一句')
    next.write('，来后一句')
    await next.saved()
    await next.shows('走前一句，来后一句')
  })

  it('a write that fails ends the process, or is forgotten', async () => {
    const { streams, state } = createTroubledStreams()
    const { url, errors } = await serveMinutes({ streams })
    const writer = edit(url)
    await writer.synced()
    state.failing = true
    writer.write('存不进')
    await vi.waitFor(() => expect(state.refused).toBeGreaterThan(1))
    expect(errors.length).toBeGreaterThan(0)
    state.failing = false
    await writer.saved()
  })

  it('rooms that everybody left stay in memory', async () => {
    const clock = simulatedClock()
    const rooms = createRooms({
      streams: createMemoryStreams(),
      snapshots: createMemorySnapshots(),
      clock,
      random: () => 0.5,
      gatherMs: () => 0,
      newId: () => String(clock.now()),
      onError: (error) => expect.unreachable(String(error)),
    })
    for (let i = 0; i < 50; i++) await rooms.inRoom({ meetingId: 'm1', itemId: `i${i}` }, () => {})
    expect(rooms.open()).toHaveLength(50)
    await clock.run(60_000)
    expect(rooms.open()).toHaveLength(0)
  })

  it.each([
    ['another path', 'm1', 'clerk', 4403],
    ['a stranger', 'm1/i1', 'nobody', 4401],
  ])('any address makes a document: %s', async (_name, room, as, code) => {
    const streams = createMemoryStreams()
    const { url } = await serveMinutes({ streams })
    expect(await plug(url, as, room).closed).toBe(code)
    expect(await streams.names('minutes')).toEqual([])
  })

  it('whoever may read may write', async () => {
    const { url, read } = await serveMinutes()
    const { socket, opened, closed } = plug(url, 'observer')
    await opened
    socket.send(writeUpdate(writing('旁听者的话')))
    expect(await closed).toBe(4403)
    expect((await read('m1', 'i1')).text).toBe('')
  })

  it('one message may be as large as it likes', async () => {
    const { url } = await serveMinutes()
    const large = plug(url)
    await large.opened
    large.socket.send(writeUpdate(writing('字'.repeat(limits.message / 2))))
    expect(await large.closed).toBe(4413)
    const huge = plug(url)
    await huge.opened
    huge.socket.send(new Uint8Array(3 * limits.message))
    expect(await huge.closed).toBe(1009)
  })

  it('one person may open any number of lines', async () => {
    const { url, minutes } = await serveMinutes()
    const lines = Array.from({ length: 12 }, () => plug(url))
    const refused = await vi.waitFor(async () => {
      const codes = await Promise.all(lines.map(({ closed }) => Promise.race([closed, null])))
      const closed = codes.filter((code) => code !== null)
      return closed.length === 4 ? closed : Promise.reject(new Error(`${closed.length} refused`))
    })
    expect(refused).toEqual([1013, 1013, 1013, 1013])
    expect(minutes.status().connections).toBe(8)
    const readers = Array.from({ length: 41 }, () => plug(url, 'observer'))
    expect(await Promise.race(readers.map(({ closed }) => closed))).toBe(1013)
    expect(minutes.status().connections).toBe(48)
  })

  it('a reader that has stopped reading is served from memory without end', async () => {
    const { url, minutes } = await serveMinutes()
    const writer = edit(url)
    await writer.synced()
    writer.write('字'.repeat(200_000))
    await writer.saved()
    const stalled = plug(url, 'observer')
    await stalled.opened
    stalled.socket.pause()
    for (let i = 0; i < 60; i++) stalled.socket.send(writeAskMissing(Y.encodeStateVector(new Y.Doc())))
    await vi.waitFor(() => expect(minutes.status().connections).toBe(1), { timeout: 20_000 })
    const again = edit(url, { as: 'observer' })
    await again.synced()
    expect(again.text()).toBe(writer.text())
  })

  it('one may speak for another, rename or remove them', async () => {
    const { url } = await serveMinutes()
    const [clerk, chair, eye] = [plug(url), plug(url, 'chair'), plug(url, 'chair')]
    await Promise.all([clerk.opened, chair.opened, eye.opened])
    const said = (clientId: number, clock: number, state: unknown): Uint8Array =>
      writePresence([{ clientId, clock, state }])
    clerk.socket.send(said(11, 1, { user: { id: 'a9', name: '别人', role: 'chair' }, cursor: null }))
    const seen = () => eye.heard.flatMap((message) => (message.kind === 'presence' ? message.entries : []))
    await vi.waitFor(() =>
      expect(seen()).toContainEqual({
        clientId: 11,
        clock: 1,
        state: { user: { id: 'a1', name: '白书简', role: 'clerk' }, cursor: null },
      }),
    )
    chair.socket.send(said(11, 5, { cursor: { anchor: 1, head: 1 } }))
    chair.socket.send(said(11, 6, null))
    chair.socket.send(said(12, 1, { cursor: null }))
    await vi.waitFor(() => expect(seen().some(({ clientId }) => clientId === 12)).toBe(true))
    expect(seen().filter(({ clientId, clock }) => clientId === 11 && clock > 1)).toEqual([])
    const newcomer = plug(url, 'chair')
    expect(await newcomer.hears('presence')).toMatchObject({
      entries: [{ clientId: 11, clock: 1 }, { clientId: 12 }],
    })
  })

  it('whoever reads along by a link learns which staff are there and where they write', async () => {
    const { url } = await serveMinutes()
    const [clerk, chair, reader] = [plug(url), plug(url, 'chair'), plug(url, 'observer')]
    await Promise.all([clerk.opened, chair.opened, reader.opened])
    clerk.socket.send(writePresence([{ clientId: 11, clock: 1, state: { cursor: null } }]))
    await chair.hears('presence')
    reader.socket.send(Uint8Array.of(messageType.queryAwareness))
    reader.socket.send(writeAck(1))
    await reader.hears('ack')
    expect(reader.heard.filter(({ kind }) => kind === 'presence')).toEqual([])
  })

  it('everybody sends on every presence they hear: one move in a room of 12 is 12 messages up', async () => {
    const { url } = await serveMinutes()
    const people = Array.from({ length: 12 }, (_, i) => edit(url, { as: i % 2 === 0 ? 'clerk' : 'chair' }))
    await Promise.all(people.map((one) => one.synced()))
    const listener = plug(url, 'chair')
    const present = () => listener.heard.flatMap((m) => (m.kind === 'presence' ? m.entries : []))
    await vi.waitFor(() => expect(new Set(present().map(({ clientId }) => clientId)).size).toBe(12))
    listener.heard.length = 0
    const [mover] = people
    mover?.provider.awareness.setLocalState({ cursor: { anchor: 'here', head: 'here' } })
    // Renewals of others may come with the regular beat in between; the move itself comes, and comes once.
    const moves = () => present().filter(({ state }) => JSON.stringify(state).includes('here'))
    await vi.waitFor(() => expect(moves()).not.toEqual([]))
    listener.socket.send(writeAck(1))
    await listener.hears('ack')
    expect(moves().map(({ clientId }) => clientId)).toEqual([mover?.doc.clientID])
  })

  it('a lone reader hears nothing for 30 s and takes the line for dead', async () => {
    const { clock, rooms } = timedRooms()
    const heardAt: number[] = []
    const start = clock.now()
    await rooms.inRoom({ meetingId: 'm1', itemId: 'i1' }, ({ room }) => {
      room.join({
        by: 'clerk',
        mayWrite: true,
        user: null,
        send: () => heardAt.push(clock.now()),
        close: () => {},
      })
    })
    await clock.run(120_000)
    const gaps = heardAt.map((at, i) => at - (heardAt[i - 1] ?? start))
    expect(gaps.length).toBeGreaterThan(3)
    expect(Math.max(...gaps)).toBeLessThan(25_000)
  })

  it('all rooms are kept awake at the same moment, and everything else waits for it', async () => {
    const { clock, rooms } = timedRooms()
    const beats = new Map<number, number>()
    for (let n = 0; n < 50; n++)
      await rooms.inRoom({ meetingId: 'm1', itemId: `i${n}` }, ({ room }) => {
        const send = () => beats.set(clock.now(), (beats.get(clock.now()) ?? 0) + 1)
        room.join({ by: 'clerk', mayWrite: true, user: null, send, close: () => {} })
      })
    await clock.run(30_000)
    expect([...beats.values()].reduce((sum, n) => sum + n)).toBeGreaterThanOrEqual(100)
    expect(Math.max(...beats.values())).toBeLessThan(5)
  })

  it('one process only: another knows nothing of what is written', async () => {
    const streams = createMemoryStreams()
    const snapshots = createMemorySnapshots()
    const [one, other] = [
      await serveMinutes({ streams, snapshots }),
      await serveMinutes({ streams, snapshots, clock: systemClock }),
    ]
    const [here, there] = [edit(one.url), edit(other.url, { as: 'chair' })]
    await Promise.all([here.synced(), there.synced()])
    here.write('这边')
    await there.shows('这边')
    there.write('那边')
    await here.shows('这边那边')
  })

  it('a stock client asks and is answered in its own protocol', async () => {
    const { url } = await serveMinutes()
    const { socket, hears } = plug(url)
    expect((await hears('ask-missing')).kind).toBe('ask-missing')
    socket.send(writeAskMissing(Y.encodeStateVector(new Y.Doc())))
    expect((await hears('update')).kind).toBe('update')
  })
})
