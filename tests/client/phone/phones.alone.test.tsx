// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PhonePage } from '../../../client/phone/phone-page.tsx'
import type { Actor } from '../../../shared/accounts/actor.ts'
import { itemsFingerprint } from '../../../shared/meeting/minutes.ts'
import {
  actors,
  drafted,
  evolved,
  inStage,
  opened,
  Page,
  procedure,
  recommendation,
  sealed,
} from '../meeting/fixture.tsx'
import { prepareDom, press, show, stubCommands, violations } from '../meeting/page.tsx'

vi.mock('../../../client/meeting/minutes-pane.tsx', () => ({ MinutesPane: () => null }))

beforeEach(prepareDom)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const phone = (actor: Actor, state: ReturnType<typeof inStage>) =>
  show(
    <Page actor={actor} state={state}>
      <PhonePage />
    </Page>,
  )

describe('a party’s phone', () => {
  it('names everybody who may be recused, chair and clerk among them', () => {
    phone(actors.petitioner, inStage('panel-recusal'))
    const text = screen.getByRole('heading', { name: '是否申请回避' }).parentElement?.textContent ?? ''
    for (const name of ['程问渠', '江既明', '主持人 顾明衡', '记录员 白书简']) expect(text).toContain(name)
  })

  it('tells who asked first that the next turn is theirs', () => {
    phone(
      actors.petitioner,
      evolved(inStage('petitioner-reply'), [
        { type: 'floor-requested', requestId: 'q1', participantId: 'p1', purpose: 'speak', note: '' },
      ]),
    )
    expect(screen.getByText('已请求，下一个就是你')).toBeDefined()
  })

  it('says during a recess what ends it, and asks for nothing', () => {
    phone(actors.petitioner, evolved(inStage('petitioner-reply'), [{ type: 'recessed', reason: '' }]))
    expect(screen.getByText('下一步：主持人宣布复会，从这里继续')).toBeDefined()
    expect(screen.queryByRole('button', { name: '请求发言' })).toBeNull()
  })

  it('leads through the minutes item by item before the signature', () => {
    phone(actors.petitioner, inStage('signing'))
    const item = () => screen.getByLabelText<HTMLSelectElement>('看哪一项').value
    expect(item()).toBe(procedure.stages[0]?.id)
    press('看下一项：2 开始，核对身份')
    expect(item()).toBe(procedure.stages[1]?.id)
  })

  it('signs or refuses the minutes that were on the page, not those that came in under the open dialog', async () => {
    const final = (sha256: string) =>
      procedure.stages.map(
        ({ id: itemId }) => ({ type: 'item-finalised', itemId, sha256, entries: 1 }) as const,
      )
    const read = { type: 'minutes-read-out', how: 'read-out', itemsSha256: '0'.repeat(64) } as const
    const first = evolved(inStage('signing'), [...final('ab'.repeat(32)), read])
    const second = evolved(first, final('cd'.repeat(32)))
    const sent = stubCommands({ refuse: 'MINUTES_CHANGED' })
    const page = (state: typeof first) => (
      <Page actor={actors.petitioner} state={state}>
        <PhonePage />
      </Page>
    )
    const { rerender } = show(page(first))
    for (const [itemsSha256, now] of [
      [itemsFingerprint(first.items), second],
      [itemsFingerprint(second.items), second],
    ] as const) {
      press('拒绝签字')
      const dialog = within(screen.getByRole('dialog'))
      fireEvent.change(dialog.getByRole('textbox'), { target: { value: '记录有误' } })
      rerender(page(now))
      fireEvent.click(dialog.getByRole('button', { name: '拒绝签字' }))
      expect(await dialog.findByText(/看过现在的笔录再办/)).toBeTruthy()
      expect(sent.at(-1)).toMatchObject({ type: 'sign-minutes', data: { method: 'refused', itemsSha256 } })
      fireEvent.click(dialog.getByRole('button', { name: '取消' }))
    }
  })

  it('leaves out of the minutes to sign what was said after the parties left', () => {
    phone(actors.petitioner, inStage('signing'))
    const items = [...screen.getByLabelText<HTMLSelectElement>('看哪一项').options].map((o) => o.value)
    expect(items).toEqual(procedure.stages.filter((s) => !s.partiesLeave).map((s) => s.id))
  })
})

describe('a panelist’s phone', () => {
  const write = () => {
    for (const radio of screen.getAllByRole('radio', { name: /^部分支持/ })) fireEvent.click(radio)
    fireEvent.change(screen.getByLabelText('理由'), { target: { value: '应当复测' } })
  }

  it('says who will read it before there is anything to write', () => {
    phone(actors.panelist, inStage('opinions'))
    const readers = screen.getByText(/^启封后：/)
    const [first] = screen.getAllByRole('radio')
    expect(readers.compareDocumentPosition(first as Node)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  })

  it('finds the draft again after a reload and says where it is', () => {
    phone(actors.panelist, inStage('opinions'))
    write()
    cleanup()
    phone(actors.panelist, inStage('opinions'))
    expect(screen.getByLabelText<HTMLTextAreaElement>('理由').value).toBe('应当复测')
    expect(screen.getByText('草稿在本机')).toBeDefined()
  })

  it('seals only what was reviewed and ticked as independent', async () => {
    const sent = stubCommands()
    phone(actors.panelist, inStage('opinions'))
    write()
    press('检查并封存')
    press('封存')
    expect(sent).toEqual([])
    fireEvent.click(screen.getByRole('checkbox'))
    press('封存')
    await waitFor(() => expect(sent).toMatchObject([{ type: 'seal-opinion', data: { independent: true } }]))
  })

  it('shows the text once more where agreement is given', () => {
    phone(actors.panelist, evolved(inStage('deliberation'), [opened, drafted]))
    press('同意')
    const finding = recommendation.findings[0]?.text ?? ''
    expect(within(screen.getByRole('dialog')).getByText(finding)).toBeDefined()
  })

  it('meets WCAG A and AA', async () => {
    for (const state of [
      inStage('panel-recusal'),
      inStage('opinions'),
      evolved(inStage('opinions'), [sealed('officer-1')]),
      evolved(inStage('deliberation'), [opened, drafted]),
      inStage('signing'),
    ]) {
      phone(actors.panelist, state)
      expect(await violations()).toEqual([])
      cleanup()
      phone(actors.petitioner, state)
      expect(await violations()).toEqual([])
      cleanup()
    }
  })
})

describe('after closing', () => {
  it('does not send anybody to a page that is not there yet', () => {
    const closed = evolved(inStage('signing'), [{ type: 'meeting-closed', itemsSha256: '0'.repeat(64) }])
    phone(actors.petitioner, closed)
    expect(screen.queryByRole('link', { name: '查看听证结论' })).toBeNull()
    expect(screen.getByText(/^结论的文字还没有公布/)).toBeDefined()
    expect(screen.getByRole('link', { name: '核验这场听证的记录' })).toBeDefined()
  })
})
