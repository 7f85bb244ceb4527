import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { MinutesEditor, type MinutesEditorProps } from '../../../client/minutes/minutes-editor.tsx'
import { startI18n } from '../../../client/ui/i18n.ts'
import { minutes as sentences } from '../../../shared/i18n/minutes.ts'
import { serveMinutes } from '../../server/minutes/served.ts'

const at = Date.UTC(2026, 11, 18, 2, 13)
const props: MinutesEditorProps = {
  meetingId: 'm1',
  itemId: 'i1',
  mode: 'write',
  user: { id: 'a1', name: '白书简', role: 'clerk' },
  label: '第 1 项笔录正文',
  now: () => at,
  speakers: [
    { id: 'chair', name: '主持人' },
    { id: 'p1', name: '周禾生' },
  ],
  record: {
    evidence: (no) => `证据 ${no}`,
    entry: ({ id }) => `记录 ${id}`,
    entries: [{ key: 'turn:t1', label: '周禾生发言' }],
    evidenceList: [{ key: '4', label: '证据 4 测量图' }],
  },
}

beforeAll(() => {
  startI18n({ minutes: sentences })
  const empty = { length: 0, item: () => null, [Symbol.iterator]: [][Symbol.iterator] }
  Range.prototype.getClientRects = () => empty as unknown as DOMRectList
  Range.prototype.getBoundingClientRect = () => new DOMRect()
  document.elementFromPoint = () => null
  Element.prototype.scrollIntoView = () => {}
})
afterEach(cleanup)

/** A server of minutes where the page expects it. */
async function serve() {
  const served = await serveMinutes()
  const { port } = new URL(served.url)
  vi.stubGlobal('WebSocket', WebSocket)
  vi.stubGlobal('location', new URL(`http://127.0.0.1:${port}/room/m1?as=clerk`))
  return served
}

describe('the editor', () => {
  it('starts a speaker’s paragraph by key, with time and references, and says when it is saved', async () => {
    const { read } = await serve()
    render(<MinutesEditor {...props} />)
    const paper = await screen.findByRole('textbox', { name: props.label })
    fireEvent.keyDown(paper, { altKey: true, code: 'Digit2' })
    fireEvent.keyDown(paper, { altKey: true, code: 'KeyT' })
    await screen.findByText('10:13')
    // The caret comes back to the text with the next frame; a list opened before that would lose it.
    await new Promise(requestAnimationFrame)
    fireEvent.keyDown(paper, { altKey: true, code: 'KeyE' })
    fireEvent.click(await screen.findByRole('menuitem', { name: '证据 4 测量图' }))
    await screen.findByText(/全部已保存/)
    await vi.waitFor(async () => expect((await read('m1', 'i1')).text).toBe('10:13 周禾生：10:13证据 4'))
  })

  it('holds an entry of the record by its name only, and says it anew when the record grows', async () => {
    const { read } = await serve()
    const { rerender } = render(<MinutesEditor {...props} />)
    const paper = await screen.findByRole('textbox', { name: props.label })
    fireEvent.keyDown(paper, { altKey: true, code: 'KeyR' })
    fireEvent.click(await screen.findByRole('menuitem', { name: '周禾生发言' }))
    await screen.findByText('记录 t1')
    await vi.waitFor(async () => expect((await read('m1', 'i1')).text).toBe('turn:t1'))
    const record = { ...props.record, entry: () => '10:13 至 10:15，周禾生发言' }
    rerender(<MinutesEditor {...props} record={record} />)
    await screen.findByText('10:13 至 10:15，周禾生发言')
  })

  it('finds and replaces by the keyboard alone', async () => {
    const { read } = await serve()
    render(<MinutesEditor {...props} />)
    const paper = await screen.findByRole('textbox', { name: props.label })
    fireEvent.keyDown(paper, { altKey: true, code: 'KeyQ' })
    fireEvent.click(await screen.findByRole('menuitem', { name: '没有异议。' }))
    fireEvent.keyDown(paper, { ctrlKey: true, code: 'KeyF' })
    const wanted = await screen.findByRole('textbox', { name: '查找' })
    fireEvent.change(wanted, { target: { value: '没有' } })
    await screen.findByText('1 处')
    fireEvent.keyDown(wanted, { key: 'Enter' })
    await screen.findByText('第 1 处，共 1 处')
    const replacement = screen.getByRole('textbox', { name: '替换为' })
    fireEvent.change(replacement, { target: { value: '还有' } })
    fireEvent.keyDown(replacement, { key: 'Enter' })
    await vi.waitFor(async () => expect((await read('m1', 'i1')).text).toContain('还有异议。'))
    fireEvent.keyDown(replacement, { key: 'Escape' })
    expect(screen.queryByRole('textbox', { name: '查找' })).toBeNull()
  })
})
