import { type Document, isDocument, type Value } from './bson.ts'
import { documentField, hintOf, namespaceOf, numberField, pipelineOf, type Server } from './command.ts'
import { badValue, ServerError } from './errors.ts'
import { variablesOf } from './expressions.ts'
import { asQuery } from './match.ts'
import { int } from './numbers.ts'
import { expressionTest, narrowed } from './pipeline.ts'
import { ordered, PAUSE, type Prepared, prepare } from './query.ts'

function scanStage(plan: Prepared['plan'], query: Document): Document {
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
  return {
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
  const { query, sort, skip = 0, limit = 0, hint } = kind.search(command)
  const namespace = namespaceOf(command, name)
  const collection = server.store.get(namespace)
  const variables = variablesOf(command.let, server.clock())
  const prepared = prepare(collection, { query, sort, hint }, expressionTest(variables))
  const above = (stage: string | false, of: Document, more: Document = {}): Document =>
    stage ? { stage, ...more, inputStage: of } : of
  let winningPlan: Document = collection ? scanStage(prepared.plan, query) : { stage: 'EOF' }
  winningPlan = above(prepared.mustSort && 'SORT', winningPlan, { sortPattern: sort })
  winningPlan = above(skip > 0 && 'SKIP', winningPlan, { skipAmount: int(skip) })
  winningPlan = above(limit > 0 && 'LIMIT', winningPlan, { limitAmount: int(limit) })
  const removes = name === 'findAndModify' && command.remove === true
  winningPlan = above((removes ? 'DELETE' : kind.stage) ?? false, winningPlan)
  const execution = (): Document => {
    const tally = { keys: 0, documents: 0 }
    let returned = 0
    const began = performance.now()
    const snapshot = server.store.snapshot()
    try {
      if (collection)
        for (const one of ordered(collection, snapshot, prepared, { sort, skip, tally })) {
          if (one !== PAUSE) returned += 1
          if (limit > 0 && returned >= limit) break
        }
    } finally {
      snapshot.release()
    }
    return {
      executionSuccess: true,
      nReturned: int(returned),
      executionTimeMillis: int(Math.round(performance.now() - began)),
      totalKeysExamined: int(tally.keys),
      totalDocsExamined: int(tally.documents),
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
