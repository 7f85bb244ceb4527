import type { CommitFacts, Seen } from '../../ledger/aggregate.ts'
import type { MeetingEvent } from '../events.ts'
import type { MeetingState, Seal } from '../state.ts'

type Of<T extends MeetingEvent['type']> = Seen<Extract<MeetingEvent, { type: T }>>

const changeSeal = (
  state: MeetingState,
  participantId: string | undefined,
  status: Seal['status'],
): MeetingState => {
  const seal = participantId === undefined ? undefined : state.seals[participantId]
  return participantId === undefined || seal === undefined
    ? state
    : { ...state, seals: { ...state.seals, [participantId]: { ...seal, status } } }
}

/** Evolution of seals, opening, recommendation, conclusion, closing and publication. */
export const evolveOpinions = {
  'opinion-deadline-announced': (state: MeetingState, e: Of<'opinion-deadline-announced'>): MeetingState => ({
    ...state,
    opinionDeadline: e.deadline ?? null,
  }),
  'opinion-sealed': (state: MeetingState, e: Of<'opinion-sealed'>, facts: CommitFacts): MeetingState =>
    e.participantId === undefined
      ? state
      : {
          ...state,
          sealings: { ...state.sealings, [e.seat ?? 0]: (state.sealings[e.seat ?? 0] ?? 0) + 1 },
          seals: {
            ...state.seals,
            [e.participantId]: {
              seat: e.seat ?? 0,
              at: facts.at,
              medium: e.medium ?? 'phone',
              commitment: e.commitment ?? '',
              status: 'sealed',
              sealId: e.sealId,
              receipt: e.receipt,
            },
          },
        },
  'opinion-withdrawn': (state: MeetingState, e: Of<'opinion-withdrawn'>): MeetingState =>
    changeSeal(state, e.participantId, 'withdrawn'),
  'opinion-voided': (state: MeetingState, e: Of<'opinion-voided'>): MeetingState =>
    changeSeal(state, e.participantId, 'void'),
  'opinions-opened': (state: MeetingState, e: Of<'opinions-opened'>, facts: CommitFacts): MeetingState => ({
    ...state,
    openedAt: facts.at,
    opinions: Object.fromEntries((e.opinions ?? []).map((o) => [o.participantId, { ...o, confirmed: true }])),
    missing: e.missing ?? [],
    paperPending: Object.fromEntries(
      (e.paper ?? []).map((p) => [p.participantId, { receipt: p.receipt, copiedBy: false }]),
    ),
    seals: Object.fromEntries(
      Object.entries(state.seals).map(([id, seal]) => [
        id,
        seal.status === 'sealed' ? { ...seal, status: 'opened' } : seal,
      ]),
    ),
  }),
  'paper-opinion-copied': (state: MeetingState, e: Of<'paper-opinion-copied'>): MeetingState => {
    if (e.participantId === undefined || e.opinion === undefined) return state
    const pending = state.paperPending[e.participantId]
    return {
      ...state,
      opinions: { ...state.opinions, [e.participantId]: { ...e.opinion, confirmed: false } },
      paperPending: pending
        ? { ...state.paperPending, [e.participantId]: { ...pending, copiedBy: true } }
        : state.paperPending,
    }
  },
  'paper-opinion-confirmed': (state: MeetingState, e: Of<'paper-opinion-confirmed'>): MeetingState => {
    const opinion = e.participantId === undefined ? undefined : state.opinions[e.participantId]
    if (e.participantId === undefined || opinion === undefined) return state
    const { [e.participantId]: _done, ...paperPending } = state.paperPending
    return {
      ...state,
      paperPending,
      opinions: { ...state.opinions, [e.participantId]: { ...opinion, confirmed: true } },
    }
  },
  'recommendation-drafted': (
    state: MeetingState,
    e: Of<'recommendation-drafted'>,
    facts: CommitFacts,
  ): MeetingState =>
    e.version === undefined || e.recommendation === undefined
      ? state
      : {
          ...state,
          recommendation: {
            version: e.version,
            text: e.recommendation,
            sha256: e.sha256 ?? '',
            draftedAt: facts.at,
            answers: {},
          },
        },
  'recommendation-answered': (state: MeetingState, e: Of<'recommendation-answered'>): MeetingState =>
    e.participantId === undefined || !state.recommendation || e.version !== state.recommendation.version
      ? state
      : {
          ...state,
          recommendation: {
            ...state.recommendation,
            answers: {
              ...state.recommendation.answers,
              [e.participantId]: { agrees: e.agrees ?? false, note: e.note ?? '' },
            },
          },
        },
  'conclusion-announced': (
    state: MeetingState,
    e: Of<'conclusion-announced'>,
    facts: CommitFacts,
  ): MeetingState => ({
    ...state,
    conclusion: {
      at: facts.at,
      sha256: e.sha256 ?? '',
      recommendation: e.recommendation,
      maskedRecommendation: e.maskedRecommendation,
      tally: e.tally ?? {},
      agreeing: e.agreeing ?? 0,
      dissenting: e.dissenting ?? 0,
      opinions: e.opinions,
      maskedOpinions: e.maskedOpinions ?? [],
    },
  }),
  'meeting-closed': (state: MeetingState, _: Of<'meeting-closed'>, facts: CommitFacts): MeetingState => ({
    ...state,
    phase: 'closed',
    closedAt: facts.at,
    closedSeq: facts.seq,
    stageLog: state.stage ? [...state.stageLog, { ...state.stage, endedAt: facts.at }] : state.stageLog,
  }),
  'publication-consented': (state: MeetingState, e: Of<'publication-consented'>): MeetingState =>
    e.participantId === undefined
      ? state
      : { ...state, consents: { ...state.consents, [e.participantId]: e.consents ?? false } },
  'conclusion-published': (
    state: MeetingState,
    e: Of<'conclusion-published'>,
    facts: CommitFacts,
  ): MeetingState => ({
    ...state,
    publication: { at: facts.at, sha256: e.sha256 ?? '', listed: e.listed ?? false, document: e.document },
  }),
}
