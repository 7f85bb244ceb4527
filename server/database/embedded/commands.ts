import { BSON, Long } from 'mongodb'
import { aggregate } from './aggregate.ts'
import { asQuery, type Collection, type IndexSpec } from './collection.ts'
import { type Cursors, project, sortDocuments } from './cursors.ts'
import { badValue, notSupported, ServerError, unknownCommand } from './errors.ts'
import { pinned } from './match.ts'
import type { Store } from './store.ts'
import { applyUpdate, isReplacement } from './update.ts'
import { compareValues, type Document, isDocument, isNumber, numeric, reach, type Value } from './values.ts'

/** What commands work on. */
export interface Server {
  readonly store: Store
  readonly cursors: Cursors
}

const WIRE_VERSION = 21
const MAX_BSON_BYTES = 16 * 1024 * 1024

const text = (value: Value, name: string): string => {
  if (typeof value !== 'string' || value === '') throw badValue(`${name} must be a text`)
  return value
}
const count = (value: Value): number => (isNumber(value) ? Number(numeric(value)) : 0)
const truth = (value: Value): boolean => value === true || (isNumber(value) && numeric(value) !== 0)
const documents = (value: Value): Document[] => (Array.isArray(value) ? value.filter(isDocument) : [])
const copy = (document: Document): Document =>
  BSON.deserialize(BSON.serialize(document, { ignoreUndefined: false }), {
    promoteValues: false,
    promoteLongs: false,
    promoteBuffers: false,
    bsonRegExp: true,
  })

const namespaceOf = (command: Document, name: string): string =>
  `${text(command.$db, '$db')}.${text(command[name], name)}`

/** Options that would change what a command does and are not known are refused, never ignored. */
function refuseOptions(command: Document, names: readonly string[]): void {
  for (const name of names)
    if (command[name] !== undefined) throw notSupported(`option '${name}' is not supported`)
  const collation = command.collation
  if (isDocument(collation) && collation.locale !== 'simple')
    throw notSupported('only the simple collation is supported')
  const concern = command.writeConcern
  if (isDocument(concern) && isNumber(concern.w) && count(concern.w) > 1)
    throw new ServerError(2, 'BadValue', "cannot use 'w' > 1 when a host is not replicated")
}

type Handler = (server: Server, command: Document) => Document

const hello: Handler = () => ({
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  maxBsonObjectSize: MAX_BSON_BYTES,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId: 1,
  minWireVersion: 0,
  maxWireVersion: WIRE_VERSION,
  readOnly: false,
})

interface WriteError {
  index: number
  code: number
  errmsg: string
  [detail: string]: unknown
}

/** Runs each statement of a write; an ordered one stops at the first error, which is reported with its place. */
function eachStatement(
  command: Document,
  statements: readonly Document[],
  run: (statement: Document, index: number) => void,
): WriteError[] {
  const errors: WriteError[] = []
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index)
    } catch (error) {
      if (!(error instanceof ServerError) || error.code === 14031) throw error
      errors.push({ index, code: error.code, errmsg: error.message, ...error.details })
      if (command.ordered !== false) break
    }
  }
  return errors
}

const withErrors = (reply: Document, errors: WriteError[]): Document =>
  errors.length > 0 ? { ...reply, writeErrors: errors } : reply

const insert: Handler = ({ store }, command) => {
  refuseOptions(command, [])
  const collection = store.ensure(namespaceOf(command, 'insert'))
  let inserted = 0
  const errors = eachStatement(command, documents(command.documents), (document) => {
    collection.insert(document)
    inserted += 1
  })
  return withErrors({ n: inserted }, errors)
}

/** A document to start an upsert from: what the query pins by equality. */
function upsertBase(query: Document, replacement: boolean): Document {
  const base: Document = {}
  for (const [path, value] of pinned(query))
    if (!replacement || path === '_id') applyUpdate(base, { $set: { [path]: value } }, true)
  return base
}

interface Applied {
  matched: number
  modified: number
  upserted: Value | undefined
  before: Document | null
  after: Document | null
}

/** Applies one update statement to the first or to all matching records, inserting where asked and nothing matched. */
function updateMatching(
  collection: Collection,
  query: Document,
  update: Value,
  options: { multi: boolean; upsert: boolean; sort?: Document },
): Applied {
  const replacement = isReplacement(update)
  if (replacement && options.multi)
    throw badValue('multi update is not supported for replacement-style update')
  const { records } = collection.find(query)
  const sorted = options.sort ? sortDocuments(records, options.sort, ({ document }) => document) : records
  const targets = options.multi ? sorted : sorted.slice(0, 1)
  const applied: Applied = {
    matched: targets.length,
    modified: 0,
    upserted: undefined,
    before: null,
    after: null,
  }
  for (const { record, document } of targets) {
    const after = applyUpdate(copy(document), update as Document, false)
    if (Buffer.compare(BSON.serialize(after), BSON.serialize(document)) !== 0) {
      collection.replace(record, document, after)
      applied.modified += 1
    }
    applied.before ??= document
    applied.after ??= after
  }
  if (targets.length === 0 && options.upsert) {
    const made = applyUpdate(upsertBase(query, replacement), update as Document, true)
    collection.insert(made)
    const id = made._id ?? null
    applied.upserted = id
    applied.after = made
  }
  return applied
}

const update: Handler = ({ store }, command) => {
  refuseOptions(command, ['let'])
  const collection = store.ensure(namespaceOf(command, 'update'))
  let matched = 0
  let modified = 0
  const upserted: Document[] = []
  const errors = eachStatement(command, documents(command.updates), (statement, index) => {
    refuseOptions(statement, ['arrayFilters', 'c'])
    const applied = updateMatching(collection, asQuery(statement.q), statement.u, {
      multi: truth(statement.multi),
      upsert: truth(statement.upsert),
    })
    matched += applied.matched + (applied.upserted !== undefined ? 1 : 0)
    modified += applied.modified
    if (applied.upserted !== undefined) upserted.push({ index, _id: applied.upserted })
  })
  return withErrors({ n: matched, nModified: modified, ...(upserted.length > 0 ? { upserted } : {}) }, errors)
}

const remove: Handler = ({ store }, command) => {
  refuseOptions(command, ['let'])
  const collection = store.ensure(namespaceOf(command, 'delete'))
  let removed = 0
  const errors = eachStatement(command, documents(command.deletes), (statement) => {
    const { records } = collection.find(asQuery(statement.q))
    const targets = count(statement.limit) === 1 ? records.slice(0, 1) : records
    for (const { record, document } of targets) collection.remove(record, document)
    removed += targets.length
  })
  return withErrors({ n: removed }, errors)
}

const findAndModify: Handler = ({ store }, command) => {
  refuseOptions(command, ['arrayFilters', 'let'])
  const collection = store.ensure(
    namespaceOf(command, 'findAndModify' in command ? 'findAndModify' : 'findandmodify'),
  )
  const query = asQuery(command.query)
  const sort = isDocument(command.sort) ? command.sort : undefined
  const shape = (document: Document | null): Value => (document ? project(document, command.fields) : null)
  if (truth(command.remove)) {
    const { records } = collection.find(query)
    const [first] = sort ? sortDocuments(records, sort, ({ document }) => document) : records
    if (first) collection.remove(first.record, first.document)
    return { lastErrorObject: { n: first ? 1 : 0 }, value: shape(first?.document ?? null) }
  }
  const applied = updateMatching(collection, query, command.update, {
    multi: false,
    upsert: truth(command.upsert),
    ...(sort ? { sort } : {}),
  })
  const updatedExisting = applied.matched > 0
  const changed = updatedExisting || applied.upserted !== undefined
  return {
    lastErrorObject: {
      n: changed ? 1 : 0,
      updatedExisting,
      ...(applied.upserted !== undefined ? { upserted: applied.upserted } : {}),
    },
    value: shape(truth(command.new) ? applied.after : applied.before),
  }
}

function matching(
  server: Server,
  namespace: string,
  command: Document,
): { plan: string | null; documents: Document[] } {
  const query = asQuery(command.filter ?? command.query)
  const found = server.store.get(namespace)?.find(query) ?? { plan: null, records: [] }
  return { plan: found.plan, documents: found.records.map(({ document }) => document) }
}

function findResults(server: Server, command: Document): { plan: string | null; documents: Document[] } {
  const { plan, documents: found } = matching(server, namespaceOf(command, 'find'), command)
  const sorted =
    isDocument(command.sort) && Object.keys(command.sort).length > 0
      ? sortDocuments(found, command.sort, (d) => d)
      : found
  const skipped = sorted.slice(count(command.skip))
  const limit = Math.abs(count(command.limit))
  return {
    plan,
    documents: (limit > 0 ? skipped.slice(0, limit) : skipped).map((d) => project(d, command.projection)),
  }
}

const find: Handler = (server, command) => {
  refuseOptions(command, ['tailable', 'awaitData', 'min', 'max', 'returnKey', 'showRecordId', 'let'])
  const batch = command.batchSize === undefined ? 101 : count(command.batchSize)
  return server.cursors.open(
    namespaceOf(command, 'find'),
    findResults(server, command).documents,
    batch,
    truth(command.singleBatch),
  )
}

const aggregateCommand: Handler = (server, command) => {
  refuseOptions(command, ['let'])
  const namespace =
    typeof command.aggregate === 'string'
      ? namespaceOf(command, 'aggregate')
      : `${text(command.$db, '$db')}.$cmd.aggregate`
  const lookup = (name: string) => server.store.get(`${text(command.$db, '$db')}.${name}`)
  const results = aggregate(server.store.get(namespace), documents(command.pipeline), lookup)
  const batch =
    isDocument(command.cursor) && command.cursor.batchSize !== undefined
      ? count(command.cursor.batchSize)
      : 101
  return server.cursors.open(namespace, results, batch, false)
}

const explain: Handler = (server, command) => {
  if (!isDocument(command.explain) || command.explain.find === undefined)
    throw notSupported('explain knows find only')
  const { plan } = findResults(server, { ...command.explain, $db: command.$db })
  const stage =
    plan === null
      ? { stage: 'COLLSCAN' }
      : { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: plan } }
  return { queryPlanner: { winningPlan: stage } }
}

const indexSpec = (value: Document): IndexSpec => {
  if (!isDocument(value.key) || typeof value.name !== 'string') throw badValue('an index needs key and name')
  const key = Object.fromEntries(
    Object.entries(value.key).map(([path, direction]) => {
      if (!isNumber(direction)) throw notSupported(`index type ${String(direction)} is not supported`)
      return [path, count(direction) < 0 ? (-1 as const) : (1 as const)]
    }),
  )
  return {
    name: value.name,
    key,
    ...(truth(value.unique) ? { unique: true } : {}),
    ...(truth(value.sparse) ? { sparse: true } : {}),
    ...(isDocument(value.partialFilterExpression)
      ? { partialFilterExpression: value.partialFilterExpression }
      : {}),
    ...(isNumber(value.expireAfterSeconds) ? { expireAfterSeconds: count(value.expireAfterSeconds) } : {}),
  }
}

const createIndexes: Handler = ({ store }, command) => {
  const namespace = namespaceOf(command, 'createIndexes')
  const before = store.ensure(namespace).specs().length
  for (const index of documents(command.indexes)) store.createIndex(namespace, indexSpec(index))
  return {
    numIndexesBefore: before,
    numIndexesAfter: store.ensure(namespace).specs().length,
    createdCollectionAutomatically: false,
  }
}

const missing = (namespace: string) =>
  new ServerError(26, 'NamespaceNotFound', `ns does not exist: ${namespace}`)

const listIndexes: Handler = ({ store, cursors }, command) => {
  const namespace = namespaceOf(command, 'listIndexes')
  const collection = store.get(namespace)
  if (!collection) throw missing(namespace)
  return cursors.open(
    namespace,
    collection.specs().map((spec) => ({ v: 2, ...spec })),
    1000,
    true,
  )
}

const dropIndexes: Handler = ({ store }, command) => {
  const namespace = namespaceOf(command, 'dropIndexes')
  const collection = store.get(namespace)
  if (!collection) throw missing(namespace)
  const names =
    command.index === '*'
      ? collection
          .specs()
          .map((s) => s.name)
          .filter((n) => n !== '_id_')
      : [text(command.index, 'index')]
  const before = collection.specs().length
  for (const name of names) store.dropIndex(namespace, name)
  return { nIndexesWas: before }
}

const distinct: Handler = (server, command) => {
  const path = text(command.key, 'key')
  const values = matching(server, namespaceOf(command, 'distinct'), command).documents.flatMap((d) =>
    reach(d, path.split('.')).flatMap((value) => (Array.isArray(value) ? value : [value])),
  )
  const sorted = values.sort(compareValues)
  return { values: sorted.filter((value, i) => i === 0 || compareValues(value, sorted[i - 1]) !== 0) }
}

const handlers: Readonly<Record<string, Handler>> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: () => ({}),
  buildInfo: () => ({
    version: '7.0.0',
    versionArray: [7, 0, 0, 0],
    gitVersion: 'embedded',
    modules: [],
    bits: 64,
    maxBsonObjectSize: MAX_BSON_BYTES,
  }),
  endSessions: () => ({}),
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
  find,
  aggregate: aggregateCommand,
  explain,
  distinct,
  count: (server, command) => {
    const n = matching(server, namespaceOf(command, 'count'), command).documents.length - count(command.skip)
    const limit = Math.abs(count(command.limit))
    return { n: Math.max(0, limit > 0 ? Math.min(limit, n) : n) }
  },
  getMore: ({ cursors }, command) => {
    if (!(command.getMore instanceof Long)) throw badValue('getMore needs a cursor id')
    return cursors.more(command.getMore.toBigInt(), count(command.batchSize))
  },
  killCursors: ({ cursors }, command) => cursors.kill(Array.isArray(command.cursors) ? command.cursors : []),
  createIndexes,
  listIndexes,
  dropIndexes,
  create: ({ store }, command) => {
    refuseOptions(command, ['capped', 'timeseries', 'viewOn', 'pipeline', 'validator', 'clusteredIndex'])
    const namespace = namespaceOf(command, 'create')
    if (store.get(namespace))
      throw new ServerError(48, 'NamespaceExists', `Collection ${namespace} already exists.`)
    store.ensure(namespace)
    return {}
  },
  drop: ({ store }, command) => {
    const namespace = namespaceOf(command, 'drop')
    if (!store.drop(namespace)) throw missing(namespace)
    return { ns: namespace, nIndexesWas: 1 }
  },
  dropDatabase: ({ store }, command) => {
    const database = text(command.$db, '$db')
    for (const name of store.names()) if (name.startsWith(`${database}.`)) store.drop(name)
    return { dropped: database }
  },
  listCollections: ({ store, cursors }, command) => {
    const prefix = `${text(command.$db, '$db')}.`
    const wanted =
      isDocument(command.filter) && typeof command.filter.name === 'string' ? command.filter.name : null
    const names = store
      .names()
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
    const listed = names.filter((name) => wanted === null || name === wanted)
    return cursors.open(
      `${prefix}$cmd.listCollections`,
      listed.map((name) => ({ name, type: 'collection', options: {}, info: { readOnly: false } })),
      1000,
      true,
    )
  },
  listDatabases: ({ store }) => {
    const names = [...new Set(store.names().map((name) => name.slice(0, name.indexOf('.'))))]
    return { databases: names.map((name) => ({ name, sizeOnDisk: 0, empty: false })), totalSize: 0 }
  },
}

/** Answers one command. Unknown commands have code 59, transactions code 20, change streams code 40573. */
export function answer(server: Server, command: Document): Document {
  const name = Object.keys(command)[0] ?? ''
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
  if (!handler) throw unknownCommand(name)
  if (command.startTransaction !== undefined || command.autocommit !== undefined)
    throw new ServerError(
      20,
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    )
  return { ...handler(server, command), ok: 1 }
}
