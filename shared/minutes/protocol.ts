/** Version of the document schema; an editor with another one is closed with `schemaTooOld`. */
export const SCHEMA_VERSION = 2

/** First number of every message on a minutes socket. All but `ack` are those of y-websocket. */
export const messageType = { sync: 0, awareness: 1, queryAwareness: 3, ack: 102 } as const

/** Second number of a `sync` message, as y-protocols has them. */
export const syncType = { step1: 0, step2: 1, update: 2 } as const

/**
 * Why the server closes a minutes socket. 4400–4499 are for good, all others mean: connect again
 * (y-websocket 3 keeps to the same rule). What cannot be read today cannot be read when it is sent again.
 */
export const closeCode = {
  overloaded: 1013,
  unreadable: 4400,
  signIn: 4401,
  forbidden: 4403,
  tooLarge: 4413,
  finalised: 4423,
  schemaTooOld: 4426,
  tryAgain: 4503,
} as const
export type CloseCode = (typeof closeCode)[keyof typeof closeCode]

/** Bytes. */
export const limits = {
  /** One message from a browser: a long offline draft fits. */
  message: 1024 * 1024,
  /** Presence of one person. */
  presence: 1024,
  /** Everything ever written into one item, as stored. */
  document: 8 * 1024 * 1024,
} as const

/** Name of the one shared fragment in the Yjs document of an item. */
export const FRAGMENT = 'body'

const ID = '[A-Za-z0-9_-]{1,64}'
const PATH = new RegExp(`^/minutes/(${ID})/(${ID})$`)

export interface ItemAddress {
  readonly meetingId: string
  readonly itemId: string
}

/** Where an item's minutes are kept. */
export const minutesStream = ({ meetingId, itemId }: ItemAddress): string => `minutes/${meetingId}/${itemId}`

/** The item a socket asks for, or null where the path names none. */
export function parseMinutesPath(path: string): ItemAddress | null {
  const [, meetingId, itemId] = PATH.exec(path) ?? []
  return meetingId === undefined || itemId === undefined ? null : { meetingId, itemId }
}
