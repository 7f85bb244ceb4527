import { ulid } from 'ulid'
import type { MatterDetails } from '../../../shared/matter/commands.ts'
import type { MatterView } from '../../../shared/matter/view.ts'
import { maskNames, maskText } from '../../../shared/publication/masking.ts'

type Contact = MatterDetails['petitioner']['contact']

export const noContact: Contact = { phone: '', address: '', idHint: '' }

/** A matter as its form holds it: the details, with an empty date where none is known yet. */
export interface MatterValues
  extends Omit<
    MatterDetails,
    'agents' | 'earlierOpinion' | 'petitioner' | 'representatives' | 'handlers' | 'requests'
  > {
  readonly petitioner: MatterDetails['petitioner']
  readonly representatives: readonly MatterDetails['representatives'][number][]
  readonly agents: readonly AgentValues[]
  readonly handlers: readonly MatterDetails['handlers'][number][]
  readonly requests: readonly MatterDetails['requests'][number][]
  readonly earlierOpinion: NonNullable<MatterDetails['earlierOpinion']>
}

interface AgentValues extends Omit<MatterDetails['agents'][number], 'mandate'> {
  readonly mandate: Omit<MatterDetails['agents'][number]['mandate'], 'receivedOn'> & {
    readonly receivedOn: string
  }
}

export const newPerson = () => ({ id: ulid(), name: '', contact: noContact })
export const newAgent = (): AgentValues => ({
  ...newPerson(),
  title: '',
  mandate: { scope: 'general', matters: '', receivedOn: '' },
})
export const newHandler = () => ({ id: ulid(), name: '', title: '' })
export const newRequest = () => ({ id: ulid(), text: '', masked: '' })

/** An empty form: one petitioner, one handler, one request. `today` is 'YYYY-MM-DD'. */
export const blankMatter = (today: string): MatterValues => ({
  subject: '',
  maskedSubject: '',
  stage: 'review',
  receivedOn: today,
  petitioner: newPerson(),
  representatives: [],
  agents: [],
  requests: [newRequest()],
  facts: '',
  responsibleUnit: '',
  handlers: [newHandler()],
  earlierOpinion: { number: '', date: '', unit: '', summary: '' },
})

/** The form of a registered matter. Public wording that is as proposed stays a proposal. */
export function valuesOfMatter(matter: MatterView): MatterValues {
  const { petitioner, representatives, agents, handlers, requests, contacts } = matter
  const reached = <P extends { id: string }>(person: P) => ({
    ...person,
    contact: contacts[person.id] ?? noContact,
  })
  const wording = (id: string) => matter.maskedRequests.find((request) => request.id === id)?.text ?? ''
  const propose = proposerFor([petitioner, ...representatives, ...agents, ...handlers])
  const chosen = (masked: string, text: string) => (masked === propose(text) ? '' : masked)
  return {
    subject: matter.subject,
    maskedSubject: chosen(matter.maskedSubject, matter.subject),
    stage: matter.stage,
    receivedOn: matter.receivedOn,
    petitioner: reached(petitioner),
    representatives: representatives.map(reached),
    agents: agents.map((agent) => ({
      ...reached(agent),
      mandate: { ...agent.mandate, receivedOn: agent.mandate.receivedOn ?? '' },
    })),
    handlers,
    requests: requests.map(({ id, text }) => ({ id, text, masked: chosen(wording(id), text) })),
    facts: matter.facts,
    responsibleUnit: matter.responsibleUnit,
    earlierOpinion: matter.earlierOpinion ?? { number: '', date: '', unit: '', summary: '' },
  }
}

/** What the form says, as the command takes it. */
export function detailsOfValues(values: MatterValues): MatterDetails {
  const { earlierOpinion, agents } = values
  return {
    ...values,
    representatives: [...values.representatives],
    handlers: [...values.handlers],
    requests: [...values.requests],
    agents: agents.map((agent) => ({
      ...agent,
      mandate: {
        ...agent.mandate,
        receivedOn: agent.mandate.receivedOn === '' ? null : agent.mandate.receivedOn,
      },
    })),
    earlierOpinion: earlierOpinion.number === '' && values.stage === 'handling' ? null : earlierOpinion,
  }
}

/** Proposes public wording for a text of a matter with these people, exactly as the server will. */
export function proposerFor(people: readonly { readonly name: string }[]): (text: string) => string {
  const names = people.map(({ name }) => name)
  const masked = maskNames(names)
  const masks = names.map((name, index) => ({ name, masked: masked[index] ?? '' }))
  return (text) => maskText(text, masks)
}
