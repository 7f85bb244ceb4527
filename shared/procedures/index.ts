import { canonicalJson, sha256Hex } from '../ledger/canonical.ts'
import { naimanComplex } from './naiman-complex.ts'
import { naimanReview } from './naiman-review.ts'
import type { Procedure } from './schema.ts'

/** Version 3, from before panels had a least size: meetings that pinned an earlier version keep it. */
const withoutLeastPanel = ({ leastPanel: _, ...procedure }: Procedure): Procedure => ({
  ...procedure,
  version: 3,
})
/** Version 2, from before the minutes had to be read out. */
const withoutReadOut = (procedure: Procedure): Procedure => ({
  ...procedure,
  version: 2,
  stages: procedure.stages.map((stage) => ({
    ...stage,
    guards: stage.guards.filter((guard) => guard !== 'minutes-read-out'),
  })),
})
/** Version 1, from before there were least periods. */
const withoutPeriods = ({ periods: _, ...procedure }: Procedure): Procedure => ({ ...procedure, version: 1 })

const current: readonly Procedure[] = [naimanReview, naimanComplex]
const third = current.map(withoutLeastPanel)
const second = third.map(withoutReadOut)
const procedures: readonly Procedure[] = [...current, ...third, ...second, ...second.map(withoutPeriods)]

/** sha256 over the procedure's canonical JSON: pinned in the first event of every meeting that uses it. */
export function procedureHash(procedure: Procedure): string {
  return sha256Hex(canonicalJson(procedure))
}

const byHash = new Map(procedures.map((procedure) => [procedureHash(procedure), procedure]))

/** The newest built-in version of a procedure. */
export function findProcedure(id: string): Procedure | undefined {
  return current.find((procedure) => procedure.id === id)
}

/** The procedure a meeting was pinned to; undefined only if the installation lacks that version. */
export function pinnedProcedure(hash: string): Procedure | undefined {
  return byHash.get(hash)
}

/** What a meeting can be scheduled under: the newest version of each procedure. */
export function listProcedures(): readonly Procedure[] {
  return current
}

/** Every version this installation knows, the newest first. */
export function allVersions(): readonly Procedure[] {
  return procedures
}
