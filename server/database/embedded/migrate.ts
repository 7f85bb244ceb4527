import { existsSync, renameSync, rmSync } from 'node:fs'
import { open } from 'lmdb'
import type { Document } from './bson.ts'
import { decode } from './bson-decode.ts'
import { assertReadable } from './format.ts'
import type { Direction, IndexSpec } from './index-keys.ts'
import { isNumber, toDouble, truth } from './numbers.ts'
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

/** Removes a store that was being written, with its lock file. */
export function removeStore(path: string): void {
  for (const file of [path, `${path}-lock`]) rmSync(file, { force: true })
}

/**
 * Brings the data of format 1 (one table, indexes held in memory) to the present format: writes a new file beside
 * the old one and exchanges them when it is complete, so that an interruption leaves the old one as it was.
 * `thorough`: look at every page first.
 * @throws FormatError for a damaged file
 */
export async function migrate(path: string, thorough = false): Promise<void> {
  const target = `${path}.new`
  removeStore(target)
  if (!existsSync(path)) return
  assertReadable(path, thorough)
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
  if (!existsSync(target)) return
  renameSync(target, path)
  for (const lock of [`${target}-lock`, `${path}-lock`]) rmSync(lock, { force: true })
}
