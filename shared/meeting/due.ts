import { unanswered } from './decide/answers.ts'
import type { MeetingState } from './state.ts'

/** What a meeting does by itself at an instant; `fact` names the one occasion, so that it is done once. */
export interface Due {
  readonly type: 'run-without-number' | 'close-answers'
  readonly at: number
  readonly fact: string
}

/** The next thing that falls due by itself; null: nothing does. */
export function nextDue(state: MeetingState): Due | null {
  const draw = state.draws.at(-1)
  if (!draw || state.phase !== 'preparing') return null
  if (draw.status === 'awaiting-number' && draw.deadline !== undefined)
    return { type: 'run-without-number', at: draw.deadline, fact: String(draw.draw) }
  if (draw.status === 'drawn' && draw.answerBy !== undefined && unanswered(state).length > 0)
    return { type: 'close-answers', at: draw.answerBy, fact: `${draw.draw} ${draw.answerBy}` }
  return null
}
