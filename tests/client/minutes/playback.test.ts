import { afterEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { CHECKPOINT_EVERY, createPlayback } from '../../../client/minutes/playback.ts'
import type { MinutesHistory } from '../../../shared/minutes/answers.ts'
import { minutesContent } from '../../../shared/minutes/content.ts'
import { FRAGMENT } from '../../../shared/minutes/protocol.ts'

afterEach(() => vi.restoreAllMocks())

/** Somebody writes, and takes back every fifth letter; the last entry closes the item. */
function written(keystrokes: number): { entries: MinutesHistory['entries']; after: Map<number, unknown> } {
  const doc = new Y.Doc()
  const entries: MinutesHistory['entries'] = []
  doc.on('update', (update: Uint8Array) => {
    const base64 = Buffer.from(update).toString('base64')
    entries.push({ seq: entries.length + 1, at: 0, by: '', kind: 'edit', update: base64, sha256: '' })
  })
  const text = new Y.XmlText()
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [text])
  doc.getXmlFragment(FRAGMENT).insert(0, [paragraph])
  const after = new Map<number, unknown>([[0, { type: 'doc', content: [] }]])
  while (entries.length < keystrokes) {
    if (entries.length % 5 === 4) text.delete(Math.floor(text.length / 2), 1)
    else text.insert(text.length, String.fromCodePoint(0x4e00 + (entries.length % 500)))
    if (entries.length % 613 === 0) after.set(entries.length, minutesContent(doc))
  }
  entries.push({ seq: entries.length + 1, at: 0, by: '', kind: 'close', update: '', sha256: '0'.repeat(64) })
  after.set(entries.length, minutesContent(doc))
  return { entries, after }
}

const { entries, after } = written(2 * CHECKPOINT_EVERY + 500)

it('shows the text after any entry, whichever was shown before', () => {
  const playback = createPlayback(entries)
  const steps = [...after.keys()]
  const toAndFro = [...steps, ...[...steps].reverse(), ...steps.map((_, n) => steps[(n * 7) % steps.length])]
  for (const step of toAndFro) expect(playback.contentAfter(step ?? 0)).toEqual(after.get(step ?? 0))
})

it('goes forward by the entries between, and back by no more than lie between two checkpoints', () => {
  const read = vi.spyOn(globalThis, 'atob')
  const cost = (act: () => void): number => {
    read.mockClear()
    act()
    return read.mock.calls.length
  }
  const playback = createPlayback(entries)
  const to = (step: number) => cost(() => playback.contentAfter(step))
  expect(to(entries.length)).toBe(entries.length - 1)
  expect(to(entries.length - 1)).toBeLessThan(CHECKPOINT_EVERY)
  expect(to(CHECKPOINT_EVERY + 10)).toBe(10)
  expect(to(CHECKPOINT_EVERY + 12)).toBe(2)
  expect(to(CHECKPOINT_EVERY + 12)).toBe(0)
})
