import { type Document, isDocument } from './bson.ts'
import { Long } from './bson-classes.ts'
import type { Collection } from './collection.ts'
import {
  batchSizeOf,
  type Command,
  checkNamespace,
  checkWritable,
  databaseOf,
  documentField,
  flagField,
  namespaceOf,
  onAdmin,
  paceOf,
  read,
  type Server,
  textField,
  writableNamespaceOf,
  write,
} from './command.ts'
import { byHint } from './commands-indexes.ts'
import { badValue, invalidOptions, noNamespace, notSupported, ServerError, typeMismatch } from './errors.ts'
import { checkExpiry, listed, specOf } from './index-spec.ts'
import { compileQuery } from './match.ts'
import { int, isNumber, toDouble, truth } from './numbers.ts'
import { inTurns } from './pace.ts'
import { streamOf } from './stage.ts'
import { measured, type Sizes, scaleOf, sizeReport } from './statistics.ts'

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
  'storageEngine',
  'indexOptionDefaults',
]

/** How a validator would be applied; kept and shown, though there is none. */
const VALIDATION: Readonly<Record<string, readonly string[]>> = {
  validationLevel: ['off', 'strict', 'moderate'],
  validationAction: ['error', 'warn'],
}

function validationOf(command: Document): Document {
  const kept: Document = {}
  for (const [name, choices] of Object.entries(VALIDATION)) {
    if (command[name] === undefined) continue
    const chosen = textField(command, name)
    if (!choices.includes(chosen))
      throw badValue(`Enumeration value '${chosen}' for field 'create.${name}' is not a valid value.`)
    kept[name] = chosen
  }
  return kept
}

/** The index over `_id` can be described, but only as the one there is. @throws ServerError 2, 115 */
function checkIdIndex(command: Document): void {
  if (command.autoIndexId !== undefined && !flagField(command, 'autoIndexId'))
    throw notSupported('a collection without an index over _id is not supported')
  const given = documentField(command, 'idIndex')
  if (!given) return
  const spec = specOf({ ...given, name: '_id_' })
  if (Object.keys(spec.key).join() !== '_id' || spec.key._id !== 1)
    throw badValue("The field 'key' for an _id index must be {_id: 1}")
}

const create = write(
  [...CREATE_REFUSED, ...Object.keys(VALIDATION), 'autoIndexId', 'idIndex'],
  ({ store }, command) => {
    const namespace = writableNamespaceOf(command, 'create')
    for (const name of CREATE_REFUSED)
      if (command[name] !== undefined && command[name] !== false)
        if (!(isDocument(command[name]) && Object.keys(command[name]).length === 0))
          throw notSupported(`the option '${name}' of create is not supported`)
    checkIdIndex(command)
    const options = validationOf(command)
    if (store.get(namespace))
      throw new ServerError(48, 'NamespaceExists', `Collection ${namespace} already exists.`)
    store.create(namespace, options)
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
  const to = checkWritable(checkNamespace(textField(command, 'to')))
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
    const { name, keyPattern, expireAfterSeconds: seconds, hidden, ...others } = given
    const [other] = Object.keys(others)
    if (other !== undefined) throw notSupported(`the option 'index.${other}' of collMod is not supported`)
    const [index] = byHint(collection, name ?? keyPattern)
    if (!index || (seconds === undefined && hidden === undefined))
      throw invalidOptions('no expireAfterSeconds or hidden field')
    if (seconds !== undefined && !isNumber(seconds))
      throw typeMismatch("BSON field 'collMod.index.expireAfterSeconds' is the wrong type")
    if (seconds !== undefined) checkExpiry(seconds, Object.keys(index.spec.key))
    const { expireAfterSeconds: before, other: known = {} } = index.spec
    const { hidden: was = false, ...rest } = known
    const hides = hidden === undefined ? truth(was) : truth(hidden)
    index.spec = {
      ...index.spec,
      ...(seconds === undefined ? {} : { expireAfterSeconds: toDouble(seconds) }),
      other: { ...rest, ...(hides ? { hidden: true } : {}) },
    }
    collection.changed = true
    return {
      ...(seconds === undefined
        ? {}
        : {
            ...(before === undefined ? {} : { expireAfterSeconds_old: int(before) }),
            expireAfterSeconds_new: int(toDouble(seconds)),
          }),
      ...(hidden === undefined ? {} : { hidden_old: truth(was), hidden_new: hides }),
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
    .map(({ namespace, indexes, options }) => ({
      name: namespace.slice(prefix.length),
      type: 'collection',
      ...(nameOnly
        ? {}
        : { options, info: { readOnly: false }, idIndex: indexes[0] ? listed(indexes[0].spec) : {} }),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return server.cursors.begin(`${prefix}$cmd.listCollections`, streamOf(found.filter(matches)), {
    batchSize: batchSizeOf(command),
  })
})

/** What every server has. */
const SYSTEM_DATABASES = ['admin', 'config', 'local']

const listDatabases = read(['filter', 'nameOnly', 'authorizedDatabases'], ({ store }, command) => {
  const matches = compileQuery(documentField(command, 'filter') ?? {})
  const names = [
    ...new Set([
      ...SYSTEM_DATABASES,
      ...store.all().map(({ namespace }) => namespace.slice(0, namespace.indexOf('.'))),
    ]),
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

const validate = read(
  ['full', 'repair', 'metadata', 'checkBSONConformance', 'scandata', 'background'],
  ({ store }, command) => {
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
  },
)

/** Measures collections, one after the other. */
async function sizesOf({ store }: Server, collections: readonly Collection[], command: Document) {
  const snapshot = store.snapshot()
  try {
    const sizes: Sizes[] = []
    for (const collection of collections)
      sizes.push(await inTurns(measured(collection, snapshot), paceOf(command)))
    return sizes
  } finally {
    snapshot.release()
  }
}

const collStats = read(['scale'], async (server, command) => {
  const namespace = namespaceOf(command, 'collStats')
  const collection = server.store.get(namespace)
  const [sizes = { documents: 0, indexes: {} }] = collection
    ? await sizesOf(server, [collection], command)
    : []
  return { ns: namespace, ...sizeReport(collection?.count ?? 0, sizes, scaleOf(command)) }
})

const dbStats = read(['scale', 'freeStorage'], async (server, command) => {
  const database = databaseOf(command)
  const own = server.store.all().filter(({ namespace }) => namespace.startsWith(`${database}.`))
  const sizes = await sizesOf(server, own, command)
  const scale = scaleOf(command)
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
  const count = sum(own.map((one) => one.count))
  const bytes = sum(sizes.map(({ documents }) => documents))
  const inIndexes = sum(sizes.flatMap(({ indexes }) => Object.values(indexes)))
  return {
    db: database,
    collections: int(own.length),
    views: int(0),
    objects: int(count),
    avgObjSize: count > 0 ? bytes / count : 0,
    dataSize: bytes / scale,
    storageSize: bytes / scale,
    indexes: int(sum(own.map(({ indexes }) => indexes.length))),
    indexSize: inIndexes / scale,
    totalSize: (bytes + inIndexes) / scale,
    scaleFactor: int(scale),
  }
})

export const collectionCommands: Readonly<Record<string, Command>> = {
  create,
  drop,
  dropDatabase,
  renameCollection: onAdmin(renameCollection),
  collMod,
  listCollections,
  listDatabases: onAdmin(listDatabases),
  validate,
  compact: {
    kind: 'alone',
    fields: ['force'],
    run: async ({ store }) => {
      const before = store.size()
      await store.compact()
      return { bytesFreed: Long.fromNumber(before - store.size()) }
    },
  },
  collStats,
  dbStats,
}
