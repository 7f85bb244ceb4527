import { canonicalJson, sha256Hex } from '../ledger/canonical.ts'
import { naimanComplex } from './naiman-complex.ts'
import { naimanReview } from './naiman-review.ts'
import type { Procedure } from './schema.ts'

const procedures: readonly Procedure[] = [naimanReview, naimanComplex]

/** sha256 over the procedure's canonical JSON: pinned in the first event of every meeting that uses it. */
export function procedureHash(procedure: Procedure): string {
  return sha256Hex(canonicalJson(procedure))
}

const byHash = new Map(procedures.map((procedure) => [procedureHash(procedure), procedure]))

/** The newest built-in version of a procedure. */
export function findProcedure(id: string): Procedure | undefined {
  return procedures
    .filter((procedure) => procedure.id === id)
    .reduce<Procedure | undefined>(
      (newest, p) => (newest && newest.version > p.version ? newest : p),
      undefined,
    )
}

/** The procedure a meeting was pinned to; undefined only if the installation lacks that version. */
export function pinnedProcedure(hash: string): Procedure | undefined {
  return byHash.get(hash)
}

export function listProcedures(): readonly Procedure[] {
  return procedures
}
