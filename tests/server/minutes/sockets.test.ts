import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { entriesSha256 } from '../../../client/minutes/playback.ts'
import { createDocuments } from '../../../server/documents/service.ts'
import { createMemorySnapshots } from '../../../server/minutes/snapshots.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import { initialMeeting } from '../../../shared/meeting/state.ts'
import { writeAskMissing } from '../../../shared/minutes/messages.ts'
import { FRAGMENT } from '../../../shared/minutes/protocol.ts'
import { chair, clerk, edit, plug, serveMinutes } from './served.ts'

describe('the unmodified y-websocket client', () => {
  it('writes, is acknowledged, and others read along', async () => {
    const { url, read } = await serveMinutes()
    const writer = edit(url)
    const reader = edit(url, { as: 'observer' })
    await Promise.all([writer.synced(), reader.synced()])
    writer.write('现在开会')
    await writer.saved()
    await reader.shows('现在开会')
    expect(await read('m1', 'i1')).toMatchObject({ text: '现在开会', finalised: false })
  })

  it('hears of a finalised item for good, and its late word is not in the record', async () => {
    const { url, minutes, read } = await serveMinutes()
    const writer = edit(url)
    await writer.synced()
    writer.write('最后一句')
    await writer.saved()
    const closed = writer.closed()
    const final = await minutes.finalise('m1', 'i1', clerk)
    expect(await closed).toBe(4423)
    writer.write('，迟到')
    const late = edit(url, { as: 'chair', doc: writer.doc })
    expect(await late.closed()).toBe(4423)
    const { stateSha256: _, ...version } = final
    expect(await read('m1', 'i1')).toMatchObject({ ...version, text: '最后一句', finalised: true })
    expect(await minutes.finalise('m1', 'i1', chair)).toEqual(final)
  })
})

it('whoever comes while an item becomes final is given the final text, and told then', async () => {
  const { url, minutes } = await serveMinutes()
  const writer = edit(url)
  await writer.synced()
  writer.write('最后一句')
  await writer.saved()
  const newcomer = plug(url, 'observer')
  await newcomer.opened
  await minutes.finalise('m1', 'i1', clerk)
  newcomer.socket.send(writeAskMissing(Y.encodeStateVector(new Y.Doc())))
  expect(await newcomer.closed).toBe(4423)
  const doc = new Y.Doc()
  for (const message of newcomer.heard) if (message.kind === 'update') Y.applyUpdate(doc, message.update)
  expect(doc.getXmlFragment(FRAGMENT).toString()).toContain('最后一句')
})

it('readers cannot take the places that are kept for whoever writes', async () => {
  const { url, minutes } = await serveMinutes({
    authenticate: async ({ url }) => {
      const as = new URL(url ?? '', 'http://x').searchParams.get('as') ?? ''
      return as === 'clerk' ? clerk : { kind: 'link', linkId: as, meetingId: 'm1', role: 'observer' }
    },
  })
  const readers = Array.from({ length: 290 }, (_, i) => plug(url, `reader-${Math.floor(i / 40)}`))
  await Promise.all(readers.map(({ opened }) => opened))
  await vi.waitFor(() => expect(minutes.status().connections).toBe(280))
  const writer = edit(url)
  await writer.synced()
  writer.write('还能记')
  await writer.saved()
})

it('whoever has the entries of a closed item computes the fingerprint that the record has of them', async () => {
  const streams = createMemoryStreams()
  const { url, minutes } = await serveMinutes({ streams })
  const documents = createDocuments({
    streams,
    meetings: {
      load: async () => ({ state: initialMeeting, seq: 0, head: '', at: 0 }),
      commits: async () => [],
    },
  })
  const writer = edit(url)
  await writer.synced()
  writer.write('原话')
  await writer.saved()
  const final = await minutes.finalise('m1', 'i1', clerk)
  const { entries } = await documents.history('m1', { itemId: 'i1', version: 1 })
  expect(entriesSha256(entries)).toBe(final.stateSha256)
  const [first, second, ...rest] = entries
  expect(entriesSha256([second, first, ...rest].flatMap((entry) => entry ?? []))).not.toBe(final.stateSha256)
  expect(entriesSha256(entries.slice(0, -1))).not.toBe(final.stateSha256)
})

it('whoever becomes the chair of a hearing comes in anew, and is shown to the others as that', async () => {
  let role: 'clerk' | 'chair' = 'clerk'
  const { url, minutes } = await serveMinutes({
    access: async (actor) => ({
      mode: 'write',
      role: actor.kind === 'account' && actor.roles.includes('chair') ? role : 'clerk',
    }),
  })
  const [clerkLine, chairLine] = [plug(url), plug(url, 'chair')]
  await Promise.all([clerkLine.opened, chairLine.opened])
  await minutes.recheck('m1')
  role = 'chair'
  await minutes.recheck('m1')
  expect(await chairLine.closed).toBe(4503)
  expect(clerkLine.socket.readyState).toBe(clerkLine.socket.OPEN)
})

it('a stop keeps a snapshot of every room in use', async () => {
  const [streams, snapshots] = [createMemoryStreams(), createMemorySnapshots()]
  const { url, minutes } = await serveMinutes({ streams, snapshots })
  const writer = edit(url)
  await writer.synced()
  writer.write('停机之前')
  await writer.saved()
  await minutes.drain()
  expect((await snapshots.load('minutes/m1/i1'))?.seq).toBe((await streams.read('minutes/m1/i1', 0)).length)
})

it('where a place is said to be taken and nothing is there, it is tried again later and told, not at once for ever', async () => {
  const inner = createMemoryStreams()
  let tried = 0
  const errors: unknown[] = []
  const { url } = await serveMinutes({
    onError: (error) => errors.push(error),
    streams: {
      ...inner,
      append: async (...args) => {
        if (args[1] === 0 || errors.length > 1) return inner.append(...args)
        tried += 1
        return { kind: 'conflict' }
      },
    },
  })
  const writer = edit(url)
  await writer.synced()
  writer.write('等')
  await writer.saved()
  expect(errors.length).toBe(2)
  expect(tried).toBeLessThanOrEqual(errors.length + 1)
})
