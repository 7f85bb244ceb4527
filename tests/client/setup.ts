import { afterAll, vi } from 'vitest'

// Files share one window: the language one of them kept in it, or what it put in a global's place, is not the next
// one's. Some have no window.
globalThis.window?.localStorage.clear()
afterAll(() => void vi.unstubAllGlobals())
