import { copy, type Document, type Value } from './bson.ts'
import { ObjectId } from './bson-classes.ts'
import { encode } from './bson-encode.ts'
import type { Collection, Row } from './collection.ts'
import {
  type Command,
  checkCollation,
  documentField,
  flagField,
  hintOf,
  paceOf,
  type Server,
  statements,
  writableNamespaceOf,
} from './command.ts'
import { failedToParse, location, ServerError } from './errors.ts'
import { variablesOf } from './expressions.ts'
import { asQuery, pinned } from './match.ts'
import { int, wholeNumber } from './numbers.ts'
import type { Pace } from './pace.ts'
import { expressionTest, pipelineUpdate, withVariables } from './pipeline.ts'
import { matchedPosition } from './positions.ts'
import { compileProjection } from './project.ts'
import { prepare, searchAll } from './query.ts'
import { stamped } from './timestamps.ts'
import { compileUpdate, isReplacement, upsertBase } from './update.ts'

/** Runs each statement of a write; an ordered one stops at the first error, which is reported with its place. */
function eachStatement<T>(
  command: Document,
  items: readonly T[],
  run: (item: T, index: number, pace: Pace) => void,
): Document {
  const pace = paceOf(command)
  const errors: Document[] = []
  const ordered = command.ordered === undefined || flagField(command, 'ordered')
  for (const [index, item] of items.entries()) {
    try {
      pace.check()
      run(item, index, pace)
    } catch (error) {
      // When the time is over the whole request fails; what was done of it stays, as on a server.
      if (!(error instanceof ServerError) || error.code === 50) throw error
      errors.push({ index: int(index), code: int(error.code), errmsg: error.message, ...error.details })
      if (ordered) break
    }
  }
  return errors.length > 0 ? { writeErrors: errors } : {}
}

const ensure = ({ store }: Server, namespace: string): Collection =>
  store.get(namespace) ?? store.create(namespace)

const insert: Command = {
  kind: 'write',
  fields: ['documents', 'ordered', 'bypassDocumentValidation'],
  run: (server, command) => {
    const namespace = writableNamespaceOf(command, 'insert')
    const items = statements(command, 'documents')
    const collection = ensure(server, namespace)
    let inserted = 0
    const errors = eachStatement(command, items, ({ document, bytes }) => {
      const filled = stamped(document, server.stamp)
      collection.insert(filled, filled === document ? bytes : null)
      inserted += 1
    })
    return { n: int(inserted), ...errors }
  },
}

interface Change {
  readonly query: Document
  readonly update: Value
  readonly multi: boolean
  readonly upsert: boolean
  readonly arrayFilters?: Value
  readonly sort?: Value
  readonly hint?: Value
  readonly variables: ReadonlyMap<string, Value>
  readonly pace: Pace
}

interface Applied {
  matched: number
  modified: number
  upserted: Value
  before: Document | null
  after: Document | null
}

/** What a statement is about, in one snapshot: nothing it changes is met again. */
function targets(
  server: Server,
  collection: Collection | undefined,
  change: Omit<Change, 'update' | 'upsert'>,
): Row[] {
  const { query, sort, hint, multi, variables, pace } = change
  const prepared = prepare(collection, { query, sort, hint }, expressionTest(variables))
  if (!collection) return []
  const snapshot = server.store.snapshot()
  return searchAll(collection, snapshot, prepared, sort, multi ? Number.POSITIVE_INFINITY : 1, pace)
}

function applyChange(server: Server, namespace: string, change: Change): Applied {
  const { query, update, multi, upsert, variables, pace } = change
  const replacement = isReplacement(update)
  if (replacement && multi) throw failedToParse('multi update is not supported for replacement-style update')
  const apply = compileUpdate(update, {
    arrayFilters: change.arrayFilters,
    now: server.clock(),
    pipeline: (stages) => pipelineUpdate(stages, variables),
  })
  const whole = (made: Document): Document => (replacement ? stamped(made, server.stamp) : made)
  const known = server.store.get(namespace)
  const found = targets(server, known, change)
  const applied: Applied = {
    matched: found.length,
    modified: 0,
    upserted: undefined,
    before: null,
    after: null,
  }
  for (const { record, bytes, document } of known ? found : []) {
    pace.check()
    const after = whole(
      apply(copy(document), {
        inserting: false,
        matched: (prefix) => matchedPosition(document, query, prefix),
      }),
    )
    const encoded = encode(after)
    if (!encoded.equals(bytes)) {
      known?.replace(record, document, after, encoded)
      applied.modified += 1
    }
    applied.before ??= document
    applied.after ??= after
  }
  if (found.length === 0 && upsert) {
    const base = upsertBase(pinned(query), replacement)
    const made = whole(apply(base, { inserting: true, matched: () => undefined }))
    const { _id = new ObjectId(), ...rest } = made
    const document = { _id, ...rest }
    ensure(server, namespace).insert(document, null)
    applied.upserted = _id
    applied.after = document
  }
  return applied
}

/** The statements of a write whose fields are all known; a wrong one refuses the command, not the statement. */
function checkedStatements(
  command: Document,
  name: 'updates' | 'deletes',
  { required, optional }: { required: readonly string[]; optional: readonly string[] },
): Document[] {
  const place = name === 'updates' ? 'update.updates' : 'delete.deletes'
  return statements(command, name).map(({ document }) => {
    for (const field of Object.keys(document))
      if (!required.includes(field) && !optional.includes(field))
        throw location(40415, `BSON field '${place}.${field}' is an unknown field.`)
    for (const field of required)
      if (!(field in document))
        throw location(40414, `BSON field '${place}.${field}' is missing but a required field`)
    return document
  })
}

const UPDATE = {
  required: ['q', 'u'],
  optional: ['c', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'upsertSupplied'],
}
const DELETE = { required: ['q', 'limit'], optional: ['hint', 'collation'] }

const update: Command = {
  kind: 'write',
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
  run: (server, command) => {
    const namespace = writableNamespaceOf(command, 'update')
    const variables = variablesOf(command.let, server.clock())
    let matched = 0
    let modified = 0
    const upserted: Document[] = []
    const errors = eachStatement(
      command,
      checkedStatements(command, 'updates', UPDATE),
      (statement, index, pace) => {
        checkCollation(statement.collation)
        if (statement.c !== undefined && !Array.isArray(statement.u))
          throw location(51198, 'Constant values may only be specified for pipeline updates')
        const applied = applyChange(server, namespace, {
          query: asQuery(statement.q, 'update.updates.q'),
          update: statement.u,
          multi: flagField(statement, 'multi'),
          upsert: flagField(statement, 'upsert'),
          arrayFilters: statement.arrayFilters,
          hint: hintOf(statement),
          variables: statement.c === undefined ? variables : variablesOf(statement.c, server.clock()),
          pace,
        })
        matched += applied.matched + (applied.upserted === undefined ? 0 : 1)
        modified += applied.modified
        if (applied.upserted !== undefined) upserted.push({ index: int(index), _id: applied.upserted })
      },
    )
    return {
      n: int(matched),
      ...(upserted.length > 0 ? { upserted } : {}),
      nModified: int(modified),
      ...errors,
    }
  },
}

const remove: Command = {
  kind: 'write',
  fields: ['deletes', 'ordered', 'let', 'bypassDocumentValidation'],
  run: (server, command) => {
    const namespace = writableNamespaceOf(command, 'delete')
    const variables = variablesOf(command.let, server.clock())
    let removed = 0
    const errors = eachStatement(
      command,
      checkedStatements(command, 'deletes', DELETE),
      (statement, _, pace) => {
        checkCollation(statement.collation)
        const limit = wholeNumber(statement.limit)
        if (limit !== 0 && limit !== 1)
          throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`)
        const collection = server.store.get(namespace)
        const found = targets(server, collection, {
          query: asQuery(statement.q, 'delete.deletes.q'),
          multi: limit === 0,
          hint: hintOf(statement),
          variables,
          pace,
        })
        for (const { record, document } of found) {
          pace.check()
          collection?.remove(record, document)
        }
        removed += found.length
      },
    )
    return { n: int(removed), ...errors }
  },
}

const findAndModify: Command = {
  kind: 'write',
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'hint',
    'arrayFilters',
    'let',
  ],
  run: (server, command) => {
    const namespace = writableNamespaceOf(
      command,
      'findAndModify' in command ? 'findAndModify' : 'findandmodify',
    )
    const query = asQuery(command.query, 'query')
    const removes = flagField(command, 'remove')
    const after = flagField(command, 'new')
    const upsert = flagField(command, 'upsert')
    if (removes && command.update !== undefined)
      throw failedToParse('Cannot specify both an update and remove=true')
    if (removes && upsert) throw failedToParse('Cannot specify both upsert=true and remove=true')
    if (removes && after)
      throw failedToParse(
        "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
      )
    if (!removes && command.update === undefined)
      throw failedToParse('Either an update or remove=true must be specified')
    const variables = variablesOf(command.let, server.clock())
    const sort = documentField(command, 'sort')
    const search = { query, sort, hint: hintOf(command), multi: false, variables, pace: paceOf(command) }
    const project = compileProjection(command.fields, withVariables(variables), { query })
    const shape = (document: Document | null): Value => (document && project ? project(document) : document)
    if (removes) {
      const collection = server.store.get(namespace)
      const [found] = targets(server, collection, search)
      if (found) collection?.remove(found.record, found.document)
      return { lastErrorObject: { n: int(found ? 1 : 0) }, value: shape(found?.document ?? null) }
    }
    const applied = applyChange(server, namespace, {
      ...search,
      update: command.update,
      upsert,
      arrayFilters: command.arrayFilters,
    })
    const updatedExisting = applied.matched > 0
    return {
      lastErrorObject: {
        n: int(updatedExisting || applied.upserted !== undefined ? 1 : 0),
        updatedExisting,
        ...(applied.upserted === undefined ? {} : { upserted: applied.upserted }),
      },
      value: shape(after ? applied.after : applied.before),
    }
  },
}

export const writeCommands: Readonly<Record<string, Command>> = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
}
