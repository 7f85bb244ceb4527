import { kindOf } from '../draw/rules.ts'
import { fitsBeside, nextSubstitute } from '../draw/substitution.ts'
import type { DrawTranscript } from '../draw/transcript.ts'
import type { Seen } from '../ledger/aggregate.ts'
import { type Commit, readableEvent } from '../ledger/commit.ts'
import type { MeetingEvent } from '../meeting/events.ts'

/** What replaying the vacancies of a record by the drawn order says. */
export type SeatsVerdict =
  | { readonly ok: true; readonly changed: number; readonly passed: number; readonly unshown: number }
  | { readonly ok: false; readonly place: string; readonly expected: string; readonly found: string }

interface Panel {
  readonly transcript: DrawTranscript
  /** Whether this draw promised to show everybody who is skipped. */
  readonly skipsShown: boolean
  readonly names: ReadonlyMap<number, string>
  /** Who sits where; null: vacant. */
  readonly seats: Map<
    number,
    { readonly kind: 'standing' | 'adhoc'; no: number | null; recommended: boolean }
  >
  /** Whoever left a seat or was passed over: never considered again. */
  readonly out: Set<number>
}

type Locked = Seen<Extract<MeetingEvent, { type: 'pool-locked' }>>

/**
 * Replays every vacancy of a record as the public may see it: whoever came must have been the first in the drawn order
 * who fits beside those who sat, but for those the record says were passed over. Seats vacated in one commit are empty
 * before the first is filled, and filled in their order. Source: docs/draw.md §7.
 * `unshown` counts skips of which a record made before they were shown says nothing: they cannot be judged.
 */
export function replaySeats(commits: readonly Commit[]): SeatsVerdict {
  const locks = new Map<number, Locked>()
  let panel: Panel | undefined
  const counts = { changed: 0, passed: 0, unshown: 0 }
  for (const { seq, events } of commits) {
    const vacated: number[] = []
    let last = 0
    const fail = (what: string, expected: unknown, found: unknown): SeatsVerdict => ({
      ok: false,
      place: `${seq}/${what}`,
      expected: String(expected),
      found: String(found),
    })
    for (const stored of events) {
      const event = readableEvent(stored) as Seen<MeetingEvent> | null
      if (!event) continue
      if (event.type === 'pool-locked' && event.draw !== undefined) locks.set(event.draw, event)
      if (event.type === 'draw-voided') panel = undefined
      if (event.type === 'panel-drawn') {
        panel = panelOf(event, locks.get(event.draw ?? 0))
        Object.assign(counts, { changed: 0, passed: 0, unshown: 0 })
      }
      if (!panel) continue
      if (event.type === 'seat-vacated' && event.seat !== undefined) {
        const seat = panel.seats.get(event.seat)
        if (!seat || seat.no === null || seat.no !== event.officerNo)
          return fail(`seat-vacated/${event.seat}`, seat?.no ?? '–', event.officerNo)
        panel.out.add(seat.no)
        seat.no = null
        seat.recommended = false
        vacated.push(event.seat)
        counts.changed += 1
      }
      if (event.type === 'officer-passed-over' || event.type === 'seat-filled') {
        const { seat: at = 0, officerNo = 0 } = event
        const what = `${event.type}/${at}`
        const seat = panel.seats.get(at)
        if (seat?.no !== null) return fail(what, '–', officerNo)
        if (event.type === 'seat-filled' && event.name !== panel.names.get(officerNo))
          return fail(what, panel.names.get(officerNo), event.name)
        if (event.type === 'seat-filled' && event.from === 'recommended') {
          if (!mayBeRecommended(panel, seat.kind, officerNo)) return fail(what, '–', officerNo)
          seat.no = officerNo
          seat.recommended = true
          continue
        }
        if (at < last) return fail(what, last, at)
        last = at
        for (;;) {
          const next = nextFor(panel, seat.kind)
          if (next === officerNo) break
          // Somebody further down the order can only have come because those before were skipped unseen.
          if (next === null || panel.skipsShown) return fail(what, next ?? '–', officerNo)
          panel.out.add(next)
          counts.unshown += 1
        }
        const place = panel.transcript.order.indexOf(officerNo) + 1
        if (event.order !== place) return fail(`${what}/order`, place, event.order)
        if (event.type === 'seat-filled') seat.no = officerNo
        else {
          panel.out.add(officerNo)
          counts.passed += 1
        }
      }
    }
    for (const at of vacated) {
      const seat = panel?.seats.get(at)
      if (!panel || seat?.no !== null) continue
      const next = nextFor(panel, seat.kind)
      if (next === null) continue
      if (panel.skipsShown) return fail(`seat-filled/${at}`, next, '–')
      counts.unshown += 1
    }
  }
  return { ok: true, ...counts }
}

function panelOf(
  drawn: Seen<Extract<MeetingEvent, { type: 'panel-drawn' }>>,
  lock: Locked | undefined,
): Panel | undefined {
  const { transcript } = drawn
  if (!transcript) return undefined
  return {
    transcript,
    skipsShown: lock?.skipsShown === true,
    names: new Map(lock?.officers?.map(({ no, name }) => [no, name])),
    seats: new Map(transcript.panel.map(({ seat, kind, no }) => [seat, { kind, no, recommended: false }])),
    out: new Set(),
  }
}

const sitting = ({ seats }: Panel): readonly number[] => [...seats.values()].flatMap(({ no }) => no ?? [])

const nextFor = (panel: Panel, kind: 'standing' | 'adhoc'): number | null =>
  nextSubstitute(panel.transcript, { kind, seated: sitting(panel), unavailable: [...panel.out] })

/** Whether a sector's expert may take a vacant seat: eligible, ad hoc, fitting, and not more than the rules let sit. */
function mayBeRecommended(panel: Panel, kind: 'standing' | 'adhoc', no: number): boolean {
  const { transcript, seats, out } = panel
  const candidate = transcript.candidates.find((one) => one.no === no)
  if (!candidate?.eligible || kind !== 'adhoc' || kindOf(candidate) !== 'adhoc' || out.has(no)) return false
  const asked = new Set(transcript.candidates.flatMap((one) => (one.recommended ? [one.no] : [])))
  const others = [...seats.values()].filter(
    (seat) => seat.no !== null && (seat.recommended || asked.has(seat.no)),
  )
  return others.length < (transcript.rules.recommended ?? 0) && fitsBeside(transcript, sitting(panel), no)
}
