/** Time as the minutes use it, so that tests can hold it in their hands. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number
  /** Calls `action` once, after `ms` milliseconds. */
  after(ms: number, action: () => void): { cancel(): void }
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms)
    timer.unref()
    return { cancel: () => clearTimeout(timer) }
  },
}

export const wait = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve)
  })
