import type { Document } from './bson.ts'
import { prepare, searchAll } from './query.ts'
import type { Store } from './store.ts'

/** So many at once: others get their turn between two commits. */
const BATCH = 500

const refuse = () => {
  throw new Error('a TTL index has no expressions')
}

/**
 * What runs out at `now`, as jobs for the store: each removes some and tells whether there may be more. An array
 * counts by its earliest date; what is no date never runs out.
 */
export function expiryJobs(store: Store, now: number): (() => boolean)[] {
  return store.all().flatMap(({ namespace, indexes }) =>
    indexes.flatMap(({ spec: { key, expireAfterSeconds, partialFilterExpression } }) => {
      const [path] = Object.keys(key)
      if (expireAfterSeconds === undefined || path === undefined) return []
      const expired: Document = { [path]: { $lt: new Date(now - expireAfterSeconds * 1000) } }
      const query = partialFilterExpression ? { $and: [expired, partialFilterExpression] } : expired
      return [
        () => {
          const collection = store.get(namespace)
          if (!collection) return false
          const found = searchAll(
            collection,
            store.snapshot(),
            prepare(collection, { query }, refuse),
            undefined,
            BATCH,
          )
          for (const { record, document } of found) collection.remove(record, document)
          return found.length === BATCH
        },
      ]
    }),
  )
}
