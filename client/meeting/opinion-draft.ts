import type { RequestItem } from '../../shared/meeting/state.ts'
import { type Opinion, opinionSchema, type Position } from '../../shared/opinions/opinion.ts'

/** An opinion while it is written: any part may still be missing. */
export interface OpinionDraft {
  readonly positions: Readonly<Record<string, Position>>
  readonly reasons: string
  readonly advice: string
}

export const emptyDraft: OpinionDraft = { positions: {}, reasons: '', advice: '' }

/** The finished opinion, or null while a position or the reasons are missing or too long. */
export function finishedOpinion(draft: OpinionDraft, requests: readonly RequestItem[]): Opinion | null {
  const positions = requests.flatMap(({ id }) => {
    const position = draft.positions[id]
    return position === undefined ? [] : [{ requestId: id, position }]
  })
  if (positions.length < requests.length) return null
  const parsed = opinionSchema.safeParse({ positions, reasons: draft.reasons, advice: draft.advice })
  return parsed.success ? parsed.data : null
}
