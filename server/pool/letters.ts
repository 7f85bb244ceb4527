const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Five bits of each byte as a letter or digit that nobody reads off paper as another. */
export const lettersOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
