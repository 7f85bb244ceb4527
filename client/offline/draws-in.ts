import { type KnownOfDraw, recordedMembers, type Sequence } from '../../shared/draw/verify.ts'
import { verifyChain } from '../../shared/ledger/chain.ts'
import { type Commit, commitSchema, readableEvent } from '../../shared/ledger/commit.ts'
import { replaySeats, type SeatsVerdict } from '../../shared/publication/replay-seats.ts'

/** A transcript as it stands in a file, with what the rest of the file says about its draw. */
export interface FoundDraw {
  readonly raw: unknown
  readonly known: KnownOfDraw
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const readable = (raws: readonly unknown[]): Commit[] =>
  raws.flatMap((raw) => commitSchema.safeParse(raw).data ?? [])

/** Draws of a meeting's record: each transcript beside the lock, the commitment and the number of its draw. */
function drawsOfRecord(raws: readonly unknown[]): FoundDraw[] {
  const commits = readable(raws)
  const chained = verifyChain(raws).ok
  const placed = commits.flatMap(({ seq, events: stored }) =>
    stored.flatMap((each) => {
      const event = readableEvent(each)
      return event ? [{ seq, event }] : []
    }),
  )
  const events = placed.map(({ event }) => event)
  const meeting = commits[0]?.stream.replace(/^meeting\//, '')
  const earlierShares: string[] = []
  return events
    .filter((event) => event.type === 'panel-drawn')
    .map((drawn) => {
      const of = (type: string) =>
        events.find((event) => event.type === type && event.draw === drawn.draw) ?? {}
      const seqs = (type: string) =>
        placed.flatMap(({ seq, event }) => (event.type === type && event.draw === drawn.draw ? [seq] : []))
      const sequence: Sequence = {
        locked: seqs('pool-locked'),
        sealed: seqs('number-sealed'),
        committed: seqs('share-committed'),
        numbered: seqs('number-given'),
        drawn: seqs('panel-drawn'),
      }
      // Their types are the verifier's to judge: whatever stands there is compared with the transcript.
      const known = {
        meeting,
        // None, unless the record says so: a transcript cannot bring along what was never sealed in it.
        numberCommitment: null,
        numberSalt: null,
        ...of('pool-locked'),
        ...of('number-sealed'),
        ...of('share-committed'),
        ...of('number-given'),
        earlierShares: [...earlierShares],
        sequence: chained ? sequence : null,
      }
      const raw = drawn.transcript ?? null
      for (const share of isObject(raw) ? [raw.officeShare, raw.numberSalt] : [])
        if (typeof share === 'string') earlierShares.push(share)
      return { raw, known: pick(known) }
    })
}

function pick(known: Readonly<Record<string, unknown>>): KnownOfDraw {
  const keys = [...recordedMembers, 'earlierShares', 'sequence']
  return Object.fromEntries(keys.flatMap((key) => (known[key] === undefined ? [] : [[key, known[key]]])))
}

/** The draws in a file: a transcript alone, a golden vector, or the record of a meeting. */
export function drawsIn(value: unknown): readonly FoundDraw[] {
  if (!isObject(value)) return []
  if (Array.isArray(value.meeting)) return drawsOfRecord(value.meeting)
  return [{ raw: value.transcript ?? value, known: {} }]
}

/** Whether whoever left a seat was followed by the drawn order; null: the file is not the record of a meeting. */
export const seatsIn = (value: unknown): SeatsVerdict | null =>
  isObject(value) && Array.isArray(value.meeting) ? replaySeats(readable(value.meeting)) : null
