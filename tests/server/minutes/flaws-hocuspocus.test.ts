import { describe, expect, it, vi } from 'vitest'
import { createRooms } from '../../../server/minutes/rooms.ts'
import { createMemorySnapshots } from '../../../server/minutes/snapshots.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import { decodeBody } from '../../../shared/minutes/body.ts'
import { edit, serveMinutes } from './served.ts'
import { simulatedClock } from './simulation.ts'
import { createTroubledStreams } from './troubled-streams.ts'

const stream = 'minutes/m1/i1'

describe('flaws of Hocuspocus that are not ours', () => {
  it('an acknowledgement says only that the server has heard, not that it is stored', async () => {
    const { streams, appending } = createTroubledStreams()
    const { url } = await serveMinutes({ streams })
    const [writer, reader] = [edit(url), edit(url, { as: 'observer' })]
    await Promise.all([writer.synced(), reader.synced()])
    appending.lower()
    writer.write('未存')
    const saved = writer.saved()
    await vi.waitFor(() => expect(appending.waiting()).toBe(1))
    // A question and its answer in between: had anything been said about the text, it would have come before.
    writer.provider.ws?.send(new Uint8Array([3]))
    const other = edit(url, { as: 'observer' })
    await other.synced()
    expect(writer.acks).toEqual([])
    expect(reader.text()).not.toContain('未存')
    expect(other.text()).not.toContain('未存')
    appending.raise()
    await saved
    await reader.shows('未存')
  })

  it('a deletion alone is not acknowledged, or before it is stored', async () => {
    const { streams, appending } = createTroubledStreams()
    const { url, read } = await serveMinutes({ streams })
    const writer = edit(url)
    await writer.synced()
    writer.write('说错了')
    await writer.saved()
    appending.lower()
    writer.erase()
    const before = writer.acks.length
    const saved = writer.saved()
    await vi.waitFor(() => expect(appending.waiting()).toBe(1))
    expect(writer.acks).toHaveLength(before)
    appending.raise()
    await saved
    expect((await read('m1', 'i1')).text).toBe('')
  })

  it('an edit is gone when storing it failed once and its author had left', async () => {
    const { streams, inner, state } = createTroubledStreams()
    const { url } = await serveMinutes({ streams })
    const writer = edit(url)
    await writer.synced()
    state.failing = true
    writer.write('走时未存')
    await vi.waitFor(() => expect(state.refused).toBeGreaterThan(0))
    writer.provider.destroy()
    state.failing = false
    await vi.waitFor(async () => expect(await inner.read(stream, 0)).toHaveLength(2))
    const later = edit(url)
    await later.shows('走时未存')
  })

  it('what is written on one node while the other stores is lost when everybody leaves', async () => {
    const { streams, inner, appending } = createTroubledStreams()
    const snapshots = createMemorySnapshots()
    const [one, other] = [
      await serveMinutes({ streams, snapshots }),
      await serveMinutes({ streams, snapshots }),
    ]
    const [here, there] = [edit(one.url), edit(other.url, { as: 'chair' })]
    await Promise.all([here.synced(), there.synced()])
    appending.lower()
    here.write('这边')
    there.write('那边')
    await vi.waitFor(() => expect(appending.waiting()).toBe(2))
    here.provider.destroy()
    there.provider.destroy()
    appending.raise()
    await vi.waitFor(async () => expect(await inner.read(stream, 0)).toHaveLength(3))
    const { text } = await one.read('m1', 'i1')
    expect(text).toContain('这边')
    expect(text).toContain('那边')
  })

  it('a room is unloaded while somebody is coming in', async () => {
    const clock = simulatedClock()
    const { streams, reading } = createTroubledStreams()
    const rooms = createRooms({
      streams,
      snapshots: createMemorySnapshots(),
      clock,
      random: () => 0.5,
      gatherMs: () => 0,
      newId: () => 'e1',
      onError: (error) => expect.unreachable(String(error)),
    })
    reading.lower()
    const address = { meetingId: 'm1', itemId: 'i1' }
    const seen: object[] = []
    const first = rooms.inRoom(address, ({ room }) => seen.push(room))
    await clock.run(120_000)
    const second = rooms.inRoom(address, async ({ room }) => {
      seen.push(room)
      await clock.run(120_000)
      expect(rooms.open().map((open) => open.room)).toEqual([room])
    })
    reading.raise()
    await Promise.all([first, second])
    expect(seen[0]).toBe(seen[1])
  })

  it('the beginning is written by every browser, once each', async () => {
    const streams = createMemoryStreams()
    const snapshots = createMemorySnapshots()
    const [one, other] = [
      await serveMinutes({ streams, snapshots }),
      await serveMinutes({ streams, snapshots }),
    ]
    const editors = [edit(one.url), edit(other.url), edit(one.url, { as: 'chair' })]
    await Promise.all(editors.map((editor) => editor.synced()))
    for (const editor of editors) expect(editor.text()).toBe('<paragraph></paragraph>')
  })

  it('every change stores the whole document again', async () => {
    const streams = createMemoryStreams()
    const { url } = await serveMinutes({ streams })
    const writer = edit(url)
    await writer.synced()
    writer.write('长'.repeat(20_000))
    await writer.saved()
    writer.write('短')
    await writer.saved()
    const sizes = (await streams.read(stream, 0)).map(({ body }) => body.length)
    expect(sizes.at(-2)).toBeGreaterThan(50_000)
    expect(sizes.at(-1)).toBeLessThan(100)
  })

  it('thirty people behind one address are taken for an attack', async () => {
    const { url } = await serveMinutes()
    const room = Array.from({ length: 30 }, () => edit(url, { as: 'observer' }))
    await Promise.all(room.map((one) => one.synced()))
  })

  it('the y-websocket client connects and never comes into sync', async () => {
    const { url } = await serveMinutes()
    const stock = edit(url)
    await stock.synced()
    expect(stock.provider.wsconnected).toBe(true)
  })
})

describe('flaws of storage packages that are not ours', () => {
  it('a change that comes while another is being stored is not stored any more', async () => {
    const { streams, inner, appending } = createTroubledStreams()
    const { url } = await serveMinutes({ streams })
    const writer = edit(url)
    await writer.synced()
    appending.lower()
    writer.write('一')
    await vi.waitFor(() => expect(appending.waiting()).toBe(1))
    writer.write('二')
    appending.raise()
    await writer.saved()
    const edits = (await inner.read(stream, 0)).map(({ body }) => decodeBody(body))
    expect(edits).toHaveLength(3)
    const again = edit(url)
    await again.shows('一二')
  })

  it('two nodes write the same place, and the later write replaces the earlier', async () => {
    const { streams, inner, appending } = createTroubledStreams()
    const snapshots = createMemorySnapshots()
    const nodes = [await serveMinutes({ streams, snapshots }), await serveMinutes({ streams, snapshots })]
    const editors = nodes.map(({ url }) => edit(url))
    await Promise.all(editors.map((editor) => editor.synced()))
    appending.lower()
    editors.forEach((editor, i) => {
      editor.write(`第${i}句`)
    })
    await vi.waitFor(() => expect(appending.waiting()).toBe(2))
    appending.raise()
    await Promise.all(editors.map((editor) => editor.saved()))
    expect((await inner.read(stream, 0)).map(({ seq }) => seq)).toEqual([1, 2, 3])
    const again = edit(nodes[0]?.url ?? '')
    await again.shows('第0句')
    await again.shows('第1句')
  })

  it('loading reads everything ever written', async () => {
    const { streams, state } = createTroubledStreams()
    const snapshots = createMemorySnapshots()
    const first = await serveMinutes({ streams, snapshots, snapshotEvery: 10 })
    const writer = edit(first.url)
    await writer.synced()
    for (let i = 0; i < 12; i++) {
      writer.write(`${i} `)
      await writer.saved()
    }
    await vi.waitFor(async () => expect((await snapshots.load(stream))?.seq).toBeGreaterThanOrEqual(10))
    state.readAfter.length = 0
    const second = await serveMinutes({ streams, snapshots })
    const reader = edit(second.url)
    await reader.shows('11 ')
    expect(Math.min(...state.readAfter)).toBeGreaterThanOrEqual(10)
  })
})
