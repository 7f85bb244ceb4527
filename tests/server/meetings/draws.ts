import type { Actor } from '../../../shared/accounts/actor.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { type CheckId, verifyRecord } from '../../../shared/publication/verify-record.ts'
import { createHearing } from './hearing.ts'

export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE
export const clock: Actor = { kind: 'clock' }

/** A hearing three weeks ahead, played until it is as wanted. */
export async function hearingWhen(until: (state: MeetingState) => boolean, changes: object = {}) {
  const hearing = createHearing()
  await hearing.schedule({ startsAt: hearing.now() + 21 * DAY, ...changes })
  await hearing.play(until)
  return hearing
}

export const served = (state: MeetingState) => state.services.length >= 3
export const drawn = () => hearingWhen((state) => state.seats.length > 0)

export const code = (result: object): unknown =>
  'refusal' in result ? (result.refusal as { code: string }).code : 'accepted'

export const transcriptOf = (state: MeetingState) => {
  const transcript = state.draws.at(-1)?.transcript
  if (!transcript) throw new Error('nothing drawn')
  return transcript
}

/** What a reader without any right has: the public commits, and what recomputing them says about the draw. */
export async function publicVerdict(hearing: Awaited<ReturnType<typeof hearingWhen>>) {
  const { view } = await hearing.meetings.view(hearing.meetingId, { level: 'public' })
  const transcript = transcriptOf(view)
  const { checks } = verifyRecord({
    format: 'mingting-record',
    version: 1,
    code: '',
    number: view.number,
    title: view.maskedSubject,
    meeting: await hearing.meetings.commits(hearing.meetingId, { level: 'public' }, 0),
    document: null,
  })
  const names = view.draws.at(-1)?.locked.officers.map((officer) => officer.name) ?? []
  return {
    view,
    transcript,
    namesInTranscript: names.filter((name) => JSON.stringify(transcript).includes(name)),
    about: (id: CheckId) => checks.find((check) => check.id === id),
  }
}

export const seatOf = (state: MeetingState, index: number) => {
  const seat = state.seats[index]
  if (!seat || seat.officerNo === null) throw new Error('nobody sits there')
  return { ...seat, officerNo: seat.officerNo }
}
