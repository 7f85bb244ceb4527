import { sha256 } from '@noble/hashes/sha2.js'
import { z } from 'zod'
import { bytesToHex, canonicalJson } from '../ledger/canonical.ts'

/** First byte of a stored entry of `minutes/…`; the rest is a Yjs update, or canonical JSON. */
const EDIT = 1
const CLOSE = 2

const closeSchema = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }).strict()

export type MinutesBody =
  | { readonly kind: 'edit'; readonly update: Uint8Array }
  /** The item is final. `sha256` is the fingerprint of everything before this entry. */
  | { readonly kind: 'close'; readonly sha256: string }

const tagged = (tag: number, bytes: Uint8Array): Uint8Array => {
  const body = new Uint8Array(bytes.length + 1)
  body[0] = tag
  body.set(bytes, 1)
  return body
}

export function encodeBody(body: MinutesBody): Uint8Array {
  switch (body.kind) {
    case 'edit':
      return tagged(EDIT, body.update)
    case 'close':
      return tagged(CLOSE, new TextEncoder().encode(canonicalJson({ sha256: body.sha256 })))
  }
}

/** @throws Error where the bytes are no entry of minutes */
export function decodeBody(bytes: Uint8Array): MinutesBody {
  const rest = bytes.subarray(1)
  switch (bytes[0]) {
    case EDIT:
      return { kind: 'edit', update: rest }
    case CLOSE:
      return { kind: 'close', ...closeSchema.parse(JSON.parse(new TextDecoder().decode(rest))) }
    default:
      throw new Error(`entry of kind ${bytes[0]}`)
  }
}

/**
 * Fingerprint of how a version was written: SHA-256 over the bodies of all its entries, the closing one included, one
 * after the other with nothing between; lower-case hex. The record has it as `stateSha256`.
 */
export function historySha256(bodies: readonly MinutesBody[]): string {
  const hash = sha256.create()
  for (const body of bodies) hash.update(encodeBody(body))
  return bytesToHex(hash.digest())
}
