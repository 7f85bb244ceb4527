import { describe, expect, it } from 'vitest'
import type { Viewer } from '../../../shared/ledger/aggregate.ts'
import { buildCommit, NO_HEAD } from '../../../shared/ledger/commit.ts'
import { redact } from '../../../shared/ledger/redact.ts'
import { replay } from '../../../shared/ledger/replay.ts'
import type { PoolEvent } from '../../../shared/pool/events.ts'
import { pool } from '../../../shared/pool/pool.ts'

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

  it('names, groups and status are public', () => {
    expect(replay(pool, [seenBy('public')]).officers[1]).toMatchObject({
      name: '秦度田',
      sector: '农牧',
      standing: true,
      status: 'suspended',
    })
  })

  it('staff see all of it', () => {
    const state = replay(pool, [seenBy('staff')])
    expect(state.officers[1]).toMatchObject({ phone: 'SECRET-PHONE', reason: 'SECRET-REASON' })
    expect(state.officers[1]?.unavailable?.[0]?.note).toBe('SECRET-NOTE')
  })
})
