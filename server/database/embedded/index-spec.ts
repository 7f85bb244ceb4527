import { type Document, fieldsOf, isDocument, type Value } from './bson.ts'
import { keyDocument } from './collection.ts'
import { checkCollation } from './command.ts'
import { badValue, failedToParse, invalidOptions, notSupported, ServerError, typeMismatch } from './errors.ts'
import type { Direction, IndexSpec } from './index-keys.ts'
import { compileQuery } from './match.ts'
import { int, isNumber, toDouble, truth } from './numbers.ts'

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
  // Of old servers; it means nothing any more.
  'dropDups',
])
/** Of kinds of index that are not supported. */
const FOREIGN_FIELDS = new Set([
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'wildcardProjection',
  'columnstoreProjection',
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

/** What can expire, and when: one field other than `_id`, seconds from 0 on. @throws ServerError 67, 72, 14 */
export function checkExpiry(seconds: unknown, fields: readonly string[]): void {
  if (!isNumber(seconds)) throw typeMismatch("The field 'expireAfterSeconds' must be a number")
  if (toDouble(seconds) < 0) throw cannotCreate('TTL index cannot have a negative expireAfterSeconds')
  if (fields.length > 1)
    throw cannotCreate('TTL indexes are single-field indexes, compound indexes do not support TTL')
  if (fields[0] === '_id')
    throw invalidOptions("The field 'expireAfterSeconds' is not valid for an _id index specification")
}

/** Indexes are all of version 2. @throws ServerError 14, 67 for what is no version, 115 for an old one */
function checkVersion(given: Value): void {
  if (given === undefined) return
  if (!isNumber(given)) throw typeMismatch("The field 'v' must be a number")
  const version = toDouble(given)
  if (version === 1) throw notSupported('indexes of version 1 are not supported')
  if (version !== 2)
    throw cannotCreate(`Invalid index specification; cannot create an index with v=${version}`)
}

/** Reads an index as `createIndexes` gives it. @throws ServerError 67, 197, 115 */
export function specOf(given: Document): IndexSpec {
  for (const field of Object.keys(given)) {
    if (FOREIGN_FIELDS.has(field)) throw notSupported(`the index option '${field}' is not supported`)
    if (!INDEX_FIELDS.has(field))
      throw new ServerError(
        197,
        'InvalidIndexSpecificationOption',
        `The field '${field}' is not valid for an index specification. Specification: ${JSON.stringify(given)}`,
      )
  }
  const { key, name, unique, sparse, partialFilterExpression, expireAfterSeconds, background, hidden } = given
  if (!isDocument(key))
    throw failedToParse("The 'key' field is a required property of an index specification")
  if (name === undefined)
    throw failedToParse("The 'name' field is a required property of an index specification")
  if (typeof name !== 'string') throw typeMismatch("The field 'name' must be a string")
  if (name === '') throw cannotCreate('index name cannot be empty')
  if (name === '*') throw badValue("The index name '*' is not valid.")
  const fields = fieldsOf(key)
  // How an index keeps its paths does not hold their order then.
  if (fields.some(([path], i) => path !== Object.keys(key)[i]))
    throw notSupported('paths that are whole numbers must come first in an index, in their order')
  if (fields.length === 0) throw cannotCreate('Index keys cannot be an empty object.')
  if (fields.length > 32) throw new ServerError(13103, 'Location13103', 'too many compound keys')
  for (const [path] of fields) {
    if (path.startsWith('$**') || path.endsWith('.$**'))
      throw notSupported('wildcard indexes are not supported')
    if (path === '' || path.split('.').some((part) => part === '' || part.startsWith('$')))
      throw cannotCreate(`Index key contains an illegal field name: '${path}'`)
  }
  const { prepareUnique } = given
  for (const [option, value] of Object.entries({ unique, sparse, hidden, background, prepareUnique }))
    if (value !== undefined && typeof value !== 'boolean' && !isNumber(value))
      throw typeMismatch(
        `The field '${option}' has value ${option}: ${JSON.stringify(value)}, which is not convertible to bool`,
      )
  checkCollation(given.collation)
  checkVersion(given.v)
  if (truth(prepareUnique) || given.storageEngine !== undefined)
    throw notSupported("the index options 'prepareUnique' and 'storageEngine' are not supported")
  if (partialFilterExpression !== undefined) {
    if (!isDocument(partialFilterExpression))
      throw typeMismatch("The field 'partialFilterExpression' must be an object")
    if (truth(sparse)) throw cannotCreate('cannot mix "partialFilterExpression" and "sparse" options')
    checkPartial(partialFilterExpression)
  }
  if (expireAfterSeconds !== undefined)
    checkExpiry(
      expireAfterSeconds,
      fields.map(([path]) => path),
    )
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
export const listed = (spec: IndexSpec): Document => ({
  v: int(2),
  key: keyDocument(spec),
  name: spec.name,
  ...(spec.unique && spec.name !== '_id_' ? { unique: true } : {}),
  ...(spec.sparse ? { sparse: true } : {}),
  ...(spec.partialFilterExpression ? { partialFilterExpression: spec.partialFilterExpression } : {}),
  ...(spec.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: int(spec.expireAfterSeconds) }),
  ...spec.other,
})
