/**
 * Tabs share cookies, so one browser could hold only one sign-in. A tab may name its own sign-in by a seat
 * key: taken once from `?seat=` and kept for the tab; every request then carries it.
 */
const storageKey = 'mingting.seat'
const seatPattern = /^[a-z0-9]{1,16}$/

/** Reads `?seat=` into the tab's storage and removes it from the address. Call once, before any request. */
export function takeSeatFromAddress(): void {
  const address = new URL(window.location.href)
  const seat = address.searchParams.get('seat')
  if (seat === null) return
  if (seatPattern.test(seat)) window.sessionStorage.setItem(storageKey, seat)
  address.searchParams.delete('seat')
  window.history.replaceState(window.history.state, '', address)
}

/** The seat key of this tab, if it has one. */
export function seatKey(): string | undefined {
  return window.sessionStorage.getItem(storageKey) ?? undefined
}

/** A page of this application with the seat in the query: for links a browser opens by itself (print, download, new tab). */
export function withSeat(path: string): string {
  const seat = seatKey()
  if (seat === undefined) return path
  return `${path}${path.includes('?') ? '&' : '?'}seat=${seat}`
}
