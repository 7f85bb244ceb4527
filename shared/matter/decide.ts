import type { Actor } from '../accounts/actor.ts'
import { accept, type Decision, refuse } from '../ledger/aggregate.ts'
import { type Mask, maskNames, maskText } from '../publication/masking.ts'
import type { DecisionInput, MatterCommand, MatterDetails, ServiceInput } from './commands.ts'
import type { MatterEvent } from './events.ts'
import { masksOf, personsOf } from './names.ts'
import type { MatterState } from './state.ts'

/** Everything a matter's rules may not make themselves. */
export interface MatterContext {
  readonly actor: Actor
  /** Today in the county's zone, 'YYYY-MM-DD'. */
  readonly today: string
  readonly newId: () => string
  /** The next number of the county's pattern; needed by `register` only. */
  readonly number: string
}

type MatterDecision = Decision<MatterEvent>

/** Whether the actor keeps matters: administrators and clerks do. */
export function keepsMatters(actor: Actor): boolean {
  return actor.kind === 'account' && actor.roles.some((role) => role === 'administrator' || role === 'clerk')
}

/** Decides a command of a matter. */
export function decideMatter(
  state: MatterState,
  command: MatterCommand,
  context: MatterContext,
): MatterDecision {
  // A meeting is linked by the machine itself, once it has been scheduled for the matter.
  const linking = command.type === 'link-meeting' && context.actor.kind === 'clock'
  if (!linking && !keepsMatters(context.actor)) return refuse('FORBIDDEN_ROLE')
  if (command.type === 'register') return register(state, command.data, context)
  if (state.registeredAt === null) return refuse('MATTER_UNKNOWN')
  switch (command.type) {
    case 'edit': {
      const { details, reason } = command.data
      const refusal = unfit(details, context) ?? lostPerson(state, details)
      return refusal ?? accept({ type: 'matter-edited', ...recordOf(details), reason })
    }
    case 'link-meeting':
      return state.meetings.some(({ meetingId }) => meetingId === command.data.meetingId)
        ? refuse('NOTHING_CHANGES')
        : accept({ type: 'meeting-linked', ...command.data })
    case 'record-decision':
      if (state.decision) return refuse('MATTER_DECIDED', { number: state.decision.number })
      return (
        unfitDecision(state, command.data, context) ??
        accept({ type: 'decision-recorded', ...maskedDecision(state, command.data) })
      )
    case 'correct-decision': {
      const { decision, reason } = command.data
      if (!state.decision) return refuse('MATTER_UNDECIDED')
      return (
        unfitDecision(state, decision, context) ??
        accept({ type: 'decision-corrected', ...maskedDecision(state, decision), reason })
      )
    }
    case 'record-service':
      return (
        unfitService(state, command.data, context) ??
        accept({ type: 'service-recorded', serviceId: context.newId(), ...command.data })
      )
    case 'correct-service': {
      const { serviceId, service, reason } = command.data
      if (!state.services.some(({ id }) => id === serviceId)) return refuse('MATTER_SERVICE_UNKNOWN')
      if (service === null) return accept({ type: 'service-struck', serviceId, reason })
      return (
        unfitService(state, service, context) ??
        accept({ type: 'service-corrected', serviceId, ...service, reason })
      )
    }
  }
}

function register(state: MatterState, details: MatterDetails, context: MatterContext): MatterDecision {
  if (state.registeredAt !== null) return refuse('MATTER_REGISTERED', { number: state.number ?? '' })
  return (
    unfit(details, context) ??
    accept({ type: 'matter-registered', number: context.number, ...recordOf(details) })
  )
}

/** A date that is not yet come, or an earlier opinion dated after the petition against it. */
function unfit({ receivedOn, earlierOpinion, agents }: MatterDetails, { today }: MatterContext) {
  const future = [receivedOn, ...agents.flatMap(({ mandate }) => mandate.receivedOn ?? [])].find(
    (day) => day > today,
  )
  if (future) return refuse('MATTER_DATE_AHEAD', { date: future })
  if (earlierOpinion && earlierOpinion.date > receivedOn)
    return refuse('MATTER_OPINION_LATER', { date: earlierOpinion.date, receivedOn })
  return null
}

/** Somebody on whom a decision was served stays in the record. */
function lostPerson(state: MatterState, details: MatterDetails) {
  const kept = new Set(personsOf(details).map(({ id }) => id))
  const lost = state.services.find(({ addressee }) => !kept.has(addressee))
  if (!lost) return null
  return refuse('MATTER_PERSON_SERVED', {
    name: personsOf(state).find(({ id }) => id === lost.addressee)?.name ?? '',
  })
}

function unfitDecision(state: MatterState, { date }: DecisionInput, { today }: MatterContext) {
  if (date > today) return refuse('MATTER_DATE_AHEAD', { date })
  if (state.receivedOn !== undefined && date < state.receivedOn)
    return refuse('MATTER_DECISION_EARLY', { date, receivedOn: state.receivedOn })
  const served = state.services.find(({ servedOn }) => servedOn < date)
  return served ? refuse('MATTER_SERVED_EARLY', { date, servedOn: served.servedOn }) : null
}

function unfitService(state: MatterState, { addressee, servedOn }: ServiceInput, { today }: MatterContext) {
  if (!state.decision) return refuse('MATTER_UNDECIDED')
  if (!personsOf(state).some(({ id }) => id === addressee)) return refuse('PARTICIPANT_UNKNOWN')
  if (servedOn > today) return refuse('MATTER_DATE_AHEAD', { date: servedOn })
  return servedOn < state.decision.date
    ? refuse('MATTER_SERVED_EARLY', { date: state.decision.date, servedOn })
    : null
}

/** The record of a matter: names, ways to reach people and public wording each in a field of their own. */
function recordOf(details: MatterDetails) {
  const persons = personsOf(details)
  const masked = maskNames(persons.map(({ name }) => name))
  const masks = persons.map(({ name }, index): Mask => ({ name, masked: masked[index] ?? '' }))
  const reached = [details.petitioner, ...details.representatives, ...details.agents]
  return {
    subject: details.subject,
    maskedSubject: details.maskedSubject || maskText(details.subject, masks),
    stage: details.stage,
    receivedOn: details.receivedOn,
    petitioner: named(details.petitioner),
    representatives: details.representatives.map(named),
    agents: details.agents.map(({ id, name, title, mandate }) => ({ id, name, title, mandate })),
    handlers: [...details.handlers],
    maskedNames: Object.fromEntries(persons.map(({ id }, index) => [id, masked[index] ?? ''])),
    contacts: Object.fromEntries(reached.map(({ id, contact }) => [id, contact])),
    requests: details.requests.map(({ id, text }) => ({ id, text })),
    maskedRequests: details.requests.map(({ id, text, masked: wording }) => ({
      id,
      text: wording || maskText(text, masks),
    })),
    facts: details.facts,
    responsibleUnit: details.responsibleUnit,
    earlierOpinion: details.earlierOpinion,
  }
}

const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name })

function maskedDecision(state: MatterState, decision: DecisionInput) {
  const masks = masksOf(state)
  const departureReason = decision.outcome === 'adopted' ? '' : decision.departureReason
  return {
    ...decision,
    departureReason,
    maskedDepartureReason: maskText(departureReason, masks),
    maskedText: maskText(decision.text, masks),
  }
}
