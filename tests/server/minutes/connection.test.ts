import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createConnection } from '../../../server/minutes/connection.ts'
import { createRooms } from '../../../server/minutes/rooms.ts'
import { createMemorySnapshots } from '../../../server/minutes/snapshots.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import { readMessage, writeAck, writeUpdate } from '../../../shared/minutes/messages.ts'
import { closeCode, FRAGMENT } from '../../../shared/minutes/protocol.ts'
import { simulatedClock } from './simulation.ts'

/** A clerk's line to a room, with a clock that the test turns. */
async function aLine() {
  const clock = simulatedClock()
  const rooms = createRooms({
    streams: createMemoryStreams(),
    snapshots: createMemorySnapshots(),
    clock,
    random: () => 0.5,
    gatherMs: () => 0,
    newId: () => `e${Math.random()}`,
    onError: (error) => expect.unreachable(String(error)),
  })
  const seen = { reading: true, acks: [] as number[], closed: null as number | null }
  const line = await rooms.inRoom({ meetingId: 'm1', itemId: 'i1' }, (open) =>
    createConnection({
      ...open,
      by: 'clerk',
      mode: 'write',
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
    }),
  )
  return { line, seen, clock }
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

it('what waits for a hole that is never filled does not pile up without end', async () => {
  const { line, seen, clock } = await aLine()
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const text = new Y.XmlText()
  doc.getXmlFragment(FRAGMENT).push([text])
  for (const word of ['甲', '乙']) text.insert(text.length, word)
  const [first, , third] = updates
  if (!first || !third) throw new Error('three updates')
  line.receive(writeUpdate(Y.mergeUpdates([first, third])))
  let n = 0
  while (seen.closed === null && n < 5000) {
    line.receive(writeAck(++n))
    if (!seen.reading) await clock.run(1000)
  }
  expect(seen).toMatchObject({ closed: closeCode.overloaded, acks: [] })
})
