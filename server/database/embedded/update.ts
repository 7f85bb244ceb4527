import { copy, type Document, isDocument, type Value } from './bson.ts'
import { badValue, failedToParse, immutableField, ServerError } from './errors.ts'
import { wholeNumber } from './numbers.ts'
import { isIndex } from './paths.ts'
import { arrayFiltersOf, type Positions, resolvePath } from './positions.ts'
import { typeName } from './types.ts'
import { operators, shown } from './update-operators.ts'
import { equalValues } from './values.ts'

interface Step {
  readonly operator: string
  readonly path: string
  readonly operand: Value
}

function checkPath(path: string): void {
  const parts = path.split('.')
  if (path === '' || parts.includes(''))
    throw new ServerError(
      56,
      'EmptyFieldName',
      path === ''
        ? 'An empty update path is not valid.'
        : `The update path '${path}' contains an empty field name, which is not allowed.`,
    )
  for (const part of parts)
    if (
      part.startsWith('$') &&
      part !== '$' &&
      !/^\$\[[a-zA-Z0-9]*\]$/.test(part) &&
      !/^\$(id|ref|db)$/.test(part)
    )
      throw new ServerError(
        52,
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      )
}

const conflict = (path: string, at: string) =>
  new ServerError(
    40,
    'ConflictingUpdateOperators',
    `Updating the path '${path}' would create a conflict at '${at}'`,
  )

function checkOperand({ operator, path, operand }: Step): void {
  if (operator === '$rename') {
    if (typeof operand !== 'string')
      throw badValue(`The 'to' field for $rename must be a string: ${path}: ${shown(operand)}`)
    checkPath(operand)
    if (operand === path)
      throw badValue(`The source and target field for $rename must differ: ${path}: "${operand}"`)
    if (/(^|\.)\$/.test(`${path} ${operand}`.replace(' ', '.')))
      throw badValue(`The source field for $rename may not be dynamic: ${path}`)
  }
  if (operator === '$pop' && ![1, -1].includes(wholeNumber(operand) ?? 0))
    throw failedToParse(`$pop expects 1 or -1, found: ${shown(operand)}`)
  if (operator === '$pullAll' && !Array.isArray(operand))
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`)
}

/** All steps of an update in the order in which a server takes them: by path. */
function stepsOf(update: Document): Step[] {
  const steps = Object.entries(update).flatMap(([operator, fields]) => {
    if (!Object.hasOwn(operators, operator))
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      )
    if (!isDocument(fields))
      throw failedToParse(
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${shown(fields)}}`,
      )
    return Object.entries(fields).map(([path, operand]) => ({ operator, path, operand }))
  })
  const touched: string[] = []
  for (const step of steps) {
    checkPath(step.path)
    checkOperand(step)
    touched.push(step.path)
    if (step.operator === '$rename') touched.push(String(step.operand))
  }
  const sorted = [...touched].sort()
  for (const path of sorted)
    for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1))
      if (touched.includes(path.slice(0, at))) throw conflict(path, path.slice(0, at))
  for (const [i, path] of sorted.entries()) if (path === sorted[i + 1]) throw conflict(path, path)
  return steps.sort((a, b) => comparePaths(a.path, b.path))
}

function comparePaths(a: string, b: string): number {
  const [x, y] = [a.split('.'), b.split('.')]
  for (let i = 0; i < Math.min(x.length, y.length); i += 1) {
    const [p = '', q = ''] = [x[i], y[i]]
    if (p === q) continue
    if (isIndex(p) && isIndex(q)) return Number(p) - Number(q)
    return p < q ? -1 : 1
  }
  return x.length - y.length
}

/** Makes a new document of one that may be changed in place. */
export type Updater = (
  document: Document,
  context: { readonly inserting: boolean; readonly matched: Positions['matched'] },
) => Document

const keepId = (before: Value, after: Document): Document => {
  if (before !== undefined && !equalValues(before, after._id)) throw immutableField('_id')
  return after
}

function replacing(update: Document): Updater {
  const dollar = Object.keys(update).find((name) => name.startsWith('$'))
  if (dollar !== undefined)
    throw new ServerError(
      52,
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    )
  const { _id: given, ...rest } = update
  return ({ _id }) => {
    const id = _id ?? given
    if (given !== undefined && !equalValues(given, id)) throw immutableField('_id')
    return id === undefined ? rest : { _id: id, ...rest }
  }
}

/** Whether an update is a whole new document rather than operators or a pipeline. */
export const isReplacement = (update: Value): boolean =>
  isDocument(update) && Object.keys(update)[0]?.startsWith('$') !== true

/**
 * Compiles an update: a replacement, operators, or a pipeline (whose meaning the caller gives).
 * @throws ServerError 9 for an unknown operator, 40 for two that touch the same path, 2 for a bad operand
 */
export function compileUpdate(
  update: Value,
  {
    arrayFilters,
    now,
    pipeline,
  }: {
    arrayFilters?: Value
    now: number
    pipeline: (stages: readonly Value[]) => (document: Document) => Document
  },
): Updater {
  const filters = arrayFiltersOf(arrayFilters)
  if (Array.isArray(update)) {
    if (filters.size > 0) throw failedToParse('Cannot specify arrayFilters for a pipeline-style update')
    const run = pipeline(update)
    return (document) => {
      const after = run(document)
      const id = document._id ?? after._id
      const { _id: _, ...rest } = after
      keepId(document._id, after._id === undefined ? { _id: id } : after)
      return id === undefined ? rest : { _id: id, ...rest }
    }
  }
  if (!isDocument(update)) throw failedToParse('Update argument must be either an object or an array')
  if (isReplacement(update)) return replacing(update)
  const steps = stepsOf(update)
  for (const name of filters.keys())
    if (!steps.some(({ path }) => path.split('.').includes(`$[${name}]`)))
      throw failedToParse(
        `The array filter for identifier '${name}' was not used in the update ${shown(update)}`,
      )
  return (document, { inserting, matched }) => {
    // Steps change the document in place, its _id, too.
    const before = copy(document._id)
    for (const { operator, path, operand } of steps) {
      if (operator === '$setOnInsert' && !inserting) continue
      for (const plain of resolvePath(document, path, { filters, matched }))
        operators[operator]?.(document, plain, operand, now)
    }
    return keepId(before, document)
  }
}

/** A document to start an upsert from: what its query pins by equality. */
export function upsertBase(pins: ReadonlyMap<string, Value>, replacement: boolean): Document {
  const base: Document = {}
  for (const [path, value] of pins) if (!replacement || path === '_id') operators.$set?.(base, path, value, 0)
  return base
}
