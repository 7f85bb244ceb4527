import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { MeetingContext, type MeetingView } from '../../../client/meeting/meeting-context.ts'
import type { Actor } from '../../../shared/accounts/actor.ts'
import type { Seen } from '../../../shared/ledger/aggregate.ts'
import { roleIn } from '../../../shared/meeting/abilities.ts'
import type { MeetingEvent } from '../../../shared/meeting/events.ts'
import { evolveMeeting } from '../../../shared/meeting/evolve/evolve.ts'
import { initialMeeting, type MeetingState } from '../../../shared/meeting/state.ts'
import { procedureHash } from '../../../shared/procedures/index.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'

export const procedure = naimanReview
export const meetingId = 'm1'
/** 2026-11-12 09:30 in the county. */
export const start = Date.parse('2026-11-12T01:30:00Z')
export const minute = 60_000

type SeenEvent = Seen<MeetingEvent>

/** Evolves events, one commit each; the n-th at `at(n)`. */
export function evolved(
  state: MeetingState,
  events: readonly SeenEvent[],
  at = (_n: number) => start,
): MeetingState {
  return events.reduce((s, event, n) => evolveMeeting(s, event, { seq: n + 1, at: at(n) }), state)
}

const officers = ['程问渠', '陆闻笙', '秦度田', '萨如拉', '江既明'].map((name, i) => ({
  seat: i + 1,
  kind: i < 2 ? ('standing' as const) : ('adhoc' as const),
  officerNo: i + 1,
  participantId: `officer-${i + 1}`,
  name,
  title: '乡村',
  chance: '1/17',
}))

export const preparation: readonly SeenEvent[] = [
  {
    type: 'meeting-scheduled',
    number: '青信听〔2026〕17号',
    subject: '石桥湾村承包地面积争议',
    maskedSubject: '石桥湾村承包地面积争议',
    responsibleUnit: '青石镇人民政府',
    requests: [{ id: 'r1', text: '按合同面积 12.6 亩更正登记' }],
    maskedRequests: [{ id: 'r1', text: '按合同面积 12.6 亩更正登记' }],
    procedure: { id: procedure.id, version: procedure.version, hash: procedureHash(procedure) },
    place: '县信访局二楼听证室',
    startsAt: start,
    open: true,
    closedReason: '',
    chair: { accountId: 'a-chair', name: '顾明衡' },
    clerks: [{ accountId: 'a-clerk', name: '白书简' }],
    code: 'QH17-7F3K-9QMD',
  },
  {
    type: 'participant-added',
    participantId: 'p1',
    kind: 'petitioner',
    side: 'petitioner',
    name: '周禾生',
    maskedName: '周某某',
    title: '',
  },
  {
    type: 'participant-added',
    participantId: 'p2',
    kind: 'agent',
    side: 'petitioner',
    name: '韩小满',
    maskedName: '韩某某',
    title: '律师',
  },
  {
    type: 'participant-added',
    participantId: 'u1',
    kind: 'handler',
    side: 'unit',
    name: '贺从简',
    maskedName: '贺某某',
    title: '镇政府',
  },
  {
    type: 'participant-added',
    participantId: 'o1',
    kind: 'third-party',
    side: 'other',
    name: '石广田',
    maskedName: '石某某',
    title: '村委会',
  },
  { type: 'evidence-listed', no: 1, title: '1998 年承包合同', side: 'petitioner', pages: 3 },
  { type: 'evidence-listed', no: 2, title: '2018 年确认表', side: 'unit', pages: 1 },
  {
    type: 'panel-drawn',
    draw: 1,
    seats: officers,
    substitutes: [{ order: 1, officerNo: 9, participantId: 'officer-9', name: '葛听松', title: '司法' }],
  },
  ...procedure.preparation.map((item) => ({
    type: 'preparation-checked' as const,
    itemId: item.id,
    done: true,
    note: '',
  })),
  { type: 'notice-issued', number: '青信听〔2026〕17号' },
]

/** Everything ready, nobody has begun. */
export const prepared = evolved(initialMeeting, preparation)

const everybody = ['p1', 'p2', 'u1', 'o1', ...officers.map((o) => o.participantId)]

/** The meeting in the given stage: everybody present and verified, stages five minutes each. */
export function inStage(stageId: string): MeetingState {
  const index = procedure.stages.findIndex((stage) => stage.id === stageId)
  const entered = procedure.stages.slice(0, index + 1).flatMap((stage, i): readonly SeenEvent[] => [
    { type: 'stage-entered', stageId: stage.id, index: i, round: 1, direction: 'forward', reason: '' },
    ...(i === 0 && index > 0
      ? everybody.flatMap((participantId): readonly SeenEvent[] => [
          { type: 'attendance-marked', participantId, present: true },
          { type: 'identity-verified', participantId },
        ])
      : []),
    ...(stage.id === 'panel-recusal' && index > i
      ? (['petitioner', 'unit'] as const).map((side) => ({
          type: 'recusal-answered' as const,
          side,
          participantId: 'p1',
          via: 'aloud' as const,
        }))
      : []),
    ...(stage.id === 'opinions' && index > i ? officers.map((o) => sealed(o.participantId)) : []),
    ...(stage.id === 'deliberation' && index > i ? deliberated : []),
    ...(stage.id === 'conclusion' && index > i ? [announced] : []),
  ])
  return evolved(prepared, [{ type: 'session-begun' }, ...entered], (n) => start + n * 10_000)
}

export const sealed = (participantId: string): SeenEvent => ({
  type: 'opinion-sealed',
  participantId,
  seat: Number(participantId.replace('officer-', '')),
  receipt: `FC-17-${participantId.replace('officer-', '')}`,
  commitment: 'ab'.repeat(32),
  sealId: `s-${participantId}`,
  medium: 'phone',
})

const opinion = (reasons: string) => ({
  positions: [{ requestId: 'r1', position: 'partly' as const }],
  reasons,
  advice: '两个月内复测',
})

export const opened: SeenEvent = {
  type: 'opinions-opened',
  opinions: officers.map((o) => ({
    participantId: o.participantId,
    seat: o.seat,
    name: o.name,
    opinion: opinion(`${o.name}的理由`),
    salt: '00'.repeat(16),
  })),
  missing: [],
  paper: [],
}

export const recommendation = {
  findings: [{ requestId: 'r1', position: 'partly' as const, text: '复测后按实际面积更正' }],
  reasons: [{ heading: '面积', text: '合同面积双方认可。' }],
}

export const drafted: SeenEvent = {
  type: 'recommendation-drafted',
  version: 1,
  recommendation,
  sha256: 'cd'.repeat(32),
}

export const answered = (participantId: string, agrees = true): SeenEvent => ({
  type: 'recommendation-answered',
  version: 1,
  participantId,
  agrees,
  note: '',
  via: 'self',
})

const deliberated: readonly SeenEvent[] = [opened, drafted, ...officers.map((o) => answered(o.participantId))]

const announced: SeenEvent = {
  type: 'conclusion-announced',
  version: 1,
  recommendation,
  maskedRecommendation: recommendation,
  sha256: 'cd'.repeat(32),
  tally: { r1: { support: 0, partly: 5, not: 0 } },
  agreeing: 5,
  dissenting: 0,
  opinions: officers.map((o) => opinion(`${o.name}的理由`)),
  maskedOpinions: officers.map(() => opinion('理由')),
}

export const actors = {
  chair: { kind: 'account', accountId: 'a-chair', name: '顾明衡', roles: ['chair'] },
  clerk: { kind: 'account', accountId: 'a-clerk', name: '白书简', roles: ['clerk'] },
  panelist: { kind: 'link', linkId: 'l1', meetingId, participantId: 'officer-1', role: 'panelist' },
  petitioner: { kind: 'link', linkId: 'l2', meetingId, participantId: 'p1', role: 'party' },
  unit: { kind: 'link', linkId: 'l3', meetingId, participantId: 'u1', role: 'party' },
  observer: { kind: 'link', linkId: 'l4', meetingId, role: 'observer' },
} as const satisfies Record<string, Actor>

/** What a page of this meeting gives its parts. */
export function viewFor(actor: Actor, state: MeetingState, now = start + 30 * minute): MeetingView {
  return {
    meetingId,
    state,
    procedure,
    actor,
    role: roleIn(state, actor, meetingId),
    participantId: actor.kind === 'link' ? actor.participantId : undefined,
    live: { connection: 'live', offsetMs: now - Date.now(), currentAt: now, online: {}, state, seq: 1 },
  }
}

/** Wraps parts as a page of the meeting would. */
export function Page({
  actor,
  state,
  now,
  children,
}: {
  actor: Actor
  state: MeetingState
  now?: number
  children: ReactNode
}) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return (
    <QueryClientProvider client={client}>
      <MeetingContext.Provider value={viewFor(actor, state, now)}>{children}</MeetingContext.Provider>
    </QueryClientProvider>
  )
}
