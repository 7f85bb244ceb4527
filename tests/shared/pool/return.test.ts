import { describe, expect, it } from 'vitest'
import type { PoolCommand } from '../../../shared/pool/commands.ts'
import { candidacyOf } from '../../../shared/pool/entry.ts'
import { proposedRules } from '../../../shared/pool/rules.ts'
import { initialPool, type PoolState } from '../../../shared/pool/state.ts'
import { add, afterwards, code, daysAgo, having, officer, run, TODAY } from './run.ts'

/** 柏如松 of 农牧局 was number 1 and put out a hundred days ago; the county's period is a year. */
const gone = afterwards(
  having(initialPool, add({ name: '柏如松' })),
  {
    type: 'decide-elimination',
    data: { no: 1, rule: 'reported', because: '群众来信', eliminate: true, reason: '查实' },
  },
  undefined,
  daysAgo(100),
)
const { no: _no, standing: _s, term: _t, trainingValidUntil: _v, ...applicant } = officer({ name: '柏如松' })

function candidacy(part: Parameters<typeof officer>[0] = {}, formerNo: number | null = null): PoolCommand {
  const data = candidacyOf({ applicant: { ...applicant, ...namesOf(part) }, statement: '' }, TODAY)
  return { type: 'receive-application', data: { ...data, formerNo } }
}
const namesOf = ({ name = '柏如松', unit = '农牧局', phone = '13800000000' } = {}) => ({ name, unit, phone })

/** Received and reviewed, with nothing left but the decision. */
function toDecide(state: PoolState, command: PoolCommand) {
  const received = having(state, command)
  const applicationId = Object.keys(received.applications).at(-1) ?? ''
  const findings = proposedRules.entry.criteria.map(({ id }) => ({ criterion: id, met: true, note: '' }))
  const reviewed = having(received, {
    type: 'review-application',
    data: { applicationId, findings, advice: 'admit', note: '' },
  })
  const decide = (part: object = {}): PoolCommand => ({
    type: 'decide-application',
    data: { applicationId, admitted: true, reason: '符合条件', ...part },
  })
  return { state: reviewed, decide, id: applicationId }
}

describe('somebody like one who left', () => {
  it.each([
    ['the same unit', { phone: '13900000000' }],
    ['the same telephone', { unit: '水务局' }],
  ])(
    'does not join under a new number by an application before a person has said who they are: %s',
    (_, part) => {
      const { state, decide } = toDecide(gone, candidacy(part))
      expect(run(state, decide())).toMatchObject({
        refusal: { code: 'POOL_LEFT_BEFORE', params: { no: 1, name: '柏如松' } },
      })
      expect(code(run(state, decide({ admitted: false })))).toBe('accepted')
    },
  )

  it('waits out the period if they are the same, and then has the old number and history', () => {
    const { state, decide } = toDecide(gone, candidacy())
    const same = decide({ identity: { no: 1, reason: '身份证件核对一致' } })
    expect(code(run(state, same))).toBe('POOL_BACK_TOO_SOON')
    const back = afterwards(state, same, undefined, daysAgo(-265))
    expect(back.officers[1]).toMatchObject({ status: 'active', leaving: undefined })
    expect(Object.keys(back.officers)).toEqual(['1'])
  })

  it('joins under a new number if a person found them to be somebody else, with who said so and why', () => {
    const { state, decide, id } = toDecide(gone, candidacy())
    const another = run(state, decide({ identity: { no: null, reason: '出生年月不同' } }))
    expect(another).toMatchObject({
      ok: true,
      events: [{ identity: { no: null, reason: '出生年月不同' } }, { type: 'officer-added', no: 2 }],
    })
    const joined = afterwards(state, decide({ identity: { no: null, reason: '出生年月不同' } }))
    expect(joined.applications[id]?.identity).toEqual({ no: null, reason: '出生年月不同' })
  })

  it('is not found to be a number nobody like them ever had', () => {
    const two = having(gone, add({ name: '江平' }))
    const { state, decide } = toDecide(two, candidacy())
    expect(code(run(state, decide({ identity: { no: 2, reason: '看错' } })))).toBe('POOL_NOT_LEFT')
    expect(code(run(state, decide({ identity: { no: 9, reason: '看错' } })))).toBe('OFFICER_UNKNOWN')
  })

  it('is neither entered singly nor on a list nor by changing an entry: only by a candidacy', () => {
    const same = officer({ name: '柏如松' })
    expect(code(run(gone, { type: 'add-officer', data: same }))).toBe('POOL_LEFT_BEFORE')
    expect(code(run(gone, add({ name: '柏如松' })))).toBe('POOL_LEFT_BEFORE')
    const two = having(gone, add({ name: '江平', phone: '1' }))
    const { no: _, ...details } = same
    expect(code(run(two, { type: 'edit-officer', data: { no: 2, details } }))).toBe('POOL_LEFT_BEFORE')
    // Whoever was found to be another person may be changed in other respects.
    const { state, decide } = toDecide(gone, candidacy())
    const joined = having(state, decide({ identity: { no: null, reason: '出生年月不同' } }))
    const edited = { ...details, expertise: ['土地'] }
    expect(code(run(joined, { type: 'edit-officer', data: { no: 2, details: edited } }))).toBe('accepted')
  })

  it('leaves a namesake of another unit and telephone alone', () => {
    expect(code(run(gone, add({ name: '柏如松', unit: '水务局', phone: '' })))).toBe('accepted')
  })
})

describe('a former number', () => {
  it('is not for a person of another name', () => {
    expect(code(run(gone, candidacy({ name: '江平' }, 1), undefined, daysAgo(-265)))).toBe(
      'POOL_FORMER_OTHER',
    )
  })
})
