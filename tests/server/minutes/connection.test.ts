import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createConnection } from '../../../server/minutes/connection.ts'
import { createRooms } from '../../../server/minutes/rooms.ts'
import { createMemorySnapshots } from '../../../server/minutes/snapshots.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import type { Streams } from '../../../server/streams/streams.ts'
import { readMessage, writeAck, writeUpdate } from '../../../shared/minutes/messages.ts'
import { closeCode, FRAGMENT } from '../../../shared/minutes/protocol.ts'
import { simulatedClock } from './simulation.ts'
import { createBarrier, createTroubledStreams } from './troubled-streams.ts'

/** A room with a clock that the test turns, and lines to it. */
async function aRoom(streams: Streams = createMemoryStreams(), snapshots = createMemorySnapshots()) {
  const clock = simulatedClock()
  const rooms = createRooms({
    streams,
    snapshots,
    clock,
    random: () => 0.5,
    gatherMs: () => 0,
    newId: () => `e${Math.random()}`,
    onError: (error) => expect.unreachable(String(error)),
  })
  const open = await rooms.inRoom({ meetingId: 'm1', itemId: 'i1' }, (room) => room)
  const enter = (by: string, mode: 'write' | 'read' = 'write') => {
    const seen = { reading: true, acks: [] as number[], closed: null as number | null }
    const line = createConnection({
      ...open,
      by,
      mode,
      user: null,
      clock,
      wire: {
        bufferedAmount: 0,
        send(bytes) {
          const message = readMessage(bytes)
          if (message.kind === 'ack') seen.acks.push(message.n)
        },
        close(code) {
          seen.closed = code
        },
        pause() {
          seen.reading = false
        },
        resume() {
          seen.reading = true
        },
      },
    })
    return { line, seen }
  }
  return { clock, enter, room: open.room, rooms }
}
async function aLine() {
  const { clock, enter } = await aRoom()
  return { ...enter('clerk'), clock }
}

/** So many updates of one text, each standing on the one before. */
function updatesOf(count: number): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const text = new Y.XmlText()
  doc.getXmlFragment(FRAGMENT).push([text])
  for (let n = 1; n < count; n++) text.insert(text.length, '甲')
  return updates
}

it('a sender that is too fast is held back, loses nothing, and is read again', async () => {
  const { line, seen, clock } = await aLine()
  for (let n = 1; seen.reading; n++) line.receive(writeAck(n))
  const sent = seen.acks.length
  expect(sent).toBeGreaterThan(300)
  expect(sent).toBeLessThan(500)
  await clock.run(1000)
  expect(seen).toMatchObject({ reading: true, closed: null })
})

it('the longer the minutes, the fewer changes with holes are looked into before their sender is held back', async () => {
  const gapped = async (letters: number): Promise<number> => {
    const { enter, room } = await aRoom()
    const { line, seen } = enter('clerk')
    const doc = new Y.Doc()
    doc.getXmlFragment(FRAGMENT).push([new Y.XmlText('甲'.repeat(letters))])
    line.receive(writeUpdate(Y.encodeStateAsUpdate(doc)))
    await room.settled()
    const [first, , third] = updatesOf(3)
    if (!first || !third) throw new Error('three updates')
    let sent = 0
    for (; seen.reading && sent < 100; sent++) line.receive(writeUpdate(Y.mergeUpdates([first, third])))
    return sent
  }
  expect(await gapped(1)).toBe(100)
  expect(await gapped(200_000)).toBeLessThan(20)
})

it('what waits for a hole that is never filled does not pile up without end', async () => {
  const { line, seen, clock } = await aLine()
  const [first, , third] = updatesOf(3)
  if (!first || !third) throw new Error('three updates')
  line.receive(writeUpdate(Y.mergeUpdates([first, third])))
  let n = 0
  while (seen.closed === null && n < 5000) {
    line.receive(writeAck(++n))
    if (!seen.reading) await clock.run(1000)
  }
  expect(seen).toMatchObject({ closed: closeCode.overloaded, acks: [] })
})

it('a reader whose words wait for something is turned away: nothing of theirs stays in the room', async () => {
  const { clock, enter, room } = await aRoom()
  const reader = enter('reader', 'read')
  const [, second, third] = updatesOf(3)
  for (const update of [second, third]) if (update) reader.line.receive(writeUpdate(update))
  await clock.run(100)
  expect(reader.seen.closed).toBe(closeCode.forbidden)
  await clock.run(100)
  expect(room.members.size).toBe(0)
  expect(room.isIdle()).toBe(true)
})

it('a line full of holes has to come again, and does not hold up whoever else writes', async () => {
  const { clock, enter } = await aRoom()
  const [bad, clerk] = [enter('bad'), enter('clerk')]
  const updates = updatesOf(500)
  for (let n = 2; n + 2 < updates.length && bad.seen.closed === null; n += 2) {
    bad.line.receive(writeUpdate(Y.mergeUpdates(updates.slice(n, n + 3).filter((_, i) => i !== 1))))
    await clock.run(10)
  }
  expect(bad.seen.closed).toBe(closeCode.overloaded)
  for (const update of updatesOf(1)) clerk.line.receive(writeUpdate(update))
  clerk.line.receive(writeAck(1))
  await clock.run(10)
  expect(clerk.seen).toMatchObject({ acks: [1], closed: null })
})

it('while storage hangs, what waits in a room has a bound, and readers cannot use up the share of writers', async () => {
  const { streams, appending } = createTroubledStreams()
  const { clock, enter } = await aRoom(streams)
  appending.lower()
  const clerk = enter('clerk')
  const [word] = updatesOf(1)
  if (!word) throw new Error('a word')
  clerk.line.receive(writeUpdate(word))
  await clock.run(10)
  const fill = (mode: 'write' | 'read') =>
    Array.from({ length: 6 }, () => {
      const { line, seen } = enter('other', mode)
      let taken = 0
      while (seen.closed === null && taken < 2000) {
        line.receive(writeUpdate(word))
        if (seen.closed === null) taken += 1
      }
      return taken
    }).reduce((sum, taken) => sum + taken, 0)
  expect(fill('read')).toBe(5000)
  clerk.line.receive(writeUpdate(word))
  clerk.line.receive(writeAck(1))
  expect(fill('write')).toBe(10_000 - 5001)
  appending.raise()
  await clock.run(1000)
  expect(clerk.seen).toMatchObject({ acks: [1], closed: null })
})

it('an item that is let go of twice, since storage hangs, is not taken away from whoever came meanwhile', async () => {
  const saving = createBarrier()
  const kept = createMemorySnapshots()
  const { clock, enter, rooms, room } = await aRoom(createMemoryStreams(), {
    ...kept,
    async save(stream, snapshot) {
      await saving.pass()
      return kept.save(stream, snapshot)
    },
  })
  const clerk = enter('clerk')
  for (const update of updatesOf(1)) clerk.line.receive(writeUpdate(update))
  await clock.run(10)
  clerk.line.ended()
  saving.lower()
  await clock.run(120_000)
  const now = () => rooms.inRoom({ meetingId: 'm1', itemId: 'i1' }, (open) => open.room)
  const later = await now()
  expect(later).not.toBe(room)
  saving.raise()
  await clock.run(10)
  expect(await now()).toBe(later)
})
