import { useEffect, useState } from 'react'
import type { z } from 'zod'

/** Something kept in this browser alone; undefined when there is nothing, or nothing that can be read. */
export function readKept<T>(key: string, schema: z.ZodType<T>): T | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(window.localStorage.getItem(key) ?? 'null'))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

export interface Kept<T> {
  readonly value: T
  set(value: T): void
  /** When this device last stored it; UTC milliseconds. Undefined: nothing stored, or the browser would not. */
  readonly savedAt: number | undefined
  /** Whether it was found on this device, kept by an earlier visit. */
  readonly found: boolean
  /** Forgets it on this device. */
  forget(): void
}

/** What is typed, stored on this device at every change under `key`, and found again after a reload. */
export function useKept<T>(key: string, schema: z.ZodType<T>, initial: T): Kept<T> {
  const [found] = useState(() => readKept(key, schema))
  const [value, setValue] = useState(found ?? initial)
  const [savedAt, setSavedAt] = useState<number>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another key means another text
  useEffect(() => setValue(readKept(key, schema) ?? initial), [key])
  return {
    value,
    savedAt,
    found: found !== undefined,
    set(next) {
      setValue(next)
      try {
        window.localStorage.setItem(key, JSON.stringify(next))
        setSavedAt(Date.now())
      } catch {
        setSavedAt(undefined)
      }
    },
    forget() {
      window.localStorage.removeItem(key)
      setValue(initial)
      setSavedAt(undefined)
    },
  }
}
