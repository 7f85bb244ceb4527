import type { Clock } from '../../../server/minutes/clock.ts'

/** Numbers that depend on the seed only (mulberry32). */
export function seeded(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    below: (n: number): number => Math.floor(next() * n),
    chance: (p: number): boolean => next() < p,
    pick<T>(from: readonly T[]): T | undefined {
      return from[Math.floor(next() * from.length)]
    },
  }
}
export type Random = ReturnType<typeof seeded>

/** Time that passes only when the test lets it. */
export function simulatedClock(): Clock & { run(ms: number): Promise<void> } {
  let now = Date.UTC(2026, 10, 24)
  let count = 0
  const timers = new Map<number, { at: number; order: number; action: () => void }>()
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  return {
    now: () => now,
    after(ms, action) {
      const order = ++count
      timers.set(order, { at: now + Math.max(0, ms), order, action })
      return { cancel: () => timers.delete(order) }
    },
    async run(ms) {
      const until = now + ms
      for (;;) {
        await settle()
        const due = [...timers.values()].sort((a, b) => a.at - b.at || a.order - b.order)[0]
        if (!due || due.at > until) break
        timers.delete(due.order)
        now = Math.max(now, due.at)
        due.action()
      }
      now = until
    },
  }
}
