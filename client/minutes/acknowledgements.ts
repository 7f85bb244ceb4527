/**
 * Counts what this browser changed and what the server has acknowledged. One question is on the way at a time:
 * a fast typist does not double the traffic.
 */
export interface Acknowledgements {
  readonly pending: number
  /** True when everything ever changed here, in this page or before it, is known to be durable. */
  readonly complete: boolean
  changed(): void
  /** A connection is up and has exchanged everything: what is unsure is asked again. */
  synced(): void
  lost(): void
  answered(n: number): void
}

/** `ask(n)` sends the question; it is called right after the change it asks about has been sent. */
export function createAcknowledgements(ask: (n: number) => void): Acknowledgements {
  let made = 0
  let durable = -1
  let online = false
  let asked: number | null = null

  const askAgain = (): void => {
    if (!online || asked !== null || durable >= made) return
    asked = made
    ask(made)
  }
  return {
    get pending() {
      return made - Math.max(durable, 0)
    },
    get complete() {
      return durable >= made
    },
    changed() {
      made += 1
      askAgain()
    },
    synced() {
      online = true
      asked = null
      askAgain()
    },
    lost() {
      online = false
      asked = null
    },
    answered(n) {
      if (n !== asked) return
      asked = null
      durable = n
      askAgain()
    },
  }
}
