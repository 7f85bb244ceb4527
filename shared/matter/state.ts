import type { CommitFacts, Seen } from '../ledger/aggregate.ts'
import type { MatterEvent } from './events.ts'
import type {
  Agent,
  Contact,
  EarlierOpinion,
  Handler,
  MatterRequest,
  MatterStage,
  Person,
} from './persons.ts'

/** A petition and what became of it. `?` marks what a viewer may not see. */
export interface MatterState {
  readonly registeredAt: number | null
  readonly number?: string | undefined
  readonly subject?: string | undefined
  readonly maskedSubject: string
  readonly stage: MatterStage
  readonly receivedOn?: string | undefined
  readonly petitioner?: Person | undefined
  readonly representatives?: readonly Person[] | undefined
  readonly agents?: readonly Agent[] | undefined
  readonly handlers?: readonly Handler[] | undefined
  readonly maskedNames: Readonly<Record<string, string>>
  readonly contacts?: Readonly<Record<string, Contact>> | undefined
  readonly requests?: readonly MatterRequest[] | undefined
  readonly maskedRequests: readonly MatterRequest[]
  readonly facts?: string | undefined
  readonly responsibleUnit: string
  readonly earlierOpinion?: EarlierOpinion | null | undefined
  readonly meetings: readonly { readonly meetingId: string; readonly number: string }[]
  readonly decision: MatterDecisionRecord | null
  readonly services: readonly MatterService[]
  /** Reasons of corrections, newest last. */
  readonly corrections: readonly {
    readonly what: MatterEvent['type']
    readonly reason: string
    readonly at: number
  }[]
}

export interface MatterDecisionRecord {
  readonly number: string
  readonly date: string
  readonly outcome: 'adopted' | 'departed'
  readonly departureReason?: string | undefined
  readonly maskedDepartureReason: string
  readonly text?: string | undefined
  readonly maskedText: string
  readonly at: number
}

export interface MatterService {
  readonly id: string
  readonly addressee: string
  readonly method?: Extract<MatterEvent, { type: 'service-recorded' }>['method'] | undefined
  readonly servedOn: string
  readonly proof?: string | undefined
  readonly at: number
}

export const initialMatter: MatterState = {
  registeredAt: null,
  maskedSubject: '',
  stage: 'review',
  maskedNames: {},
  maskedRequests: [],
  responsibleUnit: '',
  meetings: [],
  decision: null,
  services: [],
  corrections: [],
}

type DetailsEvent = Extract<MatterEvent, { type: 'matter-registered' | 'matter-edited' }>
type DecisionEvent = Extract<MatterEvent, { type: 'decision-recorded' | 'decision-corrected' }>
type ServiceEvent = Extract<MatterEvent, { type: 'service-recorded' | 'service-corrected' }>

/** The matter after an event; total on events whose fields are hidden. */
export function evolveMatter(state: MatterState, event: Seen<MatterEvent>, { at }: CommitFacts): MatterState {
  switch (event.type) {
    case 'matter-registered':
      return { ...state, ...detailsOf(event), number: event.number, registeredAt: at }
    case 'matter-edited':
      return corrected({ ...state, ...detailsOf(event) }, event, at)
    case 'meeting-linked':
      return event.meetingId === undefined
        ? state
        : {
            ...state,
            meetings: [...state.meetings, { meetingId: event.meetingId, number: event.number ?? '' }],
          }
    case 'decision-recorded':
      return { ...state, decision: decisionOf(event, at) }
    case 'decision-corrected':
      return corrected({ ...state, decision: decisionOf(event, at) }, event, at)
    case 'service-recorded':
      return { ...state, services: [...state.services, serviceOf(event, at)] }
    case 'service-corrected': {
      const services = state.services.map((service) =>
        service.id === event.serviceId ? serviceOf(event, at) : service,
      )
      return corrected({ ...state, services }, event, at)
    }
    case 'service-struck':
      return corrected(
        { ...state, services: state.services.filter((service) => service.id !== event.serviceId) },
        event,
        at,
      )
  }
}

function detailsOf(event: Seen<DetailsEvent>) {
  return {
    subject: event.subject,
    maskedSubject: event.maskedSubject ?? '',
    stage: event.stage ?? initialMatter.stage,
    receivedOn: event.receivedOn,
    petitioner: event.petitioner,
    representatives: event.representatives,
    agents: event.agents,
    handlers: event.handlers,
    maskedNames: event.maskedNames ?? {},
    contacts: event.contacts,
    requests: event.requests,
    maskedRequests: event.maskedRequests ?? [],
    facts: event.facts,
    responsibleUnit: event.responsibleUnit ?? '',
    earlierOpinion: event.earlierOpinion,
  }
}

function decisionOf(event: Seen<DecisionEvent>, at: number): MatterDecisionRecord {
  return {
    number: event.number ?? '',
    date: event.date ?? '',
    outcome: event.outcome ?? 'adopted',
    departureReason: event.departureReason,
    maskedDepartureReason: event.maskedDepartureReason ?? '',
    text: event.text,
    maskedText: event.maskedText ?? '',
    at,
  }
}

function serviceOf(event: Seen<ServiceEvent>, at: number): MatterService {
  return {
    id: event.serviceId ?? '',
    addressee: event.addressee ?? '',
    method: event.method,
    servedOn: event.servedOn ?? '',
    proof: event.proof,
    at,
  }
}

function corrected(
  state: MatterState,
  event: { readonly type: MatterEvent['type']; readonly reason?: string | undefined },
  at: number,
): MatterState {
  return {
    ...state,
    corrections: [...state.corrections, { what: event.type, reason: event.reason ?? '', at }],
  }
}
