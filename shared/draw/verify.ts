import { canonicalJson } from '../ledger/canonical.ts'
import { computeChances } from './chances.ts'
import { commitmentOf } from './randomness.ts'
import { type DrawTranscript, drawTranscriptSchema, runDraw } from './transcript.ts'

/** Verdict on a transcript: what was checked, or the first place where it differs. */
export type DrawVerdict =
  | { readonly ok: true; readonly transcript: DrawTranscript; readonly steered: 'nobody' | 'office-could' }
  | {
      readonly ok: false
      readonly code: string
      readonly place: string
      readonly expected: string
      readonly found: string
    }

const differ = (code: string, place: string, expected: unknown, found: unknown): DrawVerdict => ({
  ok: false,
  code,
  place,
  expected: canonicalJson(expected),
  found: canonicalJson(found),
})

/**
 * Recomputes a draw from its transcript: chances from rules and candidates, the office's share against its
 * commitment, seed, panel and order. Without a petitioner's number it does not say that nobody could steer.
 */
export function verifyDraw(raw: unknown): DrawVerdict {
  const parsed = drawTranscriptSchema.safeParse(raw)
  if (!parsed.success)
    return differ(
      'DRAW_MALFORMED',
      parsed.error.issues[0]?.path.join('/') ?? '',
      'transcript',
      parsed.error.issues[0]?.message ?? '',
    )
  const transcript = parsed.data
  const numbers = transcript.candidates.map((candidate) => candidate.no)
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  if (canonicalJson(sorted) !== canonicalJson(numbers))
    return differ('DRAW_CANDIDATES', 'candidates', sorted, numbers)
  const computed = computeChances(transcript.rules, transcript.candidates)
  if (!computed.ok) return differ('DRAW_INFEASIBLE', 'rules', computed.refusal.code, '')
  for (const [i, candidate] of transcript.candidates.entries()) {
    const chance = computed.chances[candidate.no] ?? '0'
    if (chance !== candidate.chance)
      return differ('DRAW_CHANCE', `candidates/${i}/chance`, chance, candidate.chance)
  }
  const commitment = commitmentOf(transcript.officeSalt, transcript.officeShare)
  if (commitment !== transcript.commitment)
    return differ('DRAW_COMMITMENT', 'officeShare', transcript.commitment, commitment)
  const again = runDraw(transcript)
  if (again.seed !== transcript.seed) return differ('DRAW_SEED', 'seed', again.seed, transcript.seed)
  for (let i = 0; i < Math.max(again.panel.length, transcript.panel.length); i += 1)
    if (canonicalJson(again.panel[i] ?? null) !== canonicalJson(transcript.panel[i] ?? null))
      return differ('DRAW_PANEL', `panel/${i}`, again.panel[i] ?? null, transcript.panel[i] ?? null)
  for (let i = 0; i < Math.max(again.order.length, transcript.order.length); i += 1)
    if (again.order[i] !== transcript.order[i])
      return differ('DRAW_ORDER', `order/${i}`, again.order[i] ?? null, transcript.order[i] ?? null)
  return { ok: true, transcript, steered: transcript.number === null ? 'office-could' : 'nobody' }
}
