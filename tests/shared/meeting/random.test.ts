import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Viewer } from '../../../shared/ledger/aggregate.ts'
import { verifyChain } from '../../../shared/ledger/chain.ts'
import { type Commit, commitSchema } from '../../../shared/ledger/commit.ts'
import { redact } from '../../../shared/ledger/redact.ts'
import { evolveCommit, replay } from '../../../shared/ledger/replay.ts'
import { meeting } from '../../../shared/meeting/meeting.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { brokenRules } from './invariants.ts'
import { act, emptyRoom, type Room } from './room.ts'
import { commandTypes, plannedStep, wildStep } from './wild.ts'

/**
 * Hearings tried, always the same ones; more and others on command:
 * `RUNS=500 SEED=7 npx vitest run --project shared tests/shared/meeting --testTimeout=600000`.
 */
const numRuns = Number(process.env.RUNS ?? 12)
const seed = Number(process.env.SEED ?? 1)
/** Long enough for most hearings to end. A failure is not made shorter: playing again costs too much. */
const seeds = fc.array(fc.nat(), { minLength: 60, maxLength: 320, size: 'max' })
const parameters = (runs: number) => ({ numRuns: Math.ceil(runs), seed, endOnFailure: true })

/** Milliseconds to the next step; now and then long enough for a deadline to pass. */
const passing = (seed: number): number => (seed % 25 === 0 ? 900_000 : seed % 20_000)

/** Plays a hearing of random steps and looks at each. */
function playRandomly(steps: readonly number[], look: (done: string, after: Room) => void): Room {
  let room = emptyRoom
  for (const seed of steps) {
    const { actor, request } = wildStep(room, seed)
    const { room: after, decision } = act({ ...room, now: room.now + passing(seed) }, actor, request)
    const broken = brokenRules(room.state, decision.ok ? decision.events : [], after.state)
    if (broken.length > 0) throw new Error(`${request.type}: ${broken.join('; ')}`)
    if (decision.ok) look(request.type, after)
    room = after
  }
  return room
}

const viewers: readonly Viewer[] = [
  { level: 'public' },
  { level: 'participants', person: 'id-1-1' },
  { level: 'panel', person: 'officer-1' },
  { level: 'staff' },
]

describe('a meeting of random commands', { timeout: 120_000 }, () => {
  it('never comes into an illegal state, and shows no word of an opinion before the opening', () => {
    const done = new Set<string>()
    fc.assert(
      fc.property(seeds, (steps) => {
        playRandomly(steps, (type, after) => {
          done.add(type)
          if (type === 'seal-opinion' && after.state.openedAt === null)
            expect(JSON.stringify(after.commits.at(-1))).not.toContain('SEALED')
        })
      }),
      parameters(numRuns),
    )
    // The walk is worth something only if it gets far.
    expect(done.size).toBeGreaterThan(commandTypes.length * 0.6)
  })

  it('is in a legal state at every step of a hearing that goes as planned', () => {
    let room: Room = { ...emptyRoom }
    for (;;) {
      const { request, actor } = plannedStep(room)
      if (!request) break
      const { room: after, decision } = act({ ...room, now: room.now + 1000 }, actor, request)
      if (!decision.ok) throw new Error(`${request.type}: ${decision.refusal.code}`)
      expect(brokenRules(room.state, decision.events, after.state), request.type).toEqual([])
      room = after
    }
    expect(room.state).toMatchObject({ phase: 'closed', publication: { listed: true } })
  })

  it('comes to the same state and head whenever its stream is read again', () => {
    fc.assert(
      fc.property(seeds, (steps) => {
        const { commits, state } = playRandomly(steps, () => undefined)
        const stored = commits.map((commit) => commitSchema.parse(JSON.parse(JSON.stringify(commit))))
        expect(replay(meeting, stored)).toEqual(state)
        expect(verifyChain(stored)).toEqual({ ok: true, head: commits.at(-1)?.head, seq: commits.length })
      }),
      parameters(numRuns / 4),
    )
  })

  it('has a view for every audience: the redacted record evolved, commit by commit or at once', () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), (steps, isOpen) => {
        const { commits } = playRandomly(steps, () => undefined)
        for (const viewer of viewers) {
          const seen: Commit[] = commits.map((commit) => redact(commit, meeting.audiences, viewer, isOpen))
          const step = seen.reduce<MeetingState>(
            (state, commit) => evolveCommit(meeting, state, commit),
            meeting.initial,
          )
          expect(step).toEqual(replay(meeting, seen))
          expect(verifyChain(seen).ok).toBe(true)
        }
      }),
      parameters(numRuns / 8),
    )
  })
})
