import { type Document, fieldsOf, isDocument, setField, type Value } from './bson.ts'
import { failedToParse, location, notSupported, ServerError } from './errors.ts'
import { compileExpression, type Expression, fieldValue, isTrue, type Scope } from './expressions.ts'
import { compileQuery, type ExpressionTest } from './match.ts'
import { int } from './numbers.ts'
import { compileProjection, setComputed } from './project.ts'
import { PAUSE } from './query.ts'
import {
  asSpec,
  each,
  gathered,
  inTurn,
  type PipelineContext,
  type Stage,
  type Stream,
  streamOf,
  whole,
  withKnown,
} from './stage.ts'
import { bucketing, bucketingEvenly, groups, sorting } from './stages-group.ts'
import { counting, limiting, sampling, skipping, unwinding } from './stages-plain.ts'
import { climbing, redacting } from './stages-tree.ts'
import { filling, windowing } from './stages-window.ts'

export const expressionTest =
  (variables: ReadonlyMap<string, Value>): ExpressionTest =>
  (expression) => {
    const value = compileExpression(expression)
    return (root) => isTrue(value({ root, variables }))
  }

function adding(value: Value, { variables }: PipelineContext): Stage {
  const flat = (spec: Document, prefix: readonly string[]): { parts: string[]; value: Expression }[] =>
    fieldsOf(spec).flatMap(([name, given]) => {
      const parts = [...prefix, ...name.split('.')]
      if (parts.includes('')) throw location(40353, 'FieldPath must not be empty')
      const isNested =
        isDocument(given) && Object.keys(given).length > 0 && !Object.keys(given)[0]?.startsWith('$')
      return isNested ? flat(given, parts) : [{ parts, value: compileExpression(given) }]
    })
  const fields = flat(asSpec('$addFields', value, 40272), [])
  if (fields.length === 0) throw location(40177, 'specification must have at least one field')
  return each(function* (document) {
    const scope: Scope = { root: document, variables }
    let made: Value = document
    for (const { parts, value: of } of fields) made = setComputed(made, parts, of(scope))
    if (isDocument(made)) yield made
  })
}

const LOOKUP = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline']

function lookingUp(value: Value, context: PipelineContext): Stage {
  const {
    from,
    as,
    localField,
    foreignField,
    let: variables,
    pipeline,
  } = withKnown('$lookup', asSpec('$lookup', value, 9), LOOKUP, 9)
  if (typeof as !== 'string') throw failedToParse("must specify 'as' field for a $lookup")
  if (pipeline !== undefined && !Array.isArray(pipeline))
    throw failedToParse("'pipeline' option must be an array")
  if (typeof from !== 'string') throw failedToParse("missing 'from' option to $lookup stage specification")
  const joins = typeof localField === 'string' && typeof foreignField === 'string'
  if (!joins && !pipeline)
    throw failedToParse('$lookup requires either localField and foreignField, or pipeline')
  const given = Object.entries(isDocument(variables) ? variables : {}).map(
    ([name, expression]) => [name, compileExpression(expression)] as const,
  )
  return each(function* (document) {
    const scope: Scope = { root: document, variables: context.variables }
    const inner: PipelineContext = {
      ...context,
      variables: new Map([
        ...context.variables,
        ...given.map(([name, of]): [string, Value] => [name, of(scope)]),
      ]),
    }
    const query: Document = {}
    if (joins) {
      const local = fieldValue(document, localField.split('.'))
      const values = Array.isArray(local) ? local : [local ?? null]
      query[foreignField] = values.length === 1 ? { $eq: values[0] } : { $in: values }
    }
    const found: Document[] = []
    yield* gathered(runPipeline(pipeline ?? [], query, from, inner), (one) => found.push(one))
    const made = setComputed(document, as.split('.'), found)
    if (isDocument(made)) yield made
  })
}

/** Reads a collection through a pipeline: leading matches narrow what is read. */
export function* runPipeline(
  stages: readonly Value[],
  query: Document,
  collection: string,
  context: PipelineContext,
): Stream {
  const { matches, rest } = leadingMatches(stages)
  const all = [query, ...matches].filter((one) => Object.keys(one).length > 0)
  const source = context.find(collection, all.length < 2 ? (all[0] ?? {}) : { $and: all }, context.variables)
  yield* compilePipeline(rest, context)(source)
}

/** The `$match` stages a pipeline begins with, and what comes after them. */
export function leadingMatches(stages: readonly Value[]): { matches: Document[]; rest: readonly Value[] } {
  const first = stages.findIndex(
    (stage) => !isDocument(stage) || !isDocument(stage.$match) || Object.keys(stage).length > 1,
  )
  const count = first < 0 ? stages.length : first
  return {
    matches: stages
      .slice(0, count)
      .flatMap((stage) => (isDocument(stage) && isDocument(stage.$match) ? [stage.$match] : [])),
    rest: stages.slice(count),
  }
}

const replacing = (value: Value, { variables }: PipelineContext): Stage => {
  const root = compileExpression(value)
  return each(function* (document) {
    const made = root({ root: document, variables })
    if (!isDocument(made)) throw location(40228, "'newRoot' expression must evaluate to an object")
    yield made
  })
}

/** The stages an index can take part in: matches, then a sort. */
export function narrowed(pipeline: readonly Value[]): {
  query: Document
  sort: Document | undefined
  rest: readonly Value[]
} {
  const { matches, rest } = leadingMatches(pipeline)
  const [next] = rest
  const sort =
    isDocument(next) &&
    isDocument(next.$sort) &&
    Object.keys(next).length === 1 &&
    Object.keys(next.$sort).length > 0
      ? next.$sort
      : undefined
  return {
    query: matches.length < 2 ? (matches[0] ?? {}) : { $and: matches },
    sort,
    rest: sort ? rest.slice(1) : rest,
  }
}

const stages: Readonly<Record<string, (value: Value, context: PipelineContext) => Stage>> = {
  $match: (value, { variables }) => {
    const test = compileQuery(asSpec('$match', value), expressionTest(variables))
    return each(function* (document) {
      if (test(document)) yield document
    })
  },
  $project: (value, { variables }) => {
    const project = compileProjection(asSpec('$project', value, 15969), withVariables(variables), null)
    return each(function* (document) {
      yield project ? project(document) : document
    })
  },
  $addFields: adding,
  $set: adding,
  $unset: (value, context) => {
    const paths = Array.isArray(value) ? value : [value]
    if (!Array.isArray(value) && typeof value !== 'string')
      throw location(31002, '$unset specification must be a string or an array')
    if (paths.length === 0) throw location(31119, '$unset specification must have at least one field')
    if (!paths.every((path) => typeof path === 'string'))
      throw location(31120, '$unset specification must be a string or an array containing only string values')
    return stageOf('$project', Object.fromEntries(paths.map((path) => [path, int(0)])), context)
  },
  $sort: (value) => {
    if (Object.keys(asSpec('$sort', value, 15973)).length === 0)
      throw location(15976, '$sort stage must have at least one sort key')
    return sorting(value)
  },
  $limit: limiting,
  $skip: skipping,
  $count: counting,
  $unwind: unwinding,
  $group: (value, context) => {
    const { _id, ...fields } = asSpec('$group', value, 15947)
    if (_id === undefined) throw location(15955, 'a group specification must include an _id')
    return groups(fields, compileExpression(_id), context)
  },
  $sortByCount: (value, context) =>
    inTurn(
      groups({ count: { $sum: int(1) } }, compileExpression(value), context),
      sorting({ count: int(-1) }),
    ),
  $bucket: bucketing,
  $bucketAuto: bucketingEvenly,
  $redact: redacting,
  $graphLookup: climbing,
  $fill: filling,
  $setWindowFields: windowing,
  $lookup: lookingUp,
  $unionWith: (value, context) => {
    const { coll, pipeline = [] } = typeof value === 'string' ? { coll: value } : asSpec('$unionWith', value)
    if (typeof coll !== 'string' || !Array.isArray(pipeline))
      throw failedToParse('$unionWith needs a collection')
    return function* (input) {
      yield* input
      yield* runPipeline(pipeline, {}, coll, context)
    }
  },
  $facet: (value, context) => {
    const facets = Object.entries(asSpec('$facet', value, 40169)).map(([name, pipeline]) => {
      if (!Array.isArray(pipeline))
        throw location(40170, `arguments to $facet must be arrays, ${name} is not`)
      const barred = pipeline
        .flatMap((stage) => (isDocument(stage) ? Object.keys(stage) : []))
        .find(isOutside)
      if (barred !== undefined)
        throw location(40600, `${barred} is not allowed to be used within a $facet stage`)
      return [name, pipeline] as const
    })
    if (facets.length === 0) throw location(40169, 'the $facet specification must be a non-empty object')
    for (const [, pipeline] of facets) compilePipeline(pipeline, context)
    return whole(function* (documents) {
      const made: Document = {}
      for (const [name, pipeline] of facets) {
        const found: Document[] = []
        const all = compilePipeline(pipeline, context)(streamOf(documents))
        yield* gathered(all, (document) => found.push(document))
        setField(made, name, found)
      }
      yield made
    })
  },
  $replaceRoot: (value, context) => {
    const spec = withKnown('$replaceRoot', asSpec('$replaceRoot', value, 40229), ['newRoot'], 40230)
    if (spec.newRoot === undefined) throw location(40231, 'no newRoot specified for the $replaceRoot stage')
    return replacing(spec.newRoot, context)
  },
  $replaceWith: replacing,
  $sample: sampling,
  $documents: (value, { variables }) => {
    const documents = compileExpression(value)({ root: {}, variables })
    if (!Array.isArray(documents)) throw location(5858203, 'the $documents stage needs an array')
    return () => streamOf(documents.filter(isDocument))
  },
}

const REFUSED_STAGES = new Set([
  '$densify',
  '$out',
  '$merge',
  '$indexStats',
  '$currentOp',
  '$planCacheStats',
  '$listSessions',
  '$listLocalSessions',
  '$listSampledQueries',
  '$queryStats',
  '$shardedDataDistribution',
  '$search',
  '$searchMeta',
  '$vectorSearch',
])

/** What reads or writes elsewhere than in its input, and cannot be in a `$facet`. */
const isOutside = (name: string): boolean =>
  [
    '$facet',
    '$documents',
    '$collStats',
    '$changeStream',
    '$geoNear',
    '$out',
    '$merge',
    '$indexStats',
  ].includes(name)

/** Whether a pipeline may begin with a stage without a collection; where the stage is refused, that is told. */
export const beginsAlone = (name: string | undefined): boolean =>
  name === '$documents' || name === '$changeStream' || REFUSED_STAGES.has(name ?? '')

function stageOf(name: string, value: Value, context: PipelineContext): Stage {
  const make = Object.hasOwn(stages, name) ? stages[name] : undefined
  if (make) return make(value, context)
  if (name === '$changeStream')
    throw new ServerError(40573, 'Location40573', 'The $changeStream stage is only supported on replica sets')
  if (name === '$geoNear')
    throw new ServerError(291, 'NoQueryExecutionPlans', '$geoNear requires a geospatial index')
  if (name === '$collStats')
    throw location(40602, '$collStats is only valid as the first stage in a pipeline')
  if (REFUSED_STAGES.has(name)) throw notSupported(`${name} is not supported`)
  throw unknownStage(name)
}

const isStage = (name: string): boolean =>
  Object.hasOwn(stages, name) || beginsAlone(name) || name === '$geoNear'

const unknownStage = (name: string) => location(40324, `Unrecognized pipeline stage name: '${name}'`)

export const withVariables =
  (variables: ReadonlyMap<string, Value>) =>
  (expression: Value): ((document: Document) => Value) => {
    const value = compileExpression(expression)
    return (root) => value({ root, variables })
  }

/** Compiles a pipeline. Everything in it is checked before the first document is read. */
export function compilePipeline(pipeline: readonly Value[], context: PipelineContext): Stage {
  const compiled = pipeline.map((stage) => {
    const names = isDocument(stage) ? Object.keys(stage) : []
    const [name] = names
    if (!isDocument(stage))
      throw new ServerError(14, 'TypeMismatch', "Each element of the 'pipeline' array must be an object")
    if (name === undefined || names.length > 1)
      throw location(40323, 'A pipeline stage specification object must contain exactly one field.')
    return stageOf(name, stage[name], context)
  })
  return (input) => compiled.reduce((stream, stage) => stage(stream), input)
}

const UPDATE_STAGES = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'])

/** An update given as a pipeline. @throws ServerError 72 for a stage that is not allowed in one */
export function pipelineUpdate(
  pipeline: readonly Value[],
  variables: ReadonlyMap<string, Value>,
): (document: Document) => Document {
  for (const stage of pipeline)
    for (const name of isDocument(stage) ? Object.keys(stage) : [])
      if (!isStage(name)) throw unknownStage(name)
      else if (!UPDATE_STAGES.has(name))
        throw new ServerError(72, 'InvalidOptions', `${name} is not allowed to be used within an update`)
  const run = compilePipeline(pipeline, { variables, find: () => streamOf([]) })
  return (document) => {
    for (const made of run(streamOf([document]))) if (made !== PAUSE) return made
    return document
  }
}
