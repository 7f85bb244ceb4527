import { accept, refuse } from '../../ledger/aggregate.ts'
import { printFacts, proposalsFor } from '../elimination.ts'
import type { DecidePool } from './decide.ts'
import { withOfficer } from './officer.ts'

export const suspend: DecidePool<'suspend-officer'> = (state, data) =>
  withOfficer(state, data.no, ({ status, no, name }) =>
    status === 'active'
      ? accept({ type: 'officer-suspended', ...data })
      : refuse('POOL_ALREADY_SUSPENDED', { no, name }),
  )

export const reinstate: DecidePool<'reinstate-officer'> = (state, data) =>
  withOfficer(state, data.no, ({ status, no, name }) =>
    status === 'suspended'
      ? accept({ type: 'officer-reinstated', ...data })
      : refuse('POOL_NOT_SUSPENDED', { no, name }),
  )

export const remove: DecidePool<'remove-officer'> = (state, data, { today }) =>
  withOfficer(state, data.no, () =>
    accept({ type: 'officer-removed', ...data, on: today, rule: '', because: '' }),
  )

/**
 * A person decides what a rule proposed: out, or kept. The figures are counted anew here, so that nobody is
 * put out by a rule they do not meet; under the rule for reports the person names what was reported.
 */
export const eliminate: DecidePool<'decide-elimination'> = (state, data, { today }) =>
  withOfficer(state, data.no, (officer) => {
    const { no, reason } = data
    const rule = state.rules.elimination.rules.find(({ id }) => id === data.rule)
    if (!rule) return refuse('POOL_RULE_UNKNOWN', { rule: data.rule })
    const reported = rule.ground.kind === 'reported'
    if (reported && data.because === '') return refuse('POOL_REPORT_MISSING')
    const proposal = proposalsFor(officer, state.rules, today).find((one) => one.rule.id === rule.id)
    if (!reported && !proposal) return refuse('POOL_RULE_NOT_MET', { no, name: officer.name })
    const because = proposal ? printFacts(proposal.facts) : data.because
    const decided = { no, on: today, rule: rule.id, because, reason }
    return data.eliminate
      ? accept({ type: 'officer-removed', cause: 'eliminated', ...decided })
      : accept({ type: 'officer-kept', ...decided })
  })
