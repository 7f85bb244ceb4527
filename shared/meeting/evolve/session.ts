import type { CommitFacts, Seen } from '../../ledger/aggregate.ts'
import type { MeetingEvent } from '../events.ts'
import { isPartySide } from '../participants.ts'
import type { Floor, Interruption, MeetingState, Turn } from '../state.ts'

type Of<T extends MeetingEvent['type']> = Seen<Extract<MeetingEvent, { type: T }>>

const withFloor = (state: MeetingState, floor: Partial<Floor>): MeetingState => ({
  ...state,
  floor: { ...state.floor, ...floor },
})

const changeTurn = (state: MeetingState, change: (turn: Turn) => Turn): MeetingState =>
  state.floor.turn ? withFloor(state, { turn: change(state.floor.turn) }) : state

/** The one that lasts ends now. */
const endedInterruptions = ({ interruptions }: MeetingState, at: number): MeetingState['interruptions'] =>
  interruptions.map((each) => (each.until === null ? { ...each, until: at } : each))

const interrupted = (
  state: MeetingState,
  kind: Interruption['kind'],
  reason: string | undefined,
  { seq, at }: CommitFacts,
): MeetingState => ({
  ...state,
  interruption: { kind, since: at, reason },
  interruptions: [
    ...endedInterruptions(state, at),
    { id: String(seq), kind, since: at, until: null, reason },
  ],
})

/** Evolution of the live session: stages, interruptions, who speaks, recusals. */
export const evolveSession = {
  'session-begun': (state: MeetingState, _: Of<'session-begun'>, facts: CommitFacts): MeetingState => ({
    ...state,
    phase: 'in-session',
    begunAt: facts.at,
    screen: 'stage',
  }),
  'stage-entered': (state: MeetingState, e: Of<'stage-entered'>, facts: CommitFacts): MeetingState =>
    e.stageId === undefined || e.index === undefined
      ? state
      : {
          ...state,
          stageLog: state.stage ? [...state.stageLog, { ...state.stage, endedAt: facts.at }] : state.stageLog,
          stage: {
            stageId: e.stageId,
            index: e.index,
            round: e.round ?? 1,
            startedAt: facts.at,
            endedAt: null,
          },
        },
  'attendance-marked': (state: MeetingState, e: Of<'attendance-marked'>, facts: CommitFacts): MeetingState =>
    e.participantId === undefined
      ? state
      : {
          ...state,
          attendance: {
            ...state.attendance,
            [e.participantId]: { present: e.present ?? false, at: facts.at },
          },
        },
  'identity-verified': (state: MeetingState, e: Of<'identity-verified'>): MeetingState =>
    e.participantId === undefined || state.identities.includes(e.participantId)
      ? state
      : { ...state, identities: [...state.identities, e.participantId] },
  'recusal-answered': (state: MeetingState, e: Of<'recusal-answered'>): MeetingState =>
    e.side === undefined || !isPartySide(e.side) || state.recusalAnswers.includes(e.side)
      ? state
      : { ...state, recusalAnswers: [...state.recusalAnswers, e.side] },
  'recusal-requested': (state: MeetingState, e: Of<'recusal-requested'>, facts: CommitFacts): MeetingState =>
    e.recusalId === undefined || e.target === undefined
      ? state
      : {
          ...state,
          recusals: [
            ...state.recusals,
            {
              id: e.recusalId,
              target: e.target,
              targetName: e.targetName ?? '',
              side: e.side ?? 'other',
              participantId: e.participantId ?? '',
              reason: e.reason,
              requestedAt: facts.at,
              ruling: null,
            },
          ],
        },
  'recusal-ruled': (state: MeetingState, e: Of<'recusal-ruled'>, facts: CommitFacts): MeetingState => ({
    ...state,
    recusals: state.recusals.map((recusal) =>
      recusal.id === e.recusalId
        ? { ...recusal, ruling: { granted: e.granted ?? false, reason: e.reason, at: facts.at } }
        : recusal,
    ),
  }),
  'floor-requested': (state: MeetingState, e: Of<'floor-requested'>, facts: CommitFacts): MeetingState =>
    e.requestId === undefined || e.participantId === undefined
      ? state
      : withFloor(state, {
          queue: [
            ...state.floor.queue,
            {
              id: e.requestId,
              participantId: e.participantId,
              purpose: e.purpose ?? 'speak',
              note: e.note ?? '',
              at: facts.at,
            },
          ],
        }),
  'floor-request-dropped': (state: MeetingState, e: Of<'floor-request-dropped'>): MeetingState =>
    withFloor(state, { queue: state.floor.queue.filter((request) => request.id !== e.requestId) }),
  'turn-started': (state: MeetingState, e: Of<'turn-started'>, facts: CommitFacts): MeetingState =>
    e.turnId === undefined || e.participantId === undefined
      ? state
      : withFloor(state, {
          queue: state.floor.queue.filter((request) => request.participantId !== e.participantId),
          turn: {
            id: e.turnId,
            participantId: e.participantId,
            side: e.side ?? 'other',
            counted: e.counted ?? false,
            evidenceNo: e.evidenceNo ?? null,
            startedAt: facts.at,
            limitMs: e.limitMs ?? 0,
            pausedMs: 0,
            pausedAt: null,
          },
        }),
  'turn-paused': (state: MeetingState, _: Of<'turn-paused'>, facts: CommitFacts): MeetingState =>
    changeTurn(state, (turn) => ({ ...turn, pausedAt: turn.pausedAt ?? facts.at })),
  'turn-resumed': (state: MeetingState, _: Of<'turn-resumed'>, facts: CommitFacts): MeetingState =>
    changeTurn(state, (turn) =>
      turn.pausedAt === null
        ? turn
        : { ...turn, pausedMs: turn.pausedMs + facts.at - turn.pausedAt, pausedAt: null },
    ),
  'turn-extended': (state: MeetingState, e: Of<'turn-extended'>): MeetingState =>
    changeTurn(state, (turn) => ({ ...turn, limitMs: turn.limitMs + (e.byMs ?? 0) })),
  'turn-ended': (state: MeetingState, e: Of<'turn-ended'>, facts: CommitFacts): MeetingState => {
    const turn = state.floor.turn
    if (!turn) return state
    const usedMs = e.usedMs ?? 0
    const { petitioner, unit } = state.floor.usedMs
    const counted = (side: 'petitioner' | 'unit') => (turn.counted && turn.side === side ? usedMs : 0)
    return withFloor(state, {
      turn: null,
      usedMs: { petitioner: petitioner + counted('petitioner'), unit: unit + counted('unit') },
      ended: [
        ...state.floor.ended,
        {
          id: turn.id,
          participantId: turn.participantId,
          evidenceNo: turn.evidenceNo,
          startedAt: turn.startedAt,
          endedAt: facts.at,
          usedMs,
        },
      ],
    })
  },
  recessed: (state: MeetingState, e: Of<'recessed'>, facts: CommitFacts): MeetingState =>
    interrupted(state, 'recess', e.reason, facts),
  suspended: (state: MeetingState, e: Of<'suspended'>, facts: CommitFacts): MeetingState =>
    interrupted(state, 'suspension', e.reason, facts),
  resumed: (state: MeetingState, _: Of<'resumed'>, facts: CommitFacts): MeetingState => ({
    ...state,
    interruption: null,
    interruptions: endedInterruptions(state, facts.at),
  }),
  terminated: (state: MeetingState, e: Of<'terminated'>, facts: CommitFacts): MeetingState => ({
    ...state,
    phase: 'terminated',
    closedAt: facts.at,
    closedSeq: facts.seq,
    endReason: e.reason,
  }),
  'delegation-changed': (state: MeetingState, e: Of<'delegation-changed'>): MeetingState => ({
    ...state,
    delegated: e.delegated ?? false,
  }),
  'recording-marked': (state: MeetingState, e: Of<'recording-marked'>, facts: CommitFacts): MeetingState => ({
    ...state,
    recordingSince: e.running ? facts.at : null,
  }),
  'screen-switched': (state: MeetingState, e: Of<'screen-switched'>): MeetingState => ({
    ...state,
    screen: e.show ?? 'stage',
  }),
}
