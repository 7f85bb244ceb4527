import { kindOf, type SeatKind } from './rules.ts'
import type { DrawTranscript } from './transcript.ts'

/**
 * First in the published order who fits a vacancy: same kind of seat, group below its cap among those who
 * still sit, and available. Null: nobody fits; the vacancy is shown, never filled against the rules.
 */
export function nextSubstitute(
  transcript: DrawTranscript,
  vacancy: {
    readonly kind: SeatKind
    readonly seated: readonly number[]
    readonly unavailable: readonly number[]
  },
): number | null {
  const byNo = new Map(transcript.candidates.map((candidate) => [candidate.no, candidate]))
  const seatedIn = (group: string) => vacancy.seated.filter((no) => byNo.get(no)?.group === group).length
  const next = transcript.order.find((no) => {
    const candidate = byNo.get(no)
    return (
      candidate !== undefined &&
      kindOf(candidate) === vacancy.kind &&
      !vacancy.seated.includes(no) &&
      !vacancy.unavailable.includes(no) &&
      seatedIn(candidate.group) < transcript.rules.groupCap
    )
  })
  return next ?? null
}
