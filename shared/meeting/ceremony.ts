import type { Draw, Seat } from './state.ts'

/**
 * Steps of the draw in their order. Open number: lock, commit, give, open, draw. Sealed in advance: lock, seal,
 * commit, reveal (both sides open in one commit), draw.
 */
export type CeremonyStepId = 'lock' | 'seal' | 'commit' | 'give' | 'reveal' | 'open' | 'draw'

export interface CeremonyStep {
  readonly id: CeremonyStepId
  /** UTC milliseconds; undefined: not done. */
  readonly at: number | undefined
  readonly phase: 'done' | 'now' | 'todo'
}

/** Whether the number comes, or came, sealed in advance; false once the time passed and one is said openly. */
export function isSealedInAdvance(draw: Draw): boolean {
  if (draw.numberCommitment !== undefined) return true
  return draw.locked.sealNumberBy !== undefined && draw.committedAt === undefined
}

/** Numbers of the officers who sit because a sector recommended them: they are not drawn, and no page may say that they were. */
export const recommendedIn = ({ locked }: Pick<Draw, 'locked'>): ReadonlySet<number> =>
  new Set(locked.candidates.flatMap(({ no, recommended }) => (recommended ? [no] : [])))

/** Whether whoever has a seat was recommended for it, from the start or when it was vacant. */
export const isRecommended = (draw: Pick<Draw, 'locked'>, { from, officerNo }: Seat): boolean =>
  officerNo !== null && (from === 'recommended' || recommendedIn(draw).has(officerNo))

/** The draw as people follow it, step by step, on every screen the same. */
export function ceremonySteps(draw: Draw): readonly CeremonyStep[] {
  const order: readonly (readonly [CeremonyStepId, number | undefined])[] = isSealedInAdvance(draw)
    ? [
        ['lock', draw.lockedAt],
        ['seal', draw.numberSealedAt],
        ['commit', draw.committedAt],
        ['reveal', draw.numberedAt],
        ['draw', draw.drawnAt],
      ]
    : [
        ['lock', draw.lockedAt],
        ['commit', draw.committedAt],
        ['give', draw.numberedAt],
        ['open', draw.drawnAt],
        ['draw', draw.drawnAt],
      ]
  const next = draw.status === 'void' ? -1 : order.findIndex(([, at]) => at === undefined)
  return order.map(([id, at], index) => ({
    id,
    at,
    phase: at !== undefined ? 'done' : index === next ? 'now' : 'todo',
  }))
}

/**
 * Whom the draw waits for, and until when. `seal`, `give`, `giveUnsealed` and `reveal` are the petitioner's, `commit`
 * the office's; `giveUnsealed`: a number was to be sealed and was not.
 */
export interface Awaited {
  readonly act: 'seal' | 'commit' | 'give' | 'giveUnsealed' | 'reveal'
  readonly until: number | undefined
}

/** Null: nobody is awaited, because it is drawn or void. */
export function awaitedIn(draw: Draw): Awaited | null {
  const { sealNumberBy } = draw.locked
  const sealed = draw.numberCommitment !== undefined
  if (draw.status === 'locked')
    return sealNumberBy === undefined || sealed
      ? { act: 'commit', until: undefined }
      : { act: 'seal', until: sealNumberBy }
  if (draw.status !== 'awaiting-number') return null
  const open = sealNumberBy === undefined ? 'give' : 'giveUnsealed'
  return { act: sealed ? 'reveal' : open, until: draw.deadline }
}
