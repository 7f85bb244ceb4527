import type { Actor } from '../accounts/actor.ts'
import { type Refusal, refuse, type Viewer } from '../ledger/aggregate.ts'
import { pinnedProcedure } from '../procedures/index.ts'
import type { StageAct } from '../procedures/schema.ts'
import type { MeetingCommandType } from './commands.ts'
import type { MeetingState } from './state.ts'

/** What somebody is in one meeting. */
export type MeetingRole =
  | 'administrator'
  | 'office'
  | 'clerk'
  | 'chair'
  | 'panelist'
  | 'party'
  | 'observer'
  | 'screen'
  | 'clock'
  | 'none'

type Phase = MeetingState['phase']

interface Rule {
  readonly roles: readonly MeetingRole[]
  readonly phases: readonly Phase[]
  /** The current stage must allow this act. */
  readonly act?: StageAct
  /** The clerk may do it for the chair while the chair has delegated. */
  readonly delegable?: true
  /** Allowed while the meeting is in recess or suspended. */
  readonly whileInterrupted?: true
}

const office: readonly MeetingRole[] = ['administrator', 'clerk']
const beforeOrDuring: readonly Phase[] = ['preparing', 'in-session']
const live: readonly Phase[] = ['in-session']
const prep: readonly Phase[] = ['preparing']
const chairAct = { roles: ['chair'] as readonly MeetingRole[], phases: live, delegable: true } as const

/** The whole of who may do what, when. What is not listed nobody may do. */
export const rules: { readonly [T in MeetingCommandType]: Rule } = {
  schedule: { roles: ['administrator', 'office', 'clerk'], phases: ['none'] },
  amend: { roles: office, phases: prep },
  cancel: { roles: office, phases: prep },
  'add-participant': { roles: office, phases: beforeOrDuring, whileInterrupted: true },
  'remove-participant': { roles: office, phases: prep },
  'list-evidence': { roles: office, phases: beforeOrDuring },
  'withdraw-evidence': { roles: office, phases: beforeOrDuring },
  'check-preparation': { roles: office, phases: prep },
  'issue-notice': { roles: office, phases: prep },
  'publish-announcement': { roles: office, phases: prep },
  'record-service': { roles: office, phases: ['preparing', 'in-session', 'closed'], whileInterrupted: true },
  'lock-pool': { roles: office, phases: prep },
  'seal-number': { roles: ['party'], phases: prep },
  'commit-share': { roles: office, phases: prep },
  'give-number': { roles: ['party', 'clerk'], phases: prep },
  'run-without-number': { roles: ['clock', 'clerk'], phases: prep },
  'void-draw': { roles: office, phases: prep },
  'notify-officers': { roles: office, phases: prep },
  'close-answers': { roles: ['clock', 'clerk'], phases: prep },
  'record-answer': { roles: ['clerk', 'administrator', 'panelist'], phases: prep },
  'vacate-seat': { roles: ['clerk', 'chair'], phases: beforeOrDuring, whileInterrupted: true },
  'seat-recommended': { roles: office, phases: prep },
  begin: { roles: ['chair', 'clerk'], phases: prep },
  'mark-attendance': { roles: ['clerk', 'chair'], phases: live, whileInterrupted: true },
  'verify-identity': { roles: ['clerk', 'chair'], phases: live, act: 'identity' },
  'answer-recusal': { roles: ['party', 'clerk', 'chair'], phases: live, act: 'recusal' },
  'request-recusal': { roles: ['party', 'panelist', 'clerk'], phases: live },
  'rule-recusal': { ...chairAct },
  advance: { ...chairAct },
  'step-back': { ...chairAct },
  'next-round': { ...chairAct },
  'request-floor': { roles: ['party', 'panelist', 'clerk'], phases: live },
  'drop-floor-request': { roles: ['party', 'panelist', 'chair', 'clerk'], phases: live },
  'give-floor': { ...chairAct },
  'end-turn': { ...chairAct, whileInterrupted: true },
  'pause-turn': { ...chairAct },
  'resume-turn': { ...chairAct },
  'extend-turn': { ...chairAct },
  recess: { ...chairAct },
  suspend: { ...chairAct, whileInterrupted: true },
  resume: { ...chairAct, whileInterrupted: true },
  terminate: { roles: ['chair'], phases: live, whileInterrupted: true },
  delegate: { roles: ['chair'], phases: live, whileInterrupted: true },
  'mark-recording': { roles: ['clerk'], phases: live, whileInterrupted: true },
  'switch-screen': { roles: ['chair', 'clerk'], phases: beforeOrDuring, whileInterrupted: true },
  'examine-evidence': { roles: ['clerk', 'chair'], phases: live, act: 'evidence' },
  'announce-opinion-deadline': { ...chairAct, act: 'opinions' },
  'seal-opinion': { roles: ['panelist'], phases: live, act: 'opinions' },
  'withdraw-opinion': { roles: ['panelist'], phases: live, act: 'opinions' },
  'seal-paper-opinion': { roles: ['clerk'], phases: live, act: 'opinions' },
  'open-opinions': { ...chairAct, act: 'opening' },
  'copy-paper-opinion': { roles: ['clerk'], phases: live, act: 'deliberation' },
  'confirm-paper-opinion': { roles: ['chair', 'panelist'], phases: live, act: 'deliberation' },
  'draft-recommendation': { roles: ['clerk'], phases: live, act: 'deliberation' },
  'answer-recommendation': { roles: ['panelist', 'clerk'], phases: live, act: 'deliberation' },
  'announce-conclusion': { ...chairAct, act: 'conclusion' },
  'finalise-item': { roles: ['clerk'], phases: live, whileInterrupted: true },
  'check-item': { roles: ['party', 'panelist', 'clerk'], phases: live, whileInterrupted: true },
  'request-correction': { roles: ['party', 'panelist', 'clerk'], phases: live, whileInterrupted: true },
  'rule-correction': { roles: ['clerk', 'chair'], phases: live, whileInterrupted: true },
  'add-addendum': { roles: ['clerk', 'chair'], phases: ['in-session', 'closed'], whileInterrupted: true },
  'file-scan': {
    roles: ['clerk', 'office', 'administrator'],
    phases: ['in-session', 'closed'],
    whileInterrupted: true,
  },
  'read-out-minutes': { roles: ['clerk', 'chair'], phases: live, act: 'signing' },
  'sign-minutes': { roles: ['party', 'panelist', 'chair', 'clerk'], phases: live, act: 'signing' },
  close: { ...chairAct, act: 'signing' },
  'record-consent': { roles: office, phases: ['closed'] },
  publish: { roles: ['chair', 'clerk', 'administrator'], phases: ['closed'] },
}

/** Role of an actor in this meeting: by membership, never by a name alone. */
export function roleIn(state: MeetingState, actor: Actor, meetingId: string): MeetingRole {
  switch (actor.kind) {
    case 'anonymous':
      return 'none'
    case 'clock':
      return 'clock'
    case 'link':
      if (actor.meetingId !== meetingId) return 'none'
      if (actor.role === 'panelist')
        return state.seats.some((seat) => seat.participantId === actor.participantId)
          ? 'panelist'
          : 'observer'
      if (actor.role === 'party')
        return state.participants.some((p) => p.id === actor.participantId) ? 'party' : 'none'
      return actor.role
    case 'account':
      if (state.chair?.accountId === actor.accountId) return 'chair'
      if (state.clerks.some((clerk) => clerk.accountId === actor.accountId)) return 'clerk'
      if (actor.roles.includes('administrator')) return 'administrator'
      return actor.roles.includes('clerk') ? 'office' : 'none'
  }
}

/** How much of the record an actor may read; null: may not join. Unseated officers read as the public does. */
export function viewerOf(state: MeetingState, actor: Actor, meetingId: string): Viewer | null {
  const role = roleIn(state, actor, meetingId)
  switch (role) {
    case 'chair':
    case 'clerk':
    case 'administrator':
    case 'office':
    case 'clock':
      return { level: 'staff' }
    case 'panelist':
      return actor.kind === 'link' && actor.participantId
        ? { level: 'panel', person: actor.participantId }
        : null
    case 'party':
      return actor.kind === 'link' && actor.participantId
        ? { level: 'participants', person: actor.participantId }
        : null
    case 'observer':
      return state.open ? { level: 'public' } : null
    case 'screen':
      return { level: 'public' }
    case 'none':
      return null
  }
}

/**
 * Whether `role` may send a command now; null when it may. The same answer on the server and for the buttons.
 * Codes: FORBIDDEN_ROLE, WRONG_PHASE, WRONG_STAGE, INTERRUPTED.
 */
export function forbidden(state: MeetingState, role: MeetingRole, type: MeetingCommandType): Refusal | null {
  const rule = rules[type]
  const delegated = rule.delegable === true && role === 'clerk' && state.delegated
  if (!rule.roles.includes(role) && !delegated) return refuse('FORBIDDEN_ROLE', { role }).refusal
  if (!rule.phases.includes(state.phase)) return refuse('WRONG_PHASE', { phase: state.phase }).refusal
  if (rule.act !== undefined) {
    const stageId = state.stage?.stageId
    const stage = pinnedProcedure(state.procedure?.hash ?? '')?.stages.find((s) => s.id === stageId)
    if (!stage?.acts.includes(rule.act)) return refuse('WRONG_STAGE', { stage: stageId ?? '' }).refusal
  }
  if (state.interruption && rule.whileInterrupted !== true)
    return refuse('INTERRUPTED', { kind: state.interruption.kind }).refusal
  return null
}
