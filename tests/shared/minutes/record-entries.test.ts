import { expect, it } from 'vitest'
import type { Seen } from '../../../shared/ledger/aggregate.ts'
import type { MeetingEvent } from '../../../shared/meeting/events.ts'
import { evolveMeeting } from '../../../shared/meeting/evolve/evolve.ts'
import { initialMeeting, type MeetingState } from '../../../shared/meeting/state.ts'
import { type EntryRef, entryRefs, entryText, recordEntry } from '../../../shared/minutes/record-entries.ts'

const start = Date.UTC(2026, 10, 12, 1, 30)
const minute = 60_000

/** One event a minute. */
const evolved = (events: readonly Seen<MeetingEvent>[]): MeetingState =>
  events.reduce(
    (state, event, n) => evolveMeeting(state, event, { seq: n + 1, at: start + n * minute }),
    initialMeeting,
  )

const person = { type: 'participant-added', kind: 'petitioner', side: 'petitioner', title: '' } as const
const events: readonly Seen<MeetingEvent>[] = [
  { ...person, participantId: 'p1', name: '周禾生', maskedName: '周某某' },
  { type: 'evidence-listed', no: 4, title: '测量图', side: 'unit', pages: 2 },
  {
    type: 'turn-started',
    turnId: 't1',
    participantId: 'p1',
    side: 'petitioner',
    limitMs: 5 * minute,
    counted: true,
    evidenceNo: 4,
  },
  { type: 'turn-ended', turnId: 't1', usedMs: 55_000 },
  {
    type: 'recusal-requested',
    recusalId: 'r1',
    target: 'officer-1',
    targetName: '程问渠',
    side: 'petitioner',
    participantId: 'p1',
    reason: '同村',
    via: 'aloud',
  },
  { type: 'recusal-ruled', recusalId: 'r1', granted: true, reason: '属实' },
  { type: 'evidence-examined', no: 4, side: 'petitioner', stand: 'disputed', note: '' },
]
const words = (state: MeetingState, of: string, id: string, language: 'zh' | 'en' = 'zh') =>
  entryText(recordEntry(state, { of, id }), language)

it('says who spoke when, what was ruled, what a piece of evidence is and what each side said of it', () => {
  const state = evolved(events)
  expect(words(state, 'turn', 't1')).toBe('09:32 至 09:33，周禾生就证据 4 发言，用时 00:55。')
  expect(words(state, 'turn', 't1', 'en')).toBe('09:32 to 09:33: 周禾生 spoke on evidence 4 for 00:55. ')
  expect(words(state, 'recusal', 'r1')).toBe(
    '09:34，周禾生申请程问渠回避。理由：同村。09:35 决定：准许回避。理由：属实。',
  )
  expect(words(state, 'evidence', '4')).toBe('证据 4《测量图》，责任单位提交，2 页。信访人有异议。')
})

it('offers what is in the record, the latest first, somebody who still speaks before all', () => {
  const speaking: Seen<MeetingEvent> = {
    type: 'turn-started',
    turnId: 't2',
    participantId: 'p1',
    side: 'petitioner',
    limitMs: minute,
    counted: true,
    evidenceNo: null,
  }
  const state = evolved([...events, speaking])
  expect(entryRefs(state)).toEqual([
    { of: 'turn', id: 't2' },
    { of: 'turn', id: 't1' },
    { of: 'recusal', id: 'r1' },
    { of: 'evidence', id: '4' },
  ] satisfies EntryRef[])
  expect(words(state, 'turn', 't2')).toBe('09:37 起，周禾生发言，尚未结束。')
})

it('says when a hearing was interrupted, why, and until when; a suspension ends the recess it comes in', () => {
  const state = evolved([
    { type: 'recessed', reason: '查阅原件' },
    { type: 'resumed' },
    { type: 'recessed', reason: '' },
    { type: 'suspended', reason: '一方突发疾病' },
  ])
  expect(entryRefs(state)).toEqual(['4', '3', '1'].map((id) => ({ of: 'interruption', id })))
  expect(words(state, 'interruption', '1')).toBe('09:30 休会，09:31 继续。理由：查阅原件。')
  expect(words(state, 'interruption', '3')).toBe('09:32 休会，09:33 继续。')
  expect(words(state, 'interruption', '4')).toBe('09:33 中止听证。理由：一方突发疾病。')
  const later = evolveMeeting(state, { type: 'resumed' }, { seq: 5, at: start + 24 * 60 * minute })
  expect(words(later, 'interruption', '4')).toMatch(/^09:33 中止听证，11月13日 09:30 恢复。/)
  expect(words(later, 'interruption', '4', 'en')).toBe(
    '09:33: the hearing was suspended until 13 Nov 09:30. Reason: 一方突发疾病. ',
  )
})

it('tells a reader no more than that reader’s own record does', () => {
  // As the record reaches somebody who may see neither names nor reasons nor titles.
  const masked = evolved(
    events.map((event) => {
      const { name: _name, reason: _reason, title: _title, ...rest } = event as Record<string, unknown>
      return rest as Seen<MeetingEvent>
    }),
  )
  expect(words(masked, 'turn', 't1')).toContain('周某某')
  const said = [words(masked, 'recusal', 'r1'), words(masked, 'evidence', '4'), words(masked, 'turn', 't1')]
  for (const hidden of ['周禾生', '同村', '属实', '测量图']) expect(said.join()).not.toContain(hidden)
  // And to somebody who may not see that there was a request.
  const without = evolved(events.filter(({ type }) => !type.startsWith('recusal')))
  expect(words(without, 'recusal', 'r1')).toBe(words(without, 'constructor', 'x'))
  expect(words(without, 'recusal', 'r1')).toContain('不在记录里')
})
