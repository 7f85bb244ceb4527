import type { CommitFacts, Seen } from '../../ledger/aggregate.ts'
import type { MeetingEvent } from '../events.ts'
import type { MeetingState } from '../state.ts'

type Of<T extends MeetingEvent['type']> = Seen<Extract<MeetingEvent, { type: T }>>

/** Whether the notice of both says the same: when, where, in what manner and by whom. */
const saysTheSame = (a: MeetingState, b: MeetingState): boolean =>
  a.place === b.place &&
  a.startsAt === b.startsAt &&
  a.open === b.open &&
  a.closedReason === b.closedReason &&
  a.chair?.accountId === b.chair?.accountId &&
  a.clerks.map(({ accountId }) => accountId).join() === b.clerks.map(({ accountId }) => accountId).join()

/** Evolution of everything before the session: schedule, people, evidence, checklist, service. */
export const evolvePreparation = {
  'meeting-scheduled': (_: MeetingState, e: Of<'meeting-scheduled'>): MeetingState => ({
    ..._,
    phase: 'preparing',
    number: e.number ?? '',
    matterId: e.matterId,
    matterNumber: e.matterNumber,
    subject: e.subject,
    maskedSubject: e.maskedSubject ?? '',
    responsibleUnit: e.responsibleUnit ?? '',
    requests: e.requests,
    maskedRequests: e.maskedRequests,
    procedure: e.procedure ?? null,
    place: e.place ?? '',
    startsAt: e.startsAt ?? 0,
    open: e.open ?? false,
    closedReason: e.closedReason ?? '',
    chair: e.chair ?? null,
    clerks: e.clerks ?? [],
    code: e.code,
  }),
  'meeting-amended': (state: MeetingState, e: Of<'meeting-amended'>, facts: CommitFacts): MeetingState => {
    const amended: MeetingState = {
      ...state,
      place: e.place ?? state.place,
      startsAt: e.startsAt ?? state.startsAt,
      open: e.open ?? state.open,
      closedReason: e.closedReason ?? state.closedReason,
      chair: e.chair ?? state.chair,
      clerks: e.clerks ?? state.clerks,
    }
    if (saysTheSame(state, amended)) return amended
    // What was asked until then was about another time or place: everybody is asked anew, with a time of their own.
    const draws = state.draws.map((draw) => ({ ...draw, answerBy: undefined }))
    return { ...amended, amendedAt: facts.at, draws }
  },
  'meeting-cancelled': (state: MeetingState, e: Of<'meeting-cancelled'>): MeetingState => ({
    ...state,
    phase: 'cancelled',
    endReason: e.reason,
  }),
  'participant-added': (state: MeetingState, e: Of<'participant-added'>): MeetingState =>
    e.participantId === undefined
      ? state
      : {
          ...state,
          participants: [
            ...state.participants,
            {
              id: e.participantId,
              kind: e.kind ?? 'witness',
              side: e.side ?? 'other',
              name: e.name,
              maskedName: e.maskedName ?? '',
              title: e.title,
            },
          ],
        },
  'participant-removed': (state: MeetingState, e: Of<'participant-removed'>): MeetingState => ({
    ...state,
    participants: state.participants.filter((p) => p.id !== e.participantId),
  }),
  'evidence-listed': (state: MeetingState, e: Of<'evidence-listed'>): MeetingState =>
    e.no === undefined
      ? state
      : {
          ...state,
          evidence: [
            ...state.evidence,
            {
              no: e.no,
              title: e.title,
              side: e.side ?? 'other',
              pages: e.pages ?? 1,
              withdrawn: false,
              stands: {},
            },
          ],
        },
  'evidence-withdrawn': (state: MeetingState, e: Of<'evidence-withdrawn'>): MeetingState => ({
    ...state,
    evidence: state.evidence.map((item) => (item.no === e.no ? { ...item, withdrawn: true } : item)),
  }),
  'evidence-examined': (state: MeetingState, e: Of<'evidence-examined'>): MeetingState => ({
    ...state,
    evidence: state.evidence.map((item) =>
      item.no === e.no && (e.side === 'petitioner' || e.side === 'unit') && e.stand !== undefined
        ? { ...item, stands: { ...item.stands, [e.side]: e.stand } }
        : item,
    ),
  }),
  'preparation-checked': (
    state: MeetingState,
    e: Of<'preparation-checked'>,
    facts: CommitFacts,
  ): MeetingState =>
    e.itemId === undefined
      ? state
      : {
          ...state,
          preparation: {
            ...state.preparation,
            [e.itemId]: { done: e.done ?? false, at: facts.at, note: e.note },
          },
        },
  'notice-issued': (state: MeetingState, _: Of<'notice-issued'>, facts: CommitFacts): MeetingState => ({
    ...state,
    noticeIssuedAt: facts.at,
  }),
  'announcement-published': (
    state: MeetingState,
    _: Of<'announcement-published'>,
    facts: CommitFacts,
  ): MeetingState => ({
    ...state,
    announcedAt: facts.at,
  }),
  'service-recorded': (state: MeetingState, e: Of<'service-recorded'>, facts: CommitFacts): MeetingState =>
    e.participantId === undefined || e.document === undefined || e.servedOn === undefined
      ? state
      : {
          ...state,
          services: [
            ...state.services,
            {
              participantId: e.participantId,
              document: e.document,
              method: e.method,
              servedOn: e.servedOn,
              proof: e.proof,
              at: facts.at,
            },
          ],
        },
}
