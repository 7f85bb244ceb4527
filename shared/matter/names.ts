import type { MatterFacts } from '../meeting/context.ts'
import type { ParticipantInput } from '../meeting/participants.ts'
import type { Mask } from '../publication/masking.ts'
import type { MatterState } from './state.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** Everybody named in a matter: petitioner, representatives, agents, handlers, in this order. */
export function personsOf(matter: {
  readonly petitioner?: Named | undefined
  readonly representatives?: readonly Named[] | undefined
  readonly agents?: readonly Named[] | undefined
  readonly handlers?: readonly Named[] | undefined
}): readonly Named[] {
  const { petitioner, representatives = [], agents = [], handlers = [] } = matter
  return [...(petitioner ? [petitioner] : []), ...representatives, ...agents, ...handlers]
}

/** The masks of a matter, for texts that name its people. */
export function masksOf(state: MatterState): readonly Mask[] {
  return personsOf(state).map(({ id, name }) => ({ name, masked: state.maskedNames[id] ?? '' }))
}

/** What a meeting takes over when it is scheduled. The matter must be registered and seen in full. */
export function factsForMeeting(matterId: string, state: MatterState): MatterFacts {
  const as =
    (kind: ParticipantInput['kind'], side: ParticipantInput['side']) =>
    (person: Named & { readonly title?: string }) => ({
      kind,
      side,
      name: person.name,
      title: person.title ?? '',
      maskedName: state.maskedNames[person.id] ?? '',
    })
  return {
    matterId,
    matterNumber: state.number ?? '',
    subject: state.subject ?? '',
    maskedSubject: state.maskedSubject,
    responsibleUnit: state.responsibleUnit,
    requests: state.requests ?? [],
    maskedRequests: state.maskedRequests,
    participants: [
      ...(state.petitioner ? [as('petitioner', 'petitioner')(state.petitioner)] : []),
      ...(state.representatives ?? []).map(as('representative', 'petitioner')),
      ...(state.agents ?? []).map(as('agent', 'petitioner')),
      ...(state.handlers ?? []).map(as('handler', 'unit')),
    ],
  }
}
