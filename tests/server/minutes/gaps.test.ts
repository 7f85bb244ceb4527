import { expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { writeAck, writeUpdate } from '../../../shared/minutes/messages.ts'
import { FRAGMENT } from '../../../shared/minutes/protocol.ts'
import { plug, serveMinutes } from './served.ts'

/** Three updates of one text, each standing on the one before. */
function threeWords(): readonly [Uint8Array, Uint8Array, Uint8Array] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  const text = new Y.XmlText()
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.transact(() => {
    doc.getXmlFragment(FRAGMENT).push([text])
    text.insert(0, '甲甲甲')
  })
  text.insert(3, '乙乙乙')
  text.insert(6, '丙丙丙')
  const [first, second, third] = updates
  if (!first || !second || !third) throw new Error('three updates')
  return [first, second, third]
}

it('what a browser sends with a hole in it is acknowledged once the hole is filled, not before', async () => {
  const { url, read } = await serveMinutes()
  const [first, second, third] = threeWords()
  const { socket, opened, hears, heard } = plug(url)
  await opened
  socket.send(writeUpdate(Y.mergeUpdates([first, third])))
  socket.send(writeAck(1))
  // What stands before the hole is in the minutes; what stands behind it is in nobody's.
  await vi.waitFor(async () => expect((await read('m1', 'i1')).text).toContain('甲甲甲'))
  expect((await read('m1', 'i1')).text).not.toContain('丙')
  expect(heard.map(({ kind }) => kind)).not.toContain('ack')
  socket.send(writeUpdate(second))
  expect(await hears('ack')).toEqual({ kind: 'ack', n: 1 })
  expect((await read('m1', 'i1')).text).toContain('甲甲甲乙乙乙丙丙丙')
})

it('a hole and what fills it may both wait for somebody else, and get in together', async () => {
  const { url, read } = await serveMinutes()
  const doc = new Y.Doc()
  const text = new Y.XmlText()
  doc.getXmlFragment(FRAGMENT).push([text])
  const begun = Y.encodeStateAsUpdate(doc)
  const editor = new Y.Doc()
  Y.applyUpdate(editor, begun)
  const updates: Uint8Array[] = []
  editor.on('update', (update: Uint8Array) => updates.push(update))
  const line = editor.getXmlFragment(FRAGMENT).get(0)
  if (!(line instanceof Y.XmlText)) throw new Error('no text')
  for (const word of ['甲', '乙', '丙']) line.insert(line.length, word)
  const [first, second, third] = updates
  if (!first || !second || !third) throw new Error('three updates')
  const { socket, opened, hears } = plug(url)
  await opened
  // What all three stand on comes last but one.
  socket.send(writeUpdate(Y.mergeUpdates([first, third])))
  socket.send(writeUpdate(begun))
  socket.send(writeUpdate(second))
  socket.send(writeAck(1))
  expect(await hears('ack')).toEqual({ kind: 'ack', n: 1 })
  expect((await read('m1', 'i1')).text).toContain('甲乙丙')
})
