import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { OpenDraft } from '../../../client/minutes/draft.ts'
import { findUnsent } from '../../../client/minutes/unsent.ts'
import { FRAGMENT } from '../../../shared/minutes/protocol.ts'

const address = { meetingId: 'm1', itemId: 'i1' }
const wording = { time: () => '', evidence: () => '', entry: () => '', colon: '：' }

/** A device that kept `kept`, or has not been able to read it. */
function device(kept: Y.Doc, read: boolean) {
  const cleared: string[] = []
  const openDraft: OpenDraft = (doc) => {
    if (read) Y.applyUpdate(doc, Y.encodeStateAsUpdate(kept))
    return {
      loaded: Promise.resolve(read),
      unkept: () => 0,
      onKept() {},
      stop() {},
      clear: () => cleared.push('cleared'),
    }
  }
  return { openDraft, cleared }
}
function written(...lines: readonly string[]): Y.Doc {
  const doc = new Y.Doc()
  doc.getXmlFragment(FRAGMENT).push(
    lines.map((line) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(line)])
      return paragraph
    }),
  )
  return doc
}

it('offers what was written into a paragraph that somebody else deleted meanwhile', async () => {
  const kept = written('大家的一句')
  const final = new Y.Doc()
  Y.applyUpdate(final, Y.encodeStateAsUpdate(kept))
  const paragraph = kept.getXmlFragment(FRAGMENT).get(0)
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined
  if (text instanceof Y.XmlText) text.insert(text.length, '，断网时补的')
  final.getXmlFragment(FRAGMENT).delete(0, 1)
  const { openDraft, cleared } = device(kept, true)
  const unsent = await findUnsent(openDraft, 'clerk', address, final, wording)
  expect(unsent?.lines).toEqual(['大家的一句，断网时补的'])
  expect(cleared).toEqual([])
})

it('a copy that could not be read is not removed', async () => {
  const { openDraft, cleared } = device(written('没有发出的一句'), false)
  expect(await findUnsent(openDraft, 'clerk', address, new Y.Doc(), wording)).toBeNull()
  expect(cleared).toEqual([])
})
