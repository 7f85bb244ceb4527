/** A sign-in that ended: one session, or every session of an account or a link. */
export interface Ending {
  readonly kind: 'session' | 'account' | 'link'
  readonly id: string
}

/** Passes the end of sign-ins on to whoever holds lines open for them. */
export function createEndings() {
  const listeners = new Set<(ending: Ending) => void>()
  return {
    ended(kind: Ending['kind'], id: string): void {
      for (const listener of listeners) listener({ kind, id })
    },
    onEnded(listener: (ending: Ending) => void): void {
      listeners.add(listener)
    },
  }
}

export type Endings = ReturnType<typeof createEndings>
