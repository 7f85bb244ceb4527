import { z } from 'zod'
import { poolReasons } from '../draw/eligibility.ts'
import { type Commit, readableEvent } from '../ledger/commit.ts'
import { evolveCommit, seenEvents } from '../ledger/replay.ts'
import { chairAverage, meanOf, partyAverage } from './appraisal.ts'
import { type BarReason, barsOn } from './eligibility.ts'
import { type PoolEvent, poolAudiences } from './events.ts'
import { categorySchema, type Officer } from './officer.ts'
import { pool } from './pool.ts'
import { initialPool, type PoolState } from './state.ts'
import { satBefore } from './workload.ts'

/** Kinds of event in the history of one officer. */
export const historyTypes = [
  'application-decided',
  'officer-added',
  'officer-readmitted',
  'officer-edited',
  'officer-suspended',
  'officer-reinstated',
  'officer-removed',
  'officer-kept',
  'unavailability-recorded',
  'training-recorded',
  'ties-declared',
  'hearing-served',
  'officer-appraised',
  'slips-counted',
  'review-recorded',
] as const

/** One line of an officer's history: what happened, when, by whom, and the words somebody wrote about it. */
export const historyEntrySchema = z.object({
  seq: z.int(),
  /** UTC milliseconds. */
  at: z.int(),
  /** Stable identity of who did it, as the ledger has it. */
  by: z.string(),
  type: z.enum(historyTypes),
  /** A reason, note, remark or title; empty where there is none. */
  text: z.string(),
  /** Days, numbers and codes of this kind of event. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
})
export type HistoryEntry = z.infer<typeof historyEntrySchema>

type Line = Pick<HistoryEntry, 'type' | 'text' | 'facts'>

const detailKeys = [
  'name',
  'category',
  'sector',
  'unit',
  'standing',
  'expertise',
  'languages',
  'phone',
  'term',
  'trainingValidUntil',
] as const

const rounded = (value: number | null): string => (value === null ? '' : value.toFixed(1))

/** The line an event adds to the history of officer `no`; null: it is not about them. `before`: the pool before it. */
function lineOf(event: PoolEvent, no: number, before: PoolState): Line | null {
  const line = (text: string, facts: Line['facts'] = {}): Line | null =>
    historyTypes.some((type) => type === event.type) && 'no' in event && event.no === no
      ? { type: event.type as Line['type'], text, facts }
      : null
  switch (event.type) {
    case 'rules-set':
    case 'slips-printed':
    case 'application-received':
    case 'application-reviewed':
    case 'application-withdrawn':
    case 'application-set-aside':
      return null
    case 'application-decided':
      return line(event.reason)
    case 'officer-added':
      return line(event.adopted ?? '', { route: event.route })
    case 'officer-readmitted':
      return line('', { route: event.route })
    case 'officer-edited': {
      const card = before.officers[no]
      const changed = detailKeys.filter((key) => JSON.stringify(card?.[key]) !== JSON.stringify(event[key]))
      return line('', { changed })
    }
    case 'officer-suspended':
    case 'officer-reinstated':
      return line(event.reason)
    case 'officer-removed':
      return line(event.reason, { cause: event.cause, rule: event.rule, because: event.because })
    case 'officer-kept':
      return line(event.reason, { rule: event.rule, because: event.because })
    case 'unavailability-recorded':
      return line('', { ranges: event.ranges.map(({ from, until }) => `${from}/${until}`) })
    case 'training-recorded':
      return line(event.title, { heldOn: event.heldOn, validUntil: event.validUntil })
    case 'ties-declared':
      return line('', { kin: event.ties.kin.length, units: event.ties.units.length })
    case 'officer-appraised':
      return line(event.remark, {
        on: event.on,
        mean: rounded(meanOf(chairAverage([event]))),
        number: before.hearings[event.meetingId]?.number ?? '',
      })
    case 'hearing-served': {
      const own = event.outcomes.find((outcome) => outcome.no === no)
      if (!own) return null
      const { on, number } = event
      return { type: event.type, text: '', facts: { on, number, outcome: own.outcome } }
    }
    case 'slips-counted': {
      const own = event.officers.find((tally) => tally.no === no)
      if (!own) return null
      const { meetingId, on, ballots, slips } = event
      const mean = rounded(meanOf(partyAverage([{ ...own, meetingId, on }])))
      const number = before.hearings[meetingId]?.number ?? ''
      return { type: event.type, text: own.remarks.join(' / '), facts: { on, mean, ballots, slips, number } }
    }
    case 'review-recorded': {
      const own = event.entries.find((entry) => entry.no === no)
      if (!own) return null
      const { from, until } = event
      return { type: event.type, text: own.note, facts: { from, until, outcome: own.outcome } }
    }
  }
}

/** Who made a commit: the stable identity in its first event; empty where that cannot be read. */
export const actorOf = (commit: Commit): string => {
  const meta = commit.events[0] ? readableEvent(commit.events[0]) : null
  return typeof meta?.actor === 'string' ? meta.actor : ''
}

/** Everything the ledger says of one officer, oldest first. The commits must be as staff read them, from the first on. */
export function historyOf(commits: readonly Commit[], no: number): readonly HistoryEntry[] {
  const entries: HistoryEntry[] = []
  let state = initialPool
  for (const commit of commits) {
    const { seq, at } = commit
    for (const event of seenEvents(poolAudiences, commit)) {
      // Staff see every field, so what staff see of an event is the event.
      const line = lineOf(event as PoolEvent, no, state)
      if (line) entries.push({ seq, at, by: actorOf(commit), ...line })
      state = pool.evolve(state, event, { seq, at })
    }
  }
  return entries
}

/** The pool as the ledger had it at the end of a day of the county, and the last commit that counts. */
export function poolAtEndOf(
  commits: readonly Commit[],
  day: string,
  dateOf: (at: number) => string,
): { readonly state: PoolState; readonly seq: number; readonly head: string } {
  const known = commits.filter(({ at }) => dateOf(at) <= day)
  const state = known.reduce((current, commit) => evolveCommit(pool, current, commit), initialPool)
  const last = known.at(-1)
  return { state, seq: last?.seq ?? 0, head: last?.head ?? '' }
}

/** Why an officer could not be drawn on a day, with what the record has to show for it. */
export const barOnDaySchema = z.object({ reason: z.enum(poolReasons), because: z.string() })

function evidenceOf(officer: Officer, reason: BarReason, day: string, { rules }: PoolState): string {
  switch (reason) {
    case 'suspended':
      return officer.reason ?? ''
    case 'unreviewed':
      return ''
    case 'term-ended':
      return officer.term ? `${officer.term.from} – ${officer.term.until}` : ''
    case 'unavailable': {
      const range = officer.unavailable.find(({ from, until }) => from <= day && day <= until)
      return range
        ? [`${range.from} – ${range.until}`, range.note].filter((part) => part !== '').join(' ')
        : ''
    }
    case 'training-lapsed':
      return officer.trainingValidUntil ?? ''
    case 'resting':
      return rules.rest ? `${satBefore(officer, day, rules.rest.days)} / ${rules.rest.days}` : ''
  }
}

export const membershipSchema = z.enum(['unknown', 'not-yet', 'in', 'left'])

/** Whether an officer was in the pool on a day, could be drawn, and if not, why. */
export const dayAnswerSchema = z.object({
  day: z.iso.date(),
  /** The last commit of the pool's ledger on that day; 0: there was none yet. */
  seq: z.int(),
  head: z.string(),
  /** How many were in the pool, and how many of them could have been drawn. */
  officers: z.int(),
  available: z.int(),
  /** Everybody there ever was, as they stood that day; who joined only later as they are now. By number. */
  members: z.array(
    z.object({
      no: z.int(),
      name: z.string(),
      unit: z.string(),
      category: categorySchema,
      sector: z.string(),
      standing: z.boolean(),
      membership: membershipSchema,
      bars: z.array(z.enum(poolReasons)),
    }),
  ),
  officer: z
    .object({
      no: z.int(),
      name: z.string(),
      unit: z.string(),
      membership: membershipSchema,
      bars: z.array(barOnDaySchema),
      /** What was entered after that day and would have barred them, had it been known. */
      enteredLater: z.array(barOnDaySchema),
      history: z.array(historyEntrySchema.extend({ byName: z.string() })),
    })
    .nullable(),
})
export type DayAnswer = z.infer<typeof dayAnswerSchema>

function membershipOf(then: Officer | undefined, now: Officer | undefined): z.infer<typeof membershipSchema> {
  if (then) return then.status === 'removed' ? 'left' : 'in'
  return now ? 'not-yet' : 'unknown'
}

/** One line of who was in the pool that day. A number stays its officer's, so whoever was there is there still. */
function memberOn(
  then: Officer | undefined,
  now: Officer,
  day: string,
  { rules }: PoolState,
): DayAnswer['members'][number] {
  const membership = membershipOf(then, now)
  const { no, name, unit, category, sector, standing } = then ?? now
  const bars = then && membership === 'in' ? [...barsOn(then, day, rules)] : []
  return { no, name, unit, category, sector, standing, membership, bars }
}

/**
 * Answers "who was in the pool on that day, and why not X" out of the ledger alone: as it stood at the end of
 * that day, whatever was entered since.
 * @param no the officer asked about; null asks for the numbers only
 * @param nameOf gives the name behind an identity of the ledger
 */
export function answerForDay(
  commits: readonly Commit[],
  day: string,
  no: number | null,
  dateOf: (at: number) => string,
  nameOf: (identity: string) => string,
): DayAnswer {
  const { state, seq, head } = poolAtEndOf(commits, day, dateOf)
  const present = commits.reduce((current, commit) => evolveCommit(pool, current, commit), initialPool)
  const members = Object.values(present.officers)
    .sort((a, b) => a.no - b.no)
    .map((now) => memberOn(state.officers[now.no], now, day, state))
  const inPool = members.filter(({ membership }) => membership === 'in')
  const available = inPool.filter(({ bars }) => bars.length === 0).length
  const counts = { day, seq, head, officers: inPool.length, available, members }
  if (no === null) return { ...counts, officer: null }
  const [then, now] = [state.officers[no], present.officers[no]]
  const membership = membershipOf(then, now)
  const barsIn = (officer: Officer | undefined, from: PoolState) =>
    officer
      ? barsOn(officer, day, from.rules).map((reason) => ({
          reason,
          because: evidenceOf(officer, reason, day, from),
        }))
      : []
  const bars = membership === 'in' ? barsIn(then, state) : []
  const enteredLater = (membership === 'in' ? barsIn(now, present) : []).filter(
    // Only what speaks of days: a suspension of today says nothing about then.
    ({ reason }) =>
      (reason === 'unavailable' || reason === 'term-ended') && bars.every((bar) => bar.reason !== reason),
  )
  return {
    ...counts,
    officer: {
      no,
      name: then?.name ?? now?.name ?? '',
      unit: then?.unit ?? now?.unit ?? '',
      membership,
      bars,
      enteredLater,
      history: historyOf(commits, no)
        .filter(({ at }) => dateOf(at) <= day)
        .map((entry) => ({ ...entry, byName: nameOf(entry.by) })),
    },
  }
}
