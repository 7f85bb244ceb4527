import { type Document, isDocument, MAX_DOCUMENT_BYTES, type Value } from './bson.ts'
import { Long } from './bson-classes.ts'
import { type Collection, type Index, keyDocument } from './collection.ts'
import {
  batchSizeOf,
  type Command,
  checkCollation,
  checkNamespace,
  databaseOf,
  documentField,
  flagField,
  namespaceOf,
  type ReadCommand,
  textField,
  type WriteCommand,
} from './command.ts'
import { badValue, invalidOptions, noNamespace, notSupported, ServerError, typeMismatch } from './errors.ts'
import type { Direction, IndexSpec } from './index-keys.ts'
import { compileQuery } from './match.ts'
import { int, isNumber, toDouble, truth } from './numbers.ts'
import { streamOf } from './pipeline.ts'
import { encodeKey, equalValues } from './values.ts'
import { MAX_MESSAGE_BYTES } from './wire.ts'

const VERSION = '7.0.0'
/** Of a 7.0 server. */
const WIRE_VERSION = 21

const read = (fields: readonly string[] | 'any', run: ReadCommand['run']): Command => ({
  kind: 'read',
  fields,
  run,
})
const write = (fields: readonly string[], run: WriteCommand['run']): Command => ({
  kind: 'write',
  fields,
  run,
})

const hello = read('any', ({ clock }) => ({
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  maxBsonObjectSize: int(MAX_DOCUMENT_BYTES),
  maxMessageSizeBytes: int(MAX_MESSAGE_BYTES),
  maxWriteBatchSize: int(100_000),
  localTime: new Date(clock()),
  logicalSessionTimeoutMinutes: int(30),
  connectionId: int(1),
  minWireVersion: int(0),
  maxWireVersion: int(WIRE_VERSION),
  readOnly: false,
}))

const INDEX_FIELDS = new Set([
  'v',
  'key',
  'name',
  'ns',
  'unique',
  'sparse',
  'background',
  'partialFilterExpression',
  'expireAfterSeconds',
  'collation',
  'hidden',
  'storageEngine',
  'prepareUnique',
])

const PARTIAL_OPERATORS = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'])

const cannotCreate = (message: string) => new ServerError(67, 'CannotCreateIndex', message)

function checkPartial(filter: Document): void {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' || name === '$or') {
      for (const clause of Array.isArray(condition) ? condition : [])
        if (isDocument(clause)) checkPartial(clause)
    } else if (name.startsWith('$')) throw cannotCreate(`Expression not supported in partial index: ${name}`)
    else if (isDocument(condition))
      for (const operator of Object.keys(condition))
        if (
          operator.startsWith('$') &&
          !(PARTIAL_OPERATORS.has(operator) && !(operator === '$exists' && !truth(condition.$exists)))
        )
          throw cannotCreate(`Expression not supported in partial index: ${operator}`)
  }
  compileQuery(filter)
}

function directionOf(path: string, given: Value): Direction {
  if (typeof given === 'string') {
    if (['2d', '2dsphere', 'text', 'hashed', 'wildcard', 'columnstore'].includes(given))
      throw notSupported(`index type '${given}' is not supported`)
    throw cannotCreate(`Unknown index plugin '${given}'`)
  }
  if (!isNumber(given) || toDouble(given) === 0 || Number.isNaN(toDouble(given)))
    throw cannotCreate(`Values in the index key pattern must be numbers other than zero, not so at ${path}`)
  return toDouble(given) < 0 ? -1 : 1
}

/** Reads an index as `createIndexes` gives it. @throws ServerError 67, 197, 115 */
function specOf(given: Document): IndexSpec {
  for (const field of Object.keys(given))
    if (!INDEX_FIELDS.has(field))
      throw new ServerError(
        197,
        'InvalidIndexSpecificationOption',
        `The field '${field}' is not valid for an index specification. Specification: ${JSON.stringify(given)}`,
      )
  const { key, name, unique, sparse, partialFilterExpression, expireAfterSeconds, background, hidden } = given
  if (!isDocument(key))
    throw new ServerError(
      9,
      'FailedToParse',
      "The 'key' field is a required property of an index specification",
    )
  if (typeof name !== 'string' || name === '')
    throw typeMismatch("The 'name' field is a required property of an index specification")
  const fields = Object.entries(key)
  if (fields.length === 0) throw cannotCreate('Index keys cannot be an empty object.')
  if (fields.length > 32) throw new ServerError(13103, 'Location13103', 'too many compound keys')
  for (const [path] of fields) {
    if (path.startsWith('$**') || path.endsWith('.$**'))
      throw notSupported('wildcard indexes are not supported')
    if (path === '' || path.split('.').some((part) => part === '' || part.startsWith('$')))
      throw cannotCreate(`Index key contains an illegal field name: '${path}'`)
  }
  checkCollation(given.collation)
  if (partialFilterExpression !== undefined) {
    if (!isDocument(partialFilterExpression))
      throw typeMismatch("The field 'partialFilterExpression' must be an object")
    if (truth(sparse)) throw cannotCreate('cannot mix "partialFilterExpression" and "sparse" options')
    checkPartial(partialFilterExpression)
  }
  if (expireAfterSeconds !== undefined) {
    if (!isNumber(expireAfterSeconds)) throw typeMismatch("The field 'expireAfterSeconds' must be a number")
    if (toDouble(expireAfterSeconds) < 0)
      throw cannotCreate('TTL index cannot have a negative expireAfterSeconds')
    if (fields.length > 1)
      throw cannotCreate('TTL indexes are single-field indexes, compound indexes do not support TTL')
    if (fields[0]?.[0] === '_id')
      throw invalidOptions("The field 'expireAfterSeconds' is not valid for an _id index specification")
  }
  return {
    name,
    key: Object.fromEntries(fields.map(([path, given]) => [path, directionOf(path, given)])),
    ...(truth(unique) ? { unique: true } : {}),
    ...(truth(sparse) ? { sparse: true } : {}),
    ...(isDocument(partialFilterExpression) ? { partialFilterExpression } : {}),
    ...(isNumber(expireAfterSeconds) ? { expireAfterSeconds: toDouble(expireAfterSeconds) } : {}),
    ...(background === undefined && hidden === undefined
      ? {}
      : {
          other: {
            ...(background === undefined ? {} : { background }),
            ...(truth(hidden) ? { hidden } : {}),
          },
        }),
  }
}

/** An index as `listIndexes` shows it. */
const listed = (spec: IndexSpec): Document => ({
  v: int(2),
  key: keyDocument(spec),
  name: spec.name,
  ...(spec.unique && spec.name !== '_id_' ? { unique: true } : {}),
  ...(spec.sparse ? { sparse: true } : {}),
  ...(spec.partialFilterExpression ? { partialFilterExpression: spec.partialFilterExpression } : {}),
  ...(spec.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: int(spec.expireAfterSeconds) }),
  ...spec.other,
})

const sameKey = (a: IndexSpec, b: IndexSpec): boolean =>
  encodeKey(keyDocument(a)).equals(encodeKey(keyDocument(b)))
const sameRules = (a: IndexSpec, b: IndexSpec): boolean =>
  Boolean(a.unique) === Boolean(b.unique) &&
  Boolean(a.sparse) === Boolean(b.sparse) &&
  equalValues(a.partialFilterExpression ?? null, b.partialFilterExpression ?? null)

/** Whether a collection has an index already. @throws ServerError 85 or 86 where it has another one in its place */
function isKnown(collection: Collection, wanted: IndexSpec): boolean {
  for (const { spec } of collection.indexes) {
    if (spec.name === '_id_' && sameKey(spec, wanted)) return true
    const named = spec.name === wanted.name
    if (
      !named &&
      !(
        sameKey(spec, wanted) &&
        equalValues(spec.partialFilterExpression ?? null, wanted.partialFilterExpression ?? null)
      )
    )
      continue
    if (!named)
      throw new ServerError(
        85,
        'IndexOptionsConflict',
        `Index already exists with a different name: ${spec.name}`,
      )
    if (!sameKey(spec, wanted) || !sameRules(spec, wanted))
      throw new ServerError(
        86,
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${JSON.stringify(listed(wanted))}, existing index: ${JSON.stringify(listed(spec))}`,
      )
    if (spec.expireAfterSeconds !== wanted.expireAfterSeconds)
      throw new ServerError(
        85,
        'IndexOptionsConflict',
        `An equivalent index already exists with the same name but different options. Requested index: ${JSON.stringify(listed(wanted))}, existing index: ${JSON.stringify(listed(spec))}`,
      )
    return true
  }
  return false
}

const createIndexes = write(
  ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'],
  ({ store }, command) => {
    const namespace = namespaceOf(command, 'createIndexes')
    if (!Array.isArray(command.indexes) || command.indexes.length === 0)
      throw badValue('Must specify at least one index to create')
    const specs = command.indexes.map((given: Value) => {
      if (!isDocument(given)) throw typeMismatch('The elements of the indexes array must be objects')
      return specOf(given)
    })
    const existing = store.get(namespace)
    const fresh = specs.filter((spec) => !existing || !isKnown(existing, spec))
    const collection = existing ?? store.create(namespace)
    const before = collection.indexes.length
    const built: Index[] = []
    try {
      for (const spec of fresh) {
        if (isKnown(collection, spec)) continue
        collection.addIndex(spec)
        built.push(...collection.indexes.slice(-1))
      }
    } catch (error) {
      for (const index of built) collection.dropIndex(index)
      if (!existing) store.drop(collection)
      throw error
    }
    return {
      numIndexesBefore: int(before),
      numIndexesAfter: int(collection.indexes.length),
      createdCollectionAutomatically: existing === undefined,
      ...(built.length === 0 ? { note: 'all indexes already exist' } : {}),
    }
  },
)

const listIndexes = read(['cursor'], (server, command) => {
  const namespace = namespaceOf(command, 'listIndexes')
  const collection = server.store.get(namespace)
  if (!collection) throw noNamespace(namespace)
  return server.cursors.begin(namespace, streamOf(collection.indexes.map(({ spec }) => listed(spec))), {
    batchSize: batchSizeOf(command),
  })
})

const byHint = (collection: Collection, given: Value): Index[] => {
  if (given === '*') return collection.indexes.filter(({ spec }) => spec.name !== '_id_')
  if (Array.isArray(given)) return given.flatMap((one) => byHint(collection, one))
  const found = collection.indexes.find(({ spec }) =>
    isDocument(given) ? encodeKey(keyDocument(spec)).equals(encodeKey(given)) : spec.name === given,
  )
  if (!found)
    throw new ServerError(
      27,
      'IndexNotFound',
      isDocument(given)
        ? `can't find index with key: ${JSON.stringify(given)}`
        : `index not found with name [${String(given)}]`,
    )
  if (found.spec.name === '_id_') throw invalidOptions('cannot drop _id index')
  return [found]
}

const dropIndexes = write(['index'], ({ store }, command) => {
  const namespace = namespaceOf(command, 'dropIndexes' in command ? 'dropIndexes' : 'deleteIndexes')
  const collection = store.get(namespace)
  if (!collection) throw noNamespace(namespace)
  const before = collection.indexes.length
  for (const index of byHint(collection, command.index)) collection.dropIndex(index)
  return { nIndexesWas: int(before) }
})

const CREATE_REFUSED = [
  'capped',
  'timeseries',
  'viewOn',
  'pipeline',
  'validator',
  'clusteredIndex',
  'encryptedFields',
  'size',
  'max',
  'expireAfterSeconds',
  'changeStreamPreAndPostImages',
]

const create = write(
  [
    ...CREATE_REFUSED,
    'autoIndexId',
    'idIndex',
    'storageEngine',
    'validationLevel',
    'validationAction',
    'indexOptionDefaults',
  ],
  ({ store }, command) => {
    const namespace = namespaceOf(command, 'create')
    for (const name of CREATE_REFUSED)
      if (command[name] !== undefined && command[name] !== false)
        if (!(isDocument(command[name]) && Object.keys(command[name]).length === 0))
          throw notSupported(`the option '${name}' of create is not supported`)
    if (store.get(namespace))
      throw new ServerError(48, 'NamespaceExists', `Collection ${namespace} already exists.`)
    store.create(namespace)
    return {}
  },
)

const drop = write([], ({ store }, command) => {
  const namespace = namespaceOf(command, 'drop')
  const collection = store.get(namespace)
  if (!collection) return {}
  const nIndexesWas = int(collection.indexes.length)
  store.drop(collection)
  return { nIndexesWas, ns: namespace }
})

const dropDatabase = write([], ({ store }, command) => {
  const database = databaseOf(command)
  const own = store.all().filter(({ namespace }) => namespace.startsWith(`${database}.`))
  for (const collection of own) store.drop(collection)
  return own.length > 0 ? { dropped: database } : {}
})

const renameCollection = write(['to', 'dropTarget', 'stayTemp'], ({ store }, command) => {
  const from = checkNamespace(textField(command, 'renameCollection'))
  const to = checkNamespace(textField(command, 'to'))
  const collection = store.get(from)
  if (!collection) throw new ServerError(26, 'NamespaceNotFound', `Source collection ${from} does not exist`)
  if (from === to) throw new ServerError(20, 'IllegalOperation', "Can't rename a collection to itself")
  const target = store.get(to)
  if (target && !flagField(command, 'dropTarget'))
    throw new ServerError(48, 'NamespaceExists', 'target namespace exists')
  if (target) store.drop(target)
  store.rename(collection, to)
  return {}
})

const collMod = write(
  [
    'index',
    'validator',
    'validationLevel',
    'validationAction',
    'viewOn',
    'pipeline',
    'cappedSize',
    'cappedMax',
  ],
  ({ store }, command) => {
    const namespace = namespaceOf(command, 'collMod')
    const collection = store.get(namespace)
    if (!collection) throw noNamespace(namespace)
    for (const name of ['validator', 'viewOn', 'pipeline', 'cappedSize', 'cappedMax'])
      if (command[name] !== undefined) throw notSupported(`the option '${name}' of collMod is not supported`)
    const given = documentField(command, 'index')
    if (!given) return {}
    const [index] = byHint(collection, given.name ?? given.keyPattern)
    const seconds = given.expireAfterSeconds
    if (!index || !isNumber(seconds)) throw invalidOptions('only expireAfterSeconds can be changed')
    const before = index.spec.expireAfterSeconds
    index.spec = { ...index.spec, expireAfterSeconds: toDouble(seconds) }
    collection.changed = true
    return {
      ...(before === undefined ? {} : { expireAfterSeconds_old: int(before) }),
      expireAfterSeconds_new: int(toDouble(seconds)),
    }
  },
)

const listCollections = read(['filter', 'nameOnly', 'authorizedCollections', 'cursor'], (server, command) => {
  const prefix = `${databaseOf(command)}.`
  const matches = compileQuery(documentField(command, 'filter') ?? {})
  const nameOnly = flagField(command, 'nameOnly')
  const found = server.store
    .all()
    .filter(({ namespace }) => namespace.startsWith(prefix))
    .map(({ namespace, indexes }) => ({
      name: namespace.slice(prefix.length),
      type: 'collection',
      ...(nameOnly
        ? {}
        : { options: {}, info: { readOnly: false }, idIndex: indexes[0] ? listed(indexes[0].spec) : {} }),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return server.cursors.begin(`${prefix}$cmd.listCollections`, streamOf(found.filter(matches)), {
    batchSize: batchSizeOf(command),
  })
})

const listDatabases = read(['filter', 'nameOnly', 'authorizedDatabases'], ({ store }, command) => {
  const matches = compileQuery(documentField(command, 'filter') ?? {})
  const names = [
    ...new Set(store.all().map(({ namespace }) => namespace.slice(0, namespace.indexOf('.')))),
  ].sort()
  const size = store.size()
  const databases = names.map((name) =>
    flagField(command, 'nameOnly') ? { name } : { name, sizeOnDisk: Long.fromNumber(size), empty: false },
  )
  return {
    databases: databases.filter(matches),
    ...(flagField(command, 'nameOnly') ? {} : { totalSize: Long.fromNumber(size) }),
  }
})

const validate = read(['full', 'repair', 'metadata', 'checkBSONConformance'], ({ store }, command) => {
  const namespace = namespaceOf(command, 'validate')
  const collection = store.get(namespace)
  if (!collection)
    throw new ServerError(26, 'NamespaceNotFound', `Collection '${namespace}' does not exist to validate.`)
  const snapshot = store.snapshot()
  try {
    const errors = [...collection.check(snapshot)]
    return {
      ns: namespace,
      nrecords: int(collection.count),
      nIndexes: int(collection.indexes.length),
      valid: errors.length === 0,
      repaired: false,
      warnings: [],
      errors,
    }
  } finally {
    snapshot.release()
  }
})

const statsOf = (collections: readonly Collection[], bytes: number): Document => ({
  count: int(collections.reduce((total, { count }) => total + count, 0)),
  objects: int(collections.reduce((total, { count }) => total + count, 0)),
  collections: int(collections.length),
  indexes: int(collections.reduce((total, { indexes }) => total + indexes.length, 0)),
  nindexes: int(collections.reduce((total, { indexes }) => total + indexes.length, 0)),
  storageSize: Long.fromNumber(bytes),
})

const buildInfo = read('any', () => ({
  version: VERSION,
  versionArray: [7, 0, 0, 0].map(int),
  gitVersion: 'embedded',
  modules: [],
  allocator: 'system',
  javascriptEngine: 'none',
  bits: int(64),
  debug: false,
  maxBsonObjectSize: int(MAX_DOCUMENT_BYTES),
  storageEngines: ['lmdb'],
}))

/** Copies the whole store to a new file on the server's side, while it is in use. Not a command of MongoDB. */
const embeddedBackup = read([], async ({ store }, command) => {
  await store.backup(textField(command, 'embeddedBackup'))
  return {}
})

export const adminCommands: Readonly<Record<string, Command>> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: read('any', () => ({})),
  buildInfo,
  buildinfo: buildInfo,
  endSessions: read('any', () => ({})),
  startSession: read([], () => ({ timeoutMinutes: int(30) })),
  refreshSessions: read([], () => ({})),
  killSessions: read([], () => ({})),
  createIndexes,
  listIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
  create,
  drop,
  dropDatabase,
  renameCollection,
  collMod,
  listCollections,
  listDatabases,
  validate,
  embeddedBackup,
  compact: {
    kind: 'alone',
    fields: ['force'],
    run: async ({ store }) => {
      const before = store.size()
      await store.compact()
      return { bytesFreed: Long.fromNumber(before - store.size()) }
    },
  },
  collStats: read(['scale'], ({ store }, command) => {
    const namespace = namespaceOf(command, 'collStats')
    const collection = store.get(namespace)
    return { ns: namespace, ...statsOf(collection ? [collection] : [], store.size()), capped: false }
  }),
  dbStats: read(['scale', 'freeStorage'], ({ store }, command) => {
    const database = databaseOf(command)
    const own = store.all().filter(({ namespace }) => namespace.startsWith(`${database}.`))
    return { db: database, ...statsOf(own, store.size()) }
  }),
  serverStatus: read(['repl', 'metrics', 'locks'], ({ clock, startedAt, cursors }) => ({
    version: VERSION,
    process: 'embedded',
    pid: Long.fromNumber(process.pid),
    uptime: (clock() - startedAt) / 1000,
    localTime: new Date(clock()),
    metrics: { cursor: { open: { total: Long.fromNumber(cursors.open) } } },
    storageEngine: { name: 'lmdb', persistent: true },
  })),
  connectionStatus: read(['showPrivileges'], () => ({
    authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
  })),
  whatsmyuri: read([], () => ({ you: '127.0.0.1:0' })),
  getLog: read([], () => ({ totalLinesWritten: int(0), log: [] })),
  getCmdLineOpts: read([], () => ({ argv: ['embedded'], parsed: {} })),
  getParameter: read(['allParameters', 'featureCompatibilityVersion'], (_server, command) => {
    if (command.featureCompatibilityVersion !== undefined)
      return { featureCompatibilityVersion: { version: '7.0' } }
    throw new ServerError(72, 'InvalidOptions', 'no option found to get')
  }),
  replSetGetStatus: read([], () => {
    throw new ServerError(76, 'NoReplicationEnabled', 'not running with --replSet')
  }),
  abortTransaction: read([], () => {
    throw new ServerError(
      20,
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    )
  }),
  commitTransaction: read([], () => {
    throw new ServerError(
      20,
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    )
  }),
}
