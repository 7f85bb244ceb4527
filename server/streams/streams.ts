/** One entry of a stream: bytes as they were handed in, at a place nobody else can take. */
export interface Entry {
  readonly stream: string
  /** 1, 2, 3 … without gaps. */
  readonly seq: number
  /** Chosen by the caller, unique in its stream: the same id never counts twice. */
  readonly id: string
  /** Who appended it. */
  readonly by: string
  /** sha256 hex of what was asked, so that a reused id is told from a repeated request. */
  readonly request: string
  /** UTC milliseconds. */
  readonly at: number
  readonly body: Uint8Array
}

export type NewEntry = Omit<Entry, 'stream' | 'seq'>

export type AppendResult =
  | { readonly kind: 'appended'; readonly entry: Entry }
  /** The id is known, from the same actor and with the same request: this is the first result. */
  | { readonly kind: 'known'; readonly entry: Entry }
  /** The id is known from somebody else or with another request. */
  | { readonly kind: 'reused' }
  /** The place is not the next one any more, or not yet: read what was missed and decide again. */
  | { readonly kind: 'conflict' }

/**
 * The one storage primitive. An append is acknowledged only after a journaled majority write and succeeds for
 * exactly one writer of a place.
 */
export interface Streams {
  /** Appends at `expectedSeq + 1`; 0 expects an empty stream. */
  append(stream: string, expectedSeq: number, entry: NewEntry): Promise<AppendResult>
  /** Entries after `after`, in order. */
  read(stream: string, after: number, limit?: number): Promise<Entry[]>
  find(stream: string, id: string): Promise<Entry | null>
  /**
   * Calls `onEntry` for every entry after `after`, in order, without gaps or repeats: at once for appends of
   * this process, by hint or comparison for those of others.
   */
  follow(stream: string, after: number, onEntry: (entry: Entry) => void): { stop(): void }
  /** Names of all streams of a kind: `meeting` gives `meeting/…`. */
  names(kind: string): Promise<string[]>
  /** Streams with entries that still wait for their projection. */
  pending(): Promise<string[]>
  /** The projection of `stream` covers its entries up to `seq`: they wait no longer. */
  settle(stream: string, seq: number): Promise<void>
  close(): Promise<void>
}

/** Kinds of stream whose entries are born waiting for a projection. */
export type ProjectedKinds = readonly string[]

/** First part of a stream's name. */
export function kindOf(stream: string): string {
  return stream.slice(0, stream.indexOf('/'))
}

/** What became of an append whose place or id was already taken. */
export function resolveKnown(known: Entry | null, entry: NewEntry): AppendResult {
  if (!known) return { kind: 'conflict' }
  return known.by === entry.by && known.request === entry.request
    ? { kind: 'known', entry: known }
    : { kind: 'reused' }
}
