import { type Document, isDocument, type Value } from './bson.ts'
import { documentField, hintOf, namespaceOf, numberField, pipelineOf, type Server } from './command.ts'
import { badValue, ServerError } from './errors.ts'
import { variablesOf } from './expressions.ts'
import { asQuery } from './match.ts'
import { int, isNumber } from './numbers.ts'
import { expressionTest, narrowed, withVariables } from './pipeline.ts'
import { compileProjection } from './project.ts'
import { newTally, ordered, PAUSE, type Prepared, prepare } from './query.ts'

/** `counting`: what an index holds is only counted, and no document is read. */
function scanStage(plan: Prepared['plan'], query: Document, counting: boolean): Document {
  if (plan.kind === 'collection')
    return {
      stage: 'COLLSCAN',
      ...(Object.keys(query).length > 0 ? { filter: query } : {}),
      direction: plan.reverse ? 'backward' : 'forward',
    }
  const scans = (plan.kind === 'union' ? plan.scans : [plan]).map(({ index, reverse }) => ({
    stage: 'IXSCAN',
    keyPattern: Object.fromEntries(Object.entries(index.spec.key).map(([path, way]) => [path, int(way)])),
    indexName: index.spec.name,
    isMultiKey: index.arrays.includes(true),
    isUnique: index.spec.unique === true,
    isSparse: index.spec.sparse === true,
    isPartial: index.spec.partialFilterExpression !== undefined,
    indexVersion: int(2),
    direction: reverse ? 'backward' : 'forward',
  }))
  const [only] = scans
  return counting && only
    ? { ...only, stage: 'COUNT_SCAN' }
    : {
        stage: 'FETCH',
        inputStage: scans.length === 1 && only ? only : { stage: 'OR', inputStages: scans },
      }
}

/** What a command is about, where an index could take part. */
interface Search {
  readonly query: Document
  readonly sort?: Document | undefined
  readonly skip?: number | undefined
  readonly limit?: number | undefined
  readonly projection?: Document | undefined
  readonly hint?: Value
}

function only(command: Document, name: string): Document {
  const list = command[name]
  const [first, second] = Array.isArray(list) ? list : []
  if (!isDocument(first) || second !== undefined)
    throw new ServerError(72, 'InvalidOptions', 'explained write batches must be of size 1')
  return first
}

const plain = (command: Document): Search => ({
  query: asQuery(command.query, 'query'),
  sort: documentField(command, 'sort'),
  hint: hintOf(command),
})
const statement = (given: Document): Search => ({ query: asQuery(given.q), hint: hintOf(given) })

/** What can be explained: the search it begins with, and the stage that stands above it. */
const EXPLAINED: Readonly<Record<string, { search: (command: Document) => Search; stage?: string }>> = {
  find: {
    search: (command) => ({
      query: asQuery(command.filter),
      sort: documentField(command, 'sort'),
      skip: numberField(command, 'skip'),
      limit: numberField(command, 'limit'),
      projection: documentField(command, 'projection'),
      hint: hintOf(command),
    }),
  },
  aggregate: { search: (command) => ({ ...narrowed(pipelineOf(command)), hint: hintOf(command) }) },
  count: { search: plain, stage: 'COUNT' },
  distinct: { search: plain },
  update: { search: (command) => statement(only(command, 'updates')), stage: 'UPDATE' },
  delete: { search: (command) => statement(only(command, 'deletes')), stage: 'DELETE' },
  findAndModify: { search: plain, stage: 'UPDATE' },
}

/** The stage of a projection. None is covered by an index: it keeps no values, and the documents are read. */
const projectionStage = (projection: Document): string =>
  Object.entries(projection).every(
    ([path, value]) => !path.includes('.') && (typeof value === 'boolean' || isNumber(value)),
  )
    ? 'PROJECTION_SIMPLE'
    : 'PROJECTION_DEFAULT'

/** What a search took. */
interface Work {
  readonly keys: number
  readonly documents: number
  readonly found: number
  /** Of what was found, drawn. */
  readonly drawn: number
  readonly returned: number
  readonly millis: number
}

/** What each stage of a plan gave and looked at. */
function executed(plan: Document, work: Work): Document {
  const { keys, documents, found, drawn, returned, millis } = work
  const { stage, inputStage } = plan
  const own: Readonly<Record<string, Document>> = {
    RECORD_STORE_FAST_COUNT: { nReturned: int(0), nCounted: int(drawn) },
    COUNT: { nReturned: int(0), nCounted: int(drawn) },
    UPDATE: { nReturned: int(0), nMatched: int(drawn) },
    DELETE: { nReturned: int(0), nWouldDelete: int(drawn) },
    COUNT_SCAN: { nReturned: int(drawn), keysExamined: int(keys) },
    IXSCAN: { nReturned: int(documents), keysExamined: int(keys) },
    OR: { nReturned: int(documents) },
    FETCH: { nReturned: int(found), docsExamined: int(documents) },
    COLLSCAN: { nReturned: int(found), docsExamined: int(documents) },
    SORT: { nReturned: int(drawn) },
  }
  return {
    ...plan,
    ...(own[String(stage)] ?? { nReturned: int(returned) }),
    executionTimeMillisEstimate: int(millis),
    ...(isDocument(inputStage) ? { inputStage: executed(inputStage, work) } : {}),
  }
}

const VERBOSITIES = ['queryPlanner', 'executionStats', 'allPlansExecution']

/** The plan of a command in the server's words and, beyond `queryPlanner`, what searching by it took. */
export function explained(server: Server, command: Document, verbosity: Value): Document {
  const name = Object.keys(command)[0] ?? ''
  const kind = Object.hasOwn(EXPLAINED, name) ? EXPLAINED[name] : undefined
  if (!kind) throw new ServerError(59, 'CommandNotFound', `Explain failed due to unknown command: ${name}`)
  if (typeof verbosity !== 'string' || !VERBOSITIES.includes(verbosity))
    throw badValue(
      `Enumeration value '${String(verbosity)}' for field 'explain.verbosity' is not a valid value.`,
    )
  const { query, sort, skip = 0, limit = 0, projection, hint } = kind.search(command)
  const namespace = namespaceOf(command, name)
  const collection = server.store.get(namespace)
  const variables = variablesOf(command.let, server.clock())
  const prepared = prepare(collection, { query, sort, hint }, expressionTest(variables))
  const counting = name === 'count' && prepared.plan.kind === 'index' && prepared.plan.covers
  const above = (stage: string | false, of: Document, more: Document = {}): Document =>
    stage ? { stage, ...more, inputStage: of } : of
  let winningPlan: Document = collection ? scanStage(prepared.plan, query, counting) : { stage: 'EOF' }
  winningPlan = above(prepared.mustSort && 'SORT', winningPlan, { sortPattern: sort })
  winningPlan = above(skip > 0 && 'SKIP', winningPlan, { skipAmount: int(skip) })
  if (projection && compileProjection(projection, withVariables(variables), { query }))
    winningPlan = above(projectionStage(projection), winningPlan, { transformBy: projection })
  winningPlan = above(limit > 0 && 'LIMIT', winningPlan, { limitAmount: int(limit) })
  const removes = name === 'findAndModify' && command.remove === true
  winningPlan = above((removes ? 'DELETE' : kind.stage) ?? false, winningPlan)
  if (name === 'count' && collection && Object.keys(query).length === 0)
    winningPlan = { stage: 'RECORD_STORE_FAST_COUNT' }
  const execution = (): Document => {
    const tally = newTally()
    let drawn = 0
    const began = performance.now()
    const snapshot = server.store.snapshot()
    try {
      if (collection && winningPlan.stage === 'RECORD_STORE_FAST_COUNT') drawn = collection.count
      else if (collection)
        for (const one of ordered(collection, snapshot, prepared, { sort, skip: 0, tally })) {
          if (one !== PAUSE) drawn += 1
          if (limit > 0 && drawn >= skip + limit) break
        }
    } finally {
      snapshot.release()
    }
    if (counting) tally.documents = 0
    const millis = Math.round(performance.now() - began)
    const returned = Math.max(0, drawn - skip)
    const executionStages = executed(winningPlan, { ...tally, drawn, returned, millis })
    return {
      executionSuccess: true,
      nReturned: executionStages.nReturned,
      executionTimeMillis: int(millis),
      totalKeysExamined: int(tally.keys),
      totalDocsExamined: int(tally.documents),
      executionStages,
    }
  }
  return {
    explainVersion: '1',
    queryPlanner: { namespace, parsedQuery: query, indexFilterSet: false, winningPlan, rejectedPlans: [] },
    ...(verbosity === 'queryPlanner' ? {} : { executionStats: execution() }),
    command,
    serverInfo: { version: '7.0.0' },
  }
}
