import type { Actor } from '../../../shared/accounts/actor.ts'
import { buildCommit, type Commit, NO_HEAD } from '../../../shared/ledger/commit.ts'
import { type PoolCommand, poolCommandSchema } from '../../../shared/pool/commands.ts'
import type { PoolContext } from '../../../shared/pool/decide/decide.ts'
import type { NewOfficer } from '../../../shared/pool/officer.ts'
import { pool } from '../../../shared/pool/pool.ts'
import { initialPool, type PoolState } from '../../../shared/pool/state.ts'

export const clerk: Actor = { kind: 'account', accountId: 'a1', name: '白书简', roles: ['clerk'] }
export const chair: Actor = { kind: 'account', accountId: 'c1', name: '顾明衡', roles: ['chair'] }
export const administrator: Actor = {
  kind: 'account',
  accountId: 'k1',
  name: '关一',
  roles: ['administrator'],
}
export const clock: Actor = { kind: 'clock' }

export const officer = (part: Partial<NewOfficer> = {}): NewOfficer => ({
  no: null,
  name: '秦度田',
  category: 'sector',
  sector: '农牧',
  unit: '农牧局',
  standing: false,
  expertise: [],
  languages: [],
  phone: '13800000000',
  term: null,
  trainingValidUntil: null,
  ...part,
})

export const add = (part: Partial<NewOfficer>): PoolCommand => ({
  type: 'import-officers',
  data: { officers: [officer(part)], adopted: '联席会议通过' },
})

export const TODAY = '2026-11-24'
const DAY_MS = 86_400_000
/** Days of the tests are those of Greenwich. */
export const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
export const noonOf = (day: string): number => Date.parse(`${day}T12:00:00Z`)

let ids = 0
export const contextOf = (actor: Actor, today = TODAY): PoolContext => ({
  actor,
  today,
  newId: () => `id-${++ids}`,
})

export const run = (state: PoolState, command: PoolCommand, actor: Actor = clerk, today = TODAY) =>
  pool.decide(state, command, contextOf(actor, today))

export const code = (decision: ReturnType<typeof run>): string =>
  decision.ok ? 'accepted' : decision.refusal.code

/** The pool after these commands, each of which must be accepted. */
export function having(state: PoolState, ...commands: readonly PoolCommand[]): PoolState {
  return commands.reduce((current, command) => afterwards(current, command), state)
}

/** The pool after one command by somebody on some day. */
export function afterwards(
  state: PoolState,
  command: PoolCommand,
  actor: Actor = clerk,
  today = TODAY,
): PoolState {
  const decision = run(state, command, actor, today)
  if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal.code}`)
  return decision.events.reduce(
    (current, event) => pool.evolve(current, pool.eventSchema.parse(event), { seq: 1, at: noonOf(today) }),
    state,
  )
}

/** A ledger of the pool in memory: every accepted command becomes a commit on its day. */
export function ledgerOf(): {
  readonly commits: Commit[]
  state(): PoolState
  on(day: string, command: PoolCommand, actor?: Actor): string
} {
  const commits: Commit[] = []
  let state = initialPool
  return {
    commits,
    state: () => state,
    on(day, command, actor = clerk) {
      const decision = run(state, poolCommandSchema.parse(command), actor, day)
      if (!decision.ok) return decision.refusal.code
      const at = noonOf(day)
      const by = actor.kind === 'account' ? `account:${actor.accountId}` : actor.kind
      commits.push(
        buildCommit(
          {
            stream: 'pool/main',
            seq: commits.length + 1,
            at,
            prev: commits.at(-1)?.head ?? NO_HEAD,
          },
          { commandId: `c${commits.length}`, commandType: command.type, actor: by },
          decision.events,
          () => '00'.repeat(16),
        ),
      )
      state = decision.events.reduce((s, event) => pool.evolve(s, event, { seq: commits.length, at }), state)
      return 'accepted'
    },
  }
}

/** A hearing that ended: these sat, these did not come. */
export const hearing = (
  meetingId: string,
  on: string,
  outcomes: readonly { readonly no: number; readonly outcome: 'sat' | 'declined' | 'absent' | 'silent' }[],
  part: { readonly parties?: number; readonly matterId?: string } = {},
): PoolCommand => ({
  type: 'record-hearing',
  data: {
    meetingId,
    number: `号${meetingId}`,
    matterId: part.matterId ?? '',
    on,
    chairAccountId: 'c1',
    parties: part.parties ?? 3,
    outcomes: [...outcomes],
  },
})

export const daysAgo = (days: number): string => dateOf(noonOf(TODAY) - days * DAY_MS)
