import { inspect as show } from 'node:util'
import { type Document, Raw } from '../../../server/database/embedded/bson.ts'
import { Binary, Decimal128, Long } from '../../../server/database/embedded/bson-classes.ts'
import { decode } from '../../../server/database/embedded/bson-decode.ts'
import { encode } from '../../../server/database/embedded/bson-encode.ts'
import type { Collection } from '../../../server/database/embedded/collection.ts'
import { aggregated } from '../../../server/database/embedded/commands-read.ts'
import { Cursors } from '../../../server/database/embedded/cursors.ts'
import { ServerError } from '../../../server/database/embedded/errors.ts'
import type { IndexSpec } from '../../../server/database/embedded/index-keys.ts'
import { countMatching, PAUSE, prepare, searchAll } from '../../../server/database/embedded/query.ts'
import type { Store } from '../../../server/database/embedded/store.ts'
import { timestamps } from '../../../server/database/embedded/timestamps.ts'
import { compileUpdate } from '../../../server/database/embedded/update.ts'
import {
  clashes,
  compare,
  fits,
  type Plain,
  type PlainDocument,
  type PlainStage,
  piped,
  sorted,
  updated,
} from './reference.ts'

const DOCUMENTS = 14
const QUERIES = 24
const UPDATES = 6
const PIPELINES = 6
/** Cases a world of documents and indexes gives. */
export const CASES_PER_WORLD = QUERIES + UPDATES + PIPELINES

const inspect = (what: unknown): string => show(what, { depth: null, breakLength: Number.POSITIVE_INFINITY })

type Random = () => number

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const FIELDS = ['a', 'b', 'c'] as const
const PATHS = ['a', 'b', 'c', 'a.b', 'a.c', 'b.a', 'a.0', 'a.b.c'] as const
const SCALARS: readonly Plain[] = [
  null,
  true,
  false,
  0,
  1,
  2,
  2.5,
  -1,
  '',
  'x',
  'xy',
  'y',
  '\u{1F600}',
  '\uFFFD',
  new Date(0),
  new Date(5),
  -0,
  Number.NaN,
  Long.fromNumber(1),
  Long.fromString('9007199254740993'),
  Decimal128.fromString('2.5'),
  Decimal128.fromString('1'),
  new Binary(Buffer.from([1])),
  new Binary(Buffer.from([1, 2])),
  new Binary(Buffer.from([2])),
]

const COMMON: readonly Plain[] = [1, 2, 'x', null]

const pick = <T>(random: Random, items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** Mostly few values, so that documents and queries meet. */
const scalar = (random: Random): Plain =>
  random() < 0.7 ? pick(random, COMMON) : (SCALARS[Math.floor(random() * SCALARS.length)] ?? null)

function value(random: Random, depth: number): Plain {
  const kind = random()
  if (depth <= 0 || kind < 0.6) return scalar(random)
  const length = Math.floor(random() * 3)
  if (kind < 0.8) return Array.from({ length }, () => value(random, depth - 1))
  return part(random, depth - 1)
}

const part = (random: Random, depth: number): PlainDocument => {
  const made: PlainDocument = {}
  for (const field of FIELDS) if (random() < 0.6) made[field] = value(random, depth)
  // Where several conditions go through one array is where plans go wrong.
  if (depth > 1 && random() < 0.4) made.a = [part(random, 0), part(random, 0), part(random, 0)]
  return made
}

function condition(random: Random): Plain {
  const operand = value(random, 1)
  const kind = Math.floor(random() * 14)
  switch (kind) {
    case 0:
      return { $gt: operand }
    case 1:
      return { $gte: operand }
    case 2:
      return { $lt: operand }
    case 3:
      return { $lte: operand }
    case 4:
      return { $in: Array.from({ length: 1 + Math.floor(random() * 3) }, () => value(random, 1)) }
    case 5:
      return { $nin: [operand] }
    case 6:
      return { $ne: operand }
    case 7:
      return { $exists: random() < 0.5 }
    case 8:
      return { $size: Math.floor(random() * 3) }
    case 9:
      return { $all: [operand, scalar(random)] }
    case 10:
      return { $not: { $gt: scalar(random) } }
    case 11:
      return { $elemMatch: { $gte: scalar(random), $lte: scalar(random) } }
    case 12:
      return { $elemMatch: { [pick(random, FIELDS)]: scalar(random) } }
    default:
      return { $gte: scalar(random), $lt: scalar(random) }
  }
}

function query(random: Random, depth: number): PlainDocument {
  if (random() < 0.25) return { 'a.b': scalar(random), 'a.c': scalar(random) }
  const made: PlainDocument = {}
  const count = Math.floor(random() * 3)
  for (let i = 0; i <= count; i += 1)
    made[pick(random, PATHS)] = random() < 0.4 ? value(random, 1) : condition(random)
  if (depth > 0 && random() < 0.3)
    made[pick(random, ['$and', '$or', '$nor'])] = [query(random, depth - 1), query(random, depth - 1)]
  // A document that happens to begin with an operator's name is not meant here.
  return made
}

/** What keeps documents out of an index. */
function limits(random: Random, kind: number): Pick<IndexSpec, 'sparse' | 'partialFilterExpression'> {
  if (kind < 0.15) return { sparse: true }
  if (kind >= 0.3) return {}
  const filter = pick(random, [{ $gt: 0 }, { $exists: true }, { $eq: 'x' }])
  return { partialFilterExpression: { [pick(random, FIELDS)]: filter } }
}

/** Whether a unique index keeps two documents apart. */
function forbids(spec: IndexSpec, a: PlainDocument, b: PlainDocument): boolean {
  const [field = ''] = Object.keys(spec.key)
  const { unique = false, sparse = false, partialFilterExpression: partial } = spec
  const isIn = (document: PlainDocument): boolean =>
    (!sparse || field in document) && (!partial || fits(document, partial as PlainDocument))
  return unique && isIn(a) && isIn(b) && clashes(a, b, field)
}

function index(random: Random, name: string): IndexSpec {
  const count = 1 + Math.floor(random() * 2)
  const key: Record<string, 1 | -1> = {}
  for (let i = 0; i < count; i += 1) key[pick(random, PATHS)] = random() < 0.5 ? 1 : -1
  const kind = random()
  if (random() < 0.25) return { name, key: { 'a.b': 1, 'a.c': -1 } }
  if (random() < 0.2)
    return { name, key: { [pick(random, FIELDS)]: 1 }, unique: true, ...limits(random, kind) }
  return { name, key, ...limits(random, kind) }
}

const refuse = () => {
  throw new Error('no expressions here')
}

function finished<T>(work: Generator<unknown, T, undefined>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

const ids = (documents: readonly Document[]): string => documents.map(({ _id }) => _id).join(' ')

function found(
  store: Store,
  collection: Collection,
  wanted: Document,
  sort: Document | undefined,
): { ids: string; count: number } {
  const snapshot = store.snapshot()
  const prepared = prepare(collection, { query: wanted, sort }, refuse)
  const rows = searchAll(collection, snapshot, prepared, sort).map(({ document }) => document)
  const inOrder = sort ? rows : [...rows].sort((a, b) => Number(a._id) - Number(b._id))
  return {
    ids: ids(inOrder),
    count: finished(
      countMatching(collection, snapshot, wanted, prepare(collection, { query: wanted }, refuse)),
    ),
  }
}

/** The code with which the database refuses; null where it does not. */
function refusal(act: () => void): number | null {
  try {
    act()
    return null
  } catch (error) {
    if (error instanceof ServerError) return error.code
    throw error
  }
}

/** A pipeline whose order counts only as long as it is the order of `_id`. */
function pipeline(random: Random): PlainStage[] {
  const [field, other] = [pick(random, FIELDS), pick(random, FIELDS)]
  const stages: PlainStage[] = []
  if (random() < 0.6) stages.push({ kind: 'match', query: query(random, 0) })
  const by: [string, number][] =
    random() < 0.5
      ? [['_id', 1]]
      : [
          [pick(random, PATHS), random() < 0.5 ? 1 : -1],
          ['_id', 1],
        ]
  stages.push({ kind: 'sort', by })
  if (random() < 0.3) stages.push({ kind: 'skip', n: 1 + Math.floor(random() * 3) })
  if (random() < 0.4) stages.push({ kind: 'limit', n: 1 + Math.floor(random() * 8) })
  if (random() < 0.4) stages.push({ kind: 'unwind', field, keep: random() < 0.5 })
  const last = random()
  if (last < 0.4) stages.push({ kind: 'group', by: field, of: other })
  else if (last < 0.6) stages.push({ kind: 'project', fields: [field], as: 'seen', of: other })
  else if (last < 0.9) stages.push({ kind: 'lookup', local: field, foreign: other })
  return stages
}

function stageOf(stage: PlainStage, from: string): Document {
  switch (stage.kind) {
    case 'match':
      return { $match: stage.query }
    case 'sort':
      return { $sort: Object.fromEntries(stage.by) }
    case 'skip':
      return { $skip: stage.n }
    case 'limit':
      return { $limit: stage.n }
    case 'unwind':
      return { $unwind: { path: `$${stage.field}`, preserveNullAndEmptyArrays: stage.keep } }
    case 'project':
      return {
        $project: {
          ...Object.fromEntries(stage.fields.map((name) => [name, 1])),
          [stage.as]: `$${stage.of}`,
        },
      }
    case 'group': {
      const value = `$${stage.of}`
      return {
        $group: {
          _id: `$${stage.by}`,
          n: { $sum: 1 },
          sum: { $sum: value },
          least: { $min: value },
          most: { $max: value },
          first: { $first: value },
          all: { $push: value },
        },
      }
    }
    case 'lookup':
      return { $lookup: { from, localField: stage.local, foreignField: stage.foreign, as: 'found' } }
  }
}

function aggregate(store: Store, name: string, stages: readonly Document[]): PlainDocument[] {
  const clock = () => 0
  const server = { store, cursors: new Cursors(clock), clock, stamp: timestamps(clock), startedAt: 0 }
  const { source, release } = aggregated(server, { aggregate: name, $db: 'fuzz' }, stages)
  const all: PlainDocument[] = []
  for (const one of source)
    if (one !== PAUSE) all.push((one instanceof Raw ? decode(one.bytes) : one) as PlainDocument)
  release()
  return all
}

/** Documents as one text, without the order of their fields and their own. A sum is a number, of whatever kind. */
function texts(documents: readonly PlainDocument[]): string {
  const text = (value: Plain, name = ''): string => {
    if (name === 'sum') return String(Number(value?.toString()) + 0)
    if (name === 'found' && Array.isArray(value))
      return [...value]
        .sort(compare)
        .map((item) => text(item))
        .join(' ')
    if (Array.isArray(value)) return `[${value.map((item) => text(item)).join(' ')}]`
    if (value instanceof Binary) return `binary ${value.toString('hex')}`
    if (value instanceof Long || value instanceof Decimal128) return `${value._bsontype} ${value}`
    if (value instanceof Date) return value.toISOString()
    if (typeof value !== 'object' || value === null)
      return typeof value === 'string' ? JSON.stringify(value) : Object.is(value, -0) ? '-0' : String(value)
    if ('value' in value && '_bsontype' in value) return String(value)
    return `{${Object.keys(value)
      .sort()
      .map((field) => `${field}:${text(value[field] ?? null, field)}`)
      .join(' ')}}`
  }
  return documents
    .map((document) => text(document))
    .sort()
    .join('\n')
}

/** Runs one world: random documents in a collection without and one with indexes. Returns what does not agree. */
function world(store: Store, seed: number): string[] {
  const random = seeded(seed)
  const wrong: string[] = []
  const [plain, indexed] = [store.create(`fuzz.plain${seed}`), store.create(`fuzz.indexed${seed}`)]
  const before = random() < 0.5
  const specs = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, i) => index(random, `i${i}`))
  const told = (what: unknown, parts: Record<string, unknown>): void => {
    wrong.push(`seed ${seed}: ${inspect(what)} ${inspect(parts)} indexes ${inspect(specs)}`)
  }
  let documents: PlainDocument[] = []
  /** Indexes that could be built. */
  const standing: IndexSpec[] = []
  const build = (): void => {
    for (const spec of specs) {
      const twins = documents.some((a, i) => documents.slice(i + 1).some((b) => forbids(spec, a, b)))
      const code = refusal(() => indexed.addIndex(spec))
      if (code === null) standing.push(spec)
      if (code !== 171 && (code === 11000) !== twins) told('build', { spec, code, documents })
    }
  }
  /** Whether a unique index refuses a document beside the others. */
  const isTwin = (document: PlainDocument, others: readonly PlainDocument[]): boolean =>
    standing.some((spec) => others.some((other) => forbids(spec, document, other)))
  if (before) build()
  for (let i = 0; i < DOCUMENTS; i += 1) {
    const document: PlainDocument = { _id: i, ...part(random, 2) }
    const code = refusal(() => indexed.insert(document, null))
    if (code !== 171 && (code === 11000) !== isTwin(document, documents))
      told('insert', { document, code, documents })
    if (code !== null) continue
    plain.insert(document, null)
    documents.push(document)
  }
  if (!before) build()
  const ask = (): void => {
    const wanted = query(random, 1)
    const sort: [string, number][] =
      random() < 0.5
        ? []
        : [
            [pick(random, PATHS), random() < 0.5 ? 1 : -1],
            ['_id', 1],
          ]
    const expected = ids(
      sorted(
        documents.filter((document) => fits(document, wanted)),
        sort.length > 0 ? sort : [['_id', 1]],
      ),
    )
    const by = sort.length > 0 ? Object.fromEntries(sort) : undefined
    const [a, b] = [found(store, plain, wanted, by), found(store, indexed, wanted, by)]
    const count = expected === '' ? 0 : expected.split(' ').length
    if (a.ids !== expected || b.ids !== expected || a.count !== count || b.count !== count)
      told(wanted, { by, expected, plain: a, indexed: b })
  }
  const change = (): void => {
    const target = pick(random, documents)
    const operator = pick(random, [
      '$set',
      '$unset',
      '$inc',
      '$min',
      '$max',
      '$push',
      '$addToSet',
      '$pop',
      '$pullAll',
    ])
    const field = pick(random, FIELDS)
    // What kind of number comes of two kinds is not the reference's to say.
    if (operator === '$inc' && typeof target[field] === 'object') return
    const operand =
      operator === '$pop'
        ? pick(random, [1, -1])
        : operator === '$pullAll'
          ? [value(random, 1)]
          : operator === '$inc'
            ? pick(random, [1, 2.5])
            : value(random, 1)
    const expected = updated(target, operator, field, operand)
    for (const collection of [plain, indexed]) {
      const [row] = searchAll(
        collection,
        store.snapshot(),
        prepare(collection, { query: { _id: target._id } }, refuse),
        undefined,
      )
      if (!row) continue
      let outcome: Document | null = null
      try {
        const apply = compileUpdate({ [operator]: { [field]: operand } }, { now: 0, pipeline: refuse })
        outcome = apply(decode(row.bytes), { inserting: false, matched: () => undefined })
        collection.replace(row.record, row.document, outcome, encode(outcome))
      } catch (error) {
        if (!(error instanceof ServerError)) throw error
        const twin =
          expected !== null &&
          isTwin(
            expected,
            documents.filter((document) => document !== target),
          )
        if (collection === indexed && error.code !== 171 && (error.code === 11000) !== twin)
          told({ [operator]: { [field]: operand } }, { target, expected, code: error.code })
        // An index over two arrays, or a twin: neither collection keeps the change.
        if (error.code === 171 || error.code === 11000) {
          const [other] = searchAll(
            plain,
            store.snapshot(),
            prepare(plain, { query: { _id: target._id } }, refuse),
            undefined,
          )
          if (other) plain.replace(other.record, other.document, target, encode(target))
          return
        }
      }
      const same =
        outcome === null || expected === null
          ? outcome === expected
          : encode(outcome).equals(encode(expected))
      if (!same) told({ [operator]: { [field]: operand } }, { target, expected, outcome })
    }
    if (expected) documents = documents.map((document) => (document === target ? expected : document))
  }
  const pipe = (): void => {
    const stages = pipeline(random)
    const others = [...documents].sort((a, b) => Number(a._id) - Number(b._id))
    const expected = texts(
      stages.reduce<PlainDocument[]>((before, stage) => piped(before, stage, others), [...documents]),
    )
    const wanted = stages.map((stage) => stageOf(stage, `indexed${seed}`))
    for (const name of [`plain${seed}`, `indexed${seed}`]) {
      const outcome = texts(aggregate(store, name, wanted))
      if (outcome !== expected) told(wanted, { name, expected, outcome, documents })
    }
  }
  for (let i = 0; i < CASES_PER_WORLD; i += 1) {
    if (i % 6 === 5) pipe()
    else if (i % 5 === 4 && documents.length > 0) change()
    else ask()
  }
  for (const collection of [plain, indexed]) {
    wrong.push(...[...collection.check(store.snapshot())].map((what) => `seed ${seed}: ${what}`))
    store.drop(collection)
  }
  return wrong
}

/** Runs about so many cases from a seed on. Returns what did not agree, in words that name the seed. */
export function fuzz(store: Store, seed: number, cases: number): string[] {
  const wrong: string[] = []
  for (let i = 0; i < Math.ceil(cases / CASES_PER_WORLD) && wrong.length < 5; i += 1) {
    const [outcome] = store.commit([() => world(store, seed + i)])
    if (outcome && 'error' in outcome) throw outcome.error
    wrong.push(...(outcome?.value ?? []))
  }
  return wrong
}
