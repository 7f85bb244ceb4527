import { dateOf } from '../i18n/format.ts'
import { canonicalJson, sha256Hex } from '../ledger/canonical.ts'
import { addDays } from '../matter/days.ts'
import { awaitedIn } from '../meeting/ceremony.ts'
import type { MeetingRequest } from '../meeting/commands.ts'
import {
  isPresent,
  missingPreparation,
  openItems,
  owedSignatures,
  principals,
  unmetGuards,
} from '../meeting/guards.ts'
import { itemsFingerprint } from '../meeting/minutes.ts'
import type { MeetingState, Participant } from '../meeting/state.ts'
import type { Position } from '../opinions/opinion.ts'
import type { Procedure } from '../procedures/schema.ts'
import { composeDocument } from '../publication/compose.ts'

/** What one person of a played hearing does next, and after how long a pause at human pace. */
export interface Act {
  /** `clerk`, `chair`, or a participant id. */
  readonly by: string
  readonly request: MeetingRequest
  readonly pauseMs: number
}

const NUMBER_OF_ROUNDS = 2
const MINUTE = 60_000
const second = (n: number): number => n * 1000

const act = (by: string, pauseMs: number, request: MeetingRequest): Act => ({ by, request, pauseMs })

const speaker = (state: MeetingState, side: 'petitioner' | 'unit'): Participant | undefined =>
  state.participants.find((p) => p.side === side && isPresent(state, p.id))

/** Before the session: checklist, evidence, notice, service, the draw's ceremony, the panel's answers, beginning. */
function prepare(state: MeetingState, procedure: Procedure, now: number): Act | null {
  const [item] = missingPreparation(state, procedure)
  if (item)
    return act('clerk', second(2), {
      type: 'check-preparation',
      data: { itemId: item, done: true, note: '' },
    })
  const evidence = [
    { title: '1998 年承包合同（演示）', side: 'petitioner', pages: 3 },
    { title: '2018 年测量图（演示）', side: 'unit', pages: 1 },
  ] as const
  const next = evidence[state.evidence.length]
  if (next) return act('clerk', second(2), { type: 'list-evidence', data: next })
  if (state.noticeIssuedAt === null) return act('clerk', second(2), { type: 'issue-notice', data: {} })
  if (state.open && state.announcedAt === null)
    return act('clerk', second(2), { type: 'publish-announcement', data: {} })
  const unserved = state.participants.find(
    (p) =>
      (p.side === 'petitioner' || p.side === 'unit') && !state.services.some((s) => s.participantId === p.id),
  )
  if (unserved)
    return act('clerk', second(2), {
      type: 'record-service',
      data: {
        participantId: unserved.id,
        document: 'notice',
        method: 'in-person',
        servedOn: addDays(dateOf(state.startsAt), -8),
        proof: '送达回证（演示）',
      },
    })
  return drawActs(state, now)
}

function drawActs(state: MeetingState, now: number): Act | null {
  const draw = state.draws.filter((d) => d.status !== 'void').at(-1)
  if (!draw) {
    const excluded = [3, 29].map((no) => ({ no, reason: 'declared-interest' as const, note: '演示' }))
    return act('clerk', second(6), { type: 'lock-pool', data: { exclusions: excluded } })
  }
  const awaited = awaitedIn(draw)?.act
  // A number sealed in advance is on somebody's own phone: no script can seal or open it.
  if (awaited === 'seal' || awaited === 'reveal') return null
  if (draw.status === 'locked')
    return act('clerk', second(6), { type: 'commit-share', data: { deadline: now + 30 * MINUTE } })
  if (draw.status === 'awaiting-number') {
    const petitioner = state.participants.find((p) => p.kind === 'petitioner')
    return petitioner
      ? act(petitioner.id, second(8), { type: 'give-number', data: { number: '482913', via: 'phone' } })
      : null
  }
  if (state.screen !== 'draw' && state.begunAt === null && Object.keys(state.answers).length === 0)
    return act('clerk', second(1), { type: 'switch-screen', data: { show: 'draw' } })
  const silent = state.seats.find(
    (seat) => seat.officerNo !== null && state.answers[seat.officerNo] === undefined,
  )
  if (silent?.officerNo && silent.participantId)
    return act(silent.participantId, second(3), {
      type: 'record-answer',
      data: { officerNo: silent.officerNo, answer: 'accepted', note: '' },
    })
  return act('chair', second(10), { type: 'begin', data: {} })
}

/** Whoever has the floor speaks for a while and ends; sides that have not spoken in this stage follow in order. */
function speak(state: MeetingState, sides: readonly ('petitioner' | 'unit')[]): Act | null {
  if (state.floor.turn) return act('chair', second(20), { type: 'end-turn', data: {} })
  const since = state.stage?.startedAt ?? 0
  const last = state.floor.ended.at(-1)
  const lastSide =
    last && last.endedAt >= since
      ? state.participants.find((p) => p.id === last.participantId)?.side
      : undefined
  const next = sides[lastSide === 'petitioner' || lastSide === 'unit' ? sides.indexOf(lastSide) + 1 : 0]
  const who = next ? speaker(state, next) : undefined
  return who
    ? act('chair', second(4), {
        type: 'give-floor',
        data: { participantId: who.id, counted: true, evidenceNo: null },
      })
    : null
}

const positionFor = (seat: number, request: number): Position =>
  (['support', 'partly', 'not'] as const)[(seat + request) % 3] ?? 'partly'

function opinionOf(
  state: MeetingState,
  seat: number,
): Extract<MeetingRequest, { type: 'seal-opinion' }>['data'] {
  return {
    opinion: {
      positions: (state.requests ?? []).map((request, i) => ({
        requestId: request.id,
        position: positionFor(seat, i),
      })),
      reasons: `席位 ${seat} 的理由：合同和测量图相互印证，少登记的部分应当复测。（演示）`,
      advice: '两个月内实地复测。（演示）',
    },
    independent: true,
  }
}

/** The acts that belong to one stage, before it is left. */
function duringStage(state: MeetingState, stageId: string, now: number): Act | null {
  switch (stageId) {
    case 'attendance': {
      const unchecked = principals(state).find((p) => state.attendance[p.id] === undefined)
      return unchecked
        ? act('clerk', second(1), {
            type: 'mark-attendance',
            data: { participantId: unchecked.id, present: true },
          })
        : null
    }
    case 'opening': {
      const unverified = principals(state).find(
        (p) => p.kind !== 'officer' && isPresent(state, p.id) && !state.identities.includes(p.id),
      )
      return unverified
        ? act('clerk', second(2), {
            type: 'verify-identity',
            data: { participantId: unverified.id, document: '居民身份证' },
          })
        : null
    }
    case 'panel-recusal':
      return recusalActs(state)
    case 'petitioner-statement':
    case 'petitioner-reply':
      return speak(state, ['petitioner'])
    case 'unit-statement':
      return speak(state, ['unit'])
    case 'unit-reply': {
      const turn = speak(state, ['unit'])
      if (turn) return turn
      return (state.stage?.round ?? 1) < NUMBER_OF_ROUNDS
        ? act('chair', second(3), { type: 'next-round', data: { from: stageId } })
        : null
    }
    case 'panel-questions':
      return questionActs(state)
    case 'final-statements':
      return speak(state, ['petitioner', 'unit'])
    case 'opinions': {
      if (state.opinionDeadline === null)
        return act('chair', second(3), {
          type: 'announce-opinion-deadline',
          data: { deadline: now + 30 * MINUTE },
        })
      const open = state.seats.find(
        (seat) => seat.participantId !== null && state.seals[seat.participantId]?.status !== 'sealed',
      )
      return open?.participantId
        ? act(open.participantId, second(12), { type: 'seal-opinion', data: opinionOf(state, open.seat) })
        : null
    }
    case 'deliberation':
      return deliberationActs(state)
    case 'conclusion':
      return state.conclusion ? null : act('chair', second(5), { type: 'announce-conclusion', data: {} })
    case 'signing': {
      const [item] = openItems(state)
      if (item) return act('clerk', second(2), { type: 'finalise-item', data: { itemId: item } })
      const itemsSha256 = itemsFingerprint(state.items)
      if (state.readOut === null)
        return act('clerk', second(2), { type: 'read-out-minutes', data: { how: 'read-out', itemsSha256 } })
      const [owed] = owedSignatures(state)
      if (owed === undefined) return act('chair', second(4), { type: 'close', data: {} })
      if (owed === 'chair' || owed === 'clerk')
        return act(owed, second(1), {
          type: 'sign-minutes',
          data: { method: 'phone', note: '', itemsSha256 },
        })
      return act('clerk', second(1), {
        type: 'sign-minutes',
        data: { method: 'paper', note: '', itemsSha256, onBehalfOf: owed },
      })
    }
    default:
      return null
  }
}

/** The petitioner asks for one recusal, which is granted: so a substitute is seen to take a seat. */
function recusalActs(state: MeetingState): Act | null {
  const petitioner = speaker(state, 'petitioner')
  const target = state.seats.find((seat) => seat.participantId !== null)
  if (state.recusals.length === 0 && petitioner && target?.participantId)
    return act(petitioner.id, second(6), {
      type: 'request-recusal',
      data: { target: target.participantId, reason: '其单位参加过此前的处理。（演示）', via: 'self' },
    })
  const pending = state.recusals.find((recusal) => recusal.ruling === null)
  if (pending)
    return act('chair', second(6), {
      type: 'rule-recusal',
      data: { recusalId: pending.id, granted: true, reason: '可能影响公正，准予。（演示）' },
    })
  const substitute = state.seats.find(
    (seat) => seat.participantId !== null && state.attendance[seat.participantId] === undefined,
  )
  if (substitute?.participantId)
    return act('clerk', second(2), {
      type: 'mark-attendance',
      data: { participantId: substitute.participantId, present: true },
    })
  const side = (['petitioner', 'unit'] as const).find(
    (s) => !state.recusalAnswers.includes(s) && speaker(state, s),
  )
  return side ? act('chair', second(2), { type: 'answer-recusal', data: { side } }) : null
}

function questionActs(state: MeetingState): Act | null {
  if (state.floor.turn) return act('chair', second(15), { type: 'end-turn', data: {} })
  const [asked] = state.floor.queue
  if (asked)
    return act('chair', second(3), {
      type: 'give-floor',
      data: { participantId: asked.participantId, counted: false, evidenceNo: null },
    })
  const since = state.stage?.startedAt ?? 0
  const someoneAsked = (state.floor.ended.at(-1)?.endedAt ?? -1) >= since
  const panelist = state.seats.find((seat) => seat.participantId !== null)?.participantId
  return someoneAsked || !panelist
    ? null
    : act(panelist, second(5), { type: 'request-floor', data: { purpose: 'question', note: '' } })
}

function deliberationActs(state: MeetingState): Act | null {
  if (state.openedAt === null) return act('chair', second(6), { type: 'open-opinions', data: {} })
  const { recommendation } = state
  if (!recommendation)
    return act('clerk', second(15), {
      type: 'draft-recommendation',
      data: {
        recommendation: {
          findings: (state.requests ?? []).map((request, i) => ({
            requestId: request.id,
            position: positionFor(1, i),
            text: '责任单位应当组织复测，按复测结果更正。（演示）',
          })),
          reasons: [{ heading: '一、事实', text: '合同、测量图和双方陈述相互印证。（演示）' }],
        },
      },
    })
  const silent = state.seats.find(
    (seat) => seat.participantId !== null && recommendation.answers[seat.participantId] === undefined,
  )
  if (!silent?.participantId) return null
  return act(silent.participantId, second(4), {
    type: 'answer-recommendation',
    data: { version: recommendation.version, agrees: silent.seat !== 5, note: '' },
  })
}

/**
 * What happens next in a played hearing, from its state alone: the same script for the demonstration, for
 * `npm run simulate` and for tests. Null: the hearing is over and published.
 * @param heldOn date of the meeting in the county's zone, for the published text
 */
export function nextAct(state: MeetingState, procedure: Procedure, now: number, heldOn: string): Act | null {
  if (state.phase === 'preparing') return prepare(state, procedure, now)
  if (state.phase === 'closed' && state.publication === null) {
    const document = composeDocument(state, heldOn)
    return document
      ? act('clerk', second(8), {
          type: 'publish',
          data: { sha256: sha256Hex(canonicalJson(document)), listed: state.open },
        })
      : null
  }
  if (state.phase !== 'in-session' || !state.stage) return null
  if (state.interruption) return act('chair', second(5), { type: 'resume', data: {} })
  const { stageId } = state.stage
  const during = duringStage(state, stageId, now)
  if (during) return during
  return unmetGuards(state, procedure, now).length === 0
    ? act('chair', second(5), { type: 'advance', data: { from: stageId } })
    : null
}
