import { isDocument, type Value } from './bson.ts'
import { type Collection, type Index, keyDocument } from './collection.ts'
import {
  batchSizeOf,
  type Command,
  missing,
  namespaceOf,
  read,
  writableNamespaceOf,
  write,
} from './command.ts'
import { badValue, invalidOptions, noNamespace, ServerError, typeMismatch } from './errors.ts'
import type { IndexSpec } from './index-keys.ts'
import { listed, specOf } from './index-spec.ts'
import { int } from './numbers.ts'
import { streamOf } from './stage.ts'
import { encodeKey, equalValues } from './values.ts'

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
    const namespace = writableNamespaceOf(command, 'createIndexes')
    if (command.indexes === undefined) throw missing('createIndexes.indexes')
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

/** The indexes a name, a key or a list of them means, `*` all but `_id_`. @throws ServerError 27, 72 */
export const byHint = (collection: Collection, given: Value): Index[] => {
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
  if (command.index === undefined) throw missing('dropIndexes.index')
  for (const index of byHint(collection, command.index)) collection.dropIndex(index)
  return { nIndexesWas: int(before) }
})

export const indexCommands: Readonly<Record<string, Command>> = {
  createIndexes,
  listIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
}
