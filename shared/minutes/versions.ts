/**
 * Every version of an item is a document and a stream of its own: a closed stream stays closed. The first bears
 * the item's name, later ones `_n` after it; names of items have no `_`.
 */
export interface ItemVersionKey {
  readonly itemId: string
  /** From 1. */
  readonly version: number
}

export const itemKey = ({ itemId, version }: ItemVersionKey): string =>
  version === 1 ? itemId : `${itemId}_${version}`

/** Null for a name that is none. */
export function parseItemKey(key: string): ItemVersionKey | null {
  const [, itemId, later] = /^([A-Za-z0-9-]+)(?:_([1-9]\d{0,3}))?$/.exec(key) ?? []
  if (itemId === undefined || later === '1') return null
  return { itemId, version: later === undefined ? 1 : Number(later) }
}

/** Stream of the version before the one this stream holds, or null for a first version. */
export function previousStream(stream: string): string | null {
  const slash = stream.lastIndexOf('/') + 1
  const parsed = parseItemKey(stream.slice(slash))
  if (!parsed || parsed.version === 1) return null
  return stream.slice(0, slash) + itemKey({ ...parsed, version: parsed.version - 1 })
}
