import { z } from 'zod'
import { parse } from './fraction.ts'
import { randomNumbers, seedOf } from './randomness.ts'
import { roundDependently } from './rounding.ts'
import { type DrawRules, drawRulesSchema, kindOf, seatKindSchema } from './rules.ts'

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))
const fractionText = z.string().regex(/^(0|[1-9][0-9]*)(\/[1-9][0-9]*)?$/)

/** A candidate with the chance published before the draw. */
export const chancedCandidateSchema = z
  .object({
    no: z.int().min(1),
    group: z.string().min(1),
    standing: z.boolean(),
    weight: fractionText,
    eligible: z.boolean(),
    chance: fractionText,
  })
  .strict()
export type ChancedCandidate = z.infer<typeof chancedCandidateSchema>

/** All that is needed to compute a draw again; no names. Source: docs/draw.md §2. */
export const drawTranscriptSchema = z
  .object({
    v: z.literal(1),
    meeting: z.string().min(1),
    draw: z.int().min(1),
    pool: z.object({ stream: z.string(), seq: z.int().min(0), head: hex(64) }).strict(),
    rules: drawRulesSchema,
    candidates: z.array(chancedCandidateSchema),
    commitment: hex(64),
    officeShare: hex(64),
    officeSalt: hex(32),
    /** What the petitioner said; null: nothing was given by the deadline. */
    number: z.string().nullable(),
    seed: hex(64),
    panel: z.array(
      z
        .object({ seat: z.int().min(1), kind: seatKindSchema, no: z.int().min(1), chance: fractionText })
        .strict(),
    ),
    /** Everybody eligible who was not drawn, in the order in which vacancies are offered. */
    order: z.array(z.int().min(1)),
  })
  .strict()
export type DrawTranscript = z.infer<typeof drawTranscriptSchema>

export type DrawInputs = Omit<DrawTranscript, 'v' | 'seed' | 'panel' | 'order' | 'rules' | 'candidates'> & {
  readonly rules: DrawRules
  readonly candidates: readonly ChancedCandidate[]
}

/** Fisher–Yates from the end, on numbers in ascending order. Source: docs/draw.md §7. */
function shuffled(numbers: readonly number[], below: (bound: bigint) => bigint): number[] {
  const order = [...numbers].sort((a, b) => a - b)
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Number(below(BigInt(i + 1)))
    const [a, b] = [order[i], order[j]]
    if (a === undefined || b === undefined) throw new RangeError('shuffle out of bounds')
    order[i] = b
    order[j] = a
  }
  return order
}

/**
 * Runs a draw: the same inputs always give the same panel and order. Seats are numbered kind by kind as the
 * rules list them, within a kind by officer number.
 */
export function runDraw(inputs: DrawInputs): DrawTranscript {
  const candidates = [...inputs.candidates].sort((a, b) => a.no - b.no)
  const { meeting, draw, pool, rules } = inputs
  const seed = seedOf({ meeting, draw, pool, rules, candidates }, inputs.officeShare, inputs.number)
  const eligible = candidates.filter((candidate) => candidate.eligible)
  const drawn = new Set(
    roundDependently(
      eligible.map((c) => ({ no: c.no, kind: kindOf(c), group: c.group, chance: parse(c.chance) })),
      randomNumbers(seed, 'panel'),
    ),
  )
  const seated = rules.kinds.flatMap(({ kind }) =>
    eligible.filter((c) => drawn.has(c.no) && kindOf(c) === kind),
  )
  const rest = eligible.filter((c) => !drawn.has(c.no)).map((c) => c.no)
  return {
    v: 1,
    meeting,
    draw,
    pool,
    rules,
    candidates,
    commitment: inputs.commitment,
    officeShare: inputs.officeShare,
    officeSalt: inputs.officeSalt,
    number: inputs.number,
    seed,
    panel: seated.map((c, i) => ({ seat: i + 1, kind: kindOf(c), no: c.no, chance: c.chance })),
    order: shuffled(rest, randomNumbers(seed, 'order').below),
  }
}
