import type { CommitFacts, Seen } from '../../ledger/aggregate.ts'
import type { MeetingEvent } from '../events.ts'
import { officerParticipantId } from '../participants.ts'
import type { Draw, MeetingState, OfficerAnswer, Participant } from '../state.ts'

type Of<T extends MeetingEvent['type']> = Seen<Extract<MeetingEvent, { type: T }>>

const updateDraw = (state: MeetingState, draw: number | undefined, change: Partial<Draw>): MeetingState => ({
  ...state,
  draws: state.draws.map((d) => (d.draw === draw ? { ...d, ...change } : d)),
})

/** An officer's name is never masked: people judge who judges. */
const officer = (no: number, name: string, title: string): Participant => ({
  id: officerParticipantId(no),
  kind: 'officer',
  side: 'panel',
  name,
  maskedName: name,
  title,
})

const withOfficer = (participants: readonly Participant[], added: Participant): readonly Participant[] => [
  ...participants.filter((p) => p.id !== added.id),
  added,
]

/** The answers of somebody who answers once more. */
function earlierAnswers(known: OfficerAnswer | undefined): OfficerAnswer['earlier'] {
  if (!known) return []
  const { earlier, ...last } = known
  return [...earlier, last]
}

/** Evolution of the draw's ceremony and of who sits on the panel. */
export const evolveDraw = {
  'pool-locked': (state: MeetingState, e: Of<'pool-locked'>, facts: CommitFacts): MeetingState =>
    e.draw === undefined || !e.pool || !e.rules || !e.candidates || !e.officers || !e.exclusionCounts
      ? state
      : {
          ...state,
          draws: [
            ...state.draws,
            {
              draw: e.draw,
              status: 'locked',
              lockedAt: facts.at,
              locked: {
                pool: e.pool,
                rules: e.rules,
                candidates: e.candidates,
                ...(e.portfolio ? { portfolio: e.portfolio } : {}),
                ...(e.recommended ? { recommended: e.recommended } : {}),
                officers: e.officers,
                exclusionCounts: e.exclusionCounts,
                exclusions: e.exclusions,
                kept: e.kept,
                ...(e.sealNumberBy === undefined ? {} : { sealNumberBy: e.sealNumberBy }),
              },
            },
          ],
        },
  'number-sealed': (state: MeetingState, e: Of<'number-sealed'>, facts: CommitFacts): MeetingState =>
    updateDraw(state, e.draw, { numberCommitment: e.numberCommitment, numberSealedAt: facts.at }),
  'share-committed': (state: MeetingState, e: Of<'share-committed'>, facts: CommitFacts): MeetingState =>
    updateDraw(state, e.draw, {
      status: 'awaiting-number',
      commitment: e.commitment,
      committedAt: facts.at,
      shareRef: e.shareRef,
      deadline: e.deadline,
    }),
  'number-given': (state: MeetingState, e: Of<'number-given'>, facts: CommitFacts): MeetingState =>
    updateDraw(state, e.draw, {
      status: 'numbered',
      number: e.number,
      ...(e.numberSalt === undefined ? {} : { numberSalt: e.numberSalt }),
      via: e.via,
      numberedAt: facts.at,
    }),
  'panel-drawn': (state: MeetingState, e: Of<'panel-drawn'>, facts: CommitFacts): MeetingState => {
    const drawn = updateDraw(state, e.draw, {
      status: 'drawn',
      drawnAt: facts.at,
      transcript: e.transcript,
      drawnSeats: e.seats,
    })
    const people = [...(e.seats ?? []), ...(e.substitutes ?? [])].map((s) =>
      officer(s.officerNo, s.name, s.title),
    )
    return {
      ...drawn,
      participants: people.reduce(
        withOfficer,
        drawn.participants.filter((p) => p.kind !== 'officer'),
      ),
      answers: {},
      left: [],
      passedOver: [],
      seats: (e.seats ?? []).map((s) => ({
        seat: s.seat,
        kind: s.kind,
        officerNo: s.officerNo,
        participantId: s.participantId,
        name: s.name,
        title: s.title,
        from: 'drawn',
        since: facts.at,
      })),
      substitutes: (e.substitutes ?? []).map((s) => ({ ...s, used: false })),
    }
  },
  'draw-voided': (state: MeetingState, e: Of<'draw-voided'>): MeetingState => ({
    ...updateDraw(state, e.draw, { status: 'void', voidReason: e.reason }),
    seats: [],
    substitutes: [],
    answers: {},
    left: [],
    passedOver: [],
    participants: state.participants.filter((p) => p.kind !== 'officer'),
  }),
  'officers-notified': (state: MeetingState, e: Of<'officers-notified'>): MeetingState =>
    updateDraw(state, e.draw, { answerBy: e.answerBy }),
  'answers-closed': (state: MeetingState, e: Of<'answers-closed'>): MeetingState =>
    updateDraw(state, e.draw, { answerBy: undefined }),
  'officer-answered': (state: MeetingState, e: Of<'officer-answered'>, facts: CommitFacts): MeetingState =>
    e.officerNo === undefined || e.answer === undefined
      ? state
      : {
          ...(e.closes ? updateDraw(state, state.draws.at(-1)?.draw, { answerBy: undefined }) : state),
          answers: {
            ...state.answers,
            [e.officerNo]: {
              answer: e.answer,
              at: facts.at,
              by: e.by,
              note: e.note,
              earlier: earlierAnswers(state.answers[e.officerNo]),
            },
          },
        },
  /** What it leads to stands in the events that follow. */
  'officer-prevented': (state: MeetingState, _: Of<'officer-prevented'>): MeetingState => state,
  'seat-vacated': (state: MeetingState, e: Of<'seat-vacated'>): MeetingState => ({
    ...state,
    left: e.officerNo === undefined ? state.left : [...state.left, e.officerNo],
    seats: state.seats.map((seat) =>
      seat.seat === e.seat ? { ...seat, officerNo: null, participantId: null, name: '', title: '' } : seat,
    ),
  }),
  'officer-passed-over': (state: MeetingState, e: Of<'officer-passed-over'>): MeetingState =>
    e.officerNo === undefined ? state : { ...state, passedOver: [...state.passedOver, e.officerNo] },
  'seat-filled': (state: MeetingState, e: Of<'seat-filled'>, facts: CommitFacts): MeetingState => {
    const { seat, officerNo, participantId } = e
    if (seat === undefined || officerNo === undefined || participantId === undefined) return state
    return {
      ...state,
      participants: withOfficer(state.participants, officer(officerNo, e.name ?? '', e.title ?? '')),
      seats: state.seats.map((s) =>
        s.seat === seat
          ? {
              ...s,
              officerNo,
              participantId,
              name: e.name ?? '',
              title: e.title ?? '',
              from: e.from ?? 'substitute',
              since: facts.at,
            }
          : s,
      ),
      substitutes: state.substitutes.map((s) => (s.officerNo === officerNo ? { ...s, used: true } : s)),
    }
  },
}
