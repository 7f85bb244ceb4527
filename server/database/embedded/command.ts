import { type Document, isDocument, Raw, type Value } from './bson.ts'
import type { Timestamp } from './bson-classes.ts'
import { decode } from './bson-decode.ts'
import type { Cursors } from './cursors.ts'
import { badValue, invalidOptions, location, notSupported, ServerError, typeMismatch } from './errors.ts'
import { isNumber, toDouble } from './numbers.ts'
import { Pace } from './pace.ts'
import type { Store } from './store.ts'
import { typeName } from './types.ts'

/** What commands work on. */
export interface Server {
  readonly store: Store
  readonly cursors: Cursors
  readonly clock: () => number
  readonly stamp: () => Timestamp
  readonly startedAt: number
}

/**
 * A command. `write` runs inside a commit together with others and must not wait; `read` sees the last commit;
 * `alone` runs when nothing else does.
 * `fields`: what it takes besides what every command takes; anything else is refused, unless a client may tell
 * the server whatever it likes. `onlyAdmin`: it is asked of the database `admin` alone.
 */
export interface WriteCommand {
  readonly kind: 'write'
  readonly fields: readonly string[] | 'any'
  readonly onlyAdmin?: boolean
  readonly run: (server: Server, command: Document) => Document
}
export interface ReadCommand {
  readonly kind: 'read' | 'alone'
  readonly fields: readonly string[] | 'any'
  readonly onlyAdmin?: boolean
  readonly run: (server: Server, command: Document) => Document | Promise<Document>
}
export type Command = WriteCommand | ReadCommand

export const read = (fields: readonly string[] | 'any', run: ReadCommand['run']): Command => ({
  kind: 'read',
  fields,
  run,
})
export const write = (fields: readonly string[], run: WriteCommand['run']): Command => ({
  kind: 'write',
  fields,
  run,
})

/** The same command, where it is about the whole server. */
export const onAdmin = (command: Command): Command => ({ ...command, onlyAdmin: true })

const COMMON = new Set([
  'lsid',
  '$clusterTime',
  '$readPreference',
  '$db',
  'comment',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
  'collation',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'txnNumber',
  'startTransaction',
  'autocommit',
  'maxTimeMSOpOnly',
  'mayBypassWriteBlocking',
  'databaseVersion',
])

const wrongType = (field: string, value: Value, expected: string) =>
  typeMismatch(`BSON field '${field}' is the wrong type '${typeName(value)}', expected type '${expected}'`)

export const missing = (field: string) =>
  location(40414, `BSON field '${field}' is missing but a required field`)

/** @throws ServerError 40415 for a field that is not among the known ones */
function checkFields(place: string, given: Document, known: readonly string[]): void {
  for (const field of Object.keys(given))
    if (!known.includes(field)) throw location(40415, `BSON field '${place}.${field}' is an unknown field.`)
}

/** A whole number of a command; undefined where it is not given. @throws ServerError 14, 51024 */
export function numberField(command: Document, name: string, least = 0): number | undefined {
  const value = command[name]
  if (value === undefined || value === null) return undefined
  if (!isNumber(value)) throw wrongType(name, value, 'long')
  const number = Math.trunc(toDouble(value))
  if (number < least)
    throw location(51024, `BSON field '${name}' value must be >= ${least}, actual value '${number}'`)
  return number
}

/** How long a command may be worked on: `maxTimeMS`, where 0 is as long as it takes. */
export const paceOf = (command: Document): Pace =>
  new Pace(numberField(command, 'maxTimeMS') || Number.POSITIVE_INFINITY)

export function flagField(command: Document, name: string): boolean {
  const value = command[name]
  if (value === undefined || value === null) return false
  if (typeof value !== 'boolean' && !isNumber(value)) throw wrongType(name, value, 'bool')
  return value === true || (isNumber(value) && toDouble(value) !== 0)
}

export function textField(command: Document, name: string): string {
  const value = command[name]
  if (value === undefined) throw missing(name)
  if (typeof value !== 'string') throw wrongType(name, value, 'string')
  return value
}

export function documentField(command: Document, name: string): Document | undefined {
  const value = command[name]
  if (value === undefined || value === null) return undefined
  if (!isDocument(value)) throw wrongType(name, value, 'object')
  return value
}

/** Statements of a write; each is decoded when it is its turn. */
export function statements(command: Document, name: string): { document: Document; bytes: Buffer | null }[] {
  const value = command[name]
  if (value === undefined) throw missing(name)
  if (!Array.isArray(value)) throw wrongType(name, value, 'array')
  if (value.length === 0 || value.length > 100_000)
    throw new ServerError(
      16,
      'InvalidLength',
      `Write batch sizes must be between 1 and 100000. Got ${value.length} operations.`,
    )
  return value.map((item) => {
    if (item instanceof Raw) {
      const { bytes } = item
      return { document: decode(bytes), bytes }
    }
    if (!isDocument(item)) throw wrongType(name, item, 'object')
    return { document: item, bytes: null }
  })
}

const INVALID_DATABASE = /[/\\. "$\0]/

export function databaseOf(command: Document): string {
  const database = textField(command, '$db')
  if (database === '' || INVALID_DATABASE.test(database) || Buffer.byteLength(database) > 63)
    throw new ServerError(73, 'InvalidNamespace', `Invalid database name: '${database}'`)
  return database
}

/** The namespace a command is about. @throws ServerError 73 for a name that cannot be one */
export function namespaceOf(command: Document, field: string): string {
  const value = command[field]
  if (typeof value !== 'string')
    throw new ServerError(73, 'InvalidNamespace', `collection name has invalid type ${typeName(value)}`)
  return checkNamespace(`${databaseOf(command)}.${value}`)
}

export function checkNamespace(namespace: string): string {
  const name = namespace.slice(namespace.indexOf('.') + 1)
  if (
    name === '' ||
    name.startsWith('.') ||
    name.includes('$') ||
    name.includes('\0') ||
    Buffer.byteLength(namespace) > 255
  )
    throw new ServerError(73, 'InvalidNamespace', `Invalid namespace specified '${namespace}'`)
  return namespace
}

/**
 * The namespace a command writes to. Names that begin with `system.` are the server's own, but for the collection
 * of stored functions, which old tools write. @throws ServerError 73
 */
export function writableNamespaceOf(command: Document, field: string): string {
  return checkWritable(namespaceOf(command, field))
}

export function checkWritable(namespace: string): string {
  const name = namespace.slice(namespace.indexOf('.') + 1)
  if (name.startsWith('system.') && name !== 'system.js')
    throw new ServerError(73, 'InvalidNamespace', `Invalid system namespace: ${namespace}`)
  return namespace
}

const WRITE_CONCERN = ['w', 'j', 'wtimeout', 'fsync', 'wElectionId', 'wOpTime', 'getLastError', 'provenance']

function checkWriteConcern(concern: Document): void {
  checkFields('writeConcern', concern, WRITE_CONCERN)
  const { w } = concern
  if (isNumber(w)) {
    const count = toDouble(w)
    if (count > 50 || count < 0)
      throw new ServerError(9, 'FailedToParse', 'w has to be a non-negative number and not greater than 50')
    if (count > 1) throw badValue("cannot use 'w' > 1 when a host is not replicated")
  } else if (typeof w === 'string' && w !== 'majority')
    throw badValue(`cannot use non-majority 'w' mode ${w} when a host is not a member of a replica set`)
}

const READ_CONCERN = ['level', 'afterClusterTime', 'afterOpTime', 'atClusterTime', 'provenance']

function checkReadConcern(concern: Document): void {
  checkFields('readConcern', concern, READ_CONCERN)
  const { level, atClusterTime, afterClusterTime } = concern
  if (atClusterTime !== undefined || afterClusterTime !== undefined)
    throw new ServerError(
      123,
      'NotAReplicaSet',
      'node needs to be a replica set member to use read concern with a cluster time',
    )
  if (level === undefined || level === 'local' || level === 'available' || level === 'majority') return
  if (level === 'linearizable')
    throw new ServerError(123, 'NotAReplicaSet', 'node needs to be a replica set member to use read concern')
  if (level === 'snapshot')
    throw invalidOptions('readConcern level snapshot is only supported on replica sets')
  throw new ServerError(
    2,
    'BadValue',
    `Enumeration value '${String(level)}' for field 'readConcern.level' is not a valid value.`,
  )
}

const COLLATION = [
  'locale',
  'caseLevel',
  'caseFirst',
  'strength',
  'numericOrdering',
  'alternate',
  'maxVariable',
  'normalization',
  'backwards',
  'version',
]

/** Refuses a collation that would compare texts otherwise than by their bytes. */
export function checkCollation(collation: Value): void {
  if (collation === undefined || collation === null) return
  if (!isDocument(collation)) throw wrongType('collation', collation, 'object')
  if (Object.keys(collation).length === 0) return
  checkFields('collation', collation, COLLATION)
  if (textField(collation, 'locale') !== 'simple')
    throw notSupported('only the simple collation is supported')
}

/** Commands of the stable API, version 1. */
const API_COMMANDS = new Set([
  'aggregate',
  'collMod',
  'count',
  'create',
  'createIndexes',
  'delete',
  'drop',
  'dropDatabase',
  'dropIndexes',
  'endSessions',
  'explain',
  'find',
  'findAndModify',
  'getMore',
  'hello',
  'insert',
  'killCursors',
  'listCollections',
  'listDatabases',
  'listIndexes',
  'ping',
  'refreshSessions',
  'update',
])

function checkApi(name: string, command: Document): void {
  const { apiVersion, apiStrict, apiDeprecationErrors } = command
  if (apiVersion === undefined) {
    if (apiStrict !== undefined || apiDeprecationErrors !== undefined)
      throw location(4886600, 'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion')
    return
  }
  if (apiVersion !== '1') throw new ServerError(322, 'APIVersionError', 'API version must be "1"')
  if (flagField(command, 'apiStrict') && !API_COMMANDS.has(name))
    throw new ServerError(
      323,
      'APIStrictError',
      `Provided apiStrict:true, but the command ${name} is not in API Version 1`,
    )
}

/** Checks what all commands have in common. @throws ServerError 40415 for a field nobody knows, 20 for transactions */
export function checkCommand(name: string, command: Document, fields: readonly string[] | 'any'): void {
  for (const field of fields === 'any' ? [] : Object.keys(command))
    if (field !== name && !COMMON.has(field) && !fields.includes(field))
      throw location(40415, `BSON field '${name}.${field}' is an unknown field.`)
  if (
    command.txnNumber !== undefined ||
    command.startTransaction !== undefined ||
    command.autocommit !== undefined
  )
    throw new ServerError(
      20,
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    )
  checkApi(name, command)
  numberField(command, 'maxTimeMS')
  checkCollation(command.collation)
  const concern = documentField(command, 'writeConcern')
  if (concern) checkWriteConcern(concern)
  const read = documentField(command, 'readConcern')
  if (read) checkReadConcern(read)
}

/** The batch size of a `cursor` option. */
export const batchSizeOf = (command: Document): number | undefined => {
  const cursor = documentField(command, 'cursor')
  if (!cursor) return undefined
  checkFields('cursor', cursor, ['batchSize'])
  return numberField(cursor, 'batchSize')
}

export const hintOf = (command: Document): Value => {
  const { hint } = command
  if (hint === undefined || hint === null) return undefined
  if (typeof hint !== 'string' && !isDocument(hint))
    throw new ServerError(9, 'FailedToParse', `Hint must be a string or an object, not ${typeName(hint)}`)
  return isDocument(hint) && Object.keys(hint).length === 0 ? undefined : hint
}

/** @throws ServerError 14 for what is no pipeline */
export function pipelineOf(command: Document): Value[] {
  if (command.pipeline === undefined) throw missing('aggregate.pipeline')
  if (!Array.isArray(command.pipeline)) throw typeMismatch("'pipeline' option must be specified as an array")
  return command.pipeline
}
