// @vitest-environment node
import { readFileSync } from 'node:fs'
import { JSDOM } from 'jsdom'
import { beforeAll, describe, expect, it } from 'vitest'
import { offlinePage } from '../../../client/offline/build-page.ts'
import type { MeetingEvent } from '../../../shared/meeting/events.ts'
import {
  adHocPlaces,
  meetingEvents,
  publicRecord,
  redrawn,
  replaced,
  sealedNumber,
  share,
} from '../../shared/publication/record-fixture.ts'

const vectors = new URL('../../../docs/draw-vectors/', import.meta.url)
const stored = (name: string): string => readFileSync(new URL(name, vectors), 'utf8')

describe('the offline verifier', () => {
  let html = ''
  beforeAll(async () => {
    html = await offlinePage()
  }, 60_000)

  /** The page as a browser opens it from disk: no resources, no network. */
  function open() {
    const { window } = new JSDOM(html, { runScripts: 'dangerously', url: 'file:///verify-draw.html' })
    const { document } = window
    const at = (selector: string) => document.querySelector(selector)
    return {
      text: () => document.body.querySelector('main')?.textContent ?? '',
      shown: (selector: string) => at(selector)?.textContent ?? null,
      press: (selector: string) => at(selector)?.dispatchEvent(new window.Event('click')),
      check(content: string) {
        const area = at('#text')
        if (area instanceof window.HTMLTextAreaElement) area.value = content
        at('main > p > button')?.dispatchEvent(new window.Event('click'))
      },
    }
  }

  it('is one file that fetches nothing and forbids itself to', () => {
    expect(html).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)=/i)
    expect(html).toContain("default-src 'none'")
    expect(html.match(/<\/script>/g)).toHaveLength(1)
  })

  it('recomputes a draw and shows panel, chances and substitutes, in both languages', () => {
    const page = open()
    page.check(stored('draw-county.json'))
    expect(page.shown('.verdict')).toBe('一致')
    expect(page.shown('table')).toContain('3/52')
    expect(page.text()).not.toContain('就是这场听证的这一次抽取')
    page.press('button.link')
    expect(page.shown('.verdict')).toBe('Matches')
  })

  it('claims nothing more when the petitioner gave no number', () => {
    const page = open()
    page.check(stored('draw-county-without-number.json'))
    expect(page.shown('.promise')).toContain('不能说没有人能影响结果')
  })

  it('recomputes a draw from a portfolio, and says what is not checked', () => {
    const page = open()
    page.check(stored('draw-quotas.json'))
    expect(page.shown('.verdict')).toBe('一致')
    expect(page.shown('.portfolio')).toContain('没有核验：这张表是不是最公平的一张')
    page.press('button.link')
    expect(page.shown('.portfolio')).toContain('optimal')
    const { transcript } = JSON.parse(stored('draw-quotas.json'))
    transcript.portfolio[0].share = '1'
    page.check(JSON.stringify(transcript))
    expect(page.shown('.code')).toBe('DRAW_PORTFOLIO')
  })

  it('recomputes a draw whose number was sealed in advance, and one that was never opened', () => {
    const page = open()
    page.check(stored('draw-sealed-number-quotas.json'))
    expect(page.shown('.verdict')).toBe('一致')
    expect(page.text()).toContain('信访人启封的数就是事先封存的数')
    expect(page.shown('.promise')).toContain('哪个数在先')
    page.check(JSON.stringify(publicRecord(meetingEvents('m1', sealedNumber))))
    expect(page.shown('.promise')).toContain('双方都没法挑选结果')
    page.check(stored('draw-sealed-never-opened.json'))
    expect(page.shown('.verdict')).toBe('一致')
    expect(page.shown('.promise')).toContain('没有启封')
    expect(page.shown('.promise')).toContain('不能说没有人能影响结果')
  })

  it('turns red and names the place of a change', () => {
    const page = open()
    const { transcript } = JSON.parse(stored('draw-county.json'))
    transcript.panel[2].no += 1
    page.check(JSON.stringify(transcript))
    expect(page.shown('.verdict')).toBe('不一致')
    expect(page.text()).toContain('panel/2/no')
  })

  it('reads the record of a meeting, and notices a draw that is not the one locked there', () => {
    const page = open()
    page.check(JSON.stringify(publicRecord()))
    expect(page.shown('.verdict')).toBe('一致')
    expect(page.text()).toContain('就是这场听证的这一次抽取')
    const exchanged = meetingEvents().map((events) =>
      events.map((event) => (event.type === 'number-given' ? { ...event, number: '7' } : event)),
    )
    page.check(JSON.stringify(publicRecord(exchanged)))
    expect(page.shown('.verdict')).toBe('不一致')
    expect(page.shown('.code')).toBe('DRAW_FOREIGN')
  })

  it('replays the seats that changed hands by the drawn order, and turns red where another came', () => {
    const page = open()
    const [first = 0, , third = 0] = adHocPlaces()
    page.check(JSON.stringify(publicRecord(replaced(first))))
    expect(page.shown('#seats .verdict')).toBe('一致')
    expect(page.shown('#seats')).toContain('换过 1 席')
    page.check(JSON.stringify(publicRecord(replaced(third))))
    expect(page.shown('.verdict')).toBe('一致')
    expect(page.shown('#seats .verdict')).toBe('不一致')
    expect(page.shown('#seats')).toContain('seat-filled/5')
    page.press('button.link')
    expect(page.shown('#seats')).toContain('was not the next in the drawn order')
    page.check(stored('draw-county.json'))
    expect(page.shown('#seats')).toBeNull()
  })

  it('promises that nobody could choose only beside a record in which the seal comes first', () => {
    const page = open()
    page.check(JSON.stringify(publicRecord()))
    expect(page.shown('.promise')).toContain('双方都没法挑选结果')
    expect(page.text()).toContain('记录里封存在先')
    // The same transcript alone has no order in time: a share made after the number looks the same.
    page.check(stored('draw-county.json'))
    expect(page.shown('.promise')).not.toContain('双方都没法')
    expect(page.shown('.promise')).toContain('哪个数在先')
    page.press('button.link')
    expect(page.shown('.promise')).toContain('does not show which came first')
  })

  it('turns red where the record has the number before the seal, or its chain does not hold', () => {
    const page = open()
    const [scheduled = [], locked = [], committed = [], drawn = [], ...rest] = meetingEvents()
    const numbered = drawn.filter(({ type }) => type === 'number-given')
    const panel = drawn.filter(({ type }) => type === 'panel-drawn')
    const late = publicRecord([scheduled, locked, numbered, committed, panel, ...rest])
    const swapped = publicRecord()
    swapped.meeting.reverse()
    for (const record of [late, swapped]) {
      page.check(JSON.stringify(record))
      expect(page.shown('.verdict')).toBe('不一致')
      expect(page.shown('.code')).toBe('DRAW_SEALING')
      expect(page.shown('.promise')).toBeNull()
    }
  })

  it('says who was not drawn but recommended, and that the order can be foreseen, in both languages', () => {
    const page = open()
    page.check(JSON.stringify(publicRecord(meetingEvents('m1', undefined, 9))))
    expect(page.shown('table')).toContain('9非常设行业推荐，不经抽取')
    expect(page.text()).toContain('谁都能预先看出')
    page.press('button.link')
    expect(page.shown('table')).toContain('not by lot')
    expect(page.text()).toContain('anybody can foresee')
    page.check(JSON.stringify(publicRecord()))
    expect(page.shown('table')).not.toContain('not by lot')
  })

  it('says of a second draw that its share was opened before, in both languages', () => {
    const page = open()
    page.check(JSON.stringify(publicRecord(redrawn({ share, salt: '4d'.repeat(16) }))))
    expect(page.shown('.code')).toBe('DRAW_SHARE_REUSED')
    expect(page.text()).toContain('以前用过，不再保密')
    page.press('button.link')
    expect(page.text()).toContain('was used before and is no secret')
    page.check(JSON.stringify(publicRecord(redrawn({ share: 'b6'.repeat(32), salt: '4d'.repeat(16) }))))
    expect(page.shown('.code')).toBeNull()
  })

  it('says that the form is wrong where a record holds what cannot even be compared', () => {
    const page = open()
    const broken = meetingEvents().map((events) =>
      events.map((event) =>
        event.type === 'pool-locked' ? ({ ...event, candidates: 5 } as unknown as MeetingEvent) : event,
      ),
    )
    page.check(JSON.stringify(publicRecord(broken)))
    expect(page.shown('.verdict')).toBe('不一致')
    expect(page.shown('.code')).toBe('DRAW_MALFORMED')
  })

  it('compares a sealed number with what was sealed in the record', () => {
    const page = open()
    const record = (change: (event: MeetingEvent) => MeetingEvent | null) =>
      JSON.stringify(
        publicRecord(
          meetingEvents('m1', sealedNumber).map((events) => events.flatMap((event) => change(event) ?? [])),
        ),
      )
    page.check(record((event) => event))
    expect(page.shown('.verdict')).toBe('一致')
    const exchanged = '7'.repeat(64)
    for (const change of [
      (event: MeetingEvent) =>
        event.type === 'number-sealed' ? { ...event, numberCommitment: exchanged } : event,
      (event: MeetingEvent) => (event.type === 'number-sealed' ? null : event),
    ]) {
      page.check(record(change))
      expect(page.shown('.code')).toBe('DRAW_FOREIGN')
      expect(page.text()).toContain('numberCommitment')
    }
  })

  it('shows what a file says as text, and a file of another kind as unreadable', () => {
    const page = open()
    const { transcript } = JSON.parse(stored('draw-county.json'))
    page.check(JSON.stringify({ ...transcript, seed: '<img src=x onerror=alert(1)>' }))
    expect(page.shown('.verdict')).toBe('不一致')
    expect(page.shown('img')).toBeNull()
    page.check('not json')
    expect(page.text()).toContain('读不懂')
  })
})
