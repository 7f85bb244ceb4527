import { describe, expect, it } from 'vitest'
import { allVersions, listProcedures } from '../../../shared/procedures/index.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import { procedureSchema } from '../../../shared/procedures/schema.ts'

const withPanel = (seats: number, least: number) =>
  procedureSchema.safeParse({
    ...naimanReview,
    leastPanel: { ...naimanReview.leastPanel, value: least },
    panel: { ...naimanReview.panel, panelSize: seats, kinds: [{ kind: 'adhoc', seats }] },
  })

describe('the least size of a panel', () => {
  it('is a setting of every procedure a meeting can be scheduled under, with its source, not confirmed', () => {
    for (const { leastPanel } of listProcedures())
      expect(leastPanel).toMatchObject({
        value: 5,
        source: expect.stringContaining('5 人'),
        confirmed: false,
      })
  })

  it.each([
    [1, 5, false],
    [3, 5, false],
    [5, 5, true],
    [1, 1, true],
  ])('%i seats where the rule says at least %i: %s', (seats, least, taken) => {
    const { success, error } = withPanel(seats, least)
    expect(success).toBe(taken)
    if (!taken) expect(error?.issues.map(({ path }) => path.join('/'))).toContain('panel/panelSize')
  })

  it('is nothing that versions from before had: meetings under them go on', () => {
    const earlier = allVersions().filter(({ version }) => version < 4)
    expect(earlier).toHaveLength(6)
    for (const each of earlier) expect(each).not.toHaveProperty('leastPanel')
  })
})
