import type { Store } from './store.ts'
import { reach } from './values.ts'

/** Removes what TTL indexes say has run out at `now`; an array counts by its earliest date. */
export function expire(store: Store, now: number): void {
  for (const name of store.names()) {
    const collection = store.get(name)
    for (const spec of collection?.specs() ?? []) {
      const { expireAfterSeconds } = spec
      const [path] = Object.keys(spec.key)
      if (!collection || expireAfterSeconds === undefined || path === undefined) continue
      const before = new Date(now - expireAfterSeconds * 1000)
      for (const { record, document } of collection.find({ [path]: { $lt: before } }).records) {
        const dates = reach(document, path.split('.')).flatMap((value) =>
          Array.isArray(value) ? value : [value],
        )
        if (dates.some((date) => date instanceof Date && date < before)) collection.remove(record, document)
      }
    }
  }
}
