import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { OpenDraft } from '../../../client/minutes/draft.ts'
import { MinutesEditor, type MinutesEditorProps } from '../../../client/minutes/minutes-editor.tsx'
import { startI18n } from '../../../client/ui/i18n.ts'
import type { MinutesOptions } from '../../../server/minutes/minutes.ts'
import { minutes as sentences } from '../../../shared/i18n/minutes.ts'
import { clerk, serveMinutes } from '../../server/minutes/served.ts'

/** What the device holds, by item: this environment has no database of its own. */
const disk = vi.hoisted(() => new Map<string, Uint8Array>())
vi.mock('../../../client/minutes/draft.ts', async (original) => {
  const openDraft: OpenDraft = (doc, userId, { meetingId, itemId }) => {
    const name = `${userId}/${meetingId}/${itemId}`
    const kept = disk.get(name)
    if (kept) Y.applyUpdate(doc, kept, 'device')
    const keep = (): void => void disk.set(name, Y.encodeStateAsUpdate(doc))
    doc.on('update', keep)
    return {
      loaded: Promise.resolve(true),
      unkept: () => 0,
      onKept() {},
      stop: () => doc.off('update', keep),
      clear() {
        doc.off('update', keep)
        disk.delete(name)
      },
    }
  }
  return { ...(await original<object>()), openDraft }
})

const words = sentences.zh
const props: MinutesEditorProps = {
  meetingId: 'm1',
  itemId: 'i1',
  mode: 'write',
  user: { id: 'a1', name: '白书简', role: 'clerk' },
  label: '笔录正文',
  now: () => Date.UTC(2026, 11, 18, 2, 13),
  record: { evidence: String, entry: ({ id }) => id, entries: [], evidenceList: [] },
}

beforeAll(() => {
  startI18n({ minutes: sentences })
  const empty = { length: 0, item: () => null, [Symbol.iterator]: [][Symbol.iterator] }
  Range.prototype.getClientRects = () => empty as unknown as DOMRectList
  Range.prototype.getBoundingClientRect = () => new DOMRect()
  Element.prototype.scrollIntoView = () => {}
})
afterEach(() => {
  cleanup()
  disk.clear()
})

async function serve(overrides: Partial<MinutesOptions> = {}) {
  const served = await serveMinutes(overrides)
  vi.stubGlobal('WebSocket', WebSocket)
  vi.stubGlobal('location', new URL(`http://127.0.0.1:${new URL(served.url).port}/room/m1?as=clerk`))
  return served
}
const paper = () => screen.findByRole('textbox', { name: props.label })
async function phrase(which: string): Promise<void> {
  fireEvent.keyDown(await paper(), { altKey: true, code: 'KeyQ' })
  fireEvent.click(await screen.findByRole('menuitem', { name: which }))
}

it('whose words are not taken any more is told so, and shown which of them only this device has', async () => {
  let mode: 'write' | 'read' = 'write'
  const { minutes } = await serve({ access: async () => ({ mode, role: 'clerk' }) })
  render(<MinutesEditor {...props} />)
  await phrase(words.phrases.noObjection)
  await screen.findByText(/全部已保存/)
  mode = 'read'
  await minutes.recheck('m1')
  await phrase(words.phrases.noted)
  const box = await screen.findByRole('region', { name: words.unsent.title }, { timeout: 5000 })
  expect(within(box).getByText(new RegExp(words.phrases.noted))).toBeTruthy()
  expect(screen.getByText(words.closed.forbidden.what)).toBeTruthy()
  expect((await screen.findByText(words.phrases.noObjection)).closest('section')).toBeNull()
})

it('an item that became final while it was written can be written again once a correction opens the next version', async () => {
  const { minutes } = await serve()
  const { rerender } = render(<MinutesEditor {...props} />)
  await phrase(words.phrases.noObjection)
  await screen.findByText(/全部已保存/)
  await minutes.finalise('m1', 'i1', clerk)
  await vi.waitFor(async () => expect((await paper()).getAttribute('contenteditable')).toBe('false'))
  rerender(<MinutesEditor {...props} itemId="i1_2" />)
  await vi.waitFor(async () => expect((await paper()).getAttribute('contenteditable')).toBe('true'))
})
