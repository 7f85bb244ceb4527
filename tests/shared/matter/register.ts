import type { Actor } from '../../../shared/accounts/actor.ts'
import type { MatterCommand, MatterDetails } from '../../../shared/matter/commands.ts'
import { matter } from '../../../shared/matter/matter.ts'
import { initialMatter, type MatterState } from '../../../shared/matter/state.ts'

export const clerk: Actor = { kind: 'account', accountId: 'a1', name: '白书简', roles: ['clerk'] }

const contact = { phone: '13800000001', address: '石桥湾村三组12号', idHint: '1234' }

/** A review of an invented land dispute. */
export const details = (part: Partial<MatterDetails> = {}): MatterDetails => ({
  subject: '石桥湾村田守望承包地面积争议',
  maskedSubject: '',
  stage: 'review',
  receivedOn: '2026-10-20',
  petitioner: { id: 'p', name: '田守望', contact },
  representatives: [{ id: 'r1', name: '田有余', contact }],
  agents: [
    {
      id: 'a1',
      name: '郝言信',
      title: '律师',
      mandate: { scope: 'general', matters: '陈述、申辩', receivedOn: '2026-10-25' },
      contact,
    },
  ],
  requests: [
    { id: 'q1', text: '重新丈量田守望的承包地', masked: '' },
    { id: 'q2', text: '补登 3.2 亩', masked: '补登面积' },
  ],
  facts: '丈量时少算一块。',
  responsibleUnit: '青禾县自然资源局',
  handlers: [{ id: 'h1', name: '严界石', title: '登记股股长' }],
  earlierOpinion: {
    number: '青自然资信〔2026〕8号',
    date: '2026-09-30',
    unit: '青禾县自然资源局',
    summary: '不支持',
  },
  ...part,
})

let ids = 0

export const run = (state: MatterState, command: MatterCommand, actor: Actor = clerk, today = '2026-11-24') =>
  matter.decide(state, command, { actor, today, newId: () => `id-${++ids}`, number: '青信〔2026〕17号' })

export function having(state: MatterState, ...commands: readonly MatterCommand[]): MatterState {
  return commands.reduce((current, command) => {
    const decision = run(current, command)
    if (!decision.ok) throw new Error(decision.refusal.code)
    return decision.events.reduce((s, event) => matter.evolve(s, event, { seq: 1, at: 1 }), current)
  }, state)
}

export const registered = (part: Partial<MatterDetails> = {}): MatterState =>
  having(initialMatter, { type: 'register', data: details(part) })

export const decision = {
  number: '青复查〔2026〕17号',
  date: '2026-11-15',
  outcome: 'adopted',
  departureReason: '',
  text: '支持田守望的请求。',
} as const

export const decided = having(registered(), { type: 'record-decision', data: decision })

export const service = (part: { addressee?: string; servedOn?: string } = {}) =>
  ({ addressee: 'p', method: 'in-person', servedOn: '2026-11-16', proof: '送达回证第3号', ...part }) as const
