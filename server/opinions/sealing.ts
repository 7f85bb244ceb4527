import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** The longest opinion the form takes, four thousand characters twice, escaped in JSON, is smaller than this. */
const PAD_TO = 65_536
const IV_BYTES = 12
const TAG_BYTES = 16

/** Bytes at rest: nonce, tag and ciphertext of a padded text, bound to the name it was sealed under. */
export interface Sealed {
  readonly ciphertext: Buffer
  /** Keyed fingerprint of the text: tells a repeated request from a changed one without opening anything. */
  readonly fingerprint: string
}

/**
 * Seals texts with AES-256-GCM. The key is derived from the sealing key, which comes from the environment or
 * a 0600 file and is never in the database. Every text is padded to 65,536 bytes, so that its length
 * says nothing; the name it is sealed under is authenticated, so that no text can be moved.
 */
export function createSealing(sealKey: Uint8Array) {
  const derive = (label: string) =>
    Buffer.from(hkdfSync('sha256', sealKey, Buffer.alloc(0), `mingting ${label} v1`, 32))
  const cipherKey = derive('seal')
  const fingerprintKey = derive('seal fingerprint')

  const fingerprint = (name: string, text: string) =>
    createHmac('sha256', fingerprintKey).update(name).update('\0').update(text).digest('hex')

  return {
    seal(name: string, text: string): Sealed {
      const plain = Buffer.from(text, 'utf8')
      const padded = Buffer.alloc(Math.ceil((plain.length + 4) / PAD_TO) * PAD_TO)
      padded.writeUInt32BE(plain.length, 0)
      plain.copy(padded, 4)
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', cipherKey, iv).setAAD(Buffer.from(name, 'utf8'))
      const body = Buffer.concat([cipher.update(padded), cipher.final()])
      return {
        ciphertext: Buffer.concat([iv, cipher.getAuthTag(), body]),
        fingerprint: fingerprint(name, text),
      }
    },

    /** The text, or null where key, name or bytes do not belong together. */
    unseal(name: string, ciphertext: Uint8Array): string | null {
      const bytes = Buffer.from(ciphertext)
      if (bytes.length < IV_BYTES + TAG_BYTES + PAD_TO) return null
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(name, 'utf8'))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      try {
        const padded = Buffer.concat([
          decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
          decipher.final(),
        ])
        return padded.subarray(4, 4 + padded.readUInt32BE(0)).toString('utf8')
      } catch {
        return null
      }
    },

    isSame(name: string, text: string, known: string): boolean {
      const a = Buffer.from(fingerprint(name, text), 'hex')
      const b = Buffer.from(known, 'hex')
      return a.length === b.length && timingSafeEqual(a, b)
    },
  }
}

export type Sealing = ReturnType<typeof createSealing>
