import { commitmentOf } from '../draw/randomness.ts'
import { verifyDraw } from '../draw/verify.ts'
import { canonicalJson, sha256Hex } from '../ledger/canonical.ts'
import { type ChainVerdict, matchesHeadCode, verifyChain } from '../ledger/chain.ts'
import { type Commit, commitSchema, readableEvent } from '../ledger/commit.ts'
import { replay } from '../ledger/replay.ts'
import { recommendedIn } from '../meeting/ceremony.ts'
import type { MeetingEvent } from '../meeting/events.ts'
import { meeting } from '../meeting/meeting.ts'
import { itemsFingerprint } from '../meeting/minutes.ts'
import type { Draw, MeetingState } from '../meeting/state.ts'
import type { PublicRecord } from './answers.ts'
import { replaySeats } from './replay-seats.ts'

export const checkIds = [
  'pool-locked',
  'shares',
  'draw',
  'seats',
  'chain',
  'minutes',
  'opinions',
  'conclusion',
  'head-code',
] as const
export type CheckId = (typeof checkIds)[number]

/** One question a reader may ask of a record, and what recomputing it says. */
export interface Check {
  readonly id: CheckId
  readonly outcome: 'holds' | 'fails' | 'not-yet' | 'not-given'
  /** What the sentence about it names; instants are UTC milliseconds under `at`, `from`, `until`, `…At`. */
  readonly facts: Readonly<Record<string, string | number>>
  /** Where it fails: what should stand there and what does. */
  readonly difference?: { readonly place: string; readonly expected: string; readonly found: string }
}

export interface RecordVerdict {
  readonly checks: readonly Check[]
  /** Every numbered draw as the record has it; none where the record cannot be read. */
  readonly draws: readonly Draw[]
  /** Seats of the present panel that changed hands since it was drawn. */
  readonly changedHands: number
  /** `unchanged` needs the head code from paper; `open`: nothing fails and the meeting is not closed. */
  readonly verdict: 'broken' | 'unchanged' | 'consistent' | 'open'
  readonly last: { readonly seq: number; readonly head: string } | null
  readonly closing: { readonly seq: number; readonly head: string } | null
}

type Difference = NonNullable<Check['difference']>
type Answer = Omit<Check, 'id'>

const holds = (facts: Check['facts'] = {}): Answer => ({ outcome: 'holds', facts })
const fails = (difference?: Difference, facts: Check['facts'] = {}): Answer => ({
  outcome: 'fails',
  facts,
  ...(difference ? { difference } : {}),
})
const notYet: Answer = { outcome: 'not-yet', facts: {} }

interface Read {
  readonly record: PublicRecord
  readonly commits: readonly Commit[]
  readonly chain: ChainVerdict
  readonly state: MeetingState
  /** The draw that counts: the last that was not voided. */
  readonly draw: Draw | undefined
  readonly headCode: string
}

/**
 * Recomputes everything a reader can from a record as the public may see it: the draw, the chain, the order
 * of sealing and opening, the conclusion's fingerprint. The same in the browser, offline and in tests.
 * @param headCode what was typed from the slip; empty: not given
 */
export function verifyRecord(record: PublicRecord, headCode = ''): RecordVerdict {
  const commits = record.meeting.flatMap((raw) => {
    const parsed = commitSchema.safeParse(raw)
    return parsed.success ? [parsed.data] : []
  })
  const chain = verifyChain(record.meeting)
  const state = attempt(() => replay(meeting, commits))
  const read = state && {
    record,
    commits,
    chain,
    state,
    draw: state.draws.filter((draw) => draw.status !== 'void').at(-1),
    headCode: headCode.trim(),
  }
  const checks = checkIds.map((id): Check => {
    // Bytes changed at will can make any of it unreadable: that is a failure of the record, not of the page.
    const answer = id === 'chain' ? chainAnswer(chain, commits) : read && attempt(() => questions[id](read))
    return { id, ...(answer ?? fails()) }
  })
  const closing = commits.find((commit) => commit.seq === state?.closedSeq)
  const last = commits.at(-1)
  return {
    checks,
    draws: state?.draws ?? [],
    changedHands: state?.left.length ?? 0,
    verdict: verdictOf(checks, closing !== undefined),
    last: last ? { seq: last.seq, head: last.head } : null,
    closing: closing ? { seq: closing.seq, head: closing.head } : null,
  }
}

function verdictOf(checks: readonly Check[], closed: boolean): RecordVerdict['verdict'] {
  if (checks.some((check) => check.outcome === 'fails')) return 'broken'
  if (!closed) return 'open'
  return checks.some((check) => check.id === 'head-code' && check.outcome === 'holds')
    ? 'unchanged'
    : 'consistent'
}

/** The number of the first commit in which two copies of a record differ; null where one continues the other. */
export function firstDifference(a: PublicRecord, b: PublicRecord): number | null {
  const heads = (record: PublicRecord) =>
    record.meeting.map((raw) => {
      const parsed = commitSchema.safeParse(raw)
      return parsed.success ? parsed.data.head : ''
    })
  const [ours, theirs] = [heads(a), heads(b)]
  const index = ours.slice(0, theirs.length).findIndex((head, i) => head !== theirs[i])
  return index < 0 ? null : index + 1
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** Sequence numbers at which events of this type stand. */
function seqsOf(commits: readonly Commit[], type: MeetingEvent['type'], draw?: number): number[] {
  return commits.flatMap((commit) =>
    commit.events.flatMap((stored) => {
      const event = readableEvent(stored)
      return event?.type === type && (draw === undefined || event.draw === draw) ? [commit.seq] : []
    }),
  )
}

const differ = (place: string, expected: unknown, found: unknown): Difference | undefined => {
  const [a, b] = [canonicalJson(expected), canonicalJson(found)]
  return a === b ? undefined : { place, expected: a, found: b }
}

const byNumber = (a: { no: number }, b: { no: number }) => a.no - b.no

function chainAnswer(chain: ChainVerdict, commits: readonly Commit[]): Answer {
  if (!chain.ok) {
    const { seq, code, place, expected, found } = chain
    return fails({ place: `${seq}/${place}`, expected, found }, { seq, code, place, expected, found })
  }
  const [first] = commits
  const last = commits.at(-1)
  return first && last ? holds({ count: commits.length, from: first.at, until: last.at }) : notYet
}

/** Shares, and salts of numbers, opened in draws before this one. */
const sharesBefore = (state: MeetingState, { draw }: Draw): readonly string[] =>
  state.draws
    .filter((each) => each.draw < draw)
    .flatMap(({ transcript, numberSalt }) => [
      ...(transcript ? [transcript.officeShare] : []),
      ...(numberSalt ? [numberSalt] : []),
    ])

/** Recomputes the draws that were opened and then voided, against what the record says of each. */
function voidedDraws({ state, commits }: Read): Difference | undefined {
  for (const draw of state.draws) {
    if (draw.status !== 'void' || !draw.transcript) continue
    const { pool, rules, candidates, portfolio } = draw.locked
    const seqs = (type: MeetingEvent['type']) => seqsOf(commits, type, draw.draw)
    const verdict = verifyDraw(draw.transcript, {
      draw: draw.draw,
      pool,
      rules,
      candidates: [...candidates],
      ...(portfolio ? { portfolio } : {}),
      commitment: draw.commitment ?? '',
      number: draw.number ?? null,
      numberCommitment: draw.numberCommitment ?? null,
      numberSalt: draw.numberSalt ?? null,
      earlierShares: sharesBefore(state, draw),
      sequence: {
        locked: seqs('pool-locked'),
        sealed: seqs('number-sealed'),
        committed: seqs('share-committed'),
        numbered: seqs('number-given'),
        drawn: seqs('panel-drawn'),
      },
    })
    if (!verdict.ok)
      return { place: `${draw.draw}/${verdict.place}`, expected: verdict.expected, found: verdict.found }
  }
  return undefined
}

const questions: Readonly<Record<Exclude<CheckId, 'chain'>, (read: Read) => Answer>> = {
  'pool-locked': ({ draw, commits }) => {
    if (!draw) return notYet
    const { candidates, rules, pool, portfolio } = draw.locked
    const eligible = candidates.filter((candidate) => candidate.eligible).length
    const facts = {
      total: candidates.length,
      eligible,
      excluded: candidates.length - eligible,
      at: draw.lockedAt,
    }
    const [locked = Number.NaN] = seqsOf(commits, 'pool-locked', draw.draw)
    const later = [
      ...seqsOf(commits, 'share-committed', draw.draw),
      ...seqsOf(commits, 'panel-drawn', draw.draw),
    ]
    if (later.some((seq) => !(locked < seq))) return fails()
    if (!draw.transcript) return holds(facts)
    const used = draw.transcript
    const difference =
      differ('pool', pool, used.pool) ??
      differ('rules', rules, used.rules) ??
      differ('candidates', [...candidates].sort(byNumber), [...used.candidates].sort(byNumber)) ??
      differ('portfolio', portfolio ?? null, used.portfolio ?? null)
    return difference ? fails(difference) : holds(facts)
  },
  shares: ({ draw, commits }) => {
    if (!draw?.transcript || draw.committedAt === undefined || draw.drawnAt === undefined) return notYet
    const { transcript } = draw
    const [committed = Number.NaN] = seqsOf(commits, 'share-committed', draw.draw)
    const [numbered = Number.NaN] = seqsOf(commits, 'number-given', draw.draw)
    const [drawn = Number.NaN] = seqsOf(commits, 'panel-drawn', draw.draw)
    const sealed = seqsOf(commits, 'number-sealed', draw.draw)
    if (!(committed < numbered && numbered <= drawn)) return fails()
    if (sealed.length > 1 || sealed.some((seq) => !(seq < committed))) return fails()
    const difference =
      differ('commitment', draw.commitment, commitmentOf(transcript.officeSalt, transcript.officeShare)) ??
      differ('numberCommitment', draw.numberCommitment ?? null, transcript.numberCommitment ?? null) ??
      differ('number', draw.number ?? null, transcript.number) ??
      differ('numberSalt', draw.numberSalt ?? null, transcript.numberSalt ?? null)
    if (difference) return fails(difference)
    return holds({
      ...(draw.numberSealedAt === undefined ? {} : { sealedAt: draw.numberSealedAt }),
      committedAt: draw.committedAt,
      numberedAt: draw.numberedAt ?? draw.drawnAt,
      drawnAt: draw.drawnAt,
      number: transcript.number ?? '',
      via: draw.via ?? 'none',
    })
  },
  draw: (read) => {
    const { draw, state, record } = read
    const voided = voidedDraws(read)
    if (voided) return fails(voided)
    if (!draw?.transcript) return notYet
    const verdict = verifyDraw(draw.transcript, { draw: draw.draw, earlierShares: sharesBefore(state, draw) })
    if (!verdict.ok) return fails({ place: verdict.place, expected: verdict.expected, found: verdict.found })
    const { transcript } = verdict
    const seats = draw.drawnSeats ?? []
    const substitutes = transcript.order.slice(0, draw.locked.rules.substitutes)
    const name = (no: number) => draw.locked.officers.find((officer) => officer.no === no)?.name ?? String(no)
    const [stream] = record.meeting.flatMap((raw) => commitSchema.safeParse(raw).data?.stream ?? [])
    const recommended = recommendedIn(draw)
    const difference =
      differ('meeting', stream, `meeting/${transcript.meeting}`) ??
      differ(
        'seats',
        transcript.panel.map(({ seat, no }) => ({ seat, no, name: name(no) })),
        seats.map(({ seat, officerNo, name: shown }) => ({ seat, no: officerNo, name: shown })),
      )
    if (difference) return fails(difference)
    return holds({
      names: seats.map((seat) => seat.name).join(' '),
      substitutes: substitutes.map(name).join(' '),
      ...(recommended.size > 0 ? { recommended: [...recommended].map(name).join(' ') } : {}),
      ...(transcript.portfolio ? { compositions: transcript.portfolio.length } : {}),
    })
  },
  seats: ({ draw, commits }) => {
    if (!draw?.transcript) return notYet
    const verdict = replaySeats(commits)
    if (!verdict.ok) return fails({ place: verdict.place, expected: verdict.expected, found: verdict.found })
    const { changed, passed, unshown } = verdict
    const facts = { changed, passed, unshown }
    return unshown > 0 ? { outcome: 'not-given', facts } : holds(facts)
  },
  minutes: ({ state, commits }) => {
    if (state.phase !== 'closed') return notYet
    const recorded = commits
      .flatMap((commit) => commit.events.map(readableEvent))
      .find((event) => event?.type === 'meeting-closed')?.itemsSha256
    const difference = differ('itemsSha256', recorded, itemsFingerprint(state.items))
    if (difference) return fails(difference)
    return holds({
      items: Object.keys(state.items).length,
      signed: Object.values(state.signatures).filter((signature) => signature.method !== 'refused').length,
      at: state.closedAt ?? 0,
    })
  },
  opinions: ({ state, commits }) => {
    if (state.openedAt === null) return notYet
    const opened = seqsOf(commits, 'opinions-opened')
    const sealed = seqsOf(commits, 'opinion-sealed')
    const [at = Number.NaN] = opened
    if (opened.length !== 1 || sealed.some((seq) => !(seq < at))) return fails()
    return holds({
      opened: Object.values(state.seals).filter((seal) => seal.status === 'opened').length,
      missing: state.missing.length,
      at: state.openedAt,
    })
  },
  conclusion: ({ state, record }) => {
    if (!state.publication && !record.document) return notYet
    const found = record.document ? sha256Hex(canonicalJson(record.document)) : null
    const difference = differ('document', state.publication?.sha256 ?? null, found)
    return difference ? fails(difference) : holds({ at: state.publication?.at ?? 0 })
  },
  'head-code': ({ state, commits, headCode }) => {
    const closing = commits.find((commit) => commit.seq === state.closedSeq)
    if (!closing) return notYet
    if (headCode === '') return { outcome: 'not-given', facts: {} }
    return matchesHeadCode(headCode, closing.head)
      ? holds({ at: closing.at })
      : fails({ place: `${closing.seq}/head`, expected: closing.head.slice(0, 32), found: headCode })
  },
}
