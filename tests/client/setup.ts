// Files share one window: the language one of them kept in it is not the next one's.
window.localStorage.clear()
