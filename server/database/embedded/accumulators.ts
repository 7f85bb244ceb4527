import { type Document, fieldsOf, isDocument, setField, type Value } from './bson.ts'
import { location, notSupported } from './errors.ts'
import { compileExpression, type Expression, type Scope } from './expressions.ts'
import { checkNames, howMany } from './expressions-arguments.ts'
import { average, deviation, extreme, merge } from './expressions-array.ts'
import { add } from './expressions-number.ts'
import { int, isNumber, type Num } from './numbers.ts'
import { sorter } from './sort.ts'
import { encodeKey } from './values.ts'

/** Collects one value over the documents of a group. */
export interface Accumulator {
  take(scope: Scope): void
  result(): Value
}

/** An accumulator that keeps every value and computes at the end. */
const collecting =
  (finish: (values: Value[]) => Value) =>
  (operand: Value): (() => Accumulator) => {
    const value = compileExpression(operand)
    return () => {
      const values: Value[] = []
      return { take: (scope) => values.push(value(scope)), result: () => finish(values) }
    }
  }

/** An accumulator that folds values as they come. */
const folding =
  (start: Value, step: (current: Value, value: Value) => Value) =>
  (operand: Value): (() => Accumulator) => {
    const value = compileExpression(operand)
    return () => {
      let current = start
      return {
        take: (scope) => {
          current = step(current, value(scope))
        },
        result: () => current ?? null,
      }
    }
  }

const NOTHING = Symbol('nothing yet')

const distinct = (values: readonly Value[]): Value[] => [
  ...new Map(
    values
      .filter((value) => value !== undefined)
      .map((value) => [encodeKey(value).toString('latin1'), value]),
  ).values(),
]

/** `$firstN` and its kin: the input expression, and how many. */
const counted =
  (choose: (values: Value[], count: number) => Value[]) =>
  (operand: Value): (() => Accumulator) => {
    const { n, input } = isDocument(operand) ? operand : {}
    const [value, count] = [compileExpression(input), compileExpression(n)]
    return () => {
      const values: Value[] = []
      let most = 0
      return {
        take: (scope) => {
          most = howMany(count(scope))
          values.push(value(scope) ?? null)
        },
        result: () => choose(values, most),
      }
    }
  }

/** `$top` and its kin: documents are put in order first. */
const ranked =
  (fromEnd: boolean, many: boolean) =>
  (operand: Value): (() => Accumulator) => {
    const { sortBy, output, n } = isDocument(operand) ? operand : {}
    const [value, order] = [compileExpression(output), sorter(sortBy)]
    const most = many ? howMany(n) : 1
    return () => {
      const seen: { root: Value; value: Value }[] = []
      return {
        take: (scope) => seen.push({ root: scope.root, value: value(scope) ?? null }),
        result: () => {
          const sorted = seen.sort((a, b) => order(a.root, b.root)).map((one) => one.value)
          const chosen = fromEnd ? sorted.slice(-most) : sorted.slice(0, most)
          return many ? chosen : chosen[0]
        },
      }
    }
  }

const present = (values: readonly Value[]): Value[] =>
  values.filter((value) => value !== null && value !== undefined)

const factories: Readonly<Record<string, (operand: Value) => () => Accumulator>> = {
  $sum: folding(int(0), (total, value) => (isNumber(value) ? add(total as Num, value) : total)),
  $count: () => () => {
    let count = 0
    return {
      take: () => {
        count += 1
      },
      result: () => int(count),
    }
  },
  $avg: collecting((values) => average(values.filter(isNumber))),
  $min: folding(null, (best, value) => extreme(present([best, value]), 1)),
  $max: folding(null, (best, value) => extreme(present([best, value]), -1)),
  $first: (operand) => {
    const value = compileExpression(operand)
    return () => {
      let first: Value = NOTHING
      return {
        take: (scope) => {
          if (first === NOTHING) first = value(scope)
        },
        result: () => (first === NOTHING ? null : (first ?? null)),
      }
    }
  },
  $last: folding(null, (_, value) => value ?? null),
  $push: collecting((values) => values.filter((value) => value !== undefined)),
  $addToSet: collecting(distinct),
  $mergeObjects: collecting(merge),
  $stdDevPop: collecting((values) => deviation(values.filter(isNumber), false)),
  $stdDevSamp: collecting((values) => deviation(values.filter(isNumber), true)),
  $firstN: counted((values, count) => values.slice(0, count)),
  $lastN: counted((values, count) => values.slice(-count)),
  $minN: counted((values, count) => present(values).sort(sorterOfValues(1)).slice(0, count)),
  $maxN: counted((values, count) => present(values).sort(sorterOfValues(-1)).slice(0, count)),
  $top: ranked(false, false),
  $bottom: ranked(true, false),
  $topN: ranked(false, true),
  $bottomN: ranked(true, true),
}

const sorterOfValues =
  (way: 1 | -1) =>
  (a: Value, b: Value): number =>
    Buffer.compare(encodeKey(a), encodeKey(b)) * way

/** How a field of a group is made. @throws ServerError 40234, 40238, 40235, 15952, 115 */
export function factoryOf(field: string, given: Value): () => Accumulator {
  if (!isDocument(given)) throw location(40234, `The field '${field}' must be an accumulator object`)
  const names = Object.keys(given)
  const [name = ''] = names
  if (names.length !== 1) throw location(40238, `The field '${field}' must specify one accumulator`)
  if (field.startsWith('$')) throw location(40236, `The field name '${field}' cannot be an operator name`)
  if (field.includes('.')) throw location(40235, `The field name '${field}' cannot contain '.'`)
  const factory = Object.hasOwn(factories, name) ? factories[name] : undefined
  if (factory) {
    checkNames(name, given[name])
    return factory(given[name])
  }
  if (['$accumulator', '$median', '$percentile'].includes(name))
    throw notSupported(`${name} is not supported`)
  throw location(15952, `unknown group operator '${name}'`)
}

/** Groups documents by a key: makes what takes them one by one and gives the groups in the order they began. */
export function grouping(
  spec: Document,
  id: Expression,
): () => { take(scope: Scope): void; results(): Document[] } {
  const fields = fieldsOf(spec).map(([name, given]) => ({ name, make: factoryOf(name, given) }))
  return () => {
    const groups = new Map<string, { id: Value; accumulators: Accumulator[] }>()
    return {
      take(scope) {
        const value = id(scope) ?? null
        const key = encodeKey(value).toString('latin1')
        const group = groups.get(key) ?? { id: value, accumulators: fields.map(({ make }) => make()) }
        groups.set(key, group)
        for (const accumulator of group.accumulators) accumulator.take(scope)
      },
      results: () =>
        [...groups.values()].map((group) => {
          const made: Document = { _id: group.id }
          for (const [i, accumulator] of group.accumulators.entries())
            setField(made, fields[i]?.name ?? '', accumulator.result())
          return made
        }),
    }
  }
}
