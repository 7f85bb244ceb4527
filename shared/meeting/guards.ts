import type { Refusal } from '../ledger/aggregate.ts'
import type { Guard, Procedure } from '../procedures/schema.ts'
import { itemsFingerprint, openVersion } from './minutes.ts'
import { partySides } from './participants.ts'
import type { MeetingState, Participant } from './state.ts'

const missing = (code: string, params: Refusal['params'] = {}): Refusal => ({ code, params })

/** Principals who must be marked present or absent, verified and sign: each side's people and the seated panel. */
export function principals(state: MeetingState): readonly Participant[] {
  return state.participants.filter(
    (p) =>
      p.side === 'petitioner' ||
      p.side === 'unit' ||
      (p.kind === 'officer' && state.seats.some((seat) => seat.participantId === p.id)),
  )
}

export function isPresent(state: MeetingState, participantId: string): boolean {
  return state.attendance[participantId]?.present === true
}

/** Seats whose opinion is neither sealed nor opened. */
export function unsealedSeats(state: MeetingState): readonly string[] {
  return state.seats.flatMap((seat) => {
    const status = seat.participantId === null ? undefined : state.seals[seat.participantId]?.status
    return status === 'sealed' || status === 'opened' ? [] : [seat.name]
  })
}

export const deadlinePassed = (state: MeetingState, now: number): boolean =>
  state.opinionDeadline !== null && now >= state.opinionDeadline

export const pendingRecusal = (state: MeetingState) =>
  state.recusals.find((recusal) => recusal.ruling === null)

/** Everybody who signs, in the order they sit, as participant ids: both sides, panel, then `clerk` and `chair`. */
export function signers(state: MeetingState): readonly string[] {
  const present = principals(state).filter((p) => isPresent(state, p.id))
  const sides = ['petitioner', 'unit', 'panel'].flatMap((side) => present.filter((p) => p.side === side))
  return [...sides.map((p) => p.id), 'clerk', 'chair']
}

/** Signatures still owed before the meeting can be closed. */
export function owedSignatures(state: MeetingState): readonly string[] {
  return signers(state).filter((id) => state.signatures[id] === undefined)
}

/**
 * Who signed on paper while no scan of that paper is in the record: none filed, or only of versions before a
 * correction. Scanning may follow the closing, so nothing waits for it.
 */
export function unscannedSignatures(state: MeetingState): readonly string[] {
  const signed = itemsFingerprint(state.items)
  if (state.scans.some(({ itemsSha256 }) => itemsSha256 === signed)) return []
  return signers(state).filter((id) => {
    const method = state.signatures[id]?.method
    return method === 'paper' || method === 'fingerprint'
  })
}

/** Whether the procedure has the minutes read before anybody signs, and they have not been. */
export const awaitsReadOut = (state: MeetingState, procedure: Procedure): boolean =>
  state.readOut === null && procedure.stages.some(({ guards }) => guards.includes('minutes-read-out'))

/** Wishes for a correction that nobody has ruled on. */
export const openCorrections = (state: MeetingState) => state.corrections.filter((one) => one.ruling === null)

/** Items of the agenda that have begun and whose minutes are not finalised, or are being corrected. */
export function openItems(state: MeetingState): readonly string[] {
  const begun = new Set([
    ...state.stageLog.map((run) => run.stageId),
    ...(state.stage ? [state.stage.stageId] : []),
  ])
  return [...begun].filter((itemId) => openVersion(state, itemId) !== null)
}

/**
 * Whether everybody who signs has signed the minutes as they are, or refused with a reason, and nobody waits for an
 * answer: the minutes are final, and what is missing in them can only be added.
 */
export const areMinutesFinal = (state: MeetingState): boolean =>
  openItems(state).length === 0 && openCorrections(state).length === 0 && owedSignatures(state).length === 0

/** How many people hold a guard back, and who comes first; null when nobody does. */
function firstOf(code: string, people: readonly Participant[]): Refusal | null {
  const [first] = people
  return first ? missing(code, { name: first.name ?? first.maskedName, count: people.length }) : null
}

const checks: { readonly [G in Guard]: (state: MeetingState, now: number) => Refusal | null } = {
  'attendance-checked': (state) => {
    const unchecked = principals(state).filter((p) => state.attendance[p.id] === undefined)
    return firstOf('ATTENDANCE_UNCHECKED', unchecked)
  },
  'panel-present': (state) => {
    const vacant = state.seats.find((seat) => seat.participantId === null)
    if (vacant) return missing('SEAT_VACANT', { seat: vacant.seat })
    const absent = state.seats.find((seat) => !isPresent(state, seat.participantId ?? ''))
    return absent ? missing('PANELIST_ABSENT', { seat: absent.seat, name: absent.name }) : null
  },
  'identity-verified': (state) => {
    const unverified = principals(state).filter(
      (p) => p.kind !== 'officer' && isPresent(state, p.id) && !state.identities.includes(p.id),
    )
    return firstOf('IDENTITY_UNVERIFIED', unverified)
  },
  'recusal-answered': (state) => {
    const side = partySides.find(
      (s) =>
        !state.recusalAnswers.includes(s) &&
        state.participants.some((p) => p.side === s && isPresent(state, p.id)),
    )
    return side ? missing('RECUSAL_UNANSWERED', { side }) : null
  },
  'opinions-sealed': (state, now) => {
    const open = unsealedSeats(state)
    if (open.length === 0 || deadlinePassed(state, now)) return null
    return missing('OPINIONS_OUTSTANDING', { count: open.length })
  },
  'opinions-opened': (state) => (state.openedAt === null ? missing('OPINIONS_UNOPENED') : null),
  'recommendation-confirmed': (state) => {
    if (state.recommendation === null) return missing('RECOMMENDATION_MISSING')
    if (Object.keys(state.paperPending).length > 0)
      return missing('PAPER_OPINION_PENDING', { count: Object.keys(state.paperPending).length })
    const answers = Object.values(state.recommendation.answers)
    const agreeing = answers.filter((answer) => answer.agrees).length
    const needed = Math.floor(state.seats.length / 2) + 1
    if (answers.length < state.seats.filter((s) => s.participantId !== null).length)
      return missing('RECOMMENDATION_UNANSWERED', { count: state.seats.length - answers.length })
    return agreeing >= needed ? null : missing('RECOMMENDATION_NOT_CARRIED', { agreeing, needed })
  },
  'conclusion-announced': (state) => (state.conclusion === null ? missing('CONCLUSION_MISSING') : null),
  'items-finalised': (state) => {
    const open = openItems(state)
    if (open.length > 0) return missing('ITEMS_OPEN', { count: open.length })
    const asked = openCorrections(state).length
    return asked > 0 ? missing('CORRECTIONS_OPEN', { count: asked }) : null
  },
  'minutes-read-out': (state) => (state.readOut === null ? missing('MINUTES_NOT_READ_OUT') : null),
  'minutes-signed': (state) => {
    const owed = owedSignatures(state)
    return owed.length > 0 ? missing('SIGNATURES_OWED', { count: owed.length }) : null
  },
}

/** What still stands between the current stage and the next, in the order of the procedure. */
export function unmetGuards(state: MeetingState, procedure: Procedure, now: number): readonly Refusal[] {
  const stage = procedure.stages.find((s) => s.id === state.stage?.stageId)
  if (!stage) return []
  const recusal = pendingRecusal(state)
  const pending = recusal ? [missing('RECUSAL_PENDING', { name: recusal.targetName })] : []
  return [...pending, ...stage.guards.flatMap((guard) => checks[guard](state, now) ?? [])]
}

/** Required preparation that is not checked off; the meeting cannot begin before it is. */
export function missingPreparation(state: MeetingState, procedure: Procedure): readonly string[] {
  return procedure.preparation
    .filter((item) => item.required && state.preparation[item.id]?.done !== true)
    .map((item) => item.id)
}
