import { type Accumulator, factoryOf } from './accumulators.ts'
import { type Document, fieldsOf, isDocument, type Value } from './bson.ts'
import { failedToParse, location, notSupported } from './errors.ts'
import { compileExpression, type Expression } from './expressions.ts'
import { add } from './expressions-number.ts'
import { calculate, int, isNumber, type Num, toDouble, wholeNumber } from './numbers.ts'
import { setComputed } from './project.ts'
import { PAUSE, PAUSE_EVERY } from './query.ts'
import { sortBy, sorter, sortParts } from './sort.ts'
import { asSpec, type PipelineContext, type Stage, whole } from './stage.ts'
import { encodeKey } from './values.ts'

/** Documents of one partition, in their order. */
type Partition = readonly Document[]
/** The values of a field for each document of a partition. */
type WindowFunction = (
  partition: Partition,
  variables: PipelineContext['variables'],
) => Iterable<Value | typeof PAUSE>

const UNIT_MS: Readonly<Record<string, number>> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
}

/** The first and last position of each document's window; an empty one ends before it begins. */
type Bounds = (partition: Partition) => readonly (readonly [number, number])[]

const wholePartition: Bounds = (partition) => partition.map(() => [0, partition.length - 1])

function bound(value: Value, open: number): number {
  if (value === 'unbounded') return open
  if (value === 'current') return 0
  if (isNumber(value)) return toDouble(value)
  throw failedToParse("Window bounds must be 'unbounded', 'current', or a number")
}

/** What a document is ordered by, as a number that distances can be measured in. */
function position(document: Document, path: Expression, unit: number | null): number {
  const value = path({ root: document, variables: new Map() })
  if (unit === null && isNumber(value)) return toDouble(value)
  if (unit !== null && value instanceof Date) return value.getTime()
  throw location(
    5429413,
    `Invalid range: Expected the sortBy field to be a ${unit === null ? 'number' : 'date'}`,
  )
}

function boundsOf(window: Value, sort: Value): Bounds {
  if (window === undefined) return wholePartition
  const { documents, range, unit, ...unknown } = asSpec('$setWindowFields', window)
  const given = documents ?? range
  if (Object.keys(unknown).length > 0 || !Array.isArray(given) || given.length !== 2 || (documents && range))
    throw failedToParse("'window' needs either documents or range bounds of two elements")
  const low = bound(given[0], Number.NEGATIVE_INFINITY)
  const high = bound(given[1], Number.POSITIVE_INFINITY)
  if (low > high) throw location(5339900, 'Lower bound must not exceed upper bound')
  if (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY) return wholePartition
  if (documents) {
    if (sort === undefined) throw location(5339901, 'Document-based bounds require a sortBy')
    return (partition) =>
      partition.map((_, i) => [Math.max(0, i + low), Math.min(partition.length - 1, i + high)])
  }
  const [by, another] = sortParts(sort)
  if (!by || another) throw location(5339902, 'Range-based bounds require sortBy a single field')
  const milliseconds = unit === undefined ? null : UNIT_MS[String(unit)]
  if (milliseconds === undefined) throw notSupported(`windows by ${String(unit)} are not supported`)
  const path = compileExpression(`$${by.path}`)
  return (partition) => {
    const places = partition.map((document) => position(document, path, milliseconds) * by.direction)
    const scale = milliseconds ?? 1
    return places.map((place) => {
      const from = places.findIndex((other) => other >= place + low * scale)
      const after = places.findIndex((other) => other > place + high * scale)
      return [from < 0 ? partition.length : from, (after < 0 ? partition.length : after) - 1]
    })
  }
}

function accumulating(path: string, operation: Document, bounds: Bounds): WindowFunction {
  const make = factoryOf(path.replaceAll('.', ' '), operation)
  const over = (documents: Partition, variables: PipelineContext['variables']): Value => {
    const accumulator: Accumulator = make()
    for (const root of documents) accumulator.take({ root, variables })
    return accumulator.result() ?? null
  }
  return function* (partition, variables) {
    if (bounds === wholePartition) {
      const value = over(partition, variables)
      for (const _ of partition) yield value
      return
    }
    let taken = 0
    for (const [from, to] of bounds(partition)) {
      yield over(partition.slice(from, to + 1), variables)
      taken += Math.max(1, to + 1 - from)
      if (taken < PAUSE_EVERY) continue
      taken = 0
      yield PAUSE
    }
  }
}

/** Functions of the order alone, or that look along it. */
const ORDERED: Readonly<Record<string, (operand: Value, sort: Value) => WindowFunction>> = {
  $documentNumber: () => (partition) => partition.map((_, i) => int(i + 1)),
  $rank: (_, sort) => ranked(sort, (_rank, i) => i + 1),
  $denseRank: (_, sort) => ranked(sort, (rank) => rank + 1),
  $shift: (operand) => {
    const { output, by, default: other, ...unknown } = asSpec('$shift', operand)
    const distance = wholeNumber(by)
    if (output === undefined || distance === undefined || Object.keys(unknown).length > 0)
      throw failedToParse("$shift takes an 'output' expression, a whole number 'by', and a 'default'")
    const [value, fallback] = [compileExpression(output), compileExpression(other ?? null)]
    return (partition, variables) =>
      partition.map((_, i) => {
        const root = partition[i + distance]
        return (root ? value({ root, variables }) : fallback({ root: {}, variables })) ?? null
      })
  },
  $locf: (operand) => {
    const value = compileExpression(operand)
    return (partition, variables) => {
      let last: Value = null
      return partition.map((root) => {
        last = value({ root, variables }) ?? last
        return last
      })
    }
  },
  $linearFill: (operand, sort) => {
    const [by, another] = sortParts(sort)
    if (!by || another) throw location(605001, '$linearFill must be specified with a top level sortBy')
    const [value, place] = [compileExpression(operand), compileExpression(`$${by.path}`)]
    return (partition, variables) => {
      const values = partition.map((root) => value({ root, variables }) ?? null)
      const places = partition.map((root) => place({ root, variables }))
      const known = values.flatMap((one, i) => (one === null ? [] : [{ i, x: places[i], y: one }]))
      return values.map((own, i) => {
        if (own !== null) return own
        const after = known.findIndex((one) => one.i > i)
        const [a, b] = after < 1 ? [] : [known[after - 1], known[after]]
        return a && b ? between(a, b, places[i]) : null
      })
    }
  },
}

function ranked(sort: Value, of: (rank: number, at: number) => number): WindowFunction {
  if (sortParts(sort).length !== 1)
    throw location(5371602, '$rank must be specified with a top level sortBy of one field')
  const order = sorter(sort)
  return (partition) => {
    let rank = -1
    let value = 0
    return partition.map((document, i) => {
      if (i === 0 || order(partition[i - 1], document) !== 0) {
        rank += 1
        value = of(rank, i)
      }
      return int(value)
    })
  }
}

interface Point {
  readonly x: Value
  readonly y: Value
}

/** On the straight line between two points. */
function between(a: Point, b: Point, x: Value): Value {
  const plain = (value: Value): Num => {
    if (value instanceof Date) return value.getTime()
    if (isNumber(value)) return value
    throw location(7850001, '$linearFill needs numbers, ordered by numbers or dates')
  }
  const [x0, x1, at, y0, y1] = [a.x, b.x, x, a.y, b.y].map(plain) as [Num, Num, Num, Num, Num]
  const part = toDouble(calculate(at, x0, '-', null)) / (toDouble(calculate(x1, x0, '-', null)) || Number.NaN)
  return add(y0, calculate(calculate(y1, y0, '-', null), part, '*', null))
}

function functionOf(path: string, spec: Value, sort: Value): WindowFunction {
  const { window, ...operation } = asSpec('$setWindowFields', spec)
  const [name = '', another] = Object.keys(operation)
  if (another !== undefined || !name.startsWith('$'))
    throw failedToParse(`'${path}' must name exactly one window function`)
  const ordered = Object.hasOwn(ORDERED, name) ? ORDERED[name] : undefined
  if (!ordered) {
    if (['$derivative', '$integral', '$expMovingAvg', '$covariancePop', '$covarianceSamp'].includes(name))
      throw notSupported(`the window function ${name} is not supported`)
    return accumulating(path, operation, boundsOf(window, sort))
  }
  if (window !== undefined) throw location(5371601, `${name} does not accept a 'window' field`)
  if (sort === undefined) throw location(5371602, `${name} must be specified with a top level sortBy`)
  return ordered(operation[name], sort)
}

/** `$setWindowFields`: adds fields computed over the documents around each one. */
export function windowing(value: Value, { variables }: PipelineContext): Stage {
  const { partitionBy = null, sortBy: sort, output, ...unknown } = asSpec('$setWindowFields', value, 9)
  const [other] = Object.keys(unknown)
  if (other !== undefined)
    throw location(40415, `BSON field '$setWindowFields.${other}' is an unknown field.`)
  if (output === undefined) throw location(40414, "BSON field '$setWindowFields.output' is missing")
  const fields = fieldsOf(asSpec('$setWindowFields', output, 14)).map(([path, spec]) => ({
    parts: path.split('.'),
    compute: functionOf(path, spec, sort),
  }))
  const key = compileExpression(partitionBy)
  return whole(function* (documents) {
    const partitions = new Map<string, Document[]>()
    for (const [i, root] of documents.entries()) {
      if (i % PAUSE_EVERY === 0) yield PAUSE
      const of = key({ root, variables })
      if (Array.isArray(of)) throw location(14, 'An expression used to partition cannot evaluate to an array')
      const name = encodeKey(of ?? null).toString('latin1')
      const partition = partitions.get(name)
      if (partition) partition.push(root)
      else partitions.set(name, [root])
    }
    for (const [, found] of [...partitions].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const partition = sort === undefined ? found : sortBy(found, sort, (document) => document)
      const columns: Value[][] = []
      for (const { compute } of fields) {
        const column: Value[] = []
        columns.push(column)
        for (const value of compute(partition, variables)) {
          if (value === PAUSE) yield PAUSE
          else column.push(value)
        }
      }
      for (const [i, document] of partition.entries()) {
        if (i % PAUSE_EVERY === 0) yield PAUSE
        let made: Value = document
        for (const [j, { parts }] of fields.entries()) made = setComputed(made, parts, columns[j]?.[i])
        if (isDocument(made)) yield made
      }
    }
  })
}

/** `$fill`: gives what is null or missing a value, or one of its neighbours'. */
export function filling(value: Value, context: PipelineContext): Stage {
  const { partitionBy, partitionByFields, sortBy: sort, output, ...unknown } = asSpec('$fill', value, 9)
  const [other] = Object.keys(unknown)
  if (other !== undefined) throw location(40415, `BSON field '$fill.${other}' is an unknown field.`)
  if (partitionBy !== undefined && partitionByFields !== undefined)
    throw location(
      6050204,
      "Maximum one of 'partitionBy' and 'partitionByFields' can be specified in '$fill'",
    )
  const names = Array.isArray(partitionByFields) ? partitionByFields.map(String) : []
  const constants: { parts: string[]; value: Expression }[] = []
  const windows: Document = {}
  for (const [path, given] of fieldsOf(asSpec('$fill', output, 9))) {
    const { method, value: constant } = asSpec('$fill', given, 9)
    if (constant !== undefined) constants.push({ parts: path.split('.'), value: compileExpression(constant) })
    else if (method === 'linear' || method === 'locf') {
      if (sort === undefined) throw failedToParse(`The method '${method}' of $fill needs a sortBy`)
      windows[path] = { [method === 'linear' ? '$linearFill' : '$locf']: `$${path}` }
    } else throw failedToParse("An output of $fill needs a 'value' or the 'method' linear or locf")
  }
  const neighbours =
    Object.keys(windows).length === 0
      ? null
      : windowing(
          {
            partitionBy:
              partitionBy ??
              (names.length > 0 ? Object.fromEntries(names.map((name, i) => [`by${i}`, `$${name}`])) : null),
            ...(sort === undefined ? {} : { sortBy: sort }),
            output: windows,
          },
          context,
        )
  const fill = whole((documents) =>
    documents.map((root) => {
      let made: Value = root
      for (const { parts, value: of } of constants) {
        const known = compileExpression(`$${parts.join('.')}`)({ root: made, variables: context.variables })
        if (known === null || known === undefined)
          made = setComputed(made, parts, of({ root, variables: context.variables }))
      }
      return isDocument(made) ? made : root
    }),
  )
  return (input) => fill(neighbours ? neighbours(input) : input)
}
