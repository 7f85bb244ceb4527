import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { OpenDraft } from '../../../client/minutes/draft.ts'
import { findUnsent } from '../../../client/minutes/unsent.ts'
import { FRAGMENT } from '../../../shared/minutes/protocol.ts'

const wording = { time: () => '', evidence: () => '', entry: () => '', colon: '：' }

/** A device that kept these copies by the item's key; null: one that it cannot read. */
function device(kept: Readonly<Record<string, Y.Doc | null>>) {
  const cleared: string[] = []
  const openDraft: OpenDraft = (doc, _userId, { itemId }) => {
    const copy = kept[itemId]
    if (copy) Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy))
    return {
      loaded: Promise.resolve(copy !== null),
      unkept: () => 0,
      onKept() {},
      stop() {},
      clear: () => cleared.push(itemId),
    }
  }
  const find = (record: Y.Doc, { itemId = 'i1', inUse = false } = {}) =>
    findUnsent({ openDraft, userId: 'clerk', address: { meetingId: 'm1', itemId }, inUse, record, wording })
  return { find, cleared }
}
const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
/** Adds to the end of the first paragraph. */
function addTo(doc: Y.Doc, words: string): void {
  const paragraph = doc.getXmlFragment(FRAGMENT).get(0)
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined
  if (!(text instanceof Y.XmlText)) throw new Error('no paragraph')
  text.insert(text.length, words)
}
const paragraphs = (lines: readonly string[]): Y.XmlElement[] =>
  lines.map((line) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(line)])
    return paragraph
  })
function written(...lines: readonly string[]): Y.Doc {
  const doc = new Y.Doc()
  doc.getXmlFragment(FRAGMENT).push(paragraphs(lines))
  return doc
}

it('offers what was written into a paragraph that somebody else deleted meanwhile', async () => {
  const kept = written('大家的一句')
  const final = copyOf(kept)
  addTo(kept, '，断网时补的')
  final.getXmlFragment(FRAGMENT).delete(0, 1)
  const { find, cleared } = device({ i1: kept })
  expect((await find(final))?.lines).toEqual(['大家的一句，断网时补的'])
  expect(cleared).toEqual([])
})

it('does not offer what was sent and then changed or deleted in the record', async () => {
  const kept = written('大家的一句', '后来删去的一句')
  const final = copyOf(kept)
  addTo(final, '，后来改的')
  final.getXmlFragment(FRAGMENT).delete(1, 1)
  const { find, cleared } = device({ i1: kept })
  expect(await find(final)).toBeNull()
  expect(cleared).toEqual(['i1'])
})

it('offers what an earlier version never received, and leaves the copy of the version that is written alone', async () => {
  const kept = written('第一稿')
  const second = copyOf(kept)
  addTo(kept, '，断网时补的')
  addTo(second, '，更正了')
  const ofSecond = copyOf(second)
  addTo(ofSecond, '，正在写的')
  const { find, cleared } = device({ i1: kept, i1_2: ofSecond })
  const unsent = await find(second, { itemId: 'i1_2', inUse: true })
  expect(unsent?.lines).toEqual(['第一稿，断网时补的'])
  expect(cleared).toEqual([])
  unsent?.discard()
  expect(cleared).toEqual(['i1'])
})

it('a copy that could not be read is not removed', async () => {
  const { find, cleared } = device({ i1: null })
  expect(await find(new Y.Doc())).toBeNull()
  expect(cleared).toEqual([])
})

it('offers an unsent answer that the record has already had from somebody else', async () => {
  const record = written('没有异议。', '另一句')
  const kept = copyOf(record)
  kept.getXmlFragment(FRAGMENT).push(paragraphs(['没有异议。']))
  const { find, cleared } = device({ i1: kept })
  expect((await find(record))?.lines).toEqual(['没有异议。'])
  expect(cleared).toEqual([])
})

it('does not offer what was typed again once the record was there', async () => {
  const begun = written('甲', '乙')
  const kept = copyOf(begun)
  const record = copyOf(begun)
  addTo(kept, '，补的')
  addTo(record, '，补的')
  const { find, cleared } = device({ i1: kept })
  expect(await find(record)).toBeNull()
  expect(cleared).toEqual(['i1'])
})
