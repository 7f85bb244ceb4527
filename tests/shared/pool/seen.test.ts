import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Viewer } from '../../../shared/ledger/aggregate.ts'
import { buildCommit, type Commit, NO_HEAD } from '../../../shared/ledger/commit.ts'
import { redact } from '../../../shared/ledger/redact.ts'
import { replay } from '../../../shared/ledger/replay.ts'
import type { PoolEvent } from '../../../shared/pool/events.ts'
import { pool } from '../../../shared/pool/pool.ts'
import { initialPool } from '../../../shared/pool/state.ts'
import { add, having, run } from './run.ts'

const events: readonly PoolEvent[] = [
  {
    type: 'officer-added',
    no: 1,
    name: '秦度田',
    category: 'sector',
    sector: '农牧',
    unit: '农牧局',
    standing: true,
    expertise: ['土地'],
    languages: ['蒙古语'],
    phone: 'SECRET-PHONE',
    term: null,
    trainingValidUntil: '2026-12-31',
    route: 'recommendation',
    applicationId: 'SECRET-APPLICATION',
  },
  { type: 'officer-suspended', no: 1, reason: 'SECRET-REASON' },
  {
    type: 'unavailability-recorded',
    no: 1,
    ranges: [{ from: '2026-11-01', until: '2026-11-02', note: 'SECRET-NOTE' }],
  },
  { type: 'training-recorded', no: 1, title: 'SECRET-TITLE', heldOn: '2026-01-02', validUntil: '2026-12-31' },
]

const commit = buildCommit(
  { stream: 'pool/main', seq: 1, at: 1, prev: NO_HEAD },
  { commandId: 'c', commandType: 't', actor: 'account:SECRET-ACTOR' },
  events,
  () => '00'.repeat(16),
)

const seenBy = (level: Viewer['level']) => redact(commit, pool.audiences, { level }, true)

describe('what readers of the pool see', () => {
  it.each(['public', 'participants', 'panel'] as const)('%s: neither contact nor reasons', (level) => {
    expect(JSON.stringify(seenBy(level))).not.toContain('SECRET')
  })

  it('who is in the pool is public; that somebody is suspended is not', () => {
    expect(replay(pool, [seenBy('public')]).officers[1]).toMatchObject({
      name: '秦度田',
      sector: '农牧',
      standing: true,
      status: 'active',
    })
  })

  it('staff see all of it', () => {
    const state = replay(pool, [seenBy('staff')])
    expect(state.officers[1]).toMatchObject({
      phone: 'SECRET-PHONE',
      reason: 'SECRET-REASON',
      status: 'suspended',
    })
    expect(state.officers[1]?.unavailable?.[0]?.note).toBe('SECRET-NOTE')
  })
})

describe('how somebody left', () => {
  const events: readonly PoolEvent[] = (['resigned', 'eliminated'] as const).map((cause) => ({
    type: 'officer-removed',
    no: 1,
    on: '2026-11-24',
    cause,
    rule: cause === 'eliminated' ? 'low-appraisal' : '',
    because: cause === 'eliminated' ? 'SECRET-FIGURES' : '',
    reason: 'SECRET-REASON',
  }))
  const [farewell, elimination] = events.map((event) =>
    redact(
      buildCommit(
        { stream: 'pool/main', seq: 1, at: 1, prev: NO_HEAD },
        { commandId: 'c', commandType: 't', actor: 'a' },
        [event],
        () => randomBytes(16).toString('hex'),
      ),
      pool.audiences,
      { level: 'public' },
      true,
    ),
  )

  it('looks the same to the public: as many leaves, the same fields, the same readable values', () => {
    const shapeOf = (commit: Commit | undefined) =>
      commit?.events.map((event) =>
        'leaf' in event
          ? 'leaf'
          : Object.entries(event.fields).map(([name, field]) => [name, 'v' in field ? field.v : 'hidden']),
      )
    expect(shapeOf(elimination)).toEqual(shapeOf(farewell))
    expect(JSON.stringify([farewell, elimination])).not.toMatch(/SECRET|eliminated|low-appraisal/)
  })

  it('is one event in every way the rules can take', () => {
    const base = having(initialPool, add({ name: '甲', trainingValidUntil: '2020-01-01' }))
    const leave = run(base, {
      type: 'remove-officer',
      data: { no: 1, cause: 'resigned', reason: '本人申请' },
    })
    const rule = { rule: 'training-lapsed', because: '', eliminate: true, reason: '多次通知不参加' }
    const out = run(base, { type: 'decide-elimination', data: { no: 1, ...rule } })
    const kinds = (decision: typeof leave) =>
      decision.ok ? decision.events.map((event) => Object.keys(event).sort()) : []
    expect(kinds(leave)).toHaveLength(1)
    expect(kinds(out)).toEqual(kinds(leave))
  })
})

describe('the rest of the pool’s life', () => {
  it.each([
    { type: 'application-decided', applicationId: 'a', admitted: false, reason: 'SECRET', no: null },
    { type: 'officer-kept', no: 1, on: '2026-11-24', rule: 'r', because: 'SECRET', reason: 'SECRET' },
    { type: 'ties-declared', no: 1, ties: { kin: [{ name: 'SECRET', relation: '兄' }], units: [] } },
    { type: 'officer-appraised', no: 1, meetingId: 'm', on: '2026-11-24', marks: { x: 1 }, remark: 'SECRET' },
    {
      type: 'slips-counted',
      meetingId: 'SECRET',
      on: '2026-11-24',
      slips: 3,
      ballots: 2,
      counted: true,
      officers: [{ no: 1, counts: { x: [1, 1, 0, 0, 0] }, remarks: ['SECRET'] }],
    },
  ] satisfies PoolEvent[])('$type is not even known by its kind outside the office', (event) => {
    const made = buildCommit(
      { stream: 'pool/main', seq: 1, at: 1, prev: NO_HEAD },
      { commandId: 'c', commandType: 't', actor: 'a' },
      [event],
      () => '00'.repeat(16),
    )
    for (const level of ['public', 'participants', 'panel'] as const) {
      const seen = redact(made, pool.audiences, { level }, true)
      expect(JSON.stringify(seen)).not.toContain('SECRET')
      expect(seen.events.every((stored) => 'leaf' in stored)).toBe(true)
      expect(replay(pool, [seen])).toEqual(initialPool)
    }
  })
})
