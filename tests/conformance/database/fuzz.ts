import type { Document } from '../../../server/database/embedded/bson.ts'
import { decode } from '../../../server/database/embedded/bson-decode.ts'
import { encode } from '../../../server/database/embedded/bson-encode.ts'
import type { Collection } from '../../../server/database/embedded/collection.ts'
import { ServerError } from '../../../server/database/embedded/errors.ts'
import type { IndexSpec } from '../../../server/database/embedded/index-keys.ts'
import { countMatching, prepare, searchAll } from '../../../server/database/embedded/query.ts'
import type { Store } from '../../../server/database/embedded/store.ts'
import { compileUpdate } from '../../../server/database/embedded/update.ts'
import { fits, type Plain, type PlainDocument, sorted, updated } from './reference.ts'

const DOCUMENTS = 14
const QUERIES = 24
const UPDATES = 6
/** Cases a world of documents and indexes gives. */
export const CASES_PER_WORLD = QUERIES + UPDATES

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

function index(random: Random, name: string): IndexSpec {
  const count = 1 + Math.floor(random() * 2)
  const key: Record<string, 1 | -1> = {}
  for (let i = 0; i < count; i += 1) key[pick(random, PATHS)] = random() < 0.5 ? 1 : -1
  const kind = random()
  if (random() < 0.25) return { name, key: { 'a.b': 1, 'a.c': -1 } }
  if (kind < 0.15) return { name, key, sparse: true }
  if (kind < 0.3)
    return {
      name,
      key,
      partialFilterExpression: {
        [pick(random, FIELDS)]: pick(random, [{ $gt: 0 }, { $exists: true }, { $eq: 'x' }]),
      },
    }
  return { name, key }
}

const refuse = () => {
  throw new Error('no expressions here')
}

const ids = (documents: readonly Document[]): string => documents.map(({ _id }) => _id).join(' ')

function finished<T>(work: Generator<unknown, T, undefined>): T {
  for (;;) {
    const { value, done } = work.next()
    if (done) return value as T
  }
}

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

/** Runs one world: random documents in a collection without and one with indexes. Returns what does not agree. */
function world(store: Store, seed: number): string[] {
  const random = seeded(seed)
  const wrong: string[] = []
  const [plain, indexed] = [store.create(`fuzz.plain${seed}`), store.create(`fuzz.indexed${seed}`)]
  const before = random() < 0.5
  const specs = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, i) => index(random, `i${i}`))
  const build = (): void => {
    for (const spec of specs)
      try {
        indexed.addIndex(spec)
      } catch (error) {
        if (!(error instanceof ServerError && error.code === 171)) throw error
      }
  }
  if (before) build()
  let documents: PlainDocument[] = []
  for (let i = 0; i < DOCUMENTS; i += 1) {
    const document: PlainDocument = { _id: i, ...part(random, 2) }
    try {
      indexed.insert(document, null)
    } catch (error) {
      if (error instanceof ServerError && error.code === 171) continue
      throw error
    }
    plain.insert(document, null)
    documents.push(document)
  }
  if (!before) build()
  const told = (what: unknown, parts: Record<string, unknown>): void => {
    wrong.push(
      `seed ${seed}: ${JSON.stringify(what)} ${JSON.stringify(parts)} indexes ${JSON.stringify(specs)}`,
    )
  }
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
        // An index over two arrays: neither collection keeps the change.
        if (error.code === 171) {
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
  for (let i = 0; i < CASES_PER_WORLD; i += 1) {
    if (i % 5 === 4 && documents.length > 0) change()
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
