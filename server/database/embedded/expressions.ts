import { type Document, fieldsOf, isDocument, setField, type Value } from './bson.ts'
import { location, noTextScore, notSupported, ServerError, typeMismatch } from './errors.ts'
import { argumentsOf, exactly, list, named, wholeArgument } from './expressions-arguments.ts'
import { arrays } from './expressions-array.ts'
import { conversions } from './expressions-convert.ts'
import { dates } from './expressions-date.ts'
import { arithmetic } from './expressions-number.ts'
import { strings } from './expressions-string.ts'
import { int, isNumber, isZero } from './numbers.ts'
import { typeName } from './types.ts'
import { compareValues } from './values.ts'

/** What an expression is evaluated in: the document and the variables it may name. `undefined` is "missing". */
export interface Scope {
  readonly root: Value
  readonly variables: ReadonlyMap<string, Value>
}
export type Expression = (scope: Scope) => Value
/** An operator that needs only the values of its arguments. */
export type Plain = (...args: Value[]) => Value

/** What counts as true in an expression: everything but false, null, missing and zero. */
export const isTrue = (value: Value): boolean =>
  !(value === undefined || value === null || value === false || (isNumber(value) && isZero(value)))

export const isNothing = (value: Value): value is null | undefined => value === null || value === undefined

/** The value at a path as expressions see it: the documents of arrays are mapped over, positions are not named. */
export function fieldValue(value: Value, parts: readonly string[], at = 0): Value {
  const part = parts[at]
  if (part === undefined) return value
  if (Array.isArray(value))
    return value.flatMap((item) => {
      const found = isDocument(item) ? fieldValue(item, parts, at) : undefined
      return found === undefined ? [] : [found]
    })
  return isDocument(value) && Object.hasOwn(value, part) ? fieldValue(value[part], parts, at + 1) : undefined
}

function path(text: string): Expression {
  if (text.startsWith('$$')) {
    const [name = '', ...parts] = text.slice(2).split('.')
    if (name === 'CURRENT') return ({ root }) => fieldValue(root, parts)
    // Another document only where a stage looks into documents.
    if (name === 'ROOT') return ({ root, variables }) => fieldValue(variables.get('ROOT') ?? root, parts)
    if (name === 'REMOVE') return () => undefined
    if (['DESCEND', 'PRUNE', 'KEEP'].includes(name)) return () => name
    if (name === 'CLUSTER_TIME') throw location(51144, "Builtin variable '$$CLUSTER_TIME' is not available")
    return ({ variables }) => {
      if (!variables.has(name)) throw location(17276, `Use of undefined variable: ${name}`)
      return fieldValue(variables.get(name), parts)
    }
  }
  const parts = text.slice(1).split('.')
  if (text === '$') throw location(16872, "'$' by itself is not a valid FieldPath")
  if (parts.includes('')) throw location(40353, "FieldPath must not end with a '.'.")
  return ({ root }) => fieldValue(root, parts)
}

const within = (scope: Scope, entries: readonly (readonly [string, Value])[]): Scope => ({
  root: scope.root,
  variables: new Map([...scope.variables, ...entries]),
})

type Special = (operand: Value) => Expression

const comparison =
  (name: string, of: (order: number) => Value): Special =>
  (operand) => {
    const [a, b] = exactly(name, operand, 2).map(compileExpression)
    return (scope) => {
      const [x, y] = [a?.(scope), b?.(scope)]
      // What is missing comes before null here.
      const order =
        x === undefined || y === undefined
          ? Number(x !== undefined) - Number(y !== undefined)
          : compareValues(x, y)
      return of(Math.sign(order))
    }
  }

const NO_ARRAY: Readonly<Record<string, number>> = { $map: 16883, $filter: 28651, $reduce: 40080 }

const arrayOr = (name: string, value: Value, use: (items: Value[]) => Value): Value => {
  if (isNothing(value)) return null
  if (!Array.isArray(value))
    throw location(NO_ARRAY[name] ?? 28651, `input to ${name} must be an array not ${typeName(value)}`)
  return use(value)
}

/** Operators that decide themselves what to evaluate. */
const special: Readonly<Record<string, Special>> = {
  $literal: (operand) => () => operand,
  $const: (operand) => () => operand,
  $and: (operand) => {
    const args = list(operand).map(compileExpression)
    return (scope) => args.every((arg) => isTrue(arg(scope)))
  },
  $or: (operand) => {
    const args = list(operand).map(compileExpression)
    return (scope) => args.some((arg) => isTrue(arg(scope)))
  },
  $not: (operand) => {
    const [arg] = exactly('$not', operand, 1).map(compileExpression)
    return (scope) => !isTrue(arg?.(scope))
  },
  $eq: comparison('$eq', (o) => o === 0),
  $ne: comparison('$ne', (o) => o !== 0),
  $gt: comparison('$gt', (o) => o > 0),
  $gte: comparison('$gte', (o) => o >= 0),
  $lt: comparison('$lt', (o) => o < 0),
  $lte: comparison('$lte', (o) => o <= 0),
  $cmp: comparison('$cmp', (o) => int(o)),
  $cond: (operand) => {
    const {
      if: test,
      then,
      else: other,
    } = Array.isArray(operand)
      ? Object.fromEntries(['if', 'then', 'else'].map((name, i) => [name, exactly('$cond', operand, 3)[i]]))
      : named('$cond', operand, ['if', 'then', 'else'])
    const [a, b, c] = [test, then, other].map(compileExpression)
    return (scope) => (isTrue(a?.(scope)) ? b?.(scope) : c?.(scope))
  },
  $ifNull: (operand) => {
    const args = list(operand).map(compileExpression)
    if (args.length < 2) throw location(1257300, '$ifNull needs at least two arguments, had: 1')
    return (scope) => {
      let value: Value
      for (const arg of args) {
        value = arg(scope)
        if (!isNothing(value)) return value
      }
      return value
    }
  },
  $switch: (operand) => {
    const { branches, default: fallback } = named('$switch', operand, ['branches'], ['default'])
    if (!Array.isArray(branches) || branches.length === 0)
      throw location(40068, '$switch requires at least one branch.')
    const cases = branches.map((branch) => {
      const given = named('a branch of $switch', branch, ['case', 'then'])
      return { test: compileExpression(given.case), result: compileExpression(given.then) }
    })
    const other = fallback === undefined ? null : compileExpression(fallback)
    return (scope) => {
      const found = cases.find(({ test }) => isTrue(test(scope)))
      if (found) return found.result(scope)
      if (other) return other(scope)
      throw location(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      )
    }
  },
  $let: (operand) => {
    const { vars, in: body } = named('$let', operand, ['vars', 'in'])
    const values = Object.entries(vars as Document).map(
      ([name, value]) => [name, compileExpression(value)] as const,
    )
    const result = compileExpression(body)
    return (scope) =>
      result(
        within(
          scope,
          values.map(([name, value]) => [name, value(scope)] as const),
        ),
      )
  },
  $map: (operand) => {
    const { input, as = 'this', in: body } = named('$map', operand, ['input', 'in'], ['as'])
    const [items, each] = [compileExpression(input), compileExpression(body)]
    return (scope) =>
      arrayOr('$map', items(scope), (found) =>
        found.map((item) => each(within(scope, [[String(as), item]])) ?? null),
      )
  },
  $filter: (operand) => {
    const { input, as = 'this', cond, limit } = named('$filter', operand, ['input', 'cond'], ['as', 'limit'])
    const [items, test] = [compileExpression(input), compileExpression(cond)]
    const most = limit === undefined ? null : compileExpression(limit)
    return (scope) =>
      arrayOr('$filter', items(scope), (found) => {
        const kept = found.filter((item) => isTrue(test(within(scope, [[String(as), item]]))))
        const given = most?.(scope)
        if (isNothing(given)) return kept
        const count = wholeArgument('$filter', given, [327391, 327391])
        if (count <= 0) throw location(327392, '$filter: limit must be greater than 0')
        return kept.slice(0, count)
      })
  },
  $reduce: (operand) => {
    const { input, initialValue, in: body } = named('$reduce', operand, ['input', 'initialValue', 'in'])
    const [items, first, next] = [input, initialValue, body].map(compileExpression)
    return (scope) =>
      arrayOr('$reduce', items?.(scope), (found) =>
        found.reduce<Value>(
          (value, item) =>
            next?.(
              within(scope, [
                ['this', item],
                ['value', value],
              ]),
            ),
          first?.(scope),
        ),
      )
  },
  $getField: (operand) => {
    const { field, input = '$$CURRENT' } =
      isDocument(operand) && 'field' in operand
        ? named('$getField', operand, ['field'], ['input'])
        : { field: operand }
    const [name, from] = [compileExpression(field), compileExpression(input)]
    return (scope) => {
      const [key, value] = [name(scope), from(scope)]
      if (typeof key !== 'string')
        throw location(3041704, '$getField requires "field" to evaluate to type String')
      return isDocument(value) && Object.hasOwn(value, key)
        ? value[key]
        : isNothing(value)
          ? value
          : undefined
    }
  },
  $setField: (operand) => {
    const { field, input, value } = named('$setField', operand, ['field', 'input', 'value'])
    const [name, from, to] = [field, input, value].map(compileExpression)
    return (scope) => {
      const [key, target, made] = [name?.(scope), from?.(scope), to?.(scope)]
      if (isNothing(target)) return null
      if (!isDocument(target) || typeof key !== 'string')
        throw location(4161105, '$setField requires "input" to evaluate to type Object')
      const { [key]: _, ...rest } = target
      if (made !== undefined) setField(rest, key, made)
      return rest
    }
  },
  $unsetField: (operand) => {
    const { field, input } = named('$unsetField', operand, ['field', 'input'])
    return special.$setField?.({ field, input, value: '$$REMOVE' }) ?? (() => undefined)
  },
  $rand: () => () => Math.random(),
  $sortArray: (operand) => {
    const { input, sortBy: by } = named('$sortArray', operand, ['input', 'sortBy'])
    const items = compileExpression(input)
    return (scope) => arrays.$sortArray?.(items(scope), by)
  },
  $convert: (operand) => {
    const { input, to, onError, onNull } = named(
      '$convert',
      operand,
      ['input', 'to'],
      ['onError', 'onNull', 'format'],
    )
    const [from, type] = [compileExpression(input), compileExpression(to)]
    const [failed, nothing] = [onError, onNull].map((given) =>
      given === undefined ? null : compileExpression(given),
    )
    return (scope) => {
      const value = from(scope)
      if (isNothing(value)) return nothing ? nothing(scope) : null
      try {
        return conversions.$convert?.(value, type(scope))
      } catch (error) {
        if (failed && error instanceof ServerError) return failed(scope)
        throw error
      }
    }
  },
}

const plain: Readonly<Record<string, Plain>> = { ...arithmetic, ...arrays, ...strings, ...conversions }

const refused = new Set(['$function', '$accumulator', '$median', '$percentile', '$toHashedIndexKey'])

function operatorOf(name: string, operand: Value): Expression {
  if (refused.has(name)) throw notSupported(`${name} is not supported`)
  if (name === '$meta') throw noTextScore()
  const own = Object.hasOwn(special, name) ? special[name] : undefined
  if (own) return own(operand)
  const simple = Object.hasOwn(plain, name) ? plain[name] : undefined
  if (simple) {
    const args = argumentsOf(name, operand).map(compileExpression)
    return (scope) => simple(...args.map((arg) => arg(scope)))
  }
  const dated = Object.hasOwn(dates, name) ? dates[name] : undefined
  if (!dated) throw new ServerError(168, 'InvalidPipelineOperator', `Unrecognized expression '${name}'`)
  if (isDocument(operand) && !Object.keys(operand)[0]?.startsWith('$')) {
    const fields = Object.entries(operand).map(([key, value]) => [key, compileExpression(value)] as const)
    return (scope) => dated(Object.fromEntries(fields.map(([key, value]) => [key, value(scope)])))
  }
  if (!Array.isArray(operand)) {
    const arg = compileExpression(operand)
    return (scope) => dated(arg(scope))
  }
  const args = operand.map(compileExpression)
  return (scope) => dated(args.map((arg) => arg(scope)))
}

/**
 * Compiles an expression. @throws ServerError 168 for an operator that does not exist, 16020 and others for wrong
 * arguments
 */
export function compileExpression(expression: Value): Expression {
  if (typeof expression === 'string') return expression.startsWith('$') ? path(expression) : () => expression
  if (Array.isArray(expression)) {
    const items = expression.map(compileExpression)
    return (scope) => items.map((item) => item(scope) ?? null)
  }
  if (!isDocument(expression)) return () => expression
  const names = Object.keys(expression)
  const operator = names.find((name) => name.startsWith('$'))
  if (operator !== undefined) {
    if (names.length > 1)
      throw location(
        15983,
        `An object representing an expression must have exactly one field: ${names.join(', ')}`,
      )
    return operatorOf(operator, expression[operator])
  }
  const fields = fieldsOf(expression).map(([name, value]) => {
    if (name.includes('.'))
      throw location(
        16405,
        `FieldPath field names may not contain '.'. Consider using $getField or $setField.`,
      )
    return [name, compileExpression(value)] as const
  })
  return (scope) => {
    const made: Document = {}
    for (const [name, value] of fields) {
      const found = value(scope)
      if (found !== undefined) setField(made, name, found)
    }
    return made
  }
}

/** Variables every expression may name; `let` are those of the command. */
export function variablesOf(given: Value, now: number): ReadonlyMap<string, Value> {
  const system: [string, Value][] = [['NOW', new Date(now)]]
  if (given === undefined || given === null) return new Map(system)
  if (!isDocument(given)) throw typeMismatch("BSON field 'let' is the wrong type, expected type 'object'")
  const scope: Scope = { root: {}, variables: new Map(system) }
  return new Map([
    ...system,
    ...Object.entries(given).map(([name, value]): [string, Value] => [name, compileExpression(value)(scope)]),
  ])
}
