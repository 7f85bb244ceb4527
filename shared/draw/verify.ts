import { canonicalJson, type JsonValue } from '../ledger/canonical.ts'
import { computeChances } from './chances.ts'
import { faultOf, portfolioChances } from './portfolio/portfolio.ts'
import { commitmentOf, numberCommitmentOf } from './randomness.ts'
import { type DrawTranscript, drawTranscriptSchema, runDraw } from './transcript.ts'

/** What is recomputed, in this order. */
export const drawSteps = [
  'format',
  'record',
  'sealing',
  'candidates',
  'portfolio',
  'chances',
  'commitment',
  'number',
  'seed',
  'panel',
  'order',
] as const
export type DrawStep = (typeof drawSteps)[number]

/** Where a transcript differs from what it must be; values as canonical JSON. */
export interface DrawDifference {
  readonly code:
    | 'DRAW_MALFORMED'
    | 'DRAW_FOREIGN'
    | 'DRAW_SHARE_REUSED'
    | 'DRAW_SEALING'
    | 'DRAW_CANDIDATES'
    | 'DRAW_INFEASIBLE'
    | 'DRAW_PORTFOLIO'
    | 'DRAW_CHANCE'
    | 'DRAW_COMMITMENT'
    | 'DRAW_NUMBER'
    | 'DRAW_SEED'
    | 'DRAW_PANEL'
    | 'DRAW_ORDER'
  readonly place: string
  readonly expected: string
  readonly found: string
}

/** Verdict on a transcript: what was checked, or the first place where it differs. */
export type DrawVerdict =
  | {
      readonly ok: true
      readonly transcript: DrawTranscript
      /** What was recomputed: `record` and `sealing` only beside a record, `portfolio` and a sealed `number` only where there is one. */
      readonly steps: readonly DrawStep[]
      /**
       * Without a petitioner's number nobody may say that nobody could steer, whether none came or none was opened;
       * nor beside no record, since a transcript has no order in time.
       */
      readonly steered:
        | 'nobody'
        | 'nobody-both-sealed'
        | 'order-unknown'
        | 'office-could'
        | 'office-could-unopened'
    }
  | ({ readonly ok: false; readonly step: DrawStep; readonly steps: readonly DrawStep[] } & DrawDifference)

/** What the reader knows from elsewhere (the meeting's record): a transcript of another draw is then found out. */
export type KnownOfDraw = Partial<
  Pick<
    DrawTranscript,
    'meeting' | 'draw' | 'pool' | 'rules' | 'candidates' | 'portfolio' | 'commitment' | 'number'
  >
> & {
  /** What was sealed in advance, and its salt once opened; null: the record has none. */
  readonly numberCommitment?: string | null
  readonly numberSalt?: string | null
  /** Shares, and salts of numbers, opened in earlier draws: one used twice was known to everybody. */
  readonly earlierShares?: readonly string[]
  /** Where the acts of this draw stand in the record; null: the record's chain does not hold, nothing says so. */
  readonly sequence?: Sequence | null
}

/** Sequence numbers of the commits with each act of one draw. */
export interface Sequence {
  readonly locked: readonly number[]
  /** A petitioner's number sealed in advance. */
  readonly sealed: readonly number[]
  readonly committed: readonly number[]
  readonly numbered: readonly number[]
  readonly drawn: readonly number[]
}

type Code = DrawDifference['code']

const differ = (code: Code, place: string, expected: unknown, found: unknown): DrawDifference => ({
  code,
  place,
  expected: canonicalJson(expected),
  found: canonicalJson(found),
})

/** The first place at which two values differ, looking into objects and lists; null where they are equal. */
function compare(code: Code, place: string, expected: JsonValue, found: JsonValue): DrawDifference | null {
  if (canonicalJson(expected) === canonicalJson(found)) return null
  if (typeof expected === 'object' && expected && typeof found === 'object' && found) {
    const [a, b] = [Object.entries(expected), new Map(Object.entries(found))]
    const keys = new Set([...a.map(([key]) => key), ...b.keys()])
    const left = new Map(a)
    for (const key of keys) {
      const [one, other] = [left.get(key) ?? null, b.get(key) ?? null]
      const difference = compare(code, `${place}/${key}`, one, other)
      if (difference) return difference
    }
  }
  return differ(code, place, expected, found)
}

/** Members of a transcript that stand in the meeting's record as well. */
export const recordedMembers = [
  'meeting',
  'draw',
  'pool',
  'rules',
  'candidates',
  'portfolio',
  'commitment',
  'number',
  'numberCommitment',
  'numberSalt',
] as const

function foreign(
  transcript: DrawTranscript,
  { earlierShares = [], candidates, sequence: _, ...rest }: KnownOfDraw,
) {
  const locked = candidates && { candidates: [...candidates].sort((a, b) => a.no - b.no) }
  const known: KnownOfDraw = { ...rest, ...locked }
  for (const place of ['officeShare', 'numberSalt'] as const)
    if (earlierShares.includes(transcript[place] ?? ''))
      return differ('DRAW_SHARE_REUSED', place, 'a new share', transcript[place])
  for (const key of recordedMembers) {
    const expected = known[key]
    const found = transcript[key] ?? null
    const difference = expected === undefined ? null : compare('DRAW_FOREIGN', key, expected, found)
    if (difference) return difference
  }
  return null
}

/** Each act once, and in this order: lock, sealed number where there is one, the office's seal, number, panel. */
function outOfOrder(sealedInAdvance: boolean, sequence: Sequence | null): DrawDifference | null {
  const { locked, sealed, committed, numbered, drawn } = sequence ?? nowhere
  const acts = [locked, ...(sealedInAdvance ? [sealed] : []), committed, numbered]
  const seqs = acts.flat()
  const last = seqs.at(-1) ?? 0
  const once = [...acts, drawn].every(({ length }) => length === 1)
  const ordered =
    seqs.every((seq, i) => i === 0 || seq > (seqs[i - 1] ?? 0)) && drawn.every((seq) => seq >= last)
  return once && ordered && sealed.length === Number(sealedInAdvance)
    ? null
    : differ('DRAW_SEALING', 'record', 'lock, seal, number, panel', sequence)
}
const nowhere: Sequence = { locked: [], sealed: [], committed: [], numbered: [], drawn: [] }

function misnumbered({ candidates }: DrawTranscript): DrawDifference | null {
  const found = candidates.findIndex((one, i) => i > 0 && one.no <= (candidates[i - 1]?.no ?? 0))
  return found < 0
    ? null
    : differ('DRAW_CANDIDATES', `candidates/${found}/no`, 'ascending', candidates[found]?.no)
}

function wrongPortfolio({ rules, candidates, portfolio }: DrawTranscript): DrawDifference | null {
  const fault = portfolio ? faultOf(rules, candidates, portfolio) : null
  if (!fault) return null
  const place = ['portfolio', ...(fault.place === '' ? [] : [fault.place])].join('/')
  return differ('DRAW_PORTFOLIO', place, fault.expected, portfolio ? at(portfolio, fault.place) : null)
}

/** What stands at a path. */
const at = (value: JsonValue, path: string): unknown =>
  path
    .split('/')
    .filter((key) => key !== '')
    .reduce((inner: unknown, key) => new Map(Object.entries(Object(inner))).get(key) ?? null, value)

function wrongChance({ rules, candidates, portfolio }: DrawTranscript): DrawDifference | null {
  const computed = portfolio
    ? { ok: true as const, chances: portfolioChances(rules, candidates, portfolio) }
    : computeChances(rules, candidates)
  if (!computed.ok) return differ('DRAW_INFEASIBLE', 'rules', 'a panel exists', computed.refusal.code)
  const found = candidates.findIndex(({ no, chance }) => chance !== computed.chances[no])
  const wrong = candidates[found]
  return wrong
    ? differ('DRAW_CHANCE', `candidates/${found}/chance`, computed.chances[wrong.no], wrong.chance)
    : null
}

/** A number sealed in advance must be the one that was opened; never opened, there is nothing to compare. */
function wrongNumber(transcript: DrawTranscript): DrawDifference | null {
  const { meeting, draw, number, numberSalt: salt, numberCommitment: sealed } = transcript
  if (number === null || !salt || sealed === undefined) return null
  return compare(
    'DRAW_NUMBER',
    'numberCommitment',
    numberCommitmentOf({ meeting, draw, number, salt }),
    sealed,
  )
}

/** How far the promise goes: see docs/draw.md §9. @param ordered a record has shown what came first */
function steeredBy({ number, numberCommitment }: DrawTranscript, ordered: boolean) {
  if (number !== null && !ordered) return 'order-unknown'
  if (numberCommitment === undefined) return number === null ? 'office-could' : 'nobody'
  return number === null ? 'office-could-unopened' : 'nobody-both-sealed'
}

/**
 * Recomputes a draw from its transcript: chances from rules, candidates and portfolio, the office's share against its
 * commitment, a number sealed in advance against its own, seed, panel and order; with `known`, that it is the draw of
 * this record and that sealing came first in it. Of a portfolio it checks that it keeps the rules and gives the published chances, not that no other
 * would be fairer. The first difference is named with its place. Source: docs/draw.md §8.
 */
export function verifyDraw(raw: unknown, known: KnownOfDraw = {}): DrawVerdict {
  const parsed = drawTranscriptSchema.safeParse(raw)
  const extra: Partial<Record<DrawStep, boolean>> = {
    record: Object.keys(known).length > 0,
    sealing: known.sequence !== undefined,
    portfolio: parsed.data?.portfolio !== undefined,
    number: typeof parsed.data?.numberSalt === 'string',
  }
  const steps = drawSteps.filter((step) => extra[step] ?? true)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const place = issue?.path.join('/') ?? ''
    const difference = differ('DRAW_MALFORMED', place, 'transcript', issue?.message ?? '')
    return { ok: false, step: 'format', steps, ...difference }
  }
  const transcript = parsed.data
  const commitment = commitmentOf(transcript.officeSalt, transcript.officeShare)
  const before: readonly [DrawStep, DrawDifference | null][] = [
    ['record', foreign(transcript, known)],
    [
      'sealing',
      known.sequence === undefined
        ? null
        : outOfOrder(transcript.numberCommitment !== undefined, known.sequence),
    ],
    ['candidates', misnumbered(transcript)],
    ['portfolio', wrongPortfolio(transcript)],
    ['chances', wrongChance(transcript)],
    ['commitment', compare('DRAW_COMMITMENT', 'commitment', commitment, transcript.commitment)],
    ['number', wrongNumber(transcript)],
  ]
  for (const [step, difference] of before) if (difference) return { ok: false, step, steps, ...difference }

  const again = runDraw(transcript)
  const after: readonly [DrawStep, DrawDifference | null][] = [
    ['seed', compare('DRAW_SEED', 'seed', again.seed, transcript.seed)],
    ['panel', compare('DRAW_PANEL', 'panel', again.panel, transcript.panel)],
    ['order', compare('DRAW_ORDER', 'order', again.order, transcript.order)],
  ]
  for (const [step, difference] of after) if (difference) return { ok: false, step, steps, ...difference }
  return { ok: true, transcript, steps, steered: steeredBy(transcript, known.sequence !== undefined) }
}
