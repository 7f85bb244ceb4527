/** Name of the data file in a data directory. */
export const STORE_FILE = 'store.mdb'

/** What the thread is started with. */
export interface Settings {
  readonly dataDir: string
  readonly listen: { readonly path: string } | { readonly port: number }
  readonly tidyEveryMs: number
}

/** An error on its way between threads. */
export interface Failed {
  readonly name: string
  readonly message: string
  /** Code of a system error. */
  readonly code?: string
  /** Who holds the data directory. */
  readonly pid?: number
  /** The file that cannot be used. */
  readonly place?: string
  /** What is wrong with which data file. */
  readonly format?: { readonly reason: 'damaged' | 'newer'; readonly file: string }
}

/** What the thread tells whoever started it. */
export type FromWorker =
  | { readonly kind: 'ready'; readonly port: number }
  /** What is stored makes no sense: nothing is written any more. */
  | { readonly kind: 'damaged'; readonly error: Failed }
  | { readonly kind: 'failed'; readonly error: Failed }
  | { readonly kind: 'stopped' }
