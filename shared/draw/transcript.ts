import { z } from 'zod'
import { parse } from './fraction.ts'
import { drawFromPortfolio, portfolioSchema } from './portfolio/portfolio.ts'
import { randomNumbers, seedOf, versionOf } from './randomness.ts'
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
    counts: z.array(z.string()).readonly().exactOptional(),
    recommended: z.literal(true).exactOptional(),
  })
  .strict()
export type ChancedCandidate = z.infer<typeof chancedCandidateSchema>

/**
 * All that is needed to compute a draw again; no names. A draw whose rules have quotas carries a portfolio, and every
 * candidate the quotas it counts for: version 2. A draw to which the petitioner's number came sealed in advance is
 * version 3, with or without quotas. Source: docs/draw.md §2.
 */
export const drawTranscriptSchema = z
  .object({
    v: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    meeting: z.string().min(1),
    draw: z.int().min(1),
    pool: z.object({ stream: z.string(), seq: z.int().min(0), head: hex(64) }).strict(),
    rules: drawRulesSchema,
    candidates: z.array(chancedCandidateSchema),
    portfolio: portfolioSchema.exactOptional(),
    commitment: hex(64),
    officeShare: hex(64),
    officeSalt: hex(32),
    /** What the petitioner said; null: nothing was given by the deadline. */
    number: z.string().nullable(),
    /** What the petitioner gave before the office sealed its share; version 3 only. */
    numberCommitment: hex(64).exactOptional(),
    /** Opened with the number; null where it never was. */
    numberSalt: hex(32).nullable().exactOptional(),
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
  .superRefine((transcript, context) => {
    const { v, rules, candidates, portfolio, number, numberCommitment, numberSalt } = transcript
    const quotas = rules.quotas !== undefined
    const sealed = numberCommitment !== undefined
    const wrong = (...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message: `not of version ${v}`, path })
    if (v !== (sealed ? 3 : quotas ? 2 : 1)) wrong('v')
    if (quotas !== (portfolio !== undefined)) wrong('portfolio')
    for (const [i, { counts }] of candidates.entries())
      if (quotas !== (counts !== undefined)) wrong('candidates', i, 'counts')
    if (sealed !== (numberSalt !== undefined)) wrong('numberSalt')
    if (sealed && (number === null) !== (numberSalt === null)) wrong('numberSalt')
    // Chance 1 is for as many recommended experts as the rules allow, and for nobody else.
    const places = rules.kinds.find(({ kind }) => kind === 'adhoc')?.seats ?? 0
    const most = Math.min(rules.recommended ?? 0, places)
    const experts = candidates.flatMap((one, i) => (one.recommended ? [{ ...one, i }] : []))
    for (const [n, { i, eligible, standing, group }] of experts.entries()) {
      const beside = experts.slice(0, n).filter((other) => other.group === group).length
      if (n < most && eligible && !standing && beside < rules.groupCap) continue
      context.addIssue({
        code: 'custom',
        message: 'not recommended within the rules',
        path: ['candidates', i, 'recommended'],
      })
    }
  })
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
  const { meeting, draw, pool, rules, portfolio, number, numberCommitment, numberSalt } = inputs
  const locked = { meeting, draw, pool, rules, candidates, ...(portfolio ? { portfolio } : {}) }
  const sealed = numberCommitment === undefined ? {} : { numberCommitment }
  const opened = number !== null && numberSalt ? { number, salt: numberSalt } : null
  const seed = seedOf(
    { ...locked, ...sealed },
    inputs.officeShare,
    'numberCommitment' in sealed ? opened : number,
  )
  const eligible = candidates.filter((candidate) => candidate.eligible)
  const random = randomNumbers(seed, 'panel')
  const drawn = new Set(
    portfolio
      ? drawFromPortfolio(rules, candidates, portfolio, random)
      : roundDependently(
          eligible.map((c) => ({ no: c.no, kind: kindOf(c), group: c.group, chance: parse(c.chance) })),
          random,
        ),
  )
  const seated = rules.kinds.flatMap(({ kind }) =>
    eligible.filter((c) => drawn.has(c.no) && kindOf(c) === kind),
  )
  const rest = eligible.filter((c) => !drawn.has(c.no)).map((c) => c.no)
  return {
    v: versionOf(inputs),
    ...locked,
    commitment: inputs.commitment,
    officeShare: inputs.officeShare,
    officeSalt: inputs.officeSalt,
    number,
    ...sealed,
    ...('numberCommitment' in sealed ? { numberSalt: numberSalt ?? null } : {}),
    seed,
    panel: seated.map((c, i) => ({ seat: i + 1, kind: kindOf(c), no: c.no, chance: c.chance })),
    order: shuffled(rest, randomNumbers(seed, 'order').below),
  }
}
