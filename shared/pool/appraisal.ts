import { z } from 'zod'
import type { Appraisal, Marks, PartyAppraisal, Tally } from './officer.ts'
import { type Criterion, TOP_MARK } from './rules.ts'

const criterionId = z.string().regex(/^[a-z0-9-]{1,40}$/)

/** Marks by criterion. */
export const marksSchema = z.record(criterionId, z.int().min(1).max(TOP_MARK))

/** What one slip says: of each officer who sat, or of some of them. */
export const ballotSchema = z
  .array(z.object({ no: z.int().min(1), marks: marksSchema, remark: z.string().trim().max(200) }).strict())
  .max(60)
export type Ballot = Readonly<z.infer<typeof ballotSchema>>

/** The first criterion without a mark, or the first mark for something that is no criterion; null: all is well. */
export function wrongMark(criteria: readonly Criterion[], marks: Marks): string | null {
  const ids = new Set(criteria.map(({ id }) => id))
  return (
    criteria.find(({ id }) => marks[id] === undefined)?.id ??
    Object.keys(marks).find((id) => !ids.has(id)) ??
    null
  )
}

/**
 * Adds slips up, officer by officer and criterion by criterion. What comes out is the same in whatever order the
 * slips lie, and does not say which marks came from one hand.
 */
export function tallyBallots(criteria: readonly Criterion[], ballots: readonly Ballot[]): readonly Tally[] {
  const numbers = [...new Set(ballots.flatMap((ballot) => ballot.map(({ no }) => no)))].sort((a, b) => a - b)
  return numbers.map((no) => {
    const own = ballots.flatMap((ballot) => ballot.filter((entry) => entry.no === no))
    const countsOf = (id: string): number[] =>
      Array.from({ length: TOP_MARK }, (_, i) => own.filter(({ marks }) => marks[id] === i + 1).length)
    return {
      no,
      counts: Object.fromEntries(criteria.map(({ id }) => [id, countsOf(id)])),
      remarks: own
        .map(({ remark }) => remark)
        .filter((remark) => remark !== '')
        .sort(),
    }
  })
}

/** A mean of marks with what it is the mean of; `sum` over `count`. */
export interface Average {
  readonly sum: number
  readonly count: number
}

export const meanOf = ({ sum, count }: Average): number | null => (count === 0 ? null : sum / count)

/** Mean of all marks chairs gave. */
export function chairAverage(appraisals: readonly Appraisal[]): Average {
  const marks = appraisals.flatMap((appraisal) => Object.values(appraisal.marks))
  return { sum: marks.reduce((sum, mark) => sum + mark, 0), count: marks.length }
}

/** Mean of all marks on slips. */
export function partyAverage(tallies: readonly PartyAppraisal[]): Average {
  const given = tallies.flatMap(({ counts }) =>
    Object.values(counts).flatMap((times) => times.map((count, i) => ({ mark: i + 1, count }))),
  )
  return {
    sum: given.reduce((sum, { mark, count }) => sum + mark * count, 0),
    count: given.reduce((sum, { count }) => sum + count, 0),
  }
}
