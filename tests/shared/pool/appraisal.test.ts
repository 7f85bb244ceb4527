import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Ballot, tallyBallots } from '../../../shared/pool/appraisal.ts'
import type { PoolCommand } from '../../../shared/pool/commands.ts'
import { proposedRules, TOP_MARK } from '../../../shared/pool/rules.ts'
import { initialPool } from '../../../shared/pool/state.ts'
import { add, afterwards, clock, code, daysAgo, having, hearing, run, TODAY } from './run.ts'

const criteria = proposedRules.appraisal.parties
const mark = fc.integer({ min: 1, max: TOP_MARK })
const entry = (no: number) =>
  fc.record({
    no: fc.constant(no),
    marks: fc
      .tuple(...criteria.map(() => mark))
      .map((marks) => Object.fromEntries(criteria.map(({ id }, i) => [id, marks[i] ?? 1]))),
    remark: fc.constantFrom('', '好', '急躁', '听得进去'),
  })
const ballots = fc.array(
  fc.subarray([1, 2, 3], { minLength: 1 }).chain((nos) => fc.tuple(...nos.map(entry))),
  { maxLength: 6 },
) as fc.Arbitrary<readonly Ballot[]>

describe('slips counted together', () => {
  it('come out the same in whatever order they lie', () => {
    fc.assert(
      fc.property(ballots, fc.infiniteStream(fc.nat()), (cast, dice) => {
        const shuffled = [...cast]
        for (let i = shuffled.length - 1; i > 0; i -= 1) {
          const j = (dice.next().value as number) % (i + 1)
          const [a, b] = [shuffled[i], shuffled[j]]
          if (a && b) [shuffled[i], shuffled[j]] = [b, a]
        }
        expect(tallyBallots(criteria, shuffled)).toEqual(tallyBallots(criteria, cast))
      }),
    )
  })

  it('do not say which marks came from one hand: trading marks for one officer changes nothing', () => {
    const two = fc.tuple(entry(1), entry(2), entry(1), entry(2))
    fc.assert(
      fc.property(two, ([a, b, c, d]) => {
        expect(
          tallyBallots(criteria, [
            [a, d],
            [c, b],
          ]),
        ).toEqual(
          tallyBallots(criteria, [
            [a, b],
            [c, d],
          ]),
        )
      }),
    )
  })

  it('hold every mark once', () => {
    fc.assert(
      fc.property(ballots, (cast) => {
        const given = cast.flat().length * criteria.length
        const counted = tallyBallots(criteria, cast)
          .flatMap(({ counts }) => Object.values(counts).flat())
          .reduce((sum, count) => sum + count, 0)
        expect(counted).toBe(given)
      }),
    )
  })
})

describe('the box of a hearing', () => {
  const base = afterwards(
    having(initialPool, add({ name: '甲' })),
    hearing('m', TODAY, [{ no: 1, outcome: 'sat' }], { parties: 3 }),
    clock,
  )
  const print: PoolCommand = { type: 'print-slips', data: { meetingId: 'm' } }
  const open = having(base, print)
  const slip: Ballot = [
    { no: 1, marks: Object.fromEntries(criteria.map(({ id }) => [id, 1])), remark: '偏心' },
  ]
  const count = (many: number): PoolCommand => ({
    type: 'count-slips',
    data: {
      meetingId: 'm',
      ballots: many,
      officers: [
        ...tallyBallots(
          criteria,
          Array.from({ length: many }, () => slip),
        ),
      ],
    },
  })
  const after = daysAgo(-proposedRules.appraisal.openDays - 1)

  it('holds one slip for each person of the two sides, once', () => {
    expect(open.boxes.m).toEqual({
      slips: 3,
      until: daysAgo(-proposedRules.appraisal.openDays),
      result: null,
    })
    expect(code(run(open, print))).toBe('POOL_SLIPS_PRINTED')
    const none = afterwards(
      having(initialPool, add({ name: '甲' })),
      hearing('m', TODAY, [], { parties: 3 }),
      clock,
    )
    expect(code(run(none, print))).toBe('POOL_NO_SLIPS')
  })

  it('is counted after its last day, by nobody’s hand, and once', () => {
    expect(code(run(open, count(2)))).toBe('FORBIDDEN_ROLE')
    expect(code(run(open, count(2), clock, daysAgo(-proposedRules.appraisal.openDays)))).toBe(
      'POOL_SLIPS_STILL_TAKEN',
    )
    const counted = afterwards(open, count(2), clock, after)
    expect(counted.officers[1]?.tallies).toMatchObject([{ counts: { listened: [2, 0, 0, 0, 0] } }])
    expect(code(run(counted, count(3), clock, after))).toBe('POOL_SLIPS_COUNTED')
  })

  it('says nothing of what is in it when there are too few slips', () => {
    const decision = run(open, count(1), clock, after)
    expect(JSON.stringify(decision)).not.toContain('偏心')
    expect(decision).toMatchObject({ ok: true, events: [{ ballots: 1, counted: false, officers: [] }] })
  })
})
