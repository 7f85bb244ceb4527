import type { CommitFacts, Seen } from '../../ledger/aggregate.ts'
import type { MeetingEvent } from '../events.ts'
import type { MeetingState } from '../state.ts'
import { evolveDraw } from './draw.ts'
import { evolveMinutes } from './minutes.ts'
import { evolveOpinions } from './opinions.ts'
import { evolvePreparation } from './preparation.ts'
import { evolveSession } from './session.ts'

type Handlers = {
  readonly [T in MeetingEvent['type']]: (
    state: MeetingState,
    event: Seen<Extract<MeetingEvent, { type: T }>>,
    facts: CommitFacts,
  ) => MeetingState
}

const handlers: Handlers = {
  ...evolvePreparation,
  ...evolveDraw,
  ...evolveSession,
  ...evolveOpinions,
  ...evolveMinutes,
}

/** Next state after an event; total on redacted events: what is hidden leaves the state as it was. */
export function evolveMeeting(
  state: MeetingState,
  event: Seen<MeetingEvent>,
  facts: CommitFacts,
): MeetingState {
  const handle = handlers[event.type] as (
    s: MeetingState,
    e: Seen<MeetingEvent>,
    f: CommitFacts,
  ) => MeetingState
  return handle(state, event, facts)
}
