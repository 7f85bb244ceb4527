import type { CommitFacts, Seen } from '../../ledger/aggregate.ts'
import type { Application } from '../entry.ts'
import type { PoolEventOf } from '../events.ts'
import type { PoolState } from '../state.ts'

type EntryEvent = PoolEventOf<
  'application-received' | 'application-reviewed' | 'application-decided' | 'application-withdrawn'
>

/** Candidacies: received, reviewed, admitted or refused, or withdrawn. */
export function evolveEntry(state: PoolState, event: Seen<EntryEvent>, { at }: CommitFacts): PoolState {
  const { applicationId: id } = event
  if (id === undefined) return state
  const put = (application: Application): PoolState => ({
    ...state,
    applications: { ...state.applications, [id]: { ...application, at } },
  })
  if (event.type === 'application-received')
    return event.candidacy
      ? put({
          ...event.candidacy,
          id,
          state: 'received',
          at,
          review: null,
          reason: '',
          no: null,
          identity: null,
          enteredBy: event.enteredBy ?? null,
        })
      : state
  const known = state.applications[id]
  if (!known) return state
  switch (event.type) {
    case 'application-reviewed': {
      const { findings = [], advice = 'refuse', note = '' } = event
      return put({ ...known, state: 'reviewed', review: { findings, advice, note } })
    }
    case 'application-decided':
      return put({
        ...known,
        state: event.admitted ? 'admitted' : 'refused',
        reason: event.reason ?? '',
        no: event.no ?? null,
        identity: event.identity ?? null,
      })
    case 'application-withdrawn':
      return put({ ...known, state: 'withdrawn', reason: event.reason ?? '' })
  }
}
