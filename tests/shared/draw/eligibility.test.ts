import { describe, expect, it } from 'vitest'
import { countByClass, type OfficerFacts, proposeExclusions } from '../../../shared/draw/eligibility.ts'

const officer = (no: number, facts: Partial<OfficerFacts> = {}): OfficerFacts => ({
  no,
  name: `听证员${no}`,
  unit: `单位${no}`,
  barred: null,
  ...facts,
})

const ties = { responsibleUnit: '青禾县水务局', names: ['安 平野'], earlierOfficers: [4] }
const rest = { hearings: 3, since: '2026-10-25' }

describe('exclusions', () => {
  it('are proposed where the data allows, one reason each, and certain only where the data is', () => {
    const officers = [
      officer(1),
      officer(2, { name: '安平野' }),
      officer(3, { unit: '青禾县水务局', barred: 'suspended' }),
      officer(4),
      officer(5, { barred: 'unavailable' }),
      officer(6, { hearings: ['2026-10-24', '2026-10-25', '2026-11-01', '2026-11-09'] }),
      officer(7, { hearings: ['2026-10-24', '2026-11-01', '2026-11-09'] }),
    ]
    const proposed = proposeExclusions(officers, ties, rest)
    expect(proposed.map(({ no, reason, certain }) => [no, reason, certain])).toEqual([
      [2, 'party-or-kin', false],
      [3, 'same-unit', true],
      [4, 'earlier-stage', true],
      [5, 'unavailable', true],
      [6, 'resting', true],
    ])
    expect(countByClass(proposed)).toMatchObject({ 'same-unit': 1, resting: 1 })
  })

  it('take nobody for the responsible unit when the matter names none', () => {
    expect(proposeExclusions([officer(1, { unit: '' })], { ...ties, responsibleUnit: '' }, null)).toEqual([])
  })
})
