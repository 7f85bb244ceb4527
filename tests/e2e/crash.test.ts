import type { Browser, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillIn } from '../../shared/i18n/fill-in.ts'
import { meeting } from '../../shared/i18n/meeting.ts'
import { phone } from '../../shared/i18n/phone.ts'
import { words } from '../../shared/i18n/words.ts'
import type { Commit } from '../../shared/ledger/commit.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import { minutesText } from '../../shared/minutes/content.ts'
import { followMeeting } from '../simulate/follow.ts'
import { simulate } from '../simulate/hearing.ts'
import { Person } from '../simulate/person.ts'
import { readMinutes } from '../simulate/scribe.ts'
import { launchChromium } from './chromium.ts'
import { stageOf } from './gathering.ts'
import { HOST, type Served, serve } from './served.ts'
import { Someone } from './someone.ts'
import { step } from './step.ts'

const ITEM = 'petitioner-statement'
/** Typed key by key: the first third before the plug is pulled, the second while the server is away. */
const thirds = ['合同写的是十二亩六，', '公示的时候我在外地，', '回来才知道少了三亩四。']
const OPINION = '封存时断电的那一份理由'
const KEY_MS = 40

let served: Served
let browser: Browser

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serve(), launchChromium(HOST)])
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** The clerk types while the server dies, goes on typing, and finds everything saved once it is back. */
async function typeThroughACrash(clerk: Someone): Promise<void> {
  const paper = clerk.page.getByRole('textbox', {
    name: fillIn(meeting.zh.minutes.label, { name: stageOf(ITEM).name }),
  })
  await paper.click()
  await paper.pressSequentially(thirds[0] ?? '', { delay: KEY_MS })
  const dying = served.kill()
  await paper.pressSequentially(thirds[1] ?? '', { delay: KEY_MS })
  await dying
  await clerk.reads(words.zh.connection.offline)
  await served.restart()
  await paper.pressSequentially(thirds[2] ?? '', { delay: KEY_MS })
  await clerk.page.getByText(words.zh.connection.offline).first().waitFor({ state: 'detached' })
  // Leaving is warned about as long as anything is not acknowledged.
  await clerk.page.waitForFunction(() =>
    window.dispatchEvent(new Event('beforeunload', { cancelable: true })),
  )
}

/** The server does it and dies before it can say so; the panelist's phone finds out by itself. */
async function sealThroughACrash(panelist: Someone): Promise<void> {
  const { page } = panelist
  const requests = page.getByRole('group', { name: meeting.zh.form.position })
  await requests.first().waitFor()
  for (let i = 0; i < (await requests.count()); i += 1)
    await requests.nth(i).getByText(words.zh.position.partly, { exact: true }).click()
  await page.getByLabel(meeting.zh.form.reasons).fill(OPINION)
  await panelist.press(phone.zh.form.review)
  await page.getByLabel(phone.zh.seal.independent).check()
  let tell: (status: number) => void = () => {}
  const done = new Promise<number>((resolve) => {
    tell = resolve
  })
  const loseTheAnswer = async (route: Route): Promise<void> => {
    const request = route.request()
    const answer = await fetch(new URL(new URL(request.url()).pathname, served.local), {
      method: 'POST',
      headers: await request.allHeaders(),
      body: request.postData(),
    })
    await served.kill()
    await route.abort('connectionreset')
    tell(answer.status)
  }
  await page.route('**/commands', loseTheAnswer, { times: 1 })
  await panelist.press(phone.zh.seal.seal)
  expect(await done).toBe(200)
  await panelist.reads(words.zh.connection.offline)
  await served.restart()
  await panelist.readsHeading(phone.zh.receipt.title)
}

describe('a hearing on a server that dies twice', () => {
  it('ends with the same record, every keystroke and every opinion', async () => {
    const reader = new Person(served.local, 'clerk')
    let meetingId = ''
    const before: Commit[][] = []
    const remember = async (seatId: string) => {
      await reader.fetch('/api/demo/seats', { meetingId, seatId })
      const follower = followMeeting(reader, meetingId)
      await follower.look()
      before.push([...follower.commits])
    }
    const interfere = async (state: MeetingState, type: string) => {
      const clerkId = state.clerks[0]?.accountId ?? ''
      if (type === 'advance' && state.stage?.stageId === ITEM) {
        const clerk = await Someone.at(browser, 'clerk', 'desk')
        await clerk.sit(served.origin, { meetingId, seatId: clerkId })
        await remember(clerkId)
        await step('the server dies under the clerk’s hands', () => typeThroughACrash(clerk))
      }
      if (type === 'announce-opinion-deadline') {
        const panelist = await Someone.at(browser, 'panelist', 'phone')
        await panelist.sit(served.origin, { meetingId, seatId: state.seats[0]?.participantId ?? '' })
        await remember(clerkId)
        await step('the server dies while an opinion is sealed', () => sealThroughACrash(panelist))
      }
    }
    const result = await step('a hearing is held', () =>
      simulate({
        url: served.local,
        speed: Number.POSITIVE_INFINITY,
        onMeeting: (id) => {
          meetingId = id
        },
        onStep: (state, { type }) => interfere(state, type),
      }),
    )
    expect(result.verdict).toBe('unchanged')

    const after = followMeeting(reader, meetingId)
    const state = await after.look()
    expect(before).toHaveLength(2)
    for (const commits of before) expect(after.commits.slice(0, commits.length)).toEqual(commits)

    const opinions = Object.values(state.opinions).map(({ opinion }) => opinion.reasons)
    expect(opinions).toHaveLength(5)
    expect(opinions.filter((reasons) => reasons === OPINION)).toHaveLength(1)

    const content = await readMinutes({ person: reader, baseUrl: served.local, meetingId, itemId: ITEM })
    const text = minutesText(content, {
      time: () => '',
      evidence: String,
      entry: ({ id }) => id,
      colon: '：',
    })
    expect(text).toContain(thirds.join(''))
  })
})
