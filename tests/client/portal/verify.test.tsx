import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { Route, Routes } from 'react-router'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { CheckGroup } from '../../../client/portal/verify/check-group.tsx'
import { VerifyPage } from '../../../client/portal/verify/verify-page.tsx'
import { changeLanguage, startI18n } from '../../../client/ui/i18n.ts'
import { draw } from '../../../shared/i18n/draw.ts'
import { portal } from '../../../shared/i18n/portal.ts'
import { verify } from '../../../shared/i18n/verify.ts'
import { headCode } from '../../../shared/ledger/chain.ts'
import type { PublicRecord } from '../../../shared/publication/answers.ts'
import { verifyRecord } from '../../../shared/publication/verify-record.ts'
import {
  meetingEvents,
  publicCommits,
  publicRecord,
  sealedNumber,
} from '../../shared/publication/record-fixture.ts'
import { openPage } from '../page.tsx'

const record = publicRecord()
const slip = headCode(verifyRecord(record).closing?.head ?? '')
const pages = (
  <Routes>
    <Route path="/verify" element={<VerifyPage />} />
    <Route path="/verify/:code" element={<VerifyPage />} />
  </Routes>
)

const openVerify = (answer: PublicRecord = record) =>
  openPage(pages, `/verify/${record.code}`, { [`/api/public/record/${record.code}`]: answer })

/** The record with one character of one public field changed. */
function tampered(): PublicRecord {
  const copy: PublicRecord = structuredClone(record)
  const meeting = publicCommits(meetingEvents()).map((commit) =>
    commit.seq === 4 ? { ...commit, at: commit.at + 1 } : commit,
  )
  return { ...copy, meeting }
}

beforeAll(() => startI18n({ portal, verify, draw }))
beforeEach(() => changeLanguage('zh'))
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const drop = (file: File) =>
  fireEvent.change(screen.getByLabelText('选一个文件'), { target: { files: [file] } })
const fileOf = (value: unknown) =>
  new File([JSON.stringify(value)], '记录.json', { type: 'application/json' })

/** A record whose draw was from a portfolio, as far as its checks go. */
const checksFromPortfolio = verifyRecord(record).checks.map((check) =>
  check.id === 'draw' ? { ...check, facts: { ...check.facts, compositions: 12 } } : check,
)

describe('a draw on the verification page', () => {
  it('made from a portfolio says what that is, what is recomputed, and what is not, in both languages', async () => {
    openPage(<CheckGroup group="draw" checks={checksFromPortfolio} />, '/')
    expect(screen.getByText(/共 12 种方案/)).toBeTruthy()
    expect(screen.getByText(/没有核验：这张表是不是最公平的一张/)).toBeTruthy()
    cleanup()
    changeLanguage('en')
    openPage(<CheckGroup group="draw" checks={checksFromPortfolio} />, '/')
    expect(screen.getByText(/12 compositions/)).toBeTruthy()
    expect(screen.getByText(/That the portfolio is optimal is not what is checked/)).toBeTruthy()
  })

  it('without one says nothing of it', () => {
    openPage(<CheckGroup group="draw" checks={verifyRecord(record).checks} />, '/')
    expect(screen.queryByText(/方案表/)).toBeNull()
  })

  it('whose number was sealed in advance tells who sealed when, and what was opened', () => {
    const { checks } = verifyRecord(publicRecord(meetingEvents('m1', sealedNumber)))
    openPage(<CheckGroup group="draw" checks={checks} />, '/')
    expect(screen.getByText('信访人封数')).toBeTruthy()
    expect(screen.getByText('信访人先封，机关后封，再一起启封')).toBeTruthy()
    expect(screen.queryByText('机关先封，信访人后出数，再启封')).toBeNull()
    expect(screen.getByText(/是 8，和封的相同/)).toBeTruthy()
    const unopened = checks.map((check) =>
      check.id === 'shares' ? { ...check, facts: { ...check.facts, number: '' } } : check,
    )
    cleanup()
    openPage(<CheckGroup group="draw" checks={unopened} />, '/')
    expect(screen.getByText(/到时限没有启封。这次抽取不能说谁也影响不了结果/)).toBeTruthy()
    expect(screen.getByText('信访人先封而没有启封，机关到时限启封')).toBeTruthy()
    expect(screen.queryByText(/一起启封/)).toBeNull()
  })
})

describe('what is said of the numbers of a draw', () => {
  const shares = (facts: Record<string, string | number>) => {
    const { checks } = verifyRecord(record)
    const changed = checks.map((check) =>
      check.id === 'shares' ? { ...check, facts: { ...check.facts, ...facts } } : check,
    )
    openPage(<CheckGroup group="draw" checks={changed} />, '/')
    return document.body.textContent ?? ''
  }

  it('names the way the number came, and who entered it', () => {
    expect(shares({ via: 'phone' })).toContain('用自己的手机')
    cleanup()
    expect(shares({ via: 'aloud' })).toContain('当众说出，由机关录入')
  })

  /** What each way of giving a number, or none, must say and must not say. */
  const said = {
    open: {
      facts: { number: '8', via: 'sheet' },
      zh: { says: ['信访人再公开出一个数', '8，写在纸上，由机关录入'], never: ['只由它决定', '不能说'] },
      en: {
        says: ['then the petitioner gave one openly', '8, written on the sheet, entered by the office'],
        never: ['it alone decided', 'cannot claim'],
      },
    },
    phone: {
      facts: { number: '8', via: 'phone' },
      zh: { says: ['8，用自己的手机'], never: ['由机关录入', '不能说'] },
      en: { says: ['8, on their own phone'], never: ['entered by the office', 'cannot claim'] },
    },
    none: {
      facts: { number: '', via: 'none' },
      zh: {
        says: ['到时限信访人没有出数', '这次抽取只由它决定', '不能说谁也影响不了结果'],
        never: ['信访人再公开出一个数', '没法再改自己的'],
      },
      en: {
        says: ['gave none in time', 'it alone decided this draw', 'cannot claim that nobody could steer it'],
        never: ['gave one openly', 'could not change its own'],
      },
    },
    sealed: {
      facts: { number: '8', via: 'phone', sealedAt: 1 },
      zh: { says: ['机关看不到', '是 8，和封的相同'], never: ['只由它决定', '不能说'] },
      en: {
        says: ['unseen by the office', '8, the same as sealed'],
        never: ['it alone decided', 'cannot claim'],
      },
    },
    unopened: {
      facts: { number: '', via: 'none', sealedAt: 1 },
      zh: {
        says: ['没有启封，没有用上', '只由它决定', '不能说谁也影响不了结果'],
        never: ['两个都封好', '和封的相同。', '一起启封'],
      },
      en: {
        says: ['it was not used', 'it alone decided this draw', 'cannot claim that nobody could steer it'],
        never: ['Only when both were sealed', 'opened, together'],
      },
    },
  }
  it.each(
    Object.entries(said).flatMap(([way, { facts, ...texts }]) =>
      (['zh', 'en'] as const).map((language) => ({ way, language, facts, ...texts[language] })),
    ),
  )('claims no more than is true: $way, in $language', ({ language, facts, says, never }) => {
    changeLanguage(language)
    const text = shares(facts)
    for (const sentence of says) expect(text).toContain(sentence)
    for (const sentence of never) expect(text).not.toContain(sentence)
  })

  it.each([
    ['zh', '不经抽取、由行业推荐入席的：贺兰舟'],
    ['en', 'not by lot: 贺兰舟'],
  ] as const)('names whoever sits by recommendation, not by lot, in %s', (language, sentence) => {
    changeLanguage(language)
    const { checks } = verifyRecord(publicRecord(meetingEvents('m1', undefined, 9)))
    expect(checks.find(({ id }) => id === 'draw')?.outcome).toBe('holds')
    openPage(<CheckGroup group="draw" checks={checks} />, '/')
    expect(document.body.textContent).toContain(sentence)
    cleanup()
    openPage(<CheckGroup group="draw" checks={verifyRecord(record).checks} />, '/')
    expect(document.body.textContent).not.toContain(sentence.slice(0, 10))
  })

  it('claims of no number that none was given, and that the office’s alone decided', () => {
    const text = shares({ number: '', via: 'none' })
    expect(text).toContain('这次抽取只由它决定')
    expect(text).not.toContain('信访人再公开出一个数')
  })
})

describe('the verification page', () => {
  it('says consistent without the head code, and what that does not rule out', async () => {
    openVerify()
    expect((await screen.findByText('这份记录：8 项都一致')).closest('div')?.className).toBe('good')
    expect(screen.getByText(/不能排除整份重做。填上核对码/)).toBeTruthy()
  })

  it('says unchanged with the code from the slip', async () => {
    openVerify()
    await screen.findByText('这份记录：8 项都一致')
    fireEvent.change(screen.getByLabelText('闭会时的核对码'), { target: { value: slip.toLowerCase() } })
    fireEvent.click(screen.getByRole('button', { name: '重新核验' }))
    expect(await screen.findByText('这份记录：9 项都一致')).toBeTruthy()
    expect(screen.getAllByText('核对码对得上，记录没有被改过').length).toBeGreaterThan(0)
  })

  it('turns red with a wrong code and asks whether it was copied rightly', async () => {
    openVerify()
    await screen.findByText('这份记录：8 项都一致')
    fireEvent.change(screen.getByLabelText('闭会时的核对码'), { target: { value: 'AB'.repeat(16) } })
    fireEvent.click(screen.getByRole('button', { name: '重新核验' }))
    expect((await screen.findByText('这份记录：1 项不一致')).closest('div')?.className).toBe('bad')
    expect(screen.getAllByText(/先看有没有抄错/).length).toBeGreaterThan(0)
  })

  it('turns red at one changed byte and says where', async () => {
    openVerify(tampered())
    expect((await screen.findByText('这份记录：1 项不一致')).closest('div')?.className).toBe('bad')
    const row = screen.getByText('第 4 条对不上：内容和它的指纹不符').closest('li')
    expect(row && within(row).getByText('不一致')).toBeTruthy()
    expect(screen.getByText('不一致的是“每一条记录都接着前一条，没有改动”，见标红处')).toBeTruthy()
  })

  it('verifies a file without any network', async () => {
    const fetched = openPage(pages, '/verify')
    drop(fileOf(record))
    expect(await screen.findByText('你手里的文件：8 项都一致')).toBeTruthy()
    expect(fetched).not.toHaveBeenCalled()
  })

  it('compares a file with the record online', async () => {
    openVerify()
    await screen.findByText('这份记录：8 项都一致')
    drop(fileOf(record))
    expect(await screen.findByText('你手里的文件：和网上的记录相同')).toBeTruthy()
    drop(fileOf(tampered()))
    expect((await screen.findByText('你手里的文件：1 项不一致')).closest('div')?.className).toBe('bad')
    expect(screen.getByText('这份记录：8 项都一致')).toBeTruthy()
  })

  it('says that a file is no record, and changes nothing', async () => {
    openVerify()
    await screen.findByText('这份记录：8 项都一致')
    drop(new File(['%PDF-1.7'], '笔录.pdf'))
    expect((await screen.findByRole('alert')).textContent).toContain('不是明听的记录文件')
    expect(screen.getByText('这份记录：8 项都一致')).toBeTruthy()
  })

  it('puts the form first where there is no record to read yet', () => {
    openPage(pages, '/verify')
    const code = screen.getByLabelText('核验码')
    const file = screen.getByLabelText('选一个文件')
    expect(code.compareDocumentPosition(file)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  })

  it('shows a refusal in words when there is no such record', async () => {
    openPage(pages, '/verify/AAAA-AAAA-AAAA')
    expect((await screen.findByRole('alert')).textContent).toContain('NOT_FOUND')
  })
})
