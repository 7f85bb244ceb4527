import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { demonstrationSchema, seatTakenSchema } from '../../shared/accounts/demonstration.ts'
import { minutes } from '../../shared/i18n/minutes.ts'
import { words } from '../../shared/i18n/words.ts'
import { naimanReview } from '../../shared/procedures/naiman-review.ts'
import { type SimulateResult, simulate } from '../simulate/hearing.ts'
import { Person } from '../simulate/person.ts'
import { writeMinutes } from '../simulate/scribe.ts'
import { launchChromium, launchMortalChromium } from './chromium.ts'
import { createNetwork } from './network.ts'
import { HOST, type Served, serve } from './served.ts'

/** Where the played hearing waits while two people write. */
const STAGE = 'petitioner-statement'
/** The stage before it, whose minutes can still be written. */
const EARLIER = naimanReview.stages[naimanReview.stages.findIndex(({ id }) => id === STAGE) - 1]?.id ?? ''
const PATIENCE_MS = 40_000

/** A laptop with somebody writing minutes on it. */
class Laptop {
  private constructor(
    readonly page: Page,
    /** The address that signs this seat in. */
    readonly address: string,
    private readonly keys: CDPSession,
  ) {}

  static async open(browser: Browser, origin: string, seat: unknown): Promise<Laptop> {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } })
    return Laptop.openIn(context, origin, seat)
  }

  static async openIn(context: BrowserContext, origin: string, seat: unknown): Promise<Laptop> {
    context.setDefaultTimeout(PATIENCE_MS)
    const page = await context.newPage()
    await page.goto(`${origin}/demo`)
    const taken = await page.evaluate(async (body) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch('/api/demo/seats', { method: 'POST', headers, body })).json()
    }, JSON.stringify(seat))
    const address = `${origin}${seatTakenSchema.parse(taken).url}`
    await page.goto(address)
    const laptop = new Laptop(page, address, await context.newCDPSession(page))
    await laptop.text().waitFor()
    return laptop
  }

  text() {
    return this.page.locator('[contenteditable="true"]').first()
  }

  /** Puts the caret at an end of the last paragraph. */
  async sitDown(at: 'Home' | 'End'): Promise<void> {
    await this.text().click()
    await this.page.keyboard.press('Control+End')
    await this.page.keyboard.press(at)
  }

  /** As a pinyin input method does: letters that grow and are replaced, then the word; `meanwhile` before the word. */
  async compose(pinyin: string, word: string, meanwhile?: () => Promise<void>): Promise<void> {
    for (let n = 1; n <= pinyin.length; n++) {
      const text = pinyin.slice(0, n)
      await this.keys.send('Input.imeSetComposition', { text, selectionStart: n, selectionEnd: n })
    }
    await meanwhile?.()
    await this.keys.send('Input.insertText', { text: word })
  }

  /** Once the page says that there is no line. */
  async isOffline(): Promise<void> {
    await this.page
      .getByText(/没有网络/)
      .first()
      .waitFor()
  }

  /** Once the server has said something to the minutes on a line that begins after this was called. */
  isAnswered(): Promise<void> {
    return new Promise((resolve) => {
      this.page.on('websocket', (line) => {
        if (line.url().includes('/minutes/')) line.on('framereceived', () => resolve())
      })
    })
  }

  async reads(...texts: string[]): Promise<void> {
    for (const text of texts) await this.page.getByText(text).first().waitFor()
  }

  /** The text without the carets of the others. */
  shows = (): Promise<string> =>
    this.text().evaluate((text) => {
      const copy = document.createElement('div')
      copy.innerHTML = text.innerHTML
      for (const caret of copy.querySelectorAll('.minutes-caret')) caret.remove()
      return copy.textContent ?? ''
    })
  /** The text where a word of these is missing, torn or twice in it, or letters of an input method; else nothing. */
  async lacks(words: readonly string[]): Promise<string> {
    const text = await this.shows()
    return !/[a-z]/.test(text) && words.every((word) => count(text, word) === 1) ? '' : text
  }

  close = (): Promise<void> => this.page.context().close()
}

const count = (text: string, word: string): number => text.split(word).length - 1

describe('two people write the same minutes', () => {
  let served: Served
  let network: Awaited<ReturnType<typeof createNetwork>>
  let browser: Browser
  let meetingId = ''
  let playing: Promise<SimulateResult>
  let playOn: () => void = () => {}
  let truthful: Person
  let seats: { readonly clerk: unknown; readonly chair: unknown }

  beforeAll(async () => {
    served = await serve()
    network = await createNetwork(Number(new URL(served.local).port))
    browser = await launchChromium(HOST, `127.0.0.1:${network.port}`)
    await new Promise<void>((atStage, fail) => {
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
          atStage()
          await goOn
        },
      })
      playing.catch(fail)
    })
    truthful = new Person(served.local, 'clerk')
    const { office } = await truthful.get('/api/demo', demonstrationSchema)
    const seatOf = (kind: string) => ({ meetingId, seatId: office.find((seat) => seat.kind === kind)?.id })
    seats = { clerk: seatOf('clerk'), chair: seatOf('chair') }
    await truthful.post('/api/demo/seats', { seatId: seatOf('clerk').seatId }, seatTakenSchema)
    await write(STAGE, '记录如下：')
  })
  /** Another line at the end of an item; resolves once it is saved. */
  const write = (itemId: string, text: string): Promise<void> =>
    writeMinutes({ person: truthful, baseUrl: served.local, meetingId, itemId }, { speaker: '', text }, 0)
  afterAll(async () => {
    await browser?.close()
    network?.restore()
    playOn()
    await playing?.catch(() => undefined)
    network?.close()
    await served?.close()
  })

  it('through an input method, while the network is cut and restored three times', async () => {
    const [clerk, chair] = await Promise.all([
      Laptop.open(browser, served.origin, seats.clerk),
      Laptop.open(browser, served.origin, seats.chair),
    ])
    await clerk.sitDown('Home')
    await chair.sitDown('End')
    const written: string[] = []
    for (let round = 1; round <= 3; round++) {
      const [one, other] = [`答复${round}号`, `补偿${round}号`]
      const [unsentOne, unsentOther] = [`断网${round}甲`, `断网${round}乙`]
      // The line breaks under a word of both.
      await Promise.all([
        clerk.compose('dafu', one, () => clerk.isOffline()),
        chair.compose('buchang', other, () => {
          network.cut()
          return chair.isOffline()
        }),
      ])
      // It comes back under the next one and breaks again, when one of the two has the answer and not the word.
      const answered = chair.isAnswered()
      await Promise.all([
        clerk.compose('duanwang', unsentOne),
        chair.compose('duanwang', unsentOther, async () => {
          network.restore()
          await answered
          network.cut()
        }),
      ])
      network.restore()
      written.push(one, other, unsentOne, unsentOther)
      for (const who of [clerk, chair])
        await expect.poll(() => who.lacks(written), { timeout: PATIENCE_MS }).toBe('')
    }
    await Promise.all([clerk, chair].map((who) => who.reads(words.zh.saved.saved)))
    await expect.poll(clerk.shows, { timeout: PATIENCE_MS }).toBe(await chair.shows())
    expect(await clerk.lacks(written)).toBe('')
    // Neither was moved: each one's words follow each other, as they were written.
    const inOrder = (whose: RegExp) => written.filter((word) => whose.test(word)).join('')
    for (const whose of [/答复|甲/, /补偿|乙/]) expect(await clerk.shows()).toContain(inOrder(whose))
    await Promise.all([clerk.close(), chair.close()])
  })

  it('a laptop dies; its unsent text is there on return, and reaches the others', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'mt-laptop-'))
    const startBrowser = () => launchMortalChromium(profile, HOST, `127.0.0.1:${network.port}`)
    const before = await startBrowser()
    let last = before
    onTestFinished(async () => {
      await last.die()
      await rm(profile, { recursive: true, force: true })
    })
    const chair = await Laptop.open(browser, served.origin, seats.chair)
    const clerk = await Laptop.openIn(before.context, served.origin, seats.clerk)
    // The item was open in a second tab too, which turned to another: what this tab keeps is its own.
    const beside = await before.context.newPage()
    await beside.goto(clerk.address)
    await beside.getByText(words.zh.saved.saved).first().waitFor()
    const item = await beside.locator('[contenteditable="true"]').getAttribute('aria-label')
    await beside.getByRole('button', { name: naimanReview.stages[0]?.name.zh ?? '' }).click()
    // The other item may be final by now or not.
    await beside.locator(`[contenteditable="true"][aria-label="${item}"]`).waitFor({ state: 'detached' })
    await beside.close()
    await clerk.sitDown('End')
    network.cut()
    await clerk.compose('diannao', '电脑死前一句')
    await clerk.reads('电脑死前一句')
    await clerk.page
      .getByText(/没有网络，[1-9]\d* 处存在本机/)
      .first()
      .waitFor()
    await before.die()
    network.restore()
    last = await startBrowser()
    const again = await Laptop.openIn(last.context, served.origin, seats.clerk)
    await again.reads('电脑死前一句')
    await chair.reads('电脑死前一句')
    await again.reads(words.zh.saved.saved)
    await chair.close()
  })

  it('a device that has no space left says that the text is on this page only, until it keeps it again', async () => {
    const clerk = await Laptop.open(browser, served.origin, seats.clerk)
    await clerk.sitDown('End')
    // As a browser does whose quota is used up: the write is taken, and its transaction aborted.
    await clerk.page.evaluate(() => {
      const { add } = IDBObjectStore.prototype
      const refuse = function (this: IDBObjectStore, ...given: Parameters<typeof add>) {
        const request = add.apply(this, given)
        this.transaction.abort()
        return request
      }
      IDBObjectStore.prototype.add = refuse
      Object.assign(window, {
        makeSpace() {
          IDBObjectStore.prototype.add = add
        },
      })
    })
    network.cut()
    await clerk.compose('meidifang', '没有地方的一句')
    await clerk.page
      .getByText(/没有网络，[1-9]\d* 处只在这个页面/)
      .first()
      .waitFor()
    await clerk.page.evaluate('makeSpace()')
    await clerk.page
      .getByText(/没有网络，[1-9]\d* 处存在本机/)
      .first()
      .waitFor()
    network.restore()
    await clerk.reads(words.zh.saved.saved)
    await clerk.close()
  })

  it('a word too late for a final item becomes a draft addendum, and another item goes on saving', async () => {
    const chair = await Laptop.open(browser, served.origin, seats.chair)
    await chair.sitDown('End')
    await chair.reads(words.zh.saved.saved)
    network.cut()
    await chair.compose('chidao', '迟到的一句')
    await chair.reads('迟到的一句')
    await chair.page
      .getByText(/没有网络，[1-9]\d* 处存在本机/)
      .first()
      .waitFor()
    const answer = await truthful.command('meetings', meetingId, 'finalise-item', { itemId: STAGE })
    expect(z.object({ ok: z.literal(true) }).safeParse(answer).success, JSON.stringify(answer)).toBe(true)
    network.restore()
    await chair.reads(minutes.zh.unsent.title)
    const draft = chair.page.getByLabel(minutes.zh.unsent.draft)
    expect(await draft.inputValue()).toContain('迟到的一句')
    await chair.page.getByRole('button', { name: minutes.zh.unsent.addendum }).click()
    await draft.waitFor({ state: 'detached' })
    const seen = await truthful.get(
      `/api/meetings/${meetingId}`,
      z.object({ view: z.object({ addenda: z.array(z.object({ itemId: z.string(), text: z.string() })) }) }),
    )
    expect(seen.view.addenda).toMatchObject([{ itemId: STAGE, text: expect.stringContaining('迟到的一句') }])
    await write(EARLIER, '补上一句')
    await chair.close()
  })
})
