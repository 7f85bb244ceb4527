import { cleanup, render, screen, within } from '@testing-library/react'
import { MemoryRouter, Route, Routes } from 'react-router'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Conclusion, ConclusionPage } from '../../../client/portal/conclusion/conclusion-page.tsx'
import { overall } from '../../../client/portal/conclusion/findings.tsx'
import { changeLanguage, startI18n } from '../../../client/ui/i18n.ts'
import { conclusion } from '../../../shared/i18n/conclusion.ts'
import { portal } from '../../../shared/i18n/portal.ts'
import { remedyOf } from '../../../shared/matter/remedies.ts'
import type { PublicConclusion } from '../../../shared/publication/answers.ts'
import { publishedDocument } from '../../shared/publication/record-fixture.ts'
import { openPage } from '../page.tsx'

const published: PublicConclusion = {
  code: 'QH17-7F3K-9QMD',
  document: publishedDocument,
  sha256: 'ab',
  publishedAt: Date.UTC(2026, 10, 14, 2),
  listed: true,
  drawnOn: '2026-11-02',
  openedAt: Date.UTC(2026, 10, 12, 3, 26, 4),
  stage: 'review',
  decision: { number: '青复查〔2026〕9号', date: '2026-11-17', outcome: 'adopted', departureReason: '' },
  remedy: remedyOf('review', '2026-11-18', '2026-11-24'),
}

function show(change: Partial<PublicConclusion> = {}) {
  render(
    <MemoryRouter>
      <Conclusion conclusion={{ ...published, ...change }} />
    </MemoryRouter>,
  )
  return document.body.textContent ?? ''
}

beforeAll(() => startI18n({ portal, conclusion }))
beforeEach(() => changeLanguage('zh'))
afterEach(cleanup)

describe('a published conclusion', () => {
  it('begins by saying whose word it is and whose word counts', () => {
    const text = show()
    expect(text.startsWith('这是听证评议建议，以复查意见书为准。')).toBe(true)
  })

  it('names the decision that counts at each step of the law', () => {
    expect(show({ stage: 'handling' })).toContain('以处理意见书为准')
    cleanup()
    expect(show({ stage: 're-review' })).toContain('以复核意见书为准')
  })

  it('names a day on which the office is open where the last day is on a weekend', () => {
    show({ remedy: remedyOf('review', '2026-11-20', '2026-11-24') })
    const remedy = screen.getByRole('region', { name: '不同意，可以申请复核' })
    expect(remedy.textContent).toContain('最晚 2026年12月20日')
    expect(remedy.textContent).toContain('这一天是休息日')
    expect(remedy.textContent).toContain('12月18日 前提出')
  })

  it('says until which day re-review can be asked for, and how the day was counted', () => {
    show()
    const remedy = screen.getByRole('region', { name: '不同意，可以申请复核' })
    expect(remedy.textContent).toContain('最晚 2026年12月18日')
    expect(remedy.textContent).toMatch(/还剩\s24\s天/)
    expect(within(remedy).getByLabelText('最后一天怎么数').textContent).toMatch(
      /11月18日送达.*11月19日第 1 天.*12月18日第 30 天，星期五/,
    )
    expect(remedy.textContent).toContain('《信访工作条例》第36条')
    expect(remedy.textContent).not.toContain('休息日')
  })

  it('says from when the period will count while nothing was served', () => {
    const text = show({ decision: null, remedy: remedyOf('review', null, '2026-11-24') })
    expect(text).toContain('复查意见书还没有作出')
    expect(text).toMatch(/收到复查意见书的第二天起算，30\s天/)
    expect(text).not.toContain('最晚')
  })

  it('says so when the period has passed, and when nothing follows', () => {
    expect(show({ remedy: remedyOf('review', '2026-10-01', '2026-11-24') })).toContain('期限已过')
    cleanup()
    expect(show({ stage: 're-review', remedy: remedyOf('re-review', '2026-11-18', '2026-11-24') })).toContain(
      '信访程序已经终结',
    )
  })

  it('gives the reason where the authority departed from it', () => {
    const decision = {
      number: '青复查〔2026〕9号',
      date: '2026-11-17',
      outcome: 'departed',
      departureReason: '另有新证据。',
    } as const
    expect(show({ decision })).toMatch(/没有完全采纳这份建议，理由：\s*另有新证据。/)
  })

  it('shows votes and reasons, and nobody’s name beside either', () => {
    show()
    const opinions = screen.getByRole('region', { name: /听证员的意见/ })
    for (const opinion of within(opinions).getAllByRole('article'))
      for (const { name } of publishedDocument.panel) expect(opinion.textContent).not.toContain(name)
    expect(opinions.textContent).toContain('4 人同意这份建议，1 人不同意')
  })

  it('is complete in English', () => {
    changeLanguage('en')
    const text = show()
    expect(text.startsWith('This is a hearing’s recommendation')).toBe(true)
    expect(text).toContain('By 18 Dec 2026')
    expect(text).toContain('Day 30, Friday')
  })
})

describe('a code without a published conclusion', () => {
  it('says so, and leads to the record', async () => {
    openPage(
      <Routes>
        <Route path="/c/:code" element={<ConclusionPage />} />
      </Routes>,
      '/c/AAAA-BBBB-CCCC',
    )
    expect(await screen.findByRole('heading', { name: '这个核验码下还没有公布的结论' })).toBeTruthy()
    expect(screen.getByRole('link', { name: '先核验这场听证的记录' }).getAttribute('href')).toBe(
      '/verify/AAAA-BBBB-CCCC',
    )
  })
})

describe('the conclusion in one word', () => {
  it.each([
    [['support', 'support'], 'support'],
    [['not', 'not'], 'not'],
    [['support', 'not'], 'partly'],
    [['support', 'partly'], 'partly'],
  ] as const)('of %j is %s', (positions, word) => {
    expect(overall(positions)).toBe(word)
  })
})
