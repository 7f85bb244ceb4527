/**
 * A verification code as typed: upper case, spaces and dashes dropped, groups of four joined by dashes again.
 * Null when it cannot be one.
 */
export function readCode(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s–—-]/g, '')
  if (!/^[0-9A-Z]{8,24}$/.test(plain)) return null
  return plain.match(/.{1,4}/g)?.join('-') ?? null
}
