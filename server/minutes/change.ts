import * as Y from 'yjs'
import { FRAGMENT } from '../../shared/minutes/protocol.ts'

/** Places `from` (included) to `to` (excluded) of one editor's clock. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** What an update adds, deletes and stands on, without applying it. */
export interface Change {
  readonly update: Uint8Array
  /** New structs by the editor's client number. */
  readonly adds: ReadonlyMap<number, Range>
  readonly deletes: readonly { readonly client: number; readonly from: number; readonly to: number }[]
  /** How far each client's clock must have come before this can be applied. */
  readonly needs: ReadonlyMap<number, number>
  /** Where the update itself has a hole: how far each client's clock must have come from elsewhere. */
  readonly gaps: ReadonlyMap<number, number>
}

/** An update that cannot be read, or that holds what minutes never hold. */
export class UnfitUpdateError extends Error {
  override readonly name = 'UnfitUpdateError'
}

const allowedContent = [
  Y.ContentString,
  Y.ContentFormat,
  Y.ContentType,
  Y.ContentDeleted,
  Y.ContentAny,
  Y.ContentEmbed,
]

function checkItem(item: Y.Item): void {
  if (!allowedContent.some((kind) => item.content instanceof kind))
    throw new UnfitUpdateError(item.content.constructor.name)
  // A root is named by text; it must be the one fragment of the minutes.
  const parent: unknown = item.parent
  if (typeof parent === 'string' && parent !== FRAGMENT) throw new UnfitUpdateError('root')
}

/** @throws UnfitUpdateError */
export function readChange(update: Uint8Array): Change {
  const decoded = decode(update)
  const adds = new Map<number, Range>()
  const needs = new Map<number, number>()
  const gaps = new Map<number, number>()
  const need = (client: number, upTo: number): void => {
    if (upTo > (needs.get(client) ?? 0)) needs.set(client, upTo)
  }
  for (const struct of decoded.structs) {
    const { client, clock } = struct.id
    const to = clock + struct.length
    if (struct instanceof Y.Skip) {
      gaps.set(client, to)
      continue
    }
    adds.set(client, { from: adds.get(client)?.from ?? clock, to })
    if (!(struct instanceof Y.Item)) continue
    checkItem(struct)
    for (const id of [struct.origin, struct.rightOrigin, struct.parent])
      if (id instanceof Y.ID) need(id.client, id.clock + 1)
  }
  const deletes = [...decoded.ds.clients].flatMap(([client, items]) =>
    items.map(({ clock, len }) => ({ client, from: clock, to: clock + len })),
  )
  for (const { client, to } of deletes) need(client, to)
  return { update, adds, deletes, needs, gaps }
}

function decode(update: Uint8Array) {
  try {
    return Y.decodeUpdate(update)
  } catch (cause) {
    throw new UnfitUpdateError('unreadable', { cause })
  }
}
