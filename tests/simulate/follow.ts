import { z } from 'zod'
import { type Commit, commitSchema } from '../../shared/ledger/commit.ts'
import { replay } from '../../shared/ledger/replay.ts'
import { meeting } from '../../shared/meeting/meeting.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import type { Person } from './person.ts'

const answerSchema = z.object({ commits: z.array(commitSchema), now: z.int() })

/** A meeting's record as one person may read it, read on from where the last look ended. */
export function followMeeting(person: Person, meetingId: string) {
  const commits: Commit[] = []
  return {
    commits: commits as readonly Commit[],
    async look(): Promise<MeetingState> {
      const answer = await person.get(
        `/api/meetings/${meetingId}/commits?after=${commits.length}`,
        answerSchema,
      )
      commits.push(...answer.commits)
      return replay(meeting, commits)
    },
  }
}
