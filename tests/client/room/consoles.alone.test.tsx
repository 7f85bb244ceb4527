// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clockMark } from '../../../client/room/announcer.tsx'
import { ChairConsole } from '../../../client/room/chair/chair-console.tsx'
import { KeyList } from '../../../client/room/chair/key-list.tsx'
import { asideFor, ClerkConsole } from '../../../client/room/clerk/clerk-console.tsx'
import { itemState } from '../../../client/room/clerk/items-rail.tsx'
import { chordOf } from '../../../client/room/keys.ts'
import { changeLanguage } from '../../../client/ui/i18n.ts'
import { headCode } from '../../../shared/ledger/chain.ts'
import { meetingEvents, publicCommits } from '../../shared/publication/record-fixture.ts'
import {
  actors,
  drafted,
  evolved,
  inStage,
  minute,
  opened,
  Page,
  procedure,
  start,
} from '../meeting/fixture.tsx'
import { prepareDom, press, type Sent, show, stubCommands, violations } from '../meeting/page.tsx'

vi.mock('../../../client/meeting/minutes-pane.tsx', () => ({ MinutesPane: () => null }))

beforeEach(prepareDom)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const speaking = evolved(inStage('petitioner-reply'), [
  { type: 'floor-requested', requestId: 'q1', participantId: 'p2', purpose: 'evidence', note: '' },
  { type: 'floor-requested', requestId: 'q2', participantId: 'officer-2', purpose: 'question', note: '' },
  {
    type: 'turn-started',
    turnId: 't',
    participantId: 'p1',
    side: 'petitioner',
    limitMs: 5 * minute,
    counted: true,
    evidenceNo: null,
  },
])
const chair = (state: typeof speaking) =>
  show(
    <Page actor={actors.chair} state={state}>
      <ChairConsole />
    </Page>,
  )
const clerk = (state: typeof speaking) =>
  show(
    <Page actor={actors.clerk} state={state}>
      <ClerkConsole />
    </Page>,
  )
const key = (code: string, modifiers = {}) => fireEvent.keyDown(window, { code, ...modifiers })
const types = (sent: readonly Sent[]) => sent.map(({ type }) => type)
const settled = () => act(async () => {})

describe('the chair’s console', () => {
  it('moves on with Ctrl+Enter from exactly the stage on the screen', async () => {
    const sent = stubCommands()
    chair(speaking)
    key('Enter', { ctrlKey: true })
    await waitFor(() => expect(sent).toMatchObject([{ type: 'advance', data: { from: 'petitioner-reply' } }]))
  })

  it('gives the floor to the first in the queue with F2; the time of a side counts', async () => {
    const sent = stubCommands()
    chair(speaking)
    key('F2')
    await waitFor(() =>
      expect(sent).toMatchObject([{ type: 'give-floor', data: { participantId: 'p2', counted: true } }]),
    )
  })

  it('pauses, extends and ends the running turn by key', async () => {
    const sent = stubCommands()
    chair(speaking)
    for (const [code, modifiers] of [
      ['F8', {}],
      ['F9', {}],
      ['F8', { shiftKey: true }],
    ] as const) {
      key(code, modifiers)
      await settled()
    }
    expect(types(sent)).toEqual(['pause-turn', 'extend-turn', 'end-turn'])
  })

  it('asks before opening, with the focus on cancel, and no key works behind the question', async () => {
    const sent = stubCommands()
    chair(inStage('deliberation'))
    press(/同时启封/)
    const dialog = screen.getByRole('dialog')
    expect(document.activeElement?.textContent).toBe('取消')
    key('Enter', { ctrlKey: true })
    expect(sent).toEqual([])
    fireEvent.click(within(dialog).getByRole('button', { name: '同时启封' }))
    await waitFor(() => expect(types(sent)).toEqual(['open-opinions']))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('does not terminate without a reason', async () => {
    const sent = stubCommands()
    chair(speaking)
    press('终止听证')
    const dialog = screen.getByRole('dialog')
    const confirm = within(dialog).getByRole('button', { name: '终止听证' })
    fireEvent.click(confirm)
    expect(sent).toEqual([])
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '双方自行和解' } })
    fireEvent.click(confirm)
    await waitFor(() => expect(sent).toMatchObject([{ type: 'terminate', data: { reason: '双方自行和解' } }]))
  })

  it('shows a refusal in words and keeps what was typed', async () => {
    stubCommands({ refuse: 'INTERRUPTED' })
    chair(speaking)
    press('终止听证')
    const dialog = screen.getByRole('dialog')
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '理由' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '终止听证' }))
    expect((await within(dialog).findByRole('alert')).textContent).toContain('会议正在休会或中止')
    expect(within(dialog).getByRole('textbox')).toHaveProperty('value', '理由')
  })

  it('sends an act again under the same id while no answer came', async () => {
    const sent = stubCommands('silent')
    chair(speaking)
    press(/加 1 分钟/)
    await screen.findByRole('alert')
    press(/加 1 分钟/)
    await waitFor(() => expect(sent).toHaveLength(4))
    expect(new Set(sent.map(({ commandId }) => commandId)).size).toBe(1)
  })

  it('never shows what a sealed opinion says, only that it is there', () => {
    chair(
      evolved(inStage('opinions'), [
        {
          type: 'opinion-sealed',
          participantId: 'officer-1',
          seat: 1,
          medium: 'phone',
          commitment: 'ab'.repeat(32),
        },
      ]),
    )
    const card = screen.getByRole('region', { name: '听证员意见' })
    expect(card.textContent).toContain('1 / 5')
    expect(card.textContent).not.toContain('abab')
  })

  it.each([['zh'], ['en']] as const)('meets WCAG A and AA (%s)', async (language) => {
    changeLanguage(language)
    chair(speaking)
    expect(await violations()).toEqual([])
    cleanup()
    chair(evolved(inStage('deliberation'), [opened, drafted]))
    expect(await violations()).toEqual([])
    changeLanguage('zh')
  })
})

describe('the clerk’s console', () => {
  it('finalises the item on the screen after asking', async () => {
    const sent = stubCommands()
    clerk(speaking)
    press('定稿这一项，送双方核对')
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '定稿' }))
    await waitFor(() =>
      expect(sent).toMatchObject([{ type: 'finalise-item', data: { itemId: 'petitioner-reply' } }]),
    )
  })

  it('stays at the chosen item when the room moves on, and offers the way', () => {
    const { rerender } = clerk(inStage('unit-statement'))
    press('信访人陈述')
    rerender(
      <Page actor={actors.clerk} state={speaking}>
        <ClerkConsole />
      </Page>,
    )
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('信访人陈述')
    press('转到这一项')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('信访人申辩')
  })

  it('enters a refusal to sign only with its reason', async () => {
    const sent = stubCommands()
    const final = procedure.stages.map((s) => ({
      type: 'item-finalised' as const,
      itemId: s.id,
      sha256: 'ab'.repeat(32),
      entries: 1,
    }))
    const read = { type: 'minutes-read-out', how: 'read-out', itemsSha256: '0'.repeat(64) } as const
    clerk(evolved(inStage('signing'), [...final, read]))
    press('周禾生拒签')
    const dialog = screen.getByRole('dialog')
    fireEvent.click(within(dialog).getByRole('button', { name: '注明拒签' }))
    expect(sent).toEqual([])
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '认为记录有误' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '注明拒签' }))
    await waitFor(() =>
      expect(sent).toMatchObject([{ data: { method: 'refused', note: '认为记录有误', onBehalfOf: 'p1' } }]),
    )
  })

  it('has the chair’s controls only by delegation', () => {
    clerk(speaking)
    expect(screen.queryByRole('tab', { name: '代主持人操作' })).toBeNull()
    cleanup()
    clerk(evolved(speaking, [{ type: 'delegation-changed', delegated: true }]))
    expect(screen.getByRole('tab', { name: '代主持人操作' })).toBeTruthy()
  })

  it('keeps the recommendation’s draft on this device', () => {
    const state = evolved(inStage('deliberation'), [opened])
    clerk(state)
    fireEvent.click(screen.getByRole('tab', { name: '综合评议建议' }))
    fireEvent.change(screen.getByLabelText('建议怎样处理'), { target: { value: '复测更正' } })
    cleanup()
    clerk(state)
    fireEvent.click(screen.getByRole('tab', { name: '综合评议建议' }))
    expect(screen.getByLabelText('建议怎样处理')).toHaveProperty('value', '复测更正')
  })

  it('meets WCAG A and AA', async () => {
    for (const state of [
      inStage('opening'),
      speaking,
      evolved(inStage('deliberation'), [opened]),
      inStage('signing'),
    ]) {
      clerk(state)
      expect(await violations()).toEqual([])
      cleanup()
    }
  })
})

describe('what the console says', () => {
  it('counts rounds only in the stages that are gone through again', () => {
    const inRound = (stageId: string) => {
      const index = procedure.stages.findIndex((stage) => stage.id === stageId)
      return evolved(inStage(stageId), [
        { type: 'stage-entered', stageId, index, round: 2, direction: 'forward', reason: '' },
      ])
    }
    chair(inRound('unit-reply'))
    expect(screen.getByText(/第 2 轮$/)).toBeDefined()
    cleanup()
    chair(inRound('panel-questions'))
    expect(screen.queryByText(/第 2 轮/)).toBeNull()
  })

  it('says how many are not checked, not only who is first', () => {
    chair(inStage('attendance'))
    expect(screen.getByText(/还有 8 人没有核对到场，先是周禾生/)).toBeDefined()
  })

  it('lists its keys at Ctrl+/ and gives the focus back', () => {
    chair(inStage('rights'))
    render(<KeyList />)
    const button = screen.getByRole('button', { name: '键盘一览' })
    button.focus()
    key('Slash', { ctrlKey: true })
    expect(within(screen.getByRole('dialog')).getByText('请下一位发言')).toBeDefined()
    press('关闭')
    expect(document.activeElement).toBe(button)
  })

  it('does not put the same draft to the panel twice', () => {
    const sent = stubCommands()
    clerk(evolved(inStage('deliberation'), [opened, drafted]))
    fireEvent.click(screen.getByRole('tab', { name: '综合评议建议' }))
    press(/^存为第 2 稿/)
    expect(sent).toEqual([])
    expect(screen.getByText(/第 1 稿已请听证员表示/)).toBeDefined()
  })

  it('shows after closing the head code that goes on the slips', async () => {
    const [commit] = publicCommits(meetingEvents())
    const closed = evolved(inStage('signing'), [{ type: 'meeting-closed', itemsSha256: '0'.repeat(64) }])
    vi.stubGlobal('fetch', async () => Response.json({ commits: [commit], now: start }))
    chair({ ...closed, closedSeq: commit?.seq ?? 0 })
    expect(await screen.findByText(headCode(commit?.head ?? ''))).toBeDefined()
    const printed = (name: string) => screen.getByRole('link', { name }).getAttribute('href')
    expect(screen.getByRole('link', { name: '去公布结论' })).toBeDefined()
    expect(['打印核对码纸条', '打印抽取单', '打印笔录'].map(printed)).toEqual(
      ['slip', 'draw-sheet', 'minutes'].map((paper) => `/office/meetings/m1/print/${paper}`),
    )
  })
})

describe('small decisions', () => {
  it('tells where the minutes of an item stand', () => {
    const state = evolved(inStage('rights'), [
      { type: 'item-finalised', itemId: 'attendance', sha256: '', entries: 0 },
    ])
    expect(['attendance', 'opening', 'rights', 'signing'].map((id) => itemState(state, id))).toEqual([
      'final',
      'to-finalise',
      'writing',
      'not-begun',
    ])
  })

  it('puts the panel a stage needs beside the minutes', () => {
    const aside = (id: string) => asideFor(procedure.stages.find((stage) => stage.id === id))
    expect(
      ['attendance', 'panel-recusal', 'unit-reply', 'opinions', 'deliberation', 'signing'].map(aside),
    ).toEqual(['people', 'behalf', 'evidence', 'opinions', 'opinions', 'signatures'])
  })

  it('says five minutes, one minute and the end of a turn, nothing while paused', () => {
    const long = evolved(inStage('unit-reply'), [
      {
        type: 'turn-started',
        turnId: 't',
        participantId: 'u1',
        side: 'unit',
        limitMs: 10 * minute,
        counted: true,
        evidenceNo: null,
      },
    ])
    const marks = [1, 6, 9.5, 11].map((m) => clockMark(long, start + m * minute))
    expect(marks).toEqual([undefined, 'fiveMinutes', 'oneMinute', 'timeUp'])
    expect(
      clockMark(evolved(long, [{ type: 'turn-paused', turnId: 't' }]), start + 11 * minute),
    ).toBeUndefined()
  })

  it('writes chords one way', () => {
    const chord = (code: string, modifiers = {}) =>
      chordOf({ ctrlKey: false, altKey: false, shiftKey: false, code, ...modifiers })
    expect([
      chord('F8', { shiftKey: true }),
      chord('KeyQ', { altKey: true }),
      chord('NumpadEnter', { ctrlKey: true }),
    ]).toEqual(['Shift+F8', 'Alt+Q', 'Control+Enter'])
  })
})
