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
  /** Somebody else took the place: read what was missed and decide again. */
  | { readonly kind: 'conflict' }

/**
 * The one storage primitive. An append is acknowledged only after a journaled majority write and succeeds for
 * exactly one writer of a place.
 */
export interface Streams {
  append(stream: string, expectedSeq: number, entry: NewEntry): Promise<AppendResult>
  /** Entries after `after`, in order. */
  read(stream: string, after: number, limit?: number): Promise<Entry[]>
  find(stream: string, id: string): Promise<Entry | null>
  /**
   * Calls `onEntry` for every entry after `after`, in order, without gaps or repeats: at once for appends of
   * this process, by hint or comparison for those of others.
   */
  follow(stream: string, after: number, onEntry: (entry: Entry) => void): { stop(): void }
  close(): Promise<void>
}

/** What became of an append whose place or id was already taken. */
export function resolveKnown(known: Entry | null, entry: NewEntry): AppendResult {
  if (!known) return { kind: 'conflict' }
  return known.by === entry.by && known.request === entry.request
    ? { kind: 'known', entry: known }
    : { kind: 'reused' }
}
