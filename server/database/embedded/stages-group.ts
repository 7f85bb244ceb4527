import { grouping } from './accumulators.ts'
import { type Document, isDocument, type Value } from './bson.ts'
import { location, notSupported } from './errors.ts'
import { compileExpression, type Expression } from './expressions.ts'
import { int, isNumber, wholeNumber } from './numbers.ts'
import { sortBy } from './sort.ts'
import { asSpec, gathered, inTurn, type PipelineContext, type Stage, whole, withKnown } from './stage.ts'
import { compareValues, typeRank } from './values.ts'

/** No variable of a pipeline can have this name. */
const BUCKET = ' bucket'
const COUNT = { count: { $sum: int(1) } }

const BUCKET_FIELDS = ['groupBy', 'boundaries', 'default', 'output']
const EVEN_FIELDS = ['groupBy', 'buckets', 'output', 'granularity']

const isExpression = (value: Value): boolean =>
  isDocument(value) || (typeof value === 'string' && value.startsWith('$'))

/** `$bucket`. */
export function bucketing(value: Value, context: PipelineContext): Stage {
  const {
    groupBy,
    boundaries,
    default: other,
    output = COUNT,
  } = withKnown('$bucket', asSpec('$bucket', value, 40201), BUCKET_FIELDS, 40197)
  if (groupBy === undefined || boundaries === undefined)
    throw location(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.")
  if (!isExpression(groupBy))
    throw location(40202, "The $bucket 'groupBy' field must be a $-prefixed path or an expression object")
  if (!Array.isArray(boundaries)) throw location(40200, "The $bucket 'boundaries' field must be an array")
  if (boundaries.length < 2)
    throw location(40192, "The $bucket 'boundaries' field must have at least 2 values")
  if (boundaries.some((edge) => typeRank(edge) !== typeRank(boundaries[0])))
    throw location(40193, "All values in the 'boundaries' option to $bucket must have the same type")
  if (boundaries.some((edge, i) => i > 0 && compareValues(boundaries[i - 1], edge) >= 0))
    throw location(40194, "The 'boundaries' option to $bucket must be sorted")
  // Of another type it stands outside anyway.
  if (
    other !== undefined &&
    typeRank(other) === typeRank(boundaries[0]) &&
    compareValues(boundaries[0], other) <= 0 &&
    compareValues(other, boundaries.at(-1)) < 0
  )
    throw location(40199, "The $bucket 'default' field must be outside of the 'boundaries'")
  const key = compileExpression(groupBy)
  const id: Expression = (scope) => {
    const of = key(scope) ?? null
    const at = boundaries.findIndex(
      (edge, i) =>
        compareValues(edge, of) <= 0 && i + 1 < boundaries.length && compareValues(of, boundaries[i + 1]) < 0,
    )
    if (at >= 0) return boundaries[at]
    if (other === undefined)
      throw location(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      )
    return other
  }
  return inTurn(groups(asSpec('$bucket', output), id, context), sorting({ _id: int(1) }))
}

/** `$sort`. */
export const sorting = (spec: Value): Stage => {
  sortBy([], spec, (document) => document)
  return whole((documents) => sortBy(documents, spec, (document) => document))
}

/** Groups by a key. @throws ServerError 40234 and others for what is no accumulator */
export const groups = (spec: Document, id: Expression, { variables }: PipelineContext): Stage => {
  const begin = grouping(spec, id)
  return function* (input) {
    const group = begin()
    yield* gathered(input, (root) => group.take({ root, variables }))
    yield* group.results()
  }
}

/**
 * `$bucketAuto`: as many documents in each bucket as in the others, but equal values stay together. The end of a
 * bucket is the beginning of the next; only the last one's is in it.
 */
export function bucketingEvenly(value: Value, { variables }: PipelineContext): Stage {
  const {
    groupBy,
    buckets,
    output = COUNT,
    granularity,
  } = withKnown('$bucketAuto', asSpec('$bucketAuto', value, 40240), EVEN_FIELDS, 40245)
  if (groupBy === undefined || buckets === undefined)
    throw location(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified")
  if (granularity !== undefined)
    throw notSupported("the option 'granularity' of $bucketAuto is not supported")
  if (!isNumber(buckets)) throw location(40241, "The $bucketAuto 'buckets' field must be a numeric value")
  const count = wholeNumber(buckets)
  if (count === undefined) throw location(40242, "The $bucketAuto 'buckets' field must be a whole number")
  if (count <= 0) throw location(40243, "The $bucketAuto 'buckets' field must be greater than 0")
  const key = compileExpression(groupBy)
  const begin = grouping(asSpec('$bucketAuto', output, 40244), ({ variables: known }) => known.get(BUCKET))
  return whole((documents) => {
    const keyed = documents
      .map((root) => ({ root, of: key({ root, variables }) ?? null }))
      .sort((a, b) => compareValues(a.of, b.of))
    const size = Math.max(1, Math.round(keyed.length / count))
    const starts: number[] = []
    for (let at = 0; at < keyed.length && starts.length < count; ) {
      starts.push(at)
      at += size
      while (at < keyed.length && compareValues(keyed[at]?.of, keyed[at - 1]?.of) === 0) at += 1
    }
    const group = begin()
    for (const [i, from] of starts.entries()) {
      const to = starts[i + 1]
      const bucket = { min: keyed[from]?.of, max: keyed[to ?? keyed.length - 1]?.of }
      for (const { root } of keyed.slice(from, to))
        group.take({ root, variables: new Map([...variables, [BUCKET, bucket]]) })
    }
    return group.results()
  })
}
