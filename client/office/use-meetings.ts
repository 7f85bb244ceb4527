import { meetingListSchema } from '../../shared/meeting/answers.ts'
import { useAnswer } from '../ui/use-answer.ts'

export const meetingsPath = '/api/meetings'

/** Meetings of the office, newest first. */
export function useMeetings() {
  return useAnswer(meetingsPath, meetingListSchema)
}
