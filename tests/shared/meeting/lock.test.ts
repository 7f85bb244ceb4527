import { describe, expect, it } from 'vitest'
import type { MeetingContext } from '../../../shared/meeting/context.ts'
import { candidatesFor, lockPool } from '../../../shared/meeting/decide/draw.ts'
import { type Draw, initialMeeting } from '../../../shared/meeting/state.ts'
import { naimanComplex } from '../../../shared/procedures/naiman-complex.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import { countyPool } from '../draw/pool.ts'

const officers = countyPool().map(({ no, group, standing, weight }) => ({
  no,
  name: `示例${no}`,
  category: group,
  unit: '',
  languages: [],
  expertise: [],
  group,
  standing,
  weight,
}))
const pool = { stream: 'pool/main', seq: 1, head: 'ef'.repeat(32), officers, proposals: [] }

describe('what a lock says of those who cannot be drawn', () => {
  const [out, later] = officers
  const proposals = [out, later].map((officer) => ({
    no: officer?.no ?? 0,
    reason: 'earlier-stage' as const,
    basis: 'sat-before' as const,
    because: '',
    certain: true,
  }))
  const counts = (draws: readonly Draw[], found: number) => {
    const context = {
      now: 0,
      procedure: naimanReview,
      pool: { ...pool, proposals: proposals.slice(0, found) },
    }
    const decision = lockPool(
      { ...initialMeeting, draws },
      { exclusions: [] },
      context as unknown as MeetingContext,
    )
    if (!decision.ok) throw new Error(decision.refusal.code)
    return decision.events.flatMap((event) => (event.type === 'pool-locked' ? [event.exclusionCounts] : []))
  }
  const voided = { draw: 1, status: 'void' } as unknown as Draw

  it('has classes once: by the difference between two locks nobody’s class can be told', () => {
    expect(counts([], 1)).toEqual([{ 'earlier-stage': 1 }])
    expect(counts([voided], 2)).toEqual([{ 'not-told-apart': 2 }])
    expect(counts([voided], 0)).toEqual([{}])
  })
})

describe('a pool that cannot be locked', () => {
  it('is not said to break the rules where the solver ran out of time or gave up', () => {
    const lock = (failure: 'time' | 'solver') => {
      const context = { now: 0, procedure: naimanComplex, pool, portfolio: { ok: false, failure } }
      const decision = lockPool(initialMeeting, { exclusions: [] }, context as unknown as MeetingContext)
      return decision.ok ? 'locked' : decision.refusal.code
    }
    expect([lock('time'), lock('solver')]).toEqual(['PORTFOLIO_TIME', 'PORTFOLIO_UNSOLVED'])
  })

  it('is refused for what is recommended, before any chance is computed: one group, or more than the seats', () => {
    const recommend = (recommended: number, ...nos: number[]) => {
      const asked = nos.map((no) => ({ no, requestedBy: '林业和草原局' }))
      const found = candidatesFor(
        pool,
        { ...naimanReview.panel, recommended },
        { exclusions: [], recommended: asked },
      )
      return found.ok ? 'taken' : found.refusal
    }
    const adhoc = officers.filter(({ standing }) => !standing)
    const [first] = adhoc
    const twin = adhoc.find(({ no, group }) => no !== first?.no && group === first?.group)
    const others = [...new Map(adhoc.map((officer) => [officer.group, officer.no])).values()]
    expect(recommend(3, first?.no ?? 0, twin?.no ?? 0)).toEqual({
      code: 'RECOMMENDED_ONE_GROUP',
      params: { count: 2, groupCap: 1 },
    })
    expect(recommend(9, ...others.slice(0, 4))).toEqual({
      code: 'TOO_MANY_RECOMMENDED',
      params: { count: 4, max: 3 },
    })
    expect(recommend(3, ...others.slice(0, 3))).toBe('taken')
  })
})
