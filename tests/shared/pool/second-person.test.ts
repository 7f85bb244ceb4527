import { describe, expect, it } from 'vitest'
import type { PoolCommand } from '../../../shared/pool/commands.ts'
import { proposedRules } from '../../../shared/pool/rules.ts'
import { initialPool, type PoolState } from '../../../shared/pool/state.ts'
import { administrator, afterwards, clerk, code, officer, run, TODAY } from './run.ts'

const rules = { ...proposedRules, entry: { ...proposedRules.entry, secondPerson: true as const } }
const strict: PoolState = { ...initialPool, rules }
const { no: _, ...details } = officer({ name: '柏如松' })
const received: PoolCommand = {
  type: 'receive-application',
  data: {
    route: 'recommendation',
    by: '青禾县司法局',
    statement: '',
    receivedOn: TODAY,
    formerNo: null,
    officer: details,
  },
}
const findings = proposedRules.entry.criteria.map(({ id }) => ({ criterion: id, met: true, note: '' }))
const reviewOf = (state: PoolState): PoolCommand => ({
  type: 'review-application',
  data: {
    applicationId: Object.keys(state.applications)[0] ?? '',
    findings,
    advice: 'admit',
    note: '',
  },
})
const periodic: PoolCommand = {
  type: 'record-review',
  data: { from: TODAY, until: TODAY, entries: [{ no: 1, outcome: 'continue', note: '' }] },
}

describe('a review where the county asks for a second person', () => {
  it('is not by whoever entered the candidacy', () => {
    const state = afterwards(strict, received, clerk)
    expect(code(run(state, reviewOf(state), clerk))).toBe('POOL_SECOND_PERSON')
    expect(code(run(state, reviewOf(state), administrator))).toBe('accepted')
  })

  it('is not by whoever entered somebody singly', () => {
    const state = afterwards(strict, { type: 'add-officer', data: officer({ name: '柏如松' }) }, clerk)
    expect(code(run(state, periodic, clerk))).toBe('POOL_SECOND_PERSON')
    const reviewed = afterwards(state, periodic, administrator)
    expect(reviewed.officers[1]?.reviewed).toBe(true)
    // From then on it is a periodic review like any other.
    expect(code(run(reviewed, periodic, clerk))).toBe('accepted')
  })

  it('is by anybody who keeps the pool where the county does not ask', () => {
    const state = afterwards(initialPool, received, clerk)
    expect(code(run(state, reviewOf(state), clerk))).toBe('accepted')
  })
})
