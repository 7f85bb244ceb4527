// Files share one window: the language one of them kept in it is not the next one's. Some have no window.
globalThis.window?.localStorage.clear()
