import type { z } from 'zod'
import type { Actor } from '../../shared/accounts/actor.ts'
import type { Commit } from '../../shared/ledger/commit.ts'
import { addDays } from '../../shared/matter/days.ts'
import { chairAverage, partyAverage } from '../../shared/pool/appraisal.ts'
import { keepsPool } from '../../shared/pool/decide/decide.ts'
import { barredOn, barsOn } from '../../shared/pool/eligibility.ts'
import { proposalsFor, proposeEliminations } from '../../shared/pool/elimination.ts'
import { isOpen } from '../../shared/pool/entry.ts'
import { historyOf } from '../../shared/pool/history.ts'
import type { Officer } from '../../shared/pool/officer.ts'
import type { PoolRules } from '../../shared/pool/rules.ts'
import { rulesHistoryOf } from '../../shared/pool/rules-history.ts'
import { maybeBack, officersOf, type PoolState, satIn } from '../../shared/pool/state.ts'
import {
  type ApplicationsView,
  type AppraisalsView,
  applicationsSchema,
  appraisalsSchema,
  type eliminationsSchema,
  type OfficerPage,
  officerPageSchema,
  type PoolView,
  poolViewSchema,
  type rulesHistorySchema,
} from '../../shared/pool/view.ts'
import { satBefore } from '../../shared/pool/workload.ts'

/** Gives the name behind an identity of the ledger ('account:…', 'clock'). */
export type NameOf = (identity: string) => string

const cardOf = (officer: Officer, today: string, rules: PoolRules) => ({
  ...officer,
  phone: officer.phone ?? '',
  term: officer.term ?? null,
  trainingValidUntil: officer.trainingValidUntil ?? null,
  barred: barredOn(officer, today, rules),
  reviewedOn: officer.reviews.at(-1)?.on ?? null,
  // A hearing of today counts for people, though not yet for rest.
  sat: satBefore(officer, addDays(today, 1), rules.workload.days),
})

/** Everybody in the pool, for staff; barred as of `today`. */
export function poolView(
  { state, seq, head }: { readonly state: PoolState; readonly seq: number; readonly head: string },
  today: string,
): PoolView {
  const officers = officersOf(state).map((officer) => cardOf(officer, today, state.rules))
  return poolViewSchema.parse({ seq, head, today, rules: state.rules, officers })
}

/** Every change of the rules, newest first. */
export const rulesHistory = (
  commits: readonly Commit[],
  nameOf: NameOf,
): z.infer<typeof rulesHistorySchema> => ({
  changes: rulesHistoryOf(commits)
    .map((change) => ({ ...change, byName: nameOf(change.by) }))
    .reverse(),
})

/** One officer with everything the ledger says of them, newest first; null for a number nobody ever had. */
export function officerPage(
  state: PoolState,
  commits: readonly Commit[],
  no: number,
  today: string,
  nameOf: NameOf,
): OfficerPage | null {
  const officer = state.officers[no]
  if (!officer) return null
  return officerPageSchema.parse({
    today,
    officer: {
      ...cardOf(officer, today, state.rules),
      reason: officer.reason,
      bars: officer.status === 'removed' ? [] : barsOn(officer, today, state.rules),
      leaving: officer.leaving ?? null,
      hearings: [...officer.hearings].reverse(),
      chairAverage: chairAverage(officer.appraisals),
      partyAverage: partyAverage(officer.tallies),
    },
    proposals: proposalsFor(officer, state.rules, today).map(({ no: of, rule, facts }) => ({
      no: of,
      rule: rule.id,
      facts,
    })),
    history: historyOf(commits, no)
      .map((entry) => ({ ...entry, byName: nameOf(entry.by) }))
      .reverse(),
  })
}

/** Candidacies, the last touched first. */
export const applicationList = (state: PoolState): ApplicationsView =>
  applicationsSchema.parse({
    setAside: [...state.setAside].reverse(),
    applications: Object.values(state.applications)
      .sort((a, b) => b.at - a.at)
      .map(({ enteredBy: _, ...application }) => ({
        ...application,
        maybe: isOpen(application) ? maybeBack(state, application.officer) : [],
      })),
  })

/** Whom the rules propose to eliminate today. */
export function eliminationList(state: PoolState, today: string): z.infer<typeof eliminationsSchema> {
  return {
    proposals: proposeEliminations(state, today).map(({ no, rule, facts }) => ({
      no,
      rule: rule.id,
      facts,
      name: state.officers[no]?.name ?? '',
      unit: state.officers[no]?.unit ?? '',
    })),
  }
}

/** Hearings that ended, newest first: all of them for who keeps the pool, for a chair those they chaired. */
export function appraisalList(state: PoolState, reader: Actor, nameOf: NameOf): AppraisalsView {
  const accountId = reader.kind === 'account' ? reader.accountId : ''
  const hearings = Object.values(state.hearings)
    .filter(({ chairAccountId }) => keepsPool(reader) || chairAccountId === accountId)
    .sort((a, b) => (a.on < b.on ? 1 : -1))
    .map((hearing) => ({
      ...hearing,
      mine: hearing.chairAccountId === accountId,
      chair: nameOf(`account:${hearing.chairAccountId}`),
      officers: satIn(hearing).flatMap((no) => {
        const officer = state.officers[no]
        if (!officer) return []
        const own = officer.appraisals.find(({ meetingId }) => meetingId === hearing.meetingId)
        const { name, unit } = officer
        return [{ no, name, unit, marks: own?.marks ?? null, remark: own?.remark ?? '' }]
      }),
      box: state.boxes[hearing.meetingId] ?? null,
    }))
  return appraisalsSchema.parse({ hearings })
}
