import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { open } from 'lmdb'
import type { Document } from './bson.ts'
import { decode } from './bson-decode.ts'
import { assertReadable } from './format.ts'
import type { Direction, IndexSpec } from './index-keys.ts'
import { isNumber, toDouble, truth } from './numbers.ts'
import { asPlaceError, assertUsable, syncFile } from './place.ts'
import { Store } from './store.ts'

const direction = (value: unknown): Direction => (isNumber(value) && toDouble(value) < 0 ? -1 : 1)

function specOf(given: Document): IndexSpec {
  const { key, name, expireAfterSeconds, ...rest } = given
  return {
    ...rest,
    name: String(name),
    key: Object.fromEntries(Object.entries(key as Document).map(([path, way]) => [path, direction(way)])),
    ...(truth(rest.unique) ? { unique: true } : {}),
    ...(isNumber(expireAfterSeconds) ? { expireAfterSeconds: toDouble(expireAfterSeconds) } : {}),
  }
}

/** Puts a store that was written and closed in the place of another, or of none. */
function exchange(fresh: string, path: string): void {
  renameSync(fresh, path)
  for (const lock of [`${fresh}-lock`, `${path}-lock`]) rmSync(lock, { force: true })
  syncFile(dirname(path))
}

/**
 * Makes the store of a directory that has none, or brings the data of format 1 (one table, indexes held in memory)
 * to the present format. Either is written to a new file that takes its place when it is complete, so that an
 * interruption leaves what was. `thorough`: look at every page first.
 * @throws FormatError for a damaged file, PlaceError for one that cannot be used now
 */
export async function prepareStore(path: string, thorough = false): Promise<void> {
  const target = `${path}.new`
  if (!existsSync(path)) {
    try {
      await Store.open(target).close()
      exchange(target, path)
    } catch (error) {
      throw asPlaceError(error, path) ?? error
    }
    return
  }
  assertReadable(path, thorough)
  assertUsable(path)
  const old = open<Buffer, [number, number] | string>({ path, noSubdir: true, encoding: 'binary', maxDbs: 8 })
  try {
    if (old.get('format')?.toString() !== '1') return
    const { z } = await import('zod')
    const catalogue = z.object({ id: z.number(), name: z.string(), indexes: z.array(z.string()) })
    const store = Store.open(target)
    for (const { value } of old.getRange({ start: 'collection/', end: 'collection0' })) {
      const { id, name, indexes } = catalogue.parse(JSON.parse(value.toString('utf8')))
      const [failed] = store.commit([
        () => {
          const collection = store.create(name)
          for (const record of old.getRange({ start: [id, 0], end: [id + 1, 0] }))
            collection.insert(decode(record.value), Buffer.from(record.value))
          for (const spec of indexes) collection.addIndex(specOf(decode(Buffer.from(spec, 'base64'))))
        },
      ])
      if (failed && 'error' in failed) throw failed.error
    }
    await store.close()
  } finally {
    await old.close()
  }
  if (existsSync(target)) exchange(target, path)
}
