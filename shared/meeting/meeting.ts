import type { Aggregate } from '../ledger/aggregate.ts'
import { meetingAudiences } from './audiences.ts'
import { type MeetingCommand, meetingCommandSchema } from './commands.ts'
import type { MeetingContext } from './context.ts'
import { decideMeeting } from './decide/decide.ts'
import { type MeetingEvent, meetingEventSchema } from './events.ts'
import { evolveMeeting } from './evolve/evolve.ts'
import { initialMeeting, type MeetingState } from './state.ts'

/** Meetings as a stream `meeting/<id>`: the same rules decide on the server and draw the screens. */
export const meeting: Aggregate<MeetingState, MeetingEvent, MeetingCommand, MeetingContext> = {
  name: 'meeting',
  initial: initialMeeting,
  commandSchema: meetingCommandSchema,
  eventSchema: meetingEventSchema,
  audiences: meetingAudiences,
  isOpen: (state) => state.open,
  decide: decideMeeting,
  evolve: evolveMeeting,
}
