import type { MeetingEvent } from '../../../shared/meeting/events.ts'
import { areMinutesFinal, openItems, owedSignatures } from '../../../shared/meeting/guards.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'

const { stages, panel } = naimanReview

const distinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length

/** What must hold in every state of a meeting, however it came about. */
const always: Readonly<Record<string, (state: MeetingState) => boolean>> = {
  'a panel is whole or not there, and nobody sits twice': ({ seats }) => {
    const sitting = seats.flatMap(({ participantId }) => participantId ?? [])
    return (seats.length === 0 || seats.length === panel.panelSize) && distinct(sitting)
  },
  'whoever sits is a participant, fits the seat and its group': ({ seats, participants, draws }) => {
    const locked = draws.filter(({ status }) => status === 'drawn').at(-1)?.locked
    const groups = seats.flatMap(({ officerNo, kind, participantId }) => {
      if (officerNo === null) return []
      const candidate = locked?.candidates.find(({ no }) => no === officerNo)
      const fits =
        candidate?.eligible === true &&
        candidate.standing === (kind === 'standing') &&
        participants.some(({ id }) => id === participantId)
      return [fits ? candidate.group : null]
    })
    return !groups.includes(null) && distinct(groups)
  },
  'nobody recused sits': ({ recusals, seats }) =>
    !recusals.some(
      ({ ruling, target }) => ruling?.granted && seats.some(({ participantId }) => participantId === target),
    ),
  'no opinion is there before the opening': ({ openedAt, opinions, recommendation, conclusion }) =>
    openedAt !== null ||
    (Object.keys(opinions).length === 0 && recommendation === null && conclusion === null),
  'no opinion of somebody who does not sit is opened': ({ seats, opinions }) =>
    Object.keys(opinions).every((id) => seats.some(({ participantId }) => participantId === id)),
  'no two opinions have the same receipt': ({ seals }) =>
    distinct(Object.values(seals).map(({ receipt }) => receipt)),
  'one stage at a time, and the one the procedure names': ({ phase, stage, stageLog }) =>
    stage === null
      ? phase === 'none' || phase === 'preparing' || phase === 'cancelled'
      : stages[stage.index]?.id === stage.stageId && stageLog.every(({ endedAt }) => endedAt !== null),
  'rounds stay within the procedure': ({ stage }) =>
    stage === null || (stage.round >= 1 && stage.round <= naimanReview.rounds.max.value),
  'nobody speaks outside a session, nor while it is suspended': ({ phase, interruption, floor }) =>
    floor.turn === null || (phase === 'in-session' && interruption?.kind !== 'suspension'),
  'the speaker is known and present when the turn begins': ({ floor, participants }) =>
    floor.turn === null || participants.some(({ id }) => id === floor.turn?.participantId),
  'nobody queues twice': ({ floor }) => distinct(floor.queue.map(({ participantId }) => participantId)),
  'speaking time is never negative': ({ floor }) => floor.usedMs.petitioner >= 0 && floor.usedMs.unit >= 0,
  'draws are numbered, one counts at most': ({ draws }) =>
    draws.every(({ draw }, index) => draw === index + 1) &&
    draws.filter(({ status }) => status !== 'void').length <= 1,
  'nothing is signed while an item is open': (state) =>
    Object.keys(state.signatures).length === 0 || openItems(state).length === 0,
  'a conclusion rests on a carried recommendation': ({ conclusion, recommendation }) =>
    conclusion === null || (recommendation !== null && conclusion.agreeing > panel.panelSize / 2),
  'a closed meeting owes nothing': (state) =>
    state.phase !== 'closed' ||
    (openItems(state).length === 0 && owedSignatures(state).length === 0 && state.conclusion !== null),
  'only a closed meeting is published': ({ publication, phase }) =>
    publication === null || phase === 'closed',
}

const order = ['none', 'preparing', 'in-session', 'closed']
const ends = ['terminated', 'cancelled', 'closed']
const afterClosing = new Set<MeetingEvent['type']>([
  'service-recorded',
  'publication-consented',
  'conclusion-published',
  'addendum-added',
  'scan-filed',
])

/** What must hold from one state to the next. */
function across(before: MeetingState, events: readonly MeetingEvent[], after: MeetingState): string[] {
  const broken: string[] = []
  const hold = (what: string, holds: boolean): void => {
    if (!holds) broken.push(what)
  }
  hold(
    'a meeting never goes back to an earlier phase',
    before.phase === after.phase ||
      (!ends.includes(before.phase) &&
        (ends.includes(after.phase) || order.indexOf(after.phase) === order.indexOf(before.phase) + 1)),
  )
  if (before.phase === 'closed')
    hold(
      'a closed meeting takes publication, service, addenda and scans only',
      events.every(({ type }) => afterClosing.has(type)),
    )
  hold(
    'an ended meeting takes nothing',
    (before.phase !== 'terminated' && before.phase !== 'cancelled') || events.length === 0,
  )
  for (const [id, item] of Object.entries(before.items)) {
    const next = after.items[id]
    hold(
      'a final version stays as it is until a correction has opened the next',
      JSON.stringify(next) === JSON.stringify(item) ||
        (before.revisions[id] !== undefined && next?.version === item.version + 1),
    )
  }
  hold(
    'minutes that everybody has signed are neither corrected nor asked to be',
    !areMinutesFinal(before) ||
      events.every(({ type }) => type !== 'correction-requested' && type !== 'item-reopened'),
  )
  const entered = events.flatMap((event) => (event.type === 'stage-entered' ? [event] : []))
  hold('one stage is entered at a time', entered.length <= 1)
  for (const { stageId, index, direction } of entered) {
    hold('a stage whose minutes are final is not entered again', before.items[stageId] === undefined)
    const from = before.stage?.index ?? -1
    hold(
      'a stage is left for the next, or for an earlier one',
      direction === 'forward' ? index === from + 1 : index < from,
    )
  }
  if (before.openedAt !== null) {
    hold('what was opened stays open', after.openedAt === before.openedAt)
    hold(
      'nobody leaves or joins the panel after the opening',
      JSON.stringify(after.seats) === JSON.stringify(before.seats),
    )
  }
  hold('what was announced stays', before.conclusion === null || after.conclusion === before.conclusion)
  for (const [id, signature] of Object.entries(before.signatures))
    hold('a signature stays', after.signatures[id] === signature)
  return broken
}

/** Every rule that a step breaks, by name. */
export function brokenRules(
  before: MeetingState,
  events: readonly MeetingEvent[],
  after: MeetingState,
): readonly string[] {
  const now = Object.entries(always).flatMap(([what, holds]) => (holds(after) ? [] : [what]))
  return [...now, ...across(before, events, after)]
}
