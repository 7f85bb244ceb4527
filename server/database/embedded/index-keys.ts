import { createHash } from 'node:crypto'
import type { Document, Value } from './bson.ts'
import { truth } from './numbers.ts'
import { EMPTY_ARRAY, indexTuples, MISSING } from './paths.ts'
import { encodeKey, RANK } from './values.ts'

export type Direction = 1 | -1

/** What `createIndexes` was told; `key` in the order that counts. */
export interface IndexSpec {
  readonly name: string
  readonly key: Readonly<Record<string, Direction>>
  readonly unique?: boolean
  readonly sparse?: boolean
  readonly partialFilterExpression?: Document
  readonly expireAfterSeconds?: number
  /** Everything else a client gave and reads back: `background`, `collation` and the like. */
  readonly other?: Document
}

/** LMDB takes keys up to 1,978 bytes; a longer one is cut and told apart by a hash. */
export const MAX_KEY_BYTES = 1900

export const invert = (bytes: Buffer): Buffer => {
  const inverted = Buffer.allocUnsafe(bytes.length)
  for (let i = 0; i < bytes.length; i += 1) inverted[i] = ~(bytes[i] ?? 0) & 0xff
  return inverted
}

const emptyArrayKey = Buffer.from([RANK.emptyArray])

/** One part of an index key, in the part's direction. */
export function keyPart(value: Value | typeof MISSING | typeof EMPTY_ARRAY, direction: Direction): Buffer {
  const bytes = value === EMPTY_ARRAY ? emptyArrayKey : encodeKey(value === MISSING ? null : value)
  return direction === 1 ? bytes : invert(bytes)
}

export function fitKey(bytes: Buffer): { key: Buffer; cut: boolean } {
  if (bytes.length <= MAX_KEY_BYTES) return { key: bytes, cut: false }
  const hash = createHash('sha256').update(bytes).digest()
  return { key: Buffer.concat([bytes.subarray(0, MAX_KEY_BYTES - hash.length), hash]), cut: true }
}

const tupleKey = (
  tuple: readonly (Value | typeof MISSING | typeof EMPTY_ARRAY)[],
  directions: readonly Direction[],
) => fitKey(Buffer.concat(tuple.map((value, i) => keyPart(value, directions[i] ?? 1))))

export interface IndexEntries {
  readonly keys: Buffer[]
  /** Which paths went through an array. */
  readonly arrays: readonly boolean[]
  /** A key was too long to be kept whole: its order cannot be trusted. */
  readonly cut: boolean
}

const none: IndexEntries = { keys: [], arrays: [], cut: false }

/** The values that gave a document one of its keys in an index. */
export function valuesOf(spec: IndexSpec, document: Document, key: Buffer): Document {
  const directions = Object.values(spec.key)
  const paths = Object.keys(spec.key)
  const { tuples } = indexTuples(
    document,
    paths.map((path) => path.split('.')),
  )
  const tuple = tuples.find((one) => tupleKey(one, directions).key.equals(key)) ?? []
  return Object.fromEntries(
    paths.map((path, i) => [path, typeof tuple[i] === 'symbol' ? null : (tuple[i] ?? null)]),
  )
}

/** Makes what gives the entries of a document in an index. `covers`: the partial filter, compiled. */
export function keyMaker(
  spec: IndexSpec,
  covers: ((document: Document) => boolean) | null,
): (document: Document) => IndexEntries {
  const directions = Object.values(spec.key)
  const paths = Object.keys(spec.key).map((path) => path.split('.'))
  const { sparse } = spec
  return (document) => {
    if (covers && !covers(document)) return none
    const { tuples, arrays } = indexTuples(document, paths)
    const kept = truth(sparse) ? tuples.filter((tuple) => tuple.some((value) => value !== MISSING)) : tuples
    let cut = false
    const keys = kept.map((tuple) => {
      const fitted = tupleKey(tuple, directions)
      cut ||= fitted.cut
      return fitted.key
    })
    if (keys.length < 2) return { keys, arrays, cut }
    const distinct = new Map(keys.map((key) => [key.toString('latin1'), key]))
    return { keys: [...distinct.values()], arrays, cut }
  }
}
