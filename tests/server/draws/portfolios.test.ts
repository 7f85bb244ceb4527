import { describe, expect, it } from 'vitest'
import { portfolioInThread } from '../../../server/draws/portfolios.ts'
import { faultOf } from '../../../shared/draw/portfolio/portfolio.ts'
import { overlappingPool, overlappingRules, quota } from '../../shared/draw/quotas.ts'

describe('a portfolio built in a thread', () => {
  it('keeps the rules, and the main thread goes on meanwhile', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    }, 5)
    const built = await portfolioInThread(overlappingRules, overlappingPool)
    clearInterval(timer)
    if (!built.ok) throw new Error(JSON.stringify(built))
    expect(faultOf(overlappingRules, overlappingPool, built.portfolio)).toBeNull()
    expect(turns).toBeGreaterThan(3)
  })

  it('is given up when the time is over, which is not the answer that no panel keeps the rules', async () => {
    const built = await portfolioInThread(overlappingRules, overlappingPool, 0)
    expect(built).toEqual({ ok: false, failure: 'time' })
  })

  it('says which rules conflict', async () => {
    const rules = { ...overlappingRules, quotas: [quota('lawyer', 3, null)] }
    expect(await portfolioInThread(rules, overlappingPool)).toEqual({
      ok: false,
      conflict: ['group-cap', 'quota:lawyer:min'],
    })
  })
})
