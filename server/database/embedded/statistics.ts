import { hostname } from 'node:os'
import { type Document, isDocument, type Value } from './bson.ts'
import { Long } from './bson-classes.ts'
import type { Collection } from './collection.ts'
import { numberField, type Server } from './command.ts'
import { failedToParse, location, noNamespace, notSupported } from './errors.ts'
import { int } from './numbers.ts'
import { PAUSE, PAUSE_EVERY } from './query.ts'
import type { Stream } from './stage.ts'
import type { Snapshot } from './store.ts'

/** Bytes of the documents of a collection, and of the entries of each index. */
export interface Sizes {
  readonly documents: number
  readonly indexes: Readonly<Record<string, number>>
}

type Measuring = Generator<typeof PAUSE, Sizes, undefined>

function* total(sizes: Iterable<number>): Generator<typeof PAUSE, number, undefined> {
  let sum = 0
  let counted = 0
  for (const size of sizes) {
    sum += size
    counted += 1
    if (counted % PAUSE_EVERY === 0) yield PAUSE
  }
  return sum
}

/** Nothing keeps these sums: everything is read. */
export function* measured(collection: Collection, snapshot: Snapshot): Measuring {
  const documents = yield* total(collection.documentSizes(snapshot))
  const indexes: Record<string, number> = {}
  for (const index of collection.indexes)
    indexes[index.spec.name] = yield* total(collection.entrySizes(snapshot, index))
  return { documents, indexes }
}

/** What a number of bytes is told in: whole units of `scale` bytes. @throws ServerError 51024 below 1 */
export const scaleOf = (given: Document): number => numberField(given, 'scale', 1) ?? 1

/** Sizes as `collStats` tells them. */
export function sizeReport(count: number, { documents, indexes }: Sizes, scale: number): Document {
  const told = (bytes: number) => Long.fromNumber(Math.floor(bytes / scale))
  const inIndexes = Object.values(indexes).reduce((sum, size) => sum + size, 0)
  return {
    size: told(documents),
    count: int(count),
    ...(count > 0 ? { avgObjSize: int(Math.floor(documents / count)) } : {}),
    numOrphanDocs: int(0),
    storageSize: told(documents),
    freeStorageSize: int(0),
    capped: false,
    nindexes: int(Object.keys(indexes).length),
    indexBuilds: [],
    totalIndexSize: told(inIndexes),
    totalSize: told(documents + inIndexes),
    indexSizes: Object.fromEntries(Object.entries(indexes).map(([name, size]) => [name, told(size)])),
    scaleFactor: int(scale),
  }
}

/** The one document the stage `$collStats` begins a pipeline with. @throws ServerError 40415, 115, 26 */
export function* collectionStatistics(
  server: Server,
  snapshot: Snapshot,
  { namespace, spec }: { namespace: string; spec: Value },
): Stream {
  if (!isDocument(spec)) throw failedToParse('$collStats must take a nested object')
  for (const part of Object.keys(spec)) {
    if (part === 'latencyStats' || part === 'queryExecStats')
      throw notSupported(`${part} of $collStats is not supported`)
    if (part !== 'storageStats' && part !== 'count')
      throw location(40415, `BSON field '$collStats.${part}' is an unknown field.`)
  }
  const collection = server.store.get(namespace)
  if (!collection) throw noNamespace(namespace)
  const { storageStats, count } = spec
  const sizes = isDocument(storageStats) ? yield* measured(collection, snapshot) : null
  yield {
    ns: namespace,
    host: hostname(),
    localTime: new Date(server.clock()),
    ...(sizes && isDocument(storageStats)
      ? { storageStats: sizeReport(collection.count, sizes, scaleOf(storageStats)) }
      : {}),
    ...(count === undefined ? {} : { count: int(collection.count) }),
  }
}
