import { expand, extract } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { bytesToHex, canonicalJson, hexToBytes, sha256Hex } from '../ledger/canonical.ts'

const BLOCK_BYTES = 32

/**
 * What the office shows before the petitioner gives a number: sha256 over the salt's bytes followed by the
 * share's bytes. @param salt 32 hex digits @param share 64 hex digits. Source: docs/draw.md §4.
 */
export function commitmentOf(salt: string, share: string): string {
  return sha256Hex(hexToBytes(salt + share))
}

/** A number before it is opened, in the draw it is meant for. `salt`: 32 hex digits that only the petitioner has. */
export interface SealedNumber {
  readonly meeting: string
  readonly draw: number
  readonly number: string
  readonly salt: string
}

/**
 * What a petitioner gives in advance for a number that is opened later. The salt keeps a number that could be
 * guessed from being found by trying; meeting and draw keep it from serving anywhere else. Source: docs/draw.md §4.2.
 */
export function numberCommitmentOf({ meeting, draw, number, salt }: SealedNumber): string {
  const sealed = ['mingting number v1', { meeting, draw, number, salt }]
  return sha256Hex(utf8ToBytes(canonicalJson(sealed)))
}

/** Everything that decides a draw beside the two shares: changing any of it changes every random number. */
export interface SeedInputs {
  readonly meeting: string
  readonly draw: number
  readonly pool: { readonly stream: string; readonly seq: number; readonly head: string }
  readonly rules: unknown
  readonly candidates: readonly unknown[]
  /** There exactly where the rules have quotas. */
  readonly portfolio?: readonly unknown[]
  /** There exactly where the petitioner gave a commitment in advance. */
  readonly numberCommitment?: string
}

/** What the petitioner brought: an open number as it was said, or one sealed in advance with its salt. */
export type PetitionerShare = string | { readonly number: string; readonly salt: string } | null

/** Version of a transcript: 3 with a number sealed in advance, 2 with a portfolio, 1 otherwise. */
export const versionOf = (inputs: Pick<SeedInputs, 'portfolio' | 'numberCommitment'>): 1 | 2 | 3 =>
  inputs.numberCommitment !== undefined ? 3 : inputs.portfolio ? 2 : 1

/**
 * Seed of a draw: HKDF-Extract over the shares, salted with the fingerprint of the locked inputs. Shares are
 * keyed by label, so that their order cannot matter. Returns 64 hex digits. Source: docs/draw.md §5.
 */
export function seedOf(inputs: SeedInputs, officeShare: string, petitioner: PetitionerShare): string {
  const domain = `mingting draw v${versionOf(inputs)}`
  const salt = sha256(utf8ToBytes(canonicalJson([domain, inputs])))
  const shares = { office: officeShare, petitioner }
  return bytesToHex(extract(sha256, utf8ToBytes(canonicalJson(shares)), salt))
}

/** Numbers from a seed and a label, the same for everybody who has both. */
export interface RandomNumbers {
  /** Uniform in [0, bound), by rejection: no value is favoured. @param bound positive */
  below(bound: bigint): bigint
  /** True with probability part/whole, exactly. */
  happens(part: bigint, whole: bigint): boolean
}

/** Bytes are HKDF-Expand blocks of 32 with info `label/0`, `label/1`, … Source: docs/draw.md §5. */
export function randomNumbers(seed: string, label: string): RandomNumbers {
  const key = hexToBytes(seed)
  let block = new Uint8Array(0)
  let used = 0
  let counter = 0
  const nextByte = (): number => {
    if (used === block.length) {
      block = expand(sha256, key, utf8ToBytes(`${label}/${counter}`), BLOCK_BYTES)
      counter += 1
      used = 0
    }
    const byte = block[used] ?? 0
    used += 1
    return byte
  }
  const below = (bound: bigint): bigint => {
    if (bound <= 0n) throw new RangeError('bound must be positive')
    const bytes = Math.ceil((bound - 1n).toString(2).length / 8)
    const range = 1n << BigInt(8 * bytes)
    const limit = range - (range % bound)
    for (;;) {
      let value = 0n
      for (let i = 0; i < bytes; i += 1) value = (value << 8n) | BigInt(nextByte())
      if (value < limit) return value % bound
    }
  }
  return { below, happens: (part, whole) => below(whole) < part }
}
