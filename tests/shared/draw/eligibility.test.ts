import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countByClass,
  declarableReasons,
  type ExclusionProposal,
  type MatterTies,
  type OfficerFacts,
  poolReasons,
  proposeExclusions,
  publicClassSchema,
  reasonClasses,
  settleExclusions,
} from '../../../shared/draw/eligibility.ts'

const officer = (no: number, facts: Partial<OfficerFacts> = {}): OfficerFacts => ({
  no,
  name: `听证员${no}`,
  unit: `单位${no}`,
  barred: null,
  ...facts,
})

const ties: MatterTies = {
  responsibleUnit: '青禾县水务局',
  names: ['安 平野'],
  texts: ['2018 年由卫澄川测量，双方有争议，邻居贝 南舟在场'],
  earlierOfficers: [
    { no: 4, outcome: 'sat' },
    { no: 18, outcome: 'recused' },
    { no: 19, outcome: 'ill' },
    { no: 20, outcome: 'absent' },
    { no: 21, outcome: 'declined' },
    { no: 22, outcome: 'silent' },
    { no: 23, outcome: 'ill' },
    { no: 23, outcome: 'sat' },
  ],
  earlierUnit: '青禾县林业和草原局',
}

const nothing: MatterTies = {
  responsibleUnit: '',
  names: [],
  texts: [],
  earlierOfficers: [],
  earlierUnit: '',
}

describe('exclusions', () => {
  it('are proposed where the data allows, one reason each, and certain only where the data is', () => {
    const officers = [
      officer(1),
      officer(2, { name: '安平野' }),
      officer(3, { unit: '青禾县水务局', barred: 'suspended' }),
      officer(4),
      officer(5, { barred: 'unavailable' }),
      officer(6, { barred: 'resting' }),
      officer(7, { name: '卫澄川' }),
      officer(8, { kin: ['邢绿原', '安平野'] }),
      officer(9, { interests: ['青禾县水务局'] }),
      officer(10, { unit: '青禾县林业和草原局' }),
      officer(11, { sector: '青禾县 水务局' }),
      officer(12, { kin: ['贝南舟'] }),
      officer(13, { unit: '青禾县水务局灌溉站' }),
      officer(14, { sector: '水务局' }),
      officer(15, { interests: ['青禾县林业和草原局'] }),
      officer(16, { unit: '青禾县林业和草原局苗圃' }),
      officer(17, { unit: '青禾县水利协会', kin: ['贝'], interests: ['青禾县邮政局'] }),
      ...[18, 19, 20, 21, 22, 23].map((no) => officer(no)),
    ]
    const proposed = proposeExclusions(officers, ties)
    expect(proposed.map(({ no, reason, basis, certain }) => [no, reason, basis, certain])).toEqual([
      [2, 'party-or-kin', 'name', false],
      [3, 'same-unit', 'unit', true],
      [4, 'earlier-stage', 'sat-before', true],
      [5, 'unavailable', 'pool', true],
      [6, 'resting', 'pool', true],
      [7, 'party-or-kin', 'text', false],
      [8, 'party-or-kin', 'kin', false],
      [9, 'declared-interest', 'declared-unit', true],
      [10, 'earlier-stage', 'earlier-unit', false],
      [11, 'same-unit', 'unit', true],
      [12, 'party-or-kin', 'kin-in-text', false],
      [13, 'same-unit', 'part-of-unit', false],
      [14, 'same-unit', 'part-of-unit', false],
      [15, 'declared-interest', 'declared-unit', false],
      [16, 'earlier-stage', 'earlier-unit', false],
      [18, 'earlier-stage', 'recused-before', true],
      [19, 'earlier-stage', 'named-before', false],
      [20, 'earlier-stage', 'named-before', false],
      [23, 'earlier-stage', 'sat-before', true],
    ])
  })

  it('are shown by classes of which none tells a suspension, a lapsed training or a rest from an absence', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...poolReasons), { minLength: 1, maxLength: 9 }), (bars) => {
        const counts = countByClass([{ reason: 'same-unit' }, ...bars.map((reason) => ({ reason }))])
        expect(counts).toEqual({ 'same-unit': 1, 'not-available': bars.length })
        for (const shown of Object.keys(counts)) expect(publicClassSchema.safeParse(shown).success).toBe(true)
      }),
    )
  })

  it('do not take a word in the middle of another unit’s name for a part of it', () => {
    const town = { ...nothing, responsibleUnit: '柳溪镇人民政府' }
    expect(proposeExclusions([officer(1, { unit: '青禾县民政局', sector: '民政' })], town)).toEqual([])
    expect(proposeExclusions([officer(1, { unit: '柳溪镇人民政府农业办公室' })], town)).toHaveLength(1)
  })

  it('rest on what is certain where something doubtful speaks against the same officer', () => {
    const [only] = proposeExclusions([officer(2, { name: '安平野', barred: 'unavailable' })], ties)
    expect(only).toMatchObject({ reason: 'unavailable', certain: true })
  })

  it('take nobody for the responsible unit, or for a name, where the matter names none', () => {
    expect(proposeExclusions([officer(1, { unit: '', sector: '', name: '' })], nothing)).toEqual([])
    expect(proposeExclusions([officer(1, { unit: '', name: '某' })], { ...ties, texts: ['某'] })).toEqual([])
  })
})

describe('what is settled before the lock', () => {
  const proposals: readonly ExclusionProposal[] = [
    { no: 1, reason: 'unavailable', basis: 'pool', because: 'unavailable', certain: true },
    { no: 2, reason: 'party-or-kin', basis: 'name', because: '安平野', certain: false },
  ]

  it('is refused while somebody doubtful is undecided, or somebody certain is left in', () => {
    expect(settleExclusions(proposals, [], [])).toEqual({ ok: false, code: 'EXCLUSION_UNDECIDED', no: 2 })
    expect(settleExclusions(proposals, [], [{ no: 1, note: '算了' }])).toEqual({
      ok: false,
      code: 'EXCLUSION_CERTAIN',
      no: 1,
    })
  })

  it('says who decided, what the data had found, and why somebody was left in', () => {
    const declared = [{ no: 3, reason: 'declared-interest', note: '本人申明' }]
    const settled = settleExclusions(proposals, declared, [{ no: 2, note: '同名，身份证不同' }])
    expect(settled).toEqual({
      ok: true,
      exclusions: [
        { no: 1, reason: 'unavailable', note: '', by: 'data', basis: 'pool', because: 'unavailable' },
        { no: 3, reason: 'declared-interest', note: '本人申明', by: 'person', basis: null, because: '' },
      ],
      kept: [{ no: 2, reason: 'party-or-kin', basis: 'name', because: '安平野', note: '同名，身份证不同' }],
    })
  })

  it('takes from a person only what can be declared, with who declared it, unless the data had found it', () => {
    const say = (no: number, reason: string, note: string) => {
      const settled = settleExclusions(proposals.slice(1), [{ no, reason, note }], no === 2 ? [] : kept)
      return settled.ok ? 'settled' : settled.code
    }
    const kept = [{ no: 2, note: '同名' }]
    expect(say(3, 'resting', '领导要求')).toBe('EXCLUSION_NOT_DECLARABLE')
    expect(say(3, 'declared-interest', ' ')).toBe('EXCLUSION_WITHOUT_NOTE')
    expect(say(3, 'declared-interest', '本人申明')).toBe('settled')
    expect(say(2, 'party-or-kin', '')).toBe('settled')
    expect(say(2, 'declared-interest', '')).toBe('EXCLUSION_WITHOUT_NOTE')
    expect(say(2, 'suspended', '停用')).toBe('EXCLUSION_NOT_DECLARABLE')
  })

  it('keeps the class the data is certain of, whatever a person calls it', () => {
    const declared = [{ no: 1, reason: 'declared-interest', note: '也有利害关系' }]
    const settled = settleExclusions(proposals.slice(0, 1), declared, [])
    expect(settled).toMatchObject({ exclusions: [{ no: 1, reason: 'unavailable', by: 'person' }] })
  })

  it('lists nobody twice, never both excluded and kept, and everybody the data is certain of', () => {
    const no = fc.integer({ min: 1, max: 6 })
    const reason = fc.constantFrom(...reasonClasses)
    const proposed = fc.uniqueArray(
      fc.record({
        no,
        reason,
        basis: fc.constant('name' as const),
        because: fc.constant('x'),
        certain: fc.boolean(),
      }),
      { selector: (proposal) => proposal.no },
    )
    const word = fc.constantFrom(...declarableReasons)
    const declared = fc.array(fc.record({ no, reason: word, note: fc.constant('d') }), { maxLength: 5 })
    const kept = fc.array(fc.record({ no, note: fc.constant('k') }), { maxLength: 5 })
    fc.assert(
      fc.property(proposed, declared, kept, (all, said, left) => {
        const settled = settleExclusions(all, said, left)
        if (!settled.ok) return
        const out = settled.exclusions.map((exclusion) => exclusion.no)
        expect(new Set(out).size).toBe(out.length)
        expect(settled.kept.filter((one) => out.includes(one.no))).toEqual([])
        const decided = new Set([...out, ...settled.kept.map((one) => one.no)])
        expect(all.filter((proposal) => !decided.has(proposal.no))).toEqual([])
        expect(all.filter((proposal) => proposal.certain && !out.includes(proposal.no))).toEqual([])
      }),
    )
  })
})
