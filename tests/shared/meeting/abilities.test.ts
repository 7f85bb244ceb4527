import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../shared/accounts/actor.ts'
import { forbidden, type MeetingRole, roleIn, viewerOf } from '../../../shared/meeting/abilities.ts'
import { type MeetingRequest, meetingRequestSchema } from '../../../shared/meeting/commands.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import { emptyRoom, meetingId } from './room.ts'
import { play, scheduled } from './script.ts'

type Type = MeetingRequest['type']
type Phase = MeetingState['phase']

const roles: readonly MeetingRole[] = [
  'administrator',
  'office',
  'clerk',
  'chair',
  'panelist',
  'party',
  'observer',
  'screen',
  'clock',
  'none',
]
const phases: readonly Phase[] = ['none', 'preparing', 'in-session', 'closed', 'terminated', 'cancelled']
const stageIds = naimanReview.stages.map(({ id }) => id)

interface Row {
  readonly by: readonly MeetingRole[]
  readonly in: readonly Phase[]
  /** Stages it is confined to. */
  readonly stages?: readonly string[]
  /** Also the clerk's, once the chair has delegated. */
  readonly delegable?: true
  /** Also during a recess or suspension. */
  readonly interrupted?: true
}

const prep: Pick<Row, 'in'> = { in: ['preparing'] }
const live: Pick<Row, 'in'> = { in: ['in-session'] }
const both: Pick<Row, 'in'> = { in: ['preparing', 'in-session'] }
const office: Pick<Row, 'by'> = { by: ['administrator', 'clerk'] }
const chairs: Pick<Row, 'by' | 'in' | 'delegable'> = { by: ['chair'], ...live, delegable: true }
const afterIdentity = stageIds.slice(stageIds.indexOf('panel-recusal'), stageIds.indexOf('opinions') + 1)
const hearingBoth = stageIds.slice(
  stageIds.indexOf('petitioner-statement'),
  stageIds.indexOf('panel-questions') + 1,
)
const deliberation = { ...live, stages: ['deliberation'] }
const signing = { stages: ['signing'] }

/** Who may do what, when, as the office would say it. A new command without a row does not compile. */
const table: { readonly [T in Type]: Row } = {
  schedule: { by: ['administrator', 'office', 'clerk'], in: ['none'] },
  amend: { ...office, ...prep },
  cancel: { ...office, ...prep },
  'add-participant': { ...office, ...both, interrupted: true },
  'remove-participant': { ...office, ...prep },
  'list-evidence': { ...office, ...both },
  'withdraw-evidence': { ...office, ...both },
  'check-preparation': { ...office, ...prep },
  'issue-notice': { ...office, ...prep },
  'publish-announcement': { ...office, ...prep },
  'record-service': { ...office, in: ['preparing', 'in-session', 'closed'], interrupted: true },
  'lock-pool': { ...office, ...prep },
  'seal-number': { by: ['party'], ...prep },
  'commit-share': { ...office, ...prep },
  'give-number': { by: ['party', 'clerk'], ...prep },
  'run-without-number': { by: ['clock', 'clerk'], ...prep },
  'void-draw': { ...office, ...prep },
  'notify-officers': { ...office, ...prep },
  'close-answers': { by: ['clock', 'clerk'], ...prep },
  'record-answer': { by: ['administrator', 'clerk', 'panelist'], ...prep },
  'vacate-seat': { by: ['clerk', 'chair'], ...both, interrupted: true },
  'seat-recommended': { ...office, ...prep },
  begin: { by: ['chair', 'clerk'], ...prep },
  'mark-attendance': { by: ['clerk', 'chair'], ...live, interrupted: true },
  'verify-identity': { by: ['clerk', 'chair'], ...live, stages: ['opening'] },
  'answer-recusal': { by: ['party', 'clerk', 'chair'], ...live, stages: afterIdentity },
  'request-recusal': { by: ['party', 'panelist', 'clerk'], ...live },
  'rule-recusal': chairs,
  advance: chairs,
  'step-back': chairs,
  'next-round': chairs,
  'request-floor': { by: ['party', 'panelist', 'clerk'], ...live },
  'drop-floor-request': { by: ['party', 'panelist', 'chair', 'clerk'], ...live },
  'give-floor': chairs,
  'end-turn': { ...chairs, interrupted: true },
  'pause-turn': chairs,
  'resume-turn': chairs,
  'extend-turn': chairs,
  recess: chairs,
  suspend: { ...chairs, interrupted: true },
  resume: { ...chairs, interrupted: true },
  terminate: { by: ['chair'], ...live, interrupted: true },
  delegate: { by: ['chair'], ...live, interrupted: true },
  'mark-recording': { by: ['clerk'], ...live, interrupted: true },
  'switch-screen': { by: ['chair', 'clerk'], ...both, interrupted: true },
  'examine-evidence': { by: ['clerk', 'chair'], ...live, stages: hearingBoth },
  'announce-opinion-deadline': { ...chairs, stages: ['opinions'] },
  'seal-opinion': { by: ['panelist'], ...live, stages: ['opinions'] },
  'withdraw-opinion': { by: ['panelist'], ...live, stages: ['opinions'] },
  'seal-paper-opinion': { by: ['clerk'], ...live, stages: ['opinions'] },
  'open-opinions': { ...chairs, ...deliberation },
  'copy-paper-opinion': { by: ['clerk'], ...deliberation },
  'confirm-paper-opinion': { by: ['chair', 'panelist'], ...deliberation },
  'draft-recommendation': { by: ['clerk'], ...deliberation },
  'answer-recommendation': { by: ['panelist', 'clerk'], ...deliberation },
  'announce-conclusion': { ...chairs, stages: ['conclusion'] },
  'finalise-item': { by: ['clerk'], ...live, interrupted: true },
  'check-item': { by: ['party', 'panelist', 'clerk'], ...live, interrupted: true },
  'request-correction': { by: ['party', 'panelist', 'clerk'], ...live, interrupted: true },
  'rule-correction': { by: ['clerk', 'chair'], ...live, interrupted: true },
  'add-addendum': { by: ['clerk', 'chair'], in: ['in-session', 'closed'], interrupted: true },
  'file-scan': { by: ['clerk', 'office', 'administrator'], in: ['in-session', 'closed'], interrupted: true },
  'read-out-minutes': { by: ['clerk', 'chair'], ...live, ...signing },
  'sign-minutes': { by: ['party', 'panelist', 'chair', 'clerk'], ...live, ...signing },
  close: { ...chairs, ...signing },
  'record-consent': { ...office, in: ['closed'] },
  publish: { by: ['chair', 'clerk', 'administrator'], in: ['closed'] },
}
const rows = Object.entries(table) as [Type, Row][]

/** A meeting in a phase and stage, whatever else: the first question is only about these. */
const at = (phase: Phase, stageId: string, change: Partial<MeetingState> = {}): MeetingState => ({
  ...scheduled.state,
  phase,
  stage:
    phase === 'none' || phase === 'preparing'
      ? null
      : { stageId, index: stageIds.indexOf(stageId), round: 1, startedAt: 0, endedAt: null },
  ...change,
})

describe('who may do what, and when', () => {
  it('has a row for every command', () => {
    const types = meetingRequestSchema.options.map((option) => option.shape.type.value)
    expect(Object.keys(table).sort()).toEqual([...types].sort())
  })

  it.each(rows)('%s', (type, row) => {
    for (const role of roles)
      for (const phase of phases)
        for (const stageId of phase === 'in-session' ? stageIds : [stageIds[0] ?? '']) {
          const where = `${role}, ${phase}, ${stageId}`
          const state = at(phase, stageId)
          const code = forbidden(state, role, type)?.code ?? ''
          const expected = !row.by.includes(role)
            ? 'FORBIDDEN_ROLE'
            : !row.in.includes(phase)
              ? 'WRONG_PHASE'
              : row.stages && !row.stages.includes(stageId)
                ? 'WRONG_STAGE'
                : ''
          expect(code, where).toBe(expected)
          if (phase !== 'in-session') continue
          const since = { kind: 'recess', since: 0 } as const
          const interrupted = forbidden({ ...state, interruption: since }, role, type)?.code ?? ''
          expect(interrupted, where).toBe(expected === '' && !row.interrupted ? 'INTERRUPTED' : expected)
          if (role !== 'clerk') continue
          const delegated = forbidden({ ...state, delegated: true }, role, type)?.code ?? ''
          const lifted = expected === 'FORBIDDEN_ROLE' && row.delegable === true
          expect(delegated, where).toBe(
            lifted ? (row.stages && !row.stages.includes(stageId) ? 'WRONG_STAGE' : '') : expected,
          )
        }
  })
})

describe('who somebody is in a meeting', () => {
  const state = play(scheduled, (now) => now.begunAt !== null).state
  const seat = state.seats[0]?.participantId ?? ''
  const spare = state.substitutes[0]?.participantId ?? ''
  const petitioner = state.participants.find(({ kind }) => kind === 'petitioner')?.id ?? ''
  const link = (
    role: 'panelist' | 'party' | 'observer' | 'screen',
    participantId?: string,
    meeting = meetingId,
  ) =>
    ({
      kind: 'link',
      linkId: 'l',
      meetingId: meeting,
      role,
      ...(participantId === undefined ? {} : { participantId }),
    }) satisfies Actor
  const account = (accountId: string, ...held: ('administrator' | 'clerk' | 'chair')[]) =>
    ({ kind: 'account', accountId, name: '', roles: held }) satisfies Actor

  it.each([
    ['the chair of this meeting', account('chair-1', 'chair'), 'chair', 'staff'],
    ['a chair of other meetings', account('chair-2', 'chair'), 'none', null],
    ['the clerk of this meeting', account('clerk-1', 'clerk'), 'clerk', 'staff'],
    ['a clerk of the office', account('clerk-2', 'clerk'), 'office', 'staff'],
    ['an administrator', account('admin', 'administrator'), 'administrator', 'staff'],
    ['a panelist who sits', link('panelist', seat), 'panelist', 'panel'],
    ['a substitute who waits', link('panelist', spare), 'observer', 'public'],
    ['somebody with a panelist’s link who never sat', link('panelist', 'officer-99'), 'observer', 'public'],
    ['the petitioner', link('party', petitioner), 'party', 'participants'],
    ['somebody struck from the list', link('party', 'gone'), 'none', null],
    ['an observer', link('observer'), 'observer', 'public'],
    ['the projector', link('screen'), 'screen', 'public'],
    ['a party of another meeting', link('party', petitioner, 'elsewhere'), 'none', null],
    ['an observer of another meeting', link('observer', undefined, 'elsewhere'), 'none', null],
    ['nobody', { kind: 'anonymous' } as const, 'none', null],
  ] as const)('%s', (_who, actor, role, level) => {
    expect(roleIn(state, actor, meetingId)).toBe(role)
    expect(viewerOf(state, actor, meetingId)?.level ?? null).toBe(level)
  })

  it('lets no observer into a closed meeting, an unseated officer neither', () => {
    const closed = { ...state, open: false }
    for (const actor of [link('observer'), link('panelist', spare)])
      expect(viewerOf(closed, actor, meetingId)).toBeNull()
    expect(viewerOf(closed, link('party', petitioner), meetingId)).toMatchObject({ person: petitioner })
  })

  it('gives nobody a role before there is a meeting but those who may schedule one', () => {
    const { state: empty } = emptyRoom
    expect(roleIn(empty, account('chair-1', 'chair'), meetingId)).toBe('none')
    expect(roleIn(empty, account('clerk-1', 'clerk'), meetingId)).toBe('office')
  })
})
