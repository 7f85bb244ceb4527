import type { Actor } from '../../../shared/accounts/actor.ts'
import { nextAct } from '../../../shared/demonstration/next-act.ts'
import { reasonClasses } from '../../../shared/draw/eligibility.ts'
import { numberCommitmentOf } from '../../../shared/draw/randomness.ts'
import { rules } from '../../../shared/meeting/abilities.ts'
import type { MeetingRequest } from '../../../shared/meeting/commands.ts'
import { itemsFingerprint } from '../../../shared/meeting/minutes.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import { actorFor, chair, clerk, meetingId, type Room } from './room.ts'

type Type = MeetingRequest['type']
type DataOf<T extends Type> = Extract<MeetingRequest, { type: T }>['data']

/** Whole numbers below a bound, one after another, all from one number (mulberry32). */
export function dice(seed: number) {
  let a = seed >>> 0
  const below = (bound: number): number => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % bound
  }
  return {
    below,
    chance: (percent: number): boolean => below(100) < percent,
    pick<T>(from: readonly T[], otherwise: T): T {
      return from[below(Math.max(1, from.length))] ?? otherwise
    },
  }
}
export type Dice = ReturnType<typeof dice>

const stageIds = naimanReview.stages.map(({ id }) => id)
const text = (n: Dice): string => n.pick(['好', '不同意', '另有说明', '周禾生说'], '好')
const someone = ({ participants }: MeetingState, n: Dice): string =>
  n.pick(
    participants.map(({ id }) => id),
    'nobody',
  )
const seated = ({ seats }: MeetingState, n: Dice): string =>
  n.pick(
    seats.flatMap((s) => s.participantId ?? []),
    'nobody',
  )
const here = (state: MeetingState, n: Dice): string =>
  n.chance(85) ? (state.stage?.stageId ?? 'attendance') : n.pick(stageIds, '')
/** The fingerprint of the minutes somebody has before them, which may be of a time long past. */
const seenMinutes = (state: MeetingState, n: Dice): string =>
  n.chance(90) ? itemsFingerprint(state.items) : 'cd'.repeat(32)

const behalf = (state: MeetingState, n: Dice): { onBehalfOf?: string } =>
  n.chance(60) ? { onBehalfOf: n.chance(10) ? n.pick(['chair', 'clerk'], 'chair') : someone(state, n) } : {}
const soon = ({ now }: Room, n: Dice): number => now + n.below(200_000) - 20_000
/** Mostly not before what a petitioner is given at least. */
const later = ({ now }: Room, n: Dice): number => now + n.below(1_200_000)
/** What a petitioner might seal in the current draw, and open again. */
const sealedIn = ({ draws }: MeetingState, n: Dice) => ({
  meeting: meetingId,
  draw: draws.length,
  number: String(n.below(2)),
  salt: n.pick(['0a', '0b'], '0a').repeat(16),
})
const opinion = (state: MeetingState, n: Dice) => ({
  positions: (state.requests ?? [{ id: 'r1', text: '' }]).map(({ id }) => ({
    requestId: id,
    position: n.pick(['support', 'partly', 'not'] as const, 'not'),
  })),
  reasons: `SEALED-${n.below(1e9)} ${text(n)}`,
  advice: '',
})

/** Data for every command, likely or not in the state it is given: a new command needs a row to compile. */
const wild: { readonly [T in Type]: (room: Room, n: Dice) => DataOf<T> } = {
  schedule: () => ({
    matterId: 'matter-1',
    procedureId: 'naiman-review',
    place: '听证室一',
    startsAt: Date.UTC(2026, 10, 12, 1, 30),
    open: true,
    closedReason: '',
    chairAccountId: 'chair-1',
    clerkAccountIds: ['clerk-1'],
  }),
  amend: ({ state }, n) => ({
    place: state.place || '听证室二',
    startsAt: state.startsAt,
    open: n.chance(70),
    closedReason: '涉及隐私',
    chairAccountId: 'chair-1',
    clerkAccountIds: ['clerk-1'],
  }),
  cancel: (_, n) => ({ reason: text(n) }),
  'add-participant': (_, n) => ({
    kind: n.pick(['witness', 'representative', 'third-party'] as const, 'witness'),
    side: n.pick(['petitioner', 'unit', 'other'] as const, 'other'),
    name: '石广田',
    title: '',
  }),
  'remove-participant': ({ state }, n) => ({ participantId: someone(state, n), reason: text(n) }),
  'list-evidence': (_, n) => ({ title: text(n), side: 'unit', pages: 1 + n.below(9) }),
  'withdraw-evidence': (_, n) => ({ no: 1 + n.below(4), reason: text(n) }),
  'check-preparation': (_, n) => ({
    itemId: n.pick(
      naimanReview.preparation.map(({ id }) => id),
      '',
    ),
    done: n.chance(90),
    note: '',
  }),
  'issue-notice': () => ({}),
  'publish-announcement': () => ({}),
  'record-service': ({ state }, n) => ({
    participantId: someone(state, n),
    document: n.pick(['notice', 'conclusion'] as const, 'notice'),
    method: 'post',
    servedOn: '2026-11-12',
    proof: text(n),
  }),
  'lock-pool': (room, n) => ({
    ...(n.chance(30) ? { sealNumberBy: later(room, n) } : {}),
    exclusions: Array.from({ length: n.below(3) }, () => ({
      no: 1 + n.below(17),
      reason: n.pick(reasonClasses, 'resting'),
      note: n.chance(70) ? text(n) : '',
    })),
  }),
  'commit-share': (room, n) => ({ deadline: later(room, n) }),
  'seal-number': ({ state }, n) => ({ commitment: numberCommitmentOf(sealedIn(state, n)) }),
  'give-number': ({ state }, n) => {
    const { number, salt } = sealedIn(state, n)
    return { number, ...(n.chance(40) ? { salt } : {}), via: 'sheet', ...behalf(state, n) }
  },
  'run-without-number': () => ({}),
  'void-draw': (_, n) => ({ reason: text(n) }),
  'notify-officers': (room, n) => ({ answerBy: soon(room, n) }),
  'close-answers': () => ({}),
  'record-answer': (_, n) => ({
    officerNo: 1 + n.below(16),
    answer: n.pick(['accepted', 'declined', 'silent'] as const, 'silent'),
    note: n.chance(70) ? text(n) : '',
  }),
  'vacate-seat': (_, n) => ({ seat: 1 + n.below(6), cause: 'ill', reason: text(n) }),
  'seat-recommended': (_, n) => ({
    seat: 1 + n.below(6),
    officerNo: 1 + n.below(17),
    requestedBy: '自然资源局',
  }),
  begin: () => ({}),
  'mark-attendance': ({ state }, n) => ({ participantId: someone(state, n), present: n.chance(85) }),
  'verify-identity': ({ state }, n) => ({ participantId: someone(state, n), document: '居民身份证' }),
  'answer-recusal': ({ state }, n) => ({
    side: n.pick(['petitioner', 'unit'] as const, 'unit'),
    ...behalf(state, n),
  }),
  'request-recusal': ({ state }, n) => ({
    target: n.chance(80) ? seated(state, n) : n.pick(['chair', 'clerk', someone(state, n)], 'chair'),
    reason: text(n),
    via: 'aloud',
    ...behalf(state, n),
  }),
  'rule-recusal': ({ state }, n) => ({
    recusalId: n.pick(
      state.recusals.map(({ id }) => id),
      'none',
    ),
    granted: n.chance(60),
    reason: text(n),
  }),
  advance: ({ state }, n) => ({ from: here(state, n) }),
  'step-back': ({ state }, n) => ({ from: here(state, n), reason: text(n) }),
  'next-round': ({ state }, n) => ({ from: here(state, n) }),
  'request-floor': ({ state }, n) => ({
    purpose: n.pick(['speak', 'question', 'evidence'] as const, 'speak'),
    note: '',
    ...behalf(state, n),
  }),
  'drop-floor-request': ({ state }, n) => ({
    requestId: n.pick(
      state.floor.queue.map(({ id }) => id),
      'none',
    ),
  }),
  'give-floor': ({ state }, n) => ({
    participantId: someone(state, n),
    counted: n.chance(50),
    evidenceNo: n.chance(30) ? 1 + n.below(4) : null,
  }),
  'end-turn': () => ({}),
  'pause-turn': () => ({}),
  'resume-turn': () => ({}),
  'extend-turn': (_, n) => ({ byMs: 1000 + n.below(60_000) }),
  recess: () => ({ reason: '' }),
  suspend: (_, n) => ({ reason: text(n) }),
  resume: () => ({}),
  terminate: (_, n) => ({ reason: text(n) }),
  delegate: (_, n) => ({ delegated: n.chance(50) }),
  'mark-recording': (_, n) => ({ running: n.chance(50) }),
  'switch-screen': (_, n) => ({ show: n.pick(['stage', 'draw', 'discipline'] as const, 'stage') }),
  'examine-evidence': (_, n) => ({
    no: 1 + n.below(4),
    side: n.pick(['petitioner', 'unit'] as const, 'unit'),
    stand: 'disputed',
    note: '',
  }),
  'announce-opinion-deadline': (room, n) => ({ deadline: soon(room, n) }),
  'seal-opinion': ({ state }, n) => ({ opinion: opinion(state, n), independent: true }),
  'withdraw-opinion': () => ({}),
  'seal-paper-opinion': ({ state }, n) => ({ participantId: seated(state, n) }),
  'open-opinions': () => ({}),
  'copy-paper-opinion': ({ state }, n) => ({ participantId: seated(state, n), opinion: opinion(state, n) }),
  'confirm-paper-opinion': ({ state }, n) => ({ participantId: seated(state, n) }),
  'draft-recommendation': ({ state }, n) => ({
    recommendation: {
      findings: (state.requests ?? [{ id: 'r1', text: '' }]).map(({ id }) => ({
        requestId: id,
        position: 'partly',
        text: text(n),
      })),
      reasons: [{ heading: '一', text: text(n) }],
    },
  }),
  'answer-recommendation': ({ state }, n) => ({
    version: n.chance(90) ? (state.recommendation?.version ?? 1) : 7,
    agrees: n.chance(80),
    note: '',
    ...behalf(state, n),
  }),
  'announce-conclusion': () => ({}),
  'finalise-item': (_, n) => ({ itemId: n.pick(stageIds, '') }),
  'check-item': ({ state }, n) => ({ itemId: n.pick(stageIds, ''), version: 1, ...behalf(state, n) }),
  'request-correction': ({ state }, n) => ({
    itemId: n.pick(Object.keys(state.items), 'opening'),
    version: 1 + n.below(2),
    passage: '',
    wanted: text(n),
    ...behalf(state, n),
  }),
  'rule-correction': ({ state }, n) => ({
    correctionId: n.pick(
      state.corrections.map(({ id }) => id),
      'none',
    ),
    accepted: n.chance(60),
    reason: text(n),
  }),
  'add-addendum': ({ state }, n) => ({ itemId: n.pick(Object.keys(state.items), 'opening'), text: text(n) }),
  'file-scan': ({ state }, n) => ({
    sha256: '56'.repeat(32),
    pages: 3,
    itemsSha256: seenMinutes(state, n),
  }),
  'read-out-minutes': ({ state }, n) => ({
    how: n.pick(['read-out', 'read-by-each'] as const, 'read-out'),
    itemsSha256: seenMinutes(state, n),
  }),
  'sign-minutes': ({ state }, n) => ({
    method: n.pick(['paper', 'fingerprint', 'phone', 'refused'] as const, 'paper'),
    note: n.chance(50) ? '' : text(n),
    itemsSha256: seenMinutes(state, n),
    ...behalf(state, n),
  }),
  close: () => ({}),
  'record-consent': ({ state }, n) => ({ participantId: someone(state, n), consents: n.chance(70) }),
  publish: (_, n) => ({ sha256: 'ab'.repeat(32), listed: n.chance(50) }),
}

export const commandTypes = Object.keys(wild) as readonly Type[]

/** A request of this type, the kind of thing somebody could send in this state. */
export function wildRequest(type: Type, room: Room, n: Dice): MeetingRequest {
  return { type, data: wild[type](room, n) } as MeetingRequest
}

const otherActors: readonly Actor[] = [
  { kind: 'anonymous' },
  { kind: 'clock' },
  { kind: 'account', accountId: 'admin-1', name: '管理员', roles: ['administrator'] },
  { kind: 'account', accountId: 'chair-2', name: '沈既平', roles: ['chair'] },
  { kind: 'account', accountId: 'clerk-2', name: '甘如饴', roles: ['clerk'] },
  { kind: 'link', linkId: 'l1', meetingId, role: 'observer' },
  { kind: 'link', linkId: 'l2', meetingId, role: 'screen' },
  { kind: 'link', linkId: 'l3', meetingId: 'elsewhere', role: 'party', participantId: 'id-1-1' },
]

/** Mostly somebody who may do it, sometimes anybody. */
function wildActor(type: Type, { state }: Room, n: Dice): Actor {
  const { roles } = rules[type]
  const likely: Actor[] = [
    ...(roles.includes('chair') ? [chair] : []),
    ...(roles.includes('clerk') ? [clerk] : []),
    ...(roles.includes('panelist') ? [actorFor(state, seated(state, n))] : []),
    ...(roles.includes('party') ? [actorFor(state, someone(state, n))] : []),
  ]
  if (n.chance(85)) return n.pick(likely, clerk)
  return n.pick([...otherActors, chair, clerk, actorFor(state, someone(state, n))], chair)
}

/** Whether somebody may do it in this phase and stage. */
function isTimely(type: Type, { phase, stage, interruption }: MeetingState): boolean {
  const { phases, act, whileInterrupted } = rules[type]
  const acts = naimanReview.stages.find(({ id }) => id === stage?.stageId)?.acts ?? []
  return (
    phases.includes(phase) &&
    (act === undefined || acts.includes(act)) &&
    (interruption === null || whileInterrupted === true)
  )
}

/** Stages in which the script is quick and people have much to choose. */
const writing = new Set(['opinions', 'deliberation'])

/** One step of a hearing: most follow the script, so that it gets far; the others do what comes to mind. */
export function wildStep(
  room: Room,
  seed: number,
): { readonly actor: Actor; readonly request: MeetingRequest } {
  const n = dice(seed)
  if (room.state.phase === 'none') return { actor: clerk, request: wildRequest('schedule', room, n) }
  const next = n.chance(writing.has(room.state.stage?.stageId ?? '') ? 45 : 70)
    ? nextAct(room.state, naimanReview, room.now, '2026-11-12')
    : null
  if (next) return { actor: actorFor(room.state, next.by), request: next.request }
  // A hearing that ends at once shows nothing.
  const rare = n.chance(90) ? ['cancel', 'terminate', 'void-draw'] : []
  const likely = n.chance(90) ? commandTypes.filter((one) => isTimely(one, room.state)) : commandTypes
  const type = n.pick(
    likely.filter((one) => !rare.includes(one)),
    'begin',
  )
  return { actor: wildActor(type, room, n), request: wildRequest(type, room, n) }
}

/** What the script does next; no request once the hearing is published. */
export function plannedStep(room: Room): { readonly actor: Actor; readonly request: MeetingRequest | null } {
  if (room.state.phase === 'none') return { actor: clerk, request: wildRequest('schedule', room, dice(1)) }
  const next = nextAct(room.state, naimanReview, room.now, '2026-11-12')
  return { actor: actorFor(room.state, next?.by ?? 'clerk'), request: next?.request ?? null }
}
