import { z } from 'zod'
import { canonicalJson, type JsonValue, sha256Hex } from './canonical.ts'

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))
const jsonValue: z.ZodType<JsonValue> = z.json()

/** A field of an event: readable with its salt and value, or only its digest where the reader may not see it. */
export const storedFieldSchema = z.union([
  z.object({ s: hex(32), v: jsonValue }).strict(),
  z.object({ d: hex(64) }).strict(),
])
export type StoredField = z.infer<typeof storedFieldSchema>

/** An event: its fields, or only its leaf where the reader may not even know what kind it is. */
export const storedEventSchema = z.union([
  z.object({ fields: z.record(z.string().min(1).max(80), storedFieldSchema) }).strict(),
  z.object({ leaf: hex(64) }).strict(),
])
export type StoredEvent = z.infer<typeof storedEventSchema>

/** Events of one commit at most, the meta event among them. */
export const MAX_EVENTS = 5000

/** One command's events, chained to the commit before it. In clear are only stream, seq, at, prev and head. */
export const commitSchema = z
  .object({
    v: z.literal(1),
    alg: z.literal('sha256'),
    stream: z.string().min(1).max(200),
    seq: z.int().min(1),
    at: z.int().min(0),
    prev: hex(64),
    events: z.array(storedEventSchema).min(1).max(MAX_EVENTS),
    head: hex(64),
  })
  .strict()
export type Commit = z.infer<typeof commitSchema>

/** What stands for the head before the first commit. */
export const NO_HEAD = '0'.repeat(64)

const ALG = 'sha256'

/** Digest of one field: salted, so that a short value cannot be guessed from it. Source: docs/record.md §3. */
export function fieldDigest(name: string, salt: string, value: JsonValue): string {
  return sha256Hex(canonicalJson(['field', ALG, name, salt, value]))
}

function digestOf(name: string, field: StoredField): string {
  return 'd' in field ? field.d : fieldDigest(name, field.s, field.v)
}

/** Leaf of an event over the digests of all its fields, by name. Source: docs/record.md §4. */
export function eventLeaf(event: StoredEvent): string {
  if ('leaf' in event) return event.leaf
  const names = Object.keys(event.fields).sort((a, b) => (a < b ? -1 : 1))
  const digests = names.map((name) => {
    const field = event.fields[name]
    if (!field) throw new RangeError(`field ${name} missing`)
    return [name, digestOf(name, field)]
  })
  return sha256Hex(canonicalJson(['leaf', ALG, digests]))
}

/** Head over the commit's place, time, predecessor and leaves. Source: docs/record.md §5. */
export function commitHead(commit: Omit<Commit, 'head'>): string {
  const leaves = commit.events.map(eventLeaf)
  return sha256Hex(
    canonicalJson(['commit', ALG, commit.stream, commit.seq, commit.at, commit.prev, leaves.length, leaves]),
  )
}

/** Facts of a commit that are no event of the aggregate: which command made it and who sent it. Staff only. */
export interface CommitMeta {
  readonly commandId: string
  readonly commandType: string
  readonly actor: string
}

/**
 * Builds a commit. `salt` gives 32 fresh hex digits per call; every field gets its own.
 * Event 0 is the meta event, so that its leaf is chained like all others.
 */
export function buildCommit(
  place: Pick<Commit, 'stream' | 'seq' | 'at' | 'prev'>,
  meta: CommitMeta,
  events: readonly object[],
  salt: () => string,
): Commit {
  const store = (event: object): StoredEvent => ({
    fields: Object.fromEntries(
      Object.entries(event).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, { s: salt(), v: jsonValue.parse(value) }]],
      ),
    ),
  })
  const unsealed = {
    v: 1 as const,
    alg: ALG as 'sha256',
    stream: place.stream,
    seq: place.seq,
    at: place.at,
    prev: place.prev,
    events: [{ type: 'meta', ...meta }, ...events].map(store),
  }
  return { ...unsealed, head: commitHead(unsealed) }
}

/** The readable part of an event as a plain object; null where not even its type may be read. */
export function readableEvent(event: StoredEvent): { type: string; [field: string]: JsonValue } | null {
  if ('leaf' in event) return null
  const fields = Object.entries(event.fields).flatMap(([name, field]) =>
    'v' in field ? [[name, field.v]] : [],
  )
  const object: Record<string, JsonValue> = Object.fromEntries(fields)
  const { type } = object
  return typeof type === 'string' ? { ...object, type } : null
}
