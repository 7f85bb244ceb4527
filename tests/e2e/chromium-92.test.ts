import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demonstrationSchema, seatTakenSchema } from '../../shared/accounts/demonstration.ts'
import { office } from '../../shared/i18n/office.ts'
import { phone } from '../../shared/i18n/phone.ts'
import { pool } from '../../shared/i18n/pool.ts'
import { portal } from '../../shared/i18n/portal.ts'
import { room } from '../../shared/i18n/room.ts'
import { screen } from '../../shared/i18n/screen.ts'
import { verify } from '../../shared/i18n/verify.ts'
import { words } from '../../shared/i18n/words.ts'
import { principals } from '../../shared/meeting/guards.ts'
import { naimanReview } from '../../shared/procedures/naiman-review.ts'
import { type SimulateResult, simulate } from '../simulate/hearing.ts'
import { Person } from '../simulate/person.ts'
import { hasChromium92, launchChromium92 } from './chromium.ts'
import { HOST, type Served, serve } from './served.ts'

const PATIENCE_MS = 20_000
/** Where the played hearing stops, for as long as the old browser looks around in it. */
const STAGE = 'petitioner-statement'
const stageName = naimanReview.stages.find(({ id }) => id === STAGE)?.name.zh ?? ''

const quoted = (text: string): string => `"${text.replaceAll('"', '')}"`

/** A tab of the old browser, by what people read in it. */
class Tab {
  /** What the page could not handle. */
  readonly errors: string[] = []
  constructor(private readonly page: Page) {
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('pageerror', (error: Error) => this.errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text())
    })
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url)
  }

  /** Waits until the text stands on the page. */
  async reads(text: string): Promise<void> {
    await this.find(`//body//*[contains(normalize-space(.), ${quoted(text)})]`)
  }

  /** @throws Error with everything that stands on the page instead */
  private async find(xpath: string) {
    try {
      return await this.page.waitForXPath(xpath, { visible: true })
    } catch {
      const text = await this.page.evaluate(() => document.body.innerText)
      throw new Error(`${this.page.url()} has no ${xpath}: ${text}\n${this.errors.join('\n')}`)
    }
  }

  async press(name: string): Promise<void> {
    const button = await this.find(
      `//*[self::button or self::a][contains(normalize-space(.), ${quoted(name)})]`,
    )
    await button?.click()
  }

  async type(selector: string, text: string): Promise<void> {
    await this.page.waitForSelector(selector, { visible: true })
    await this.page.click(selector)
    await this.page.keyboard.type(text)
  }

  async close(): Promise<void> {
    await this.page.close()
  }
}

describe.runIf(hasChromium92)('in Chromium 92', () => {
  let served: Served
  let browser: Browser
  let meetingId = ''
  let playing: Promise<SimulateResult>
  let playOn: () => void = () => {}
  let petitioner = ''
  let panelist = ''

  beforeAll(async () => {
    const [started, launched] = await Promise.all([serve(), launchChromium92(HOST)])
    served = started
    browser = launched
    const reached = new Promise<void>((atStage, fail) => {
      const goOn = new Promise<void>((resume) => {
        playOn = resume
      })
      playing = simulate({
        url: served.local,
        speed: Number.POSITIVE_INFINITY,
        onMeeting: (id) => {
          meetingId = id
        },
        onStep: async (state, { type }) => {
          if (state.stage?.stageId !== STAGE || type !== 'advance') return
          petitioner = principals(state).find(({ kind }) => kind === 'petitioner')?.id ?? ''
          panelist = state.seats[0]?.participantId ?? ''
          atStage()
          await goOn
        },
      })
      playing.catch(fail)
    })
    await reached
  })
  afterAll(async () => {
    playOn()
    await playing.catch(() => undefined)
    await browser?.close()
    await served?.close()
  })

  /** Opens a page, does something on it, and closes it; nothing may have gone wrong in it. */
  async function on(path: string, use: (tab: Tab) => Promise<void>): Promise<void> {
    const context = await browser.createIncognitoBrowserContext()
    const tab = new Tab(await context.newPage())
    await tab.open(`${served.origin}${path}`)
    await use(tab)
    expect(tab.errors).toEqual([])
    await context.close()
  }

  /** The page of a seat with its sign-in, as the demonstration hands it out. */
  async function seated(seatId: string, atMeeting: boolean, use: (tab: Tab) => Promise<void>): Promise<void> {
    const context = await browser.createIncognitoBrowserContext()
    const page = await context.newPage()
    const tab = new Tab(page)
    await tab.open(`${served.origin}/demo`)
    await tab.reads(portal.zh.demo.title)
    const answer = await page.evaluate(
      async (body: string) =>
        (
          await fetch('/api/demo/seats', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body,
          })
        ).json(),
      JSON.stringify({ ...(atMeeting ? { meetingId } : {}), seatId }),
    )
    await tab.open(`${served.origin}${seatTakenSchema.parse(answer).url}`)
    await use(tab)
    expect(tab.errors).toEqual([])
    await context.close()
  }

  const officeSeat = async (kind: string): Promise<string> => {
    const demo = await new Person(served.local, 'visitor').get('/api/demo', demonstrationSchema)
    return demo.office.find((seat) => seat.kind === kind)?.id ?? ''
  }

  it('the public page refuses a bad code in words and changes its language', () =>
    on('/', async (tab) => {
      await tab.reads(portal.zh.home.title)
      await tab.type('#code', '7F3K')
      await tab.press(portal.zh.home.read)
      await tab.reads(portal.zh.home.badCode)
      await tab.press(words.zh.language.other)
      await tab.reads(portal.en.home.title)
    }))

  it('the office shows the day to a clerk and opens its lists', async () =>
    seated(await officeSeat('clerk'), false, async (tab) => {
      await tab.reads(office.zh.home.inSession)
      await tab.press(office.zh.nav.pool)
      await tab.reads(pool.zh.title)
      await tab.press(office.zh.nav.meetings)
      await tab.press(office.zh.meetings.schedule)
      await tab.reads(office.zh.schedule.procedure)
    }))

  it('the chair sees the stage and gives the floor', async () =>
    seated(await officeSeat('chair'), true, async (tab) => {
      await tab.reads(stageName)
      await tab.press(room.zh.queue.anybody)
      await tab.reads(room.zh.give.title)
      await tab.press(words.zh.cancel)
    }))

  it('the clerk writes minutes that are saved', async () =>
    seated(await officeSeat('clerk'), true, async (tab) => {
      await tab.reads(stageName)
      await tab.type('[contenteditable="true"]', '旧浏览器里写的一句')
      await tab.reads('旧浏览器里写的一句')
      await tab.reads(words.zh.saved.saved)
    }))

  it('a panelist keeps a note on the phone', () =>
    seated(panelist, true, async (tab) => {
      await tab.reads(stageName)
      await tab.type('footer input, footer textarea', '四至两次相同')
      await tab.press(phone.zh.notes.keep)
      await tab.reads('四至两次相同')
    }))

  it('the petitioner asks to speak on the phone', () =>
    seated(petitioner, true, async (tab) => {
      await tab.reads(stageName)
      await tab.press(phone.zh.ask.speak)
      await tab.press(phone.zh.ask.takeBack)
      await tab.reads(phone.zh.ask.speak)
    }))

  it('the screen shows the stage', () =>
    seated('screen', true, async (tab) => {
      await tab.reads(stageName)
      await tab.reads(screen.zh.open)
    }))

  it('the conclusion is read and verified', async () => {
    playOn()
    const { code, headCode } = await playing
    await on(`/c/${code}`, (tab) => tab.reads('复测'))
    await on(`/verify/${code}`, async (tab) => {
      await tab.reads(verify.zh.result.consistentNote)
      await tab.type('#head-code', headCode)
      await tab.press(verify.zh.again)
      await tab.reads(verify.zh.result.unchangedNote)
    })
  })
})
