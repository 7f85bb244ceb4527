import type { Browser } from 'playwright-core'
import { demonstrationHearings } from '../../server/demonstration/matters.ts'
import { demonstrationSchema, seatTakenSchema } from '../../shared/accounts/demonstration.ts'
import { fillIn } from '../../shared/i18n/fill-in.ts'
import { office as officeWords } from '../../shared/i18n/office.ts'
import { portal } from '../../shared/i18n/portal.ts'
import { room } from '../../shared/i18n/room.ts'
import type { Commit } from '../../shared/ledger/commit.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import { naimanReview } from '../../shared/procedures/naiman-review.ts'
import { followMeeting } from '../simulate/follow.ts'
import { Person } from '../simulate/person.ts'
import type { Served } from './served.ts'
import { type devices, Someone } from './someone.ts'

/** The demonstration's first hearing, prepared up to the draw. */
export const meetingId = demonstrationHearings[0]?.meetingId ?? ''

/** Number and name of a stage as the screens show them. */
export function stageOf(id: string): { readonly n: number; readonly name: string } {
  const index = naimanReview.stages.findIndex((stage) => stage.id === id)
  return { n: index + 1, name: naimanReview.stages[index]?.name.zh ?? '' }
}

/** Everybody who takes part, each at a browser of their own. */
export interface Gathering {
  readonly everyone: Someone[]
  readonly chair: Someone
  readonly clerk: Someone
  /** The clerk's other tab. */
  readonly desk: Someone
  /** The record as the clerk may read it: to know names and to compare, never to act. */
  look(): Promise<MeetingState>
  readonly commits: readonly Commit[]
  /** Comes in by the code the clerk shows for `name`. */
  join(name: string, who: string, device: keyof typeof devices): Promise<Someone>
  /** Somebody nobody invited. */
  visitor(who: string): Promise<Someone>
  /** The chair moves on to this stage; the screens of these people, or of everybody, follow. */
  advance(to: string, who?: readonly Someone[]): Promise<void>
}

/** Seats chair and clerk through the demonstration's page, as somebody does who tries it. */
export async function gather(browser: Browser, { origin, local }: Served): Promise<Gathering> {
  const everyone: Someone[] = []
  const arrive = async (who: string, device: keyof typeof devices) => {
    const someone = await Someone.at(browser, who, device)
    everyone.push(someone)
    return someone
  }
  const truthful = new Person(local, 'clerk')
  const demonstration = await truthful.get('/api/demo', demonstrationSchema)
  const clerkSeat = demonstration.office.find((seat) => seat.kind === 'clerk')
  const chairSeat = demonstration.office.find((seat) => seat.kind === 'chair')
  await truthful.post('/api/demo/seats', { seatId: clerkSeat?.id }, seatTakenSchema)
  const { look, commits } = followMeeting(truthful, meetingId)
  const { number } = await look()

  const sit = async (who: string, seat: { readonly name: string } | undefined, card: string) => {
    const visitor = await arrive(who, 'desk')
    await visitor.page.goto(`${origin}/demo`)
    const opening = visitor.page.waitForEvent('popup')
    await visitor.page
      .locator('section', { hasText: card })
      .getByRole('button', { name: `${portal.zh.demo.open} ${who} ${seat?.name}` })
      .first()
      .click()
    const someone = visitor.on(await opening)
    everyone.splice(everyone.indexOf(visitor), 1, someone)
    return someone
  }
  const chair = await sit(portal.zh.demo.seat.chair, chairSeat, number)
  const desk = await sit(portal.zh.demo.seat.clerk, clerkSeat, portal.zh.demo.office)
  await desk.link(officeWords.zh.home.prepare_other.split('{{')[0] ?? '').click()
  const clerk = await desk.openBeside(officeWords.zh.meeting.room)
  everyone.splice(everyone.indexOf(desk), 1, clerk)

  return {
    everyone,
    chair,
    clerk,
    desk,
    look,
    commits,
    async join(name, who, device) {
      await clerk.page.getByRole('tab', { name: room.zh.tabs.codes }).click()
      await clerk.press(fillIn(room.zh.codes.makeOf, { name }))
      const address = clerk.page.getByRole('status').filter({ hasText: name }).getByText(`${origin}/l/`)
      const someone = await arrive(who, device)
      await someone.page.goto((await address.textContent()) ?? '')
      await someone.press(portal.zh.link.enter)
      return someone
    },
    visitor: (who) => arrive(who, 'desk'),
    async advance(to, who = everyone) {
      const { n, name } = stageOf(to)
      await chair.press(fillIn(room.zh.primary.advance, { n, name }))
      await Promise.all(who.map((someone) => someone.readsHeading(name)))
    },
  }
}
