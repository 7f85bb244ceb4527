import type { Document } from './bson.ts'
import { Timestamp } from './bson-classes.ts'

/** Gives timestamps from a clock in milliseconds: each is later than the one before. */
export function timestamps(clock: () => number): () => Timestamp {
  let t = 0
  let i = 0
  return () => {
    const now = Math.floor(clock() / 1000)
    i = now > t ? 1 : i + 1
    t = Math.max(t, now)
    return new Timestamp({ t, i })
  }
}

const isEmpty = (name: string, value: unknown): boolean =>
  value instanceof Timestamp && value.isZero() && name !== '_id'

/**
 * A document that is stored whole, with the time in place of each empty timestamp at its top level; the same one
 * where there is none.
 */
export function stamped(document: Document, stamp: () => Timestamp): Document {
  const empty = Object.keys(document).filter((name) => isEmpty(name, document[name]))
  return empty.length === 0
    ? document
    : { ...document, ...Object.fromEntries(empty.map((name) => [name, stamp()])) }
}
