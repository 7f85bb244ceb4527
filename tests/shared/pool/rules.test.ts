import { describe, expect, it } from 'vitest'
import { type PoolRules, proposedRules } from '../../../shared/pool/rules.ts'
import { rulesHistoryOf } from '../../../shared/pool/rules-history.ts'
import { initialPool } from '../../../shared/pool/state.ts'
import { add, administrator, afterwards, clock, code, hearing, ledgerOf, run, TODAY } from './run.ts'

const setting = (rules: PoolRules, reason = '会议决定') =>
  ({ type: 'set-rules', data: { rules, reason } }) as const
const { appraisal, entry } = proposedRules
const softer = { ...proposedRules, entry: { ...entry, reentryAfterDays: 30 } }

describe('the county’s rules for its pool', () => {
  const slips = [
    [add({ name: '甲' }), undefined],
    [hearing('m', TODAY, [{ no: 1, outcome: 'sat' }]), clock],
    [{ type: 'print-slips', data: { meetingId: 'm' } }, undefined],
  ] as const
  const out = slips.reduce((state, [command, actor]) => afterwards(state, command, actor), initialPool)

  it('are not recorded anew where nothing is changed', () => {
    expect(code(run(initialPool, setting(proposedRules), administrator))).toBe('POOL_RULES_SAME')
    expect(code(run(initialPool, setting(softer), administrator))).toBe('accepted')
  })

  it('keep the questions and the least number of slips while slips are out', () => {
    const asking = { ...appraisal, parties: appraisal.parties.slice(1) }
    const fewer = { ...appraisal, leastBallots: appraisal.leastBallots + 1 }
    for (const changed of [asking, fewer])
      expect(code(run(out, setting({ ...proposedRules, appraisal: changed }), administrator))).toBe(
        'POOL_RULES_SLIPS_OUT',
      )
    expect(code(run(out, setting(softer), administrator))).toBe('accepted')
    const counted = afterwards(
      out,
      { type: 'count-slips', data: { meetingId: 'm', ballots: 0, officers: [] } },
      clock,
      '2026-12-20',
    )
    expect(code(run(counted, setting({ ...proposedRules, appraisal: asking }), administrator))).toBe(
      'accepted',
    )
  })

  it('say how they came to be: when, by whom, why, and what was changed', () => {
    const ledger = ledgerOf()
    ledger.on('2026-11-01', add({ name: '甲' }))
    ledger.on('2026-11-02', setting(softer, '第一次'), administrator)
    ledger.on('2026-11-03', setting({ ...softer, rest: null }, '第二次'), administrator)
    expect(rulesHistoryOf(ledger.commits)).toMatchObject([
      { seq: 2, by: 'account:k1', reason: '第一次', sections: ['entry'] },
      { seq: 3, by: 'account:k1', reason: '第二次', sections: ['rest'] },
    ])
  })
})
