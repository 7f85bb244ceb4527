import { type Document, isDocument, MAX_DOCUMENT_BYTES, type Value } from './bson.ts'
import { Long } from './bson-classes.ts'
import { Row } from './collection.ts'
import {
  batchSizeOf,
  type Command,
  databaseOf,
  documentField,
  flagField,
  hintOf,
  namespaceOf,
  numberField,
  paceOf,
  pipelineOf,
  type Server,
  textField,
} from './command.ts'
import { explained } from './commands-explain.ts'
import type { Source } from './cursors.ts'
import { badValue, failedToParse, location, notSupported, ServerError, typeMismatch } from './errors.ts'
import { variablesOf } from './expressions.ts'
import { asQuery } from './match.ts'
import { int, isLong, isNumber, toDouble } from './numbers.ts'
import { inTurns } from './pace.ts'
import { reach } from './paths.ts'
import { beginsAlone, compilePipeline, expressionTest, narrowed, withVariables } from './pipeline.ts'
import { compileProjection } from './project.ts'
import { countMatching, isPoint, newTally, ordered, PAUSE, prepare, search, searchPoint } from './query.ts'
import { gathered, type PipelineContext, type Stream } from './stage.ts'
import { collectionStatistics } from './statistics.ts'
import type { Snapshot } from './store.ts'
import { encodeKey } from './values.ts'

const none = function* (): Source {}

function* projected(rows: Source, project: (document: Document) => Document): Source {
  for (const one of rows) yield one instanceof Row ? project(one.document) : one
}

const FIND_FIELDS = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'noCursorTimeout',
  'allowPartialResults',
  'allowDiskUse',
  'oplogReplay',
  'let',
  'tailable',
  'awaitData',
  'min',
  'max',
  'returnKey',
  'showRecordId',
]

function prepareFind(server: Server, command: Document) {
  if (flagField(command, 'tailable'))
    throw badValue('error processing query: tailable cursor requested on non capped collection')
  if (flagField(command, 'awaitData'))
    throw failedToParse("Cannot set 'awaitData' without also setting 'tailable'")
  for (const name of ['min', 'max', 'returnKey', 'showRecordId'])
    if (
      command[name] !== undefined &&
      command[name] !== false &&
      !(isDocument(command[name]) && Object.keys(command[name]).length === 0)
    )
      throw notSupported(`the option '${name}' is not supported`)
  const namespace = namespaceOf(command, 'find')
  const query = asQuery(command.filter)
  const sort = documentField(command, 'sort')
  const variables = variablesOf(command.let, server.clock())
  const collection = server.store.get(namespace)
  const prepared = prepare(collection, { query, sort, hint: hintOf(command) }, expressionTest(variables))
  const project = compileProjection(command.projection, withVariables(variables), { query })
  return { namespace, query, sort, collection, prepared, project }
}

const find: Command = {
  kind: 'read',
  fields: FIND_FIELDS,
  run: (server, command) => {
    const { namespace, sort, collection, prepared, project } = prepareFind(server, command)
    const skip = numberField(command, 'skip') ?? 0
    // Zero is no limit.
    const limit = numberField(command, 'limit') || undefined
    const batchSize = numberField(command, 'batchSize')
    const single = flagField(command, 'singleBatch')
    const maxTimeMS = numberField(command, 'maxTimeMS')
    if (!collection) return server.cursors.begin(namespace, none(), { batchSize, single })
    const snapshot = server.store.snapshot()
    if (isPoint(prepared) && skip === 0 && batchSize !== 0) {
      try {
        const one = searchPoint(collection, snapshot, prepared)
        const firstBatch = one ? [project ? project(one.document) : one] : []
        return { cursor: { firstBatch, id: Long.ZERO, ns: namespace } }
      } finally {
        snapshot.release()
      }
    }
    const tally = newTally()
    const rows = ordered(collection, snapshot, prepared, { sort, skip, tally })
    return server.cursors.begin(namespace, project ? projected(rows, project) : rows, {
      batchSize,
      single,
      limit,
      maxTimeMS,
      noTimeout: flagField(command, 'noCursorTimeout'),
      release: () => snapshot.release(),
    })
  },
}

function* documentsOf(rows: Iterable<Row | typeof PAUSE>): Stream {
  for (const one of rows) yield one === PAUSE ? one : one.document
}

/** Where pipelines find their documents: all in the snapshot the command began with. */
export function pipelineContext(
  server: Server,
  database: string,
  snapshot: Snapshot,
  variables: ReadonlyMap<string, Value>,
): PipelineContext {
  return {
    variables,
    find: function* (name, query, inner): Stream {
      const collection = server.store.get(`${database}.${name}`)
      const prepared = prepare(collection, { query }, expressionTest(inner))
      if (!collection) return
      yield* documentsOf(search(collection, snapshot, prepared, newTally()))
    },
  }
}

const AGGREGATE_FIELDS = [
  'pipeline',
  'cursor',
  'explain',
  'allowDiskUse',
  'hint',
  'let',
  'bypassDocumentValidation',
]

/** The documents a pipeline gives, read in one snapshot that must be released in the end. */
export function aggregated(
  server: Server,
  command: Document,
  pipeline: readonly Value[],
): { namespace: string; source: Stream; release: () => void } {
  const database = databaseOf(command)
  const overDatabase = isNumber(command.aggregate) && toDouble(command.aggregate) === 1
  const namespace = overDatabase ? `${database}.$cmd.aggregate` : namespaceOf(command, 'aggregate')
  const variables = variablesOf(command.let, server.clock())
  const collection = server.store.get(namespace)
  const first = pipeline[0]
  if (overDatabase && !(isDocument(first) && beginsAlone(Object.keys(first)[0])))
    throw new ServerError(
      73,
      'InvalidNamespace',
      '{aggregate: 1} is not valid for this pipeline; it must begin with $documents',
    )
  const statistics = isDocument(first) && '$collStats' in first ? first.$collStats : undefined
  const { query, sort, rest } =
    statistics === undefined ? narrowed(pipeline) : { query: {}, sort: undefined, rest: pipeline.slice(1) }
  const prepared = prepare(collection, { query, sort, hint: hintOf(command) }, expressionTest(variables))
  const snapshot = server.store.snapshot()
  try {
    const stages = compilePipeline(rest, pipelineContext(server, database, snapshot, variables))
    const input = function* (): Stream {
      if (statistics !== undefined)
        yield* collectionStatistics(server, snapshot, { namespace, spec: statistics })
      if (statistics !== undefined || !collection) return
      for (const one of ordered(collection, snapshot, prepared, {
        sort,
        skip: 0,
        tally: newTally(),
      }))
        yield one === PAUSE ? one : one.document
    }
    return { namespace, source: stages(input()), release: () => snapshot.release() }
  } catch (error) {
    snapshot.release()
    throw error
  }
}

const aggregate: Command = {
  kind: 'read',
  fields: AGGREGATE_FIELDS,
  run: (server, command) => {
    const pipeline = pipelineOf(command)
    if (flagField(command, 'explain')) return explained(server, command, 'queryPlanner')
    if (command.cursor === undefined)
      throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument")
    const { namespace, source, release } = aggregated(server, command, pipeline)
    const maxTimeMS = numberField(command, 'maxTimeMS')
    return server.cursors.begin(namespace, source, { batchSize: batchSizeOf(command), maxTimeMS, release })
  },
}

const count: Command = {
  kind: 'read',
  fields: ['query', 'limit', 'skip', 'hint', 'fields'],
  run: async (server, command) => {
    const collection = server.store.get(namespaceOf(command, 'count'))
    const query = asQuery(command.query, 'query')
    const prepared = prepare(
      collection,
      { query, hint: hintOf(command) },
      expressionTest(variablesOf(undefined, server.clock())),
    )
    const skip = numberField(command, 'skip') ?? 0
    const limit = Math.abs(numberField(command, 'limit', Number.NEGATIVE_INFINITY) ?? 0)
    if (!collection) return { n: int(0) }
    const snapshot = server.store.snapshot()
    try {
      const matching = countMatching(collection, snapshot, query, prepared)
      const left = Math.max(0, (await inTurns(matching, paceOf(command))) - skip)
      return { n: int(limit > 0 ? Math.min(limit, left) : left) }
    } finally {
      snapshot.release()
    }
  },
}

const distinct: Command = {
  kind: 'read',
  fields: ['key', 'query', 'hint'],
  run: async (server, command) => {
    const collection = server.store.get(namespaceOf(command, 'distinct'))
    const path = textField(command, 'key')
    const query = asQuery(command.query, 'query')
    const prepared = prepare(
      collection,
      { query, hint: hintOf(command) },
      expressionTest(variablesOf(undefined, server.clock())),
    )
    if (!collection) return { values: [] }
    const snapshot = server.store.snapshot()
    const values = new Map<string, Value>()
    let bytes = 0
    try {
      const rows = search(collection, snapshot, prepared, newTally())
      const gathering = gathered(documentsOf(rows), (document) => {
        for (const found of reach(document, path))
          for (const value of Array.isArray(found) ? found : [found]) {
            const key = encodeKey(value).toString('latin1')
            if (values.has(key)) continue
            values.set(key, value)
            bytes += key.length
            if (bytes > MAX_DOCUMENT_BYTES) throw location(17217, 'distinct too big, 16mb cap')
          }
      })
      await inTurns(gathering, paceOf(command))
    } finally {
      snapshot.release()
    }
    return { values: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) }
  },
}

const getMore: Command = {
  kind: 'read',
  fields: ['collection', 'batchSize', 'term', 'lastKnownCommittedOpTime'],
  run: (server, command) => {
    const id = command.getMore
    if (!isLong(id))
      throw typeMismatch("BSON field 'getMore.getMore' is the wrong type, expected type 'long'")
    const namespace = `${databaseOf(command)}.${textField(command, 'collection')}`
    if (numberField(command, 'maxTimeMS'))
      throw badValue('cannot set maxTimeMS on getMore command for a non-awaitData cursor')
    return server.cursors.more(id.toBigInt(), namespace, numberField(command, 'batchSize') ?? 0)
  },
}

const killCursors: Command = {
  kind: 'read',
  fields: ['cursors'],
  run: (server, command) => {
    const { cursors } = command
    if (cursors === undefined)
      throw location(40414, "BSON field 'killCursors.cursors' is missing but a required field")
    if (!Array.isArray(cursors) || !cursors.every(isLong))
      throw typeMismatch("BSON field 'killCursors.cursors' must be an array of type 'long'")
    return server.cursors.kill(cursors)
  },
}

export const readCommands: Readonly<Record<string, Command>> = {
  find,
  aggregate,
  count,
  distinct,
  getMore,
  killCursors,
}
