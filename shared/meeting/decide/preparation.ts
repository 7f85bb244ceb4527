import { accept, refuse } from '../../ledger/aggregate.ts'
import { isOutdated } from '../amendment.ts'
import type { MeetingEvent } from '../events.ts'
import { type Decide, findParticipant, nameOf } from './decision.ts'
import { replaceWithoutStanding } from './seats.ts'

/** XF22 Art. 20: a joint visit elects at most five representatives. */
const MAX_REPRESENTATIVES = 5

export const schedule: Decide<'schedule'> = (
  _state,
  data,
  { newId, schedule: facts, staff, procedure, procedureHash },
) => {
  if (!facts) return refuse('MATTER_UNKNOWN')
  if (!procedure) return refuse('PROCEDURE_UNKNOWN', { id: data.procedureId })
  if (!staff?.chair) return refuse('CHAIR_UNKNOWN')
  if (staff.clerks.length !== data.clerkAccountIds.length) return refuse('CLERK_UNKNOWN')
  if (!data.open && data.closedReason === '') return refuse('CLOSED_WITHOUT_REASON')
  const { matter } = facts
  return accept<MeetingEvent>(
    {
      type: 'meeting-scheduled',
      number: facts.number,
      matterId: matter.matterId,
      matterNumber: matter.matterNumber,
      subject: matter.subject,
      maskedSubject: matter.maskedSubject,
      responsibleUnit: matter.responsibleUnit,
      requests: [...matter.requests],
      maskedRequests: [...matter.maskedRequests],
      procedure: { id: procedure.id, version: procedure.version, hash: procedureHash },
      place: data.place,
      startsAt: data.startsAt,
      open: data.open,
      closedReason: data.open ? '' : data.closedReason,
      chair: staff.chair,
      clerks: [...staff.clerks],
      code: facts.code,
    },
    ...matter.participants.map((p) => ({
      type: 'participant-added' as const,
      participantId: newId(),
      kind: p.kind,
      side: p.side,
      name: p.name,
      maskedName: p.maskedName,
      title: p.title,
    })),
  )
}

/**
 * Who sits is looked at again for the new day: a draw is not repeated because a hearing is moved, or moving it until the
 * panel suits would be a way to draw again.
 */
export const amend: Decide<'amend'> = (state, data, context) => {
  const { staff } = context
  if (!staff?.chair) return refuse('CHAIR_UNKNOWN')
  if (staff.clerks.length !== data.clerkAccountIds.length) return refuse('CLERK_UNKNOWN')
  if (!data.open && data.closedReason === '') return refuse('CLOSED_WITHOUT_REASON')
  return accept(
    {
      type: 'meeting-amended',
      place: data.place,
      startsAt: data.startsAt,
      open: data.open,
      closedReason: data.open ? '' : data.closedReason,
      chair: staff.chair,
      clerks: [...staff.clerks],
    },
    ...replaceWithoutStanding(state, context),
  )
}

export const cancel: Decide<'cancel'> = (_state, { reason }) => accept({ type: 'meeting-cancelled', reason })

export const addParticipant: Decide<'add-participant'> = (state, data, { newId, maskName }) => {
  const representatives = state.participants.filter((p) => p.kind === 'representative').length
  if (data.kind === 'representative' && representatives >= MAX_REPRESENTATIVES)
    return refuse('TOO_MANY_REPRESENTATIVES', { max: MAX_REPRESENTATIVES })
  return accept({
    type: 'participant-added',
    participantId: newId(),
    ...data,
    maskedName: maskName ? maskName(data.name) : '',
  })
}

export const removeParticipant: Decide<'remove-participant'> = (state, { participantId, reason }) => {
  const participant = findParticipant(state, participantId)
  if (!participant) return refuse('PARTICIPANT_UNKNOWN')
  if (participant.kind === 'officer') return refuse('OFFICER_NOT_REMOVABLE', { name: nameOf(participant) })
  return accept({ type: 'participant-removed', participantId, reason })
}

export const listEvidence: Decide<'list-evidence'> = (state, data) =>
  accept({ type: 'evidence-listed', no: state.evidence.length + 1, ...data })

export const withdrawEvidence: Decide<'withdraw-evidence'> = (state, { no, reason }) => {
  const item = state.evidence.find((e) => e.no === no)
  if (!item || item.withdrawn) return refuse('EVIDENCE_UNKNOWN', { no })
  return accept({ type: 'evidence-withdrawn', no, reason })
}

export const examineEvidence: Decide<'examine-evidence'> = (state, data) => {
  const item = state.evidence.find((e) => e.no === data.no)
  if (!item || item.withdrawn) return refuse('EVIDENCE_UNKNOWN', { no: data.no })
  return accept({ type: 'evidence-examined', ...data })
}

export const checkPreparation: Decide<'check-preparation'> = (_state, data, { procedure }) =>
  procedure?.preparation.some((item) => item.id === data.itemId)
    ? accept({ type: 'preparation-checked', ...data })
    : refuse('PREPARATION_UNKNOWN')

export const issueNotice: Decide<'issue-notice'> = (state) =>
  state.noticeIssuedAt === null || isOutdated(state, state.noticeIssuedAt)
    ? accept({ type: 'notice-issued', number: state.number })
    : refuse('NOTICE_ALREADY_ISSUED')

export const publishAnnouncement: Decide<'publish-announcement'> = (state) => {
  if (!state.open) return refuse('MEETING_CLOSED_TO_PUBLIC')
  return state.announcedAt === null || isOutdated(state, state.announcedAt)
    ? accept({ type: 'announcement-published' })
    : refuse('ALREADY_ANNOUNCED')
}

export const recordService: Decide<'record-service'> = (state, data) => {
  if (!findParticipant(state, data.participantId)) return refuse('PARTICIPANT_UNKNOWN')
  if (data.document === 'notice' && state.noticeIssuedAt === null) return refuse('NOTICE_NOT_ISSUED')
  if (data.document === 'conclusion' && state.conclusion === null) return refuse('CONCLUSION_MISSING')
  return accept({ type: 'service-recorded', ...data })
}
