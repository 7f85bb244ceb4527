import { grouping } from './accumulators.ts'
import type { Document, Value } from './bson.ts'
import { location, notSupported } from './errors.ts'
import { compileExpression, type Expression } from './expressions.ts'
import { int } from './numbers.ts'
import { sortBy } from './sort.ts'
import { asSpec, gathered, inTurn, type PipelineContext, positive, type Stage, whole } from './stage.ts'
import { compareValues } from './values.ts'

/** No variable of a pipeline can have this name. */
const BUCKET = ' bucket'
const COUNT = { count: { $sum: int(1) } }

/** `$bucket`. */
export function bucketing(value: Value, context: PipelineContext): Stage {
  const { groupBy, boundaries, default: other, output = COUNT } = asSpec('$bucket', value, 40201)
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw location(40192, "The $bucket 'boundaries' field must have at least 2 values")
  if (boundaries.some((edge, i) => i > 0 && compareValues(boundaries[i - 1], edge) >= 0))
    throw location(40194, "The 'boundaries' option to $bucket must be sorted")
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
  const { groupBy, buckets, output = COUNT, granularity } = asSpec('$bucketAuto', value, 40240)
  if (granularity !== undefined)
    throw notSupported("the option 'granularity' of $bucketAuto is not supported")
  const count = positive('$bucketAuto', buckets, 40242, 1)
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
