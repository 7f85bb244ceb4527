import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'

export { bytesToHex, hexToBytes }

/** Anything the record can hold. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** A text with half a surrogate pair has no UTF-8 form and so no fingerprint; refused wherever it comes in. */
export class IllFormedTextError extends Error {
  override readonly name = 'IllFormedTextError'
  constructor(readonly path: string) {
    super(`ill-formed Unicode at ${path}`)
  }
}

/** In Unicode mode a proper pair is one character, so this finds halves only; no lookbehind (Safari 15). */
const LONE_SURROGATE = /[\uD800-\uDFFF]/u

/** True if the text can be written as UTF-8. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text)
}

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function check(value: unknown, path: string): void {
  switch (typeof value) {
    case 'string':
      if (!isWellFormed(value)) throw new IllFormedTextError(path)
      return
    case 'number':
      if (!Number.isFinite(value)) throw new RangeError(`not a finite number at ${path}`)
      return
    case 'boolean':
      return
    case 'object':
      if (value === null) return
      if (Array.isArray(value)) {
        for (const [i, item] of value.entries()) check(item, `${path}/${i}`)
        return
      }
      if (!isPlain(value)) throw new TypeError(`not JSON at ${path}: ${value.constructor.name}`)
      for (const [key, item] of Object.entries(value)) {
        // A name with half a pair would end up in the refusal; its object's path is enough to find it.
        check(key, path)
        check(item, `${path}/${key}`)
      }
      return
    default:
      throw new TypeError(`not JSON at ${path}: ${typeof value}`)
  }
}

/**
 * Canonical JSON after RFC 8785: the one text of a value, over which every fingerprint is taken.
 * @throws IllFormedTextError for half surrogate pairs, RangeError for NaN and infinities, TypeError for what is
 * not JSON: undefined (in an object, too), functions, big integers, dates and other class instances
 */
export function canonicalJson(value: unknown): string {
  check(value, '')
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('not JSON')
  return text
}

/** SHA-256 as 64 lower-case hex digits; a text is taken as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  return bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data))
}
