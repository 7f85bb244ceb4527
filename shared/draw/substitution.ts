import { kindOf, type SeatKind } from './rules.ts'
import type { DrawTranscript } from './transcript.ts'

/** Rules and candidates as they were locked. */
type Locked = Pick<DrawTranscript, 'rules' | 'candidates'>

/**
 * Whether somebody may join those who still sit: the group below its cap, no quota above its maximum, and enough
 * seats left open afterwards for every minimum.
 */
export function fitsBeside({ rules, candidates }: Locked, seated: readonly number[], no: number): boolean {
  const joining = candidates.find((candidate) => candidate.no === no)
  if (!joining || seated.includes(no)) return false
  const panel = [...candidates.filter((candidate) => seated.includes(candidate.no)), joining]
  if (panel.filter((candidate) => candidate.group === joining.group).length > rules.groupCap) return false
  const open = rules.panelSize - panel.length
  return (rules.quotas ?? []).every(({ id, min, max }) => {
    const count = panel.filter((candidate) => candidate.counts?.includes(id)).length
    return count + open >= min && (max === null || count <= max)
  })
}

/**
 * First in the published order who fits a vacancy: same kind of seat, within the rules beside those who still sit,
 * and available. Null: nobody fits; the vacancy is shown, never filled against the rules.
 */
export function nextSubstitute(
  transcript: DrawTranscript,
  vacancy: {
    readonly kind: SeatKind
    readonly seated: readonly number[]
    readonly unavailable: readonly number[]
  },
): number | null {
  const kinds = new Map(transcript.candidates.map((candidate) => [candidate.no, kindOf(candidate)]))
  const next = transcript.order.find(
    (no) =>
      kinds.get(no) === vacancy.kind &&
      !vacancy.unavailable.includes(no) &&
      fitsBeside(transcript, vacancy.seated, no),
  )
  return next ?? null
}
