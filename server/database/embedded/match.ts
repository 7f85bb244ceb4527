import { BSONRegExp } from 'mongodb'
import { badValue, typeMismatch } from './errors.ts'
import {
  compareValues,
  type Document,
  equalValues,
  isDocument,
  isNumber,
  numeric,
  reach,
  typeRank,
  type Value,
  valuesAt,
} from './values.ts'

const TYPE_NAMES: Readonly<Record<string, (value: Value) => boolean>> = {
  double: (v) => typeof v === 'object' && v !== null && '_bsontype' in v && v._bsontype === 'Double',
  string: (v) => typeof v === 'string',
  object: isDocument,
  array: (v) => Array.isArray(v),
  binData: (v) => typeRank(v) === 6,
  objectId: (v) => typeRank(v) === 7,
  bool: (v) => typeof v === 'boolean',
  date: (v) => v instanceof Date,
  null: (v) => v === null,
  regex: (v) => typeRank(v) === 11,
  int: (v) => typeof v === 'object' && v !== null && '_bsontype' in v && v._bsontype === 'Int32',
  long: (v) => typeof v === 'object' && v !== null && '_bsontype' in v && v._bsontype === 'Long',
  decimal: (v) => typeof v === 'object' && v !== null && '_bsontype' in v && v._bsontype === 'Decimal128',
  timestamp: (v) => typeRank(v) === 10,
  number: isNumber,
}
const TYPE_CODES: Readonly<Record<number, string>> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
}

const isOperators = (value: Value): value is Document =>
  isDocument(value) && Object.keys(value).some((key) => key.startsWith('$'))

const list = (name: string, value: Value): readonly Value[] => {
  if (!Array.isArray(value)) throw badValue(`${name} needs an array`)
  return value
}

function regexOf(value: Value, options: Value): RegExp {
  const [source, flags] =
    value instanceof RegExp
      ? [value.source, value.flags]
      : value instanceof BSONRegExp
        ? [value.pattern, value.options]
        : typeof value === 'string'
          ? [value, '']
          : ['', null]
  if (flags === null) throw badValue('$regex has to be a string')
  return new RegExp(
    source,
    [...new Set([...flags, ...(typeof options === 'string' ? options : '')])]
      .filter((f) => 'ims'.includes(f))
      .join(''),
  )
}

/** Equality with a query value: null also matches what is missing, a regular expression matches texts. */
function equals(document: Value, path: string, wanted: Value): boolean {
  const values = valuesAt(document, path)
  if (wanted === null || wanted === undefined)
    return reach(document, path.split('.')).length === 0 || values.some((v) => v === null || v === undefined)
  if (wanted instanceof RegExp || wanted instanceof BSONRegExp) {
    const pattern = regexOf(wanted, '')
    return values.some((v) => (typeof v === 'string' && pattern.test(v)) || equalValues(v, wanted))
  }
  return values.some((v) => equalValues(v, wanted))
}

const ordered = (document: Value, path: string, wanted: Value, holds: (order: number) => boolean): boolean =>
  valuesAt(document, path).some((v) => typeRank(v) === typeRank(wanted) && holds(compareValues(v, wanted)))

type Operator = (document: Value, path: string, operand: Value, siblings: Document) => boolean

const operators: Readonly<Record<string, Operator>> = {
  $eq: (d, p, v) => equals(d, p, v),
  $ne: (d, p, v) => !equals(d, p, v),
  $gt: (d, p, v) => ordered(d, p, v, (o) => o > 0),
  $gte: (d, p, v) => ordered(d, p, v, (o) => o >= 0) || (v === null && equals(d, p, null)),
  $lt: (d, p, v) => ordered(d, p, v, (o) => o < 0),
  $lte: (d, p, v) => ordered(d, p, v, (o) => o <= 0) || (v === null && equals(d, p, null)),
  $in: (d, p, v) => list('$in', v).some((item) => equals(d, p, item)),
  $nin: (d, p, v) => !list('$nin', v).some((item) => equals(d, p, item)),
  $exists: (d, p, v) =>
    reach(d, p.split('.')).length > 0 === (isNumber(v) ? Number(numeric(v)) !== 0 : Boolean(v)),
  $type: (d, p, v) => {
    const names = (Array.isArray(v) ? v : [v]).map((t) =>
      isNumber(t) ? (TYPE_CODES[Number(numeric(t))] ?? '') : String(t),
    )
    return names.some((name) => {
      const check = TYPE_NAMES[name]
      if (!check) throw badValue(`Unknown type name alias: ${name}`)
      return valuesAt(d, p).some(check)
    })
  },
  $regex: (d, p, v, siblings) => {
    const pattern = regexOf(v, siblings.$options)
    return valuesAt(d, p).some((value) => typeof value === 'string' && pattern.test(value))
  },
  $options: () => true,
  $not: (d, p, v) => !(isOperators(v) ? matchesField(d, p, v) : equals(d, p, v)),
  $size: (d, p, v) => {
    if (!isNumber(v)) throw typeMismatch('$size must be a whole number')
    return reach(d, p.split('.')).some((value) => Array.isArray(value) && value.length === Number(numeric(v)))
  },
  $all: (d, p, v) => {
    const wanted = list('$all', v)
    return (
      wanted.length > 0 &&
      wanted.every((item) => (isOperators(item) ? matchesField(d, p, item) : equals(d, p, item)))
    )
  },
  $elemMatch: (d, p, v) => {
    if (!isDocument(v)) throw badValue('$elemMatch needs an Object')
    return reach(d, p.split('.')).some(
      (value) =>
        Array.isArray(value) &&
        value.some((item) =>
          isOperators(v) && !isLogical(v)
            ? matchesField({ item }, 'item', v)
            : isDocument(item) && matches(item, v),
        ),
    )
  },
  $mod: (d, p, v) => {
    const [divisor, rest] = list('$mod', v)
    if (!isNumber(divisor) || !isNumber(rest) || Number(numeric(divisor)) === 0)
      throw badValue('malformed mod')
    return valuesAt(d, p).some(
      (value) =>
        isNumber(value) &&
        Math.trunc(Number(numeric(value))) % Number(numeric(divisor)) === Number(numeric(rest)),
    )
  },
}

const isLogical = (query: Document): boolean =>
  Object.keys(query).some((key) => ['$and', '$or', '$nor'].includes(key))

function matchesField(document: Value, path: string, conditions: Document): boolean {
  return Object.entries(conditions).every(([name, operand]) => {
    const operator = operators[name]
    if (!operator) throw badValue(`unknown operator: ${name}`)
    return operator(document, path, operand, conditions)
  })
}

const clauses = (name: string, value: Value): Document[] => {
  const items = list(name, value)
  if (items.length === 0) throw badValue(`${name} must be a nonempty array`)
  return items.map((item) => {
    if (!isDocument(item)) throw badValue(`${name} entries need to be full objects`)
    return item
  })
}

/** Whether a document matches a query. Unknown operators are refused with code 2, never ignored. */
export function matches(document: Document, query: Document): boolean {
  return Object.entries(query).every(([name, condition]) => {
    switch (name) {
      case '$and':
        return clauses(name, condition).every((clause) => matches(document, clause))
      case '$or':
        return clauses(name, condition).some((clause) => matches(document, clause))
      case '$nor':
        return !clauses(name, condition).some((clause) => matches(document, clause))
      case '$comment':
        return true
      default:
        if (name.startsWith('$')) throw badValue(`unknown top level operator: ${name}`)
        return isOperators(condition)
          ? matchesField(document, name, condition)
          : equals(document, name, condition)
    }
  })
}

/** Values a query pins by equality (also inside `$and`), by path: what an index can look up and an upsert starts from. */
export function pinned(query: Document): Map<string, Value> {
  const found = new Map<string, Value>()
  for (const [name, condition] of Object.entries(query)) {
    if (name === '$and')
      for (const clause of clauses(name, condition))
        for (const [path, value] of pinned(clause)) found.set(path, value)
    else if (name.startsWith('$')) continue
    else if (!isOperators(condition)) {
      if (!(condition instanceof RegExp || condition instanceof BSONRegExp)) found.set(name, condition)
    } else if (Object.hasOwn(condition, '$eq')) found.set(name, condition.$eq)
  }
  return found
}
