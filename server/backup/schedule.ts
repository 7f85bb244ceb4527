import type { Backup } from './archive.ts'

const DAY_MS = 24 * 3_600_000

/** Whether a backup is due: none yet, the last a day old, or a hearing ended since. */
export function isDue(last: Pick<Backup, 'at' | 'ended'> | null, now: number, ended: number): boolean {
  return last === null || now - last.at >= DAY_MS || ended > last.ended
}

export interface Backups {
  /** The newest complete backup. One dated in the future, by a clock that was ahead, is not taken for it. */
  last(): Promise<Backup | null>
  /** Makes one now. One at a time: a second caller gets what the first makes. */
  make(): Promise<Backup>
}

/**
 * Makes backups as they fall due, until stopped. A failure is told and tried again at the next look; it stops
 * nothing else.
 */
export function keepBackups(options: {
  readonly backups: Backups
  readonly ended: () => Promise<number>
  readonly clock: () => number
  readonly everyMs: number
  readonly onError: (error: unknown) => void
}): { stop(): Promise<void> } {
  const { backups, ended, clock, everyMs, onError } = options
  let stopped = false
  let working: Promise<void> = Promise.resolve()
  const look = async (): Promise<void> => {
    if (!stopped && isDue(await backups.last(), clock(), await ended())) await backups.make()
  }
  const timer = setInterval(() => {
    working = working.then(look).catch(onError)
  }, everyMs)
  working = look().catch(onError)
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await working
    },
  }
}
