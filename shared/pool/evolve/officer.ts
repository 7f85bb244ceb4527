import type { CommitFacts, Seen } from '../../ledger/aggregate.ts'
import type { PoolEventOf } from '../events.ts'
import { absenceKey, type Officer } from '../officer.ts'
import type { PoolState } from '../state.ts'
import { changeOfficer, withOfficer } from './change.ts'

type CardEvent = PoolEventOf<'officer-added' | 'officer-readmitted' | 'officer-edited'>
type OfficerEvent =
  | CardEvent
  | PoolEventOf<
      | 'officer-suspended'
      | 'officer-reinstated'
      | 'officer-removed'
      | 'officer-kept'
      | 'unavailability-recorded'
      | 'training-recorded'
      | 'ties-declared'
    >

const cardOf = (event: Seen<CardEvent>) => ({
  name: event.name ?? '',
  category: event.category ?? ('sector' as const),
  sector: event.sector ?? '',
  unit: event.unit ?? '',
  standing: event.standing ?? false,
  expertise: event.expertise ?? [],
  languages: event.languages ?? [],
  phone: event.phone,
  term: event.term,
  trainingValidUntil: event.trainingValidUntil,
})

const newcomer: Omit<Officer, 'no' | keyof ReturnType<typeof cardOf>> = {
  status: 'active',
  since: 0,
  route: 'list',
  reviewed: true,
  unavailable: [],
  absentSince: {},
  trainings: [],
  ties: { kin: [], units: [] },
  hearings: [],
  appraisals: [],
  tallies: [],
  reviews: [],
  kept: [],
}

/** The later of two days; null is earlier than any. */
const later = (a: string | null | undefined, b: string): string => (a && a > b ? a : b)

/** What happens to one officer: who they are, whether they may be drawn, and that they leave or come back. */
export function evolveOfficer(state: PoolState, event: Seen<OfficerEvent>, facts: CommitFacts): PoolState {
  const { no } = event
  if (no === undefined) return state
  const change = (make: (officer: Officer) => Partial<Officer>) => changeOfficer(state, no, make)
  switch (event.type) {
    case 'officer-added':
    case 'officer-readmitted':
      return withOfficer(state, {
        ...(state.officers[no] ?? newcomer),
        no,
        ...cardOf(event),
        status: 'active',
        reason: undefined,
        leaving: undefined,
        since: facts.at,
        route: event.route ?? 'list',
        reviewed: !('unreviewed' in event && event.unreviewed),
        enteredBy: 'enteredBy' in event ? event.enteredBy : undefined,
      })
    case 'officer-edited':
      return change(() => cardOf(event))
    case 'officer-suspended':
      return change(() => ({ status: 'suspended', reason: event.reason }))
    case 'officer-reinstated':
      return change(() => ({ status: 'active', reason: undefined }))
    case 'officer-removed':
      return change(() => ({
        status: 'removed',
        reason: event.reason,
        leaving: { cause: event.cause, on: event.on },
      }))
    case 'officer-kept': {
      const { rule = '', because = '', reason = '', on = '' } = event
      return change(({ kept }) => ({ kept: [...kept, { rule, because, reason, on }] }))
    }
    case 'unavailability-recorded': {
      const { ranges = [] } = event
      return change(({ absentSince }) => ({
        unavailable: ranges,
        absentSince: Object.fromEntries(
          ranges.map(absenceKey).map((key) => [key, absentSince[key] ?? facts.seq]),
        ),
      }))
    }
    case 'training-recorded': {
      const { title = '', heldOn = '', validUntil = '' } = event
      return change(({ trainings, trainingValidUntil }) => ({
        trainings: [...trainings, { title, heldOn, validUntil }],
        trainingValidUntil: later(trainingValidUntil, validUntil),
      }))
    }
    case 'ties-declared':
      return change(({ ties }) => ({ ties: event.ties ?? ties }))
  }
}
