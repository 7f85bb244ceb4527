import { readFileSync } from 'node:fs'
import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CallList } from '../../../client/office/papers/call-list.tsx'
import { NumberSheet } from '../../../client/office/papers/draw-sheets.tsx'
import { MinutesSheet, SheetBody } from '../../../client/office/papers/minutes.tsx'
import { Announcement, Notices } from '../../../client/office/papers/notice.tsx'
import { Slips } from '../../../client/office/papers/slips.tsx'
import { headCode } from '../../../shared/ledger/chain.ts'
import { buildCommit } from '../../../shared/ledger/commit.ts'
import type { Draw, MeetingState } from '../../../shared/meeting/state.ts'
import { proposedRules } from '../../../shared/pool/rules.ts'
import { actors, Page, prepared, start } from '../meeting/fixture.tsx'
import { officerView, open, prepareOffice, stubServer } from './office.tsx'

const chosen = 'http://192.0.2.10:3000'
const closing = buildCommit(
  { stream: 'meeting/m1', seq: 40, at: start, prev: '0'.repeat(64) },
  { commandId: 'c', commandType: 'close', actor: 'account:a-chair' },
  [{ type: 'meeting-closed' }],
  () => '0'.repeat(32),
)

function show(page: React.ReactElement, state: MeetingState, more: Parameters<typeof stubServer>[0] = {}) {
  stubServer({
    ...more,
    'GET /api/network': { body: { addresses: [chosen], chosen } },
    'GET /api/meetings/m1/commits': { body: { commits: [closing], now: start } },
    'GET /api/pools/main': {
      body: {
        seq: 1,
        head: 'h',
        today: '2026-11-01',
        rules: proposedRules,
        officers: [officerView(1, '程问渠', { phone: '000-00000001' }), officerView(9, '葛听松')],
      },
    },
    'GET /api/session': {
      body: {
        actor: { kind: 'account', accountId: 'a-clerk', name: '白书简', roles: ['clerk'] },
        county: { name: '示例县信访局', timezone: 'Asia/Shanghai' },
        demonstration: true,
        encrypted: false,
      },
    },
  })
  open(
    <Page actor={actors.clerk} state={state}>
      {page}
    </Page>,
  )
}

beforeEach(prepareOffice)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const text = () => document.body.textContent ?? ''

describe('printed papers', () => {
  it('put the head of the closing commit on a slip for each side', async () => {
    show(<Slips />, { ...prepared, phase: 'closed', closedAt: start, closedSeq: 40 })
    const code = headCode(closing.head)
    expect(await screen.findAllByText(code)).toHaveLength(2)
    expect(text()).toContain('信访人留存')
    expect(text()).toContain('责任单位留存')
  })

  it('carry an address a phone can open, with the code of the record', async () => {
    show(<Notices />, prepared)
    const codes = await screen.findAllByRole('img', { name: new RegExp(`${chosen}/verify/QH17-7F3K-9QMD`) })
    const people = prepared.participants.filter(({ side }) => side === 'petitioner' || side === 'unit')
    expect(codes).toHaveLength(people.length)
    for (const { name = '' } of people) expect(text()).toContain(`${name}：`)
  })

  it('hang up an announcement without the parties’ names and without the code that opens the record', async () => {
    const masked = '某村某某家承包地面积争议'
    show(<Announcement />, { ...prepared, maskedSubject: masked })
    await screen.findByRole('img', { name: new RegExp(`${chosen}/`) })
    expect(text()).toContain(masked)
    expect(text()).not.toContain('石桥湾村')
    expect(text()).not.toContain('QH17-7F3K-9QMD')
    for (const { name = '-' } of prepared.participants.filter(({ side }) => side === 'petitioner'))
      expect(text()).not.toContain(name)
  })

  it('name the state of the record minutes were printed from, before closing too', async () => {
    const record = {
      number: prepared.number,
      subject: '某村承包地',
      procedure: { zh: '程序', en: 'Procedure' },
      place: '',
      begunAt: start,
      closedAt: null,
      open: true,
      closedReason: '',
      responsibleUnit: '',
      chair: '',
      clerks: [],
      people: [],
      items: [],
      entries: {},
      left: [],
      readOut: null,
      signatures: [],
      itemsSha256: '4585ae24'.padEnd(64, '0'),
      head: { seq: 7, code: 'AAAA BBBB', closing: false },
      code: '',
    }
    show(<MinutesSheet />, prepared, {
      'GET /api/meetings/m1/minutes': { body: { record, verifyAt: `${chosen}/verify/x` } },
    })
    expect(await screen.findByText('记录核对码 AAAA BBBB（第 7 步）')).toBeTruthy()
    expect(text()).toContain('以上笔录（指纹 4585AE24）')
    expect(text()).not.toContain('没有核对码')
  })

  it('break a line of the minutes where it was broken, whatever kind of paragraph it stands in', () => {
    const words = (text: string) => [{ text, bold: false, underline: false }]
    show(
      <div className="sheet">
        <style>{readFileSync('client/ui/print.css', 'utf8')}</style>
        <SheetBody
          body={[
            { kind: 'subheading', pieces: words('小标题\n一') },
            { kind: 'text', pieces: words('发言\n一') },
            { kind: 'note', pieces: words('补充记录\n一') },
            { kind: 'entry', mark: '·', depth: 0, pieces: words('条目\n一') },
            { kind: 'table', rows: [[words('格子\n一')]] },
          ]}
        />
      </div>,
      prepared,
    )
    for (const name of ['小标题', '发言', '补充记录', '条目', '格子'])
      expect(
        getComputedStyle(screen.getByText(new RegExp(name)).closest('h3, p, td') ?? document.body),
      ).toMatchObject({
        whiteSpace: 'pre-line',
      })
  })

  it('give who calls what to say, whom to call in the drawn order, their telephone and the deadline', async () => {
    const answerBy = Date.parse('2026-11-05T09:00:00Z')
    show(<CallList draw={{ draw: 1, status: 'drawn', answerBy } as Draw} />, prepared)
    expect(await screen.findByText('000-00000001')).toBeTruthy()
    expect(text()).toContain('责任单位是青石镇人民政府。能不能来')
    expect(text()).toContain('请在 2026年11月5日 17:00 以前答复')
    const order = screen.getAllByRole('row').map((row) => row.textContent?.slice(0, 2))
    expect(order.slice(1)).toEqual(['席1', '席2', '席3', '席4', '席5', '候1'])
  })

  it('tell the petitioner before they write what happens without their number, beside the office’s fingerprint', async () => {
    const commitment = 'ab'.repeat(32)
    const draw = {
      draw: 1,
      status: 'awaiting-number',
      commitment,
      committedAt: start,
      deadline: start,
    } as Draw
    show(<NumberSheet draw={draw} />, prepared)
    await screen.findByRole('img', { name: new RegExp(`${chosen}/`) })
    expect(text()).toContain('ABAB ABAB ABAB ABAB')
    expect(text()).toContain('抽取照样有效，但公开页不会说没有人能影响结果')
  })
})
