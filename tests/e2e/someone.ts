import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { seatTakenSchema } from '../../shared/accounts/demonstration.ts'

/** Nothing on a page may take longer, on a machine that does other things too. */
const PATIENCE_MS = 30_000

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What people hold in their hands or stand in front of. */
export const devices = {
  desk: { viewport: { width: 1366, height: 768 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  projector: { viewport: { width: 1920, height: 1080 } },
} satisfies Record<string, BrowserContextOptions>

/** One person at a browser of their own, acting by what can be read on the page. */
export class Someone {
  /** Whatever the page complained about: exceptions, refused resources, errors on its console. */
  readonly complaints: string[]

  private constructor(
    readonly who: string,
    readonly page: Page,
    complaints: string[],
  ) {
    this.complaints = complaints
  }

  static async at(browser: Browser, who: string, device: keyof typeof devices): Promise<Someone> {
    const context = await browser.newContext({ ...devices[device], locale: 'zh-CN' })
    context.setDefaultTimeout(PATIENCE_MS)
    const complaints: string[] = []
    context.on('weberror', (error) => complaints.push(`${who}: ${error.error().message}`))
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${who}: ${message.text()}`)
    })
    return new Someone(who, await context.newPage(), complaints)
  }

  /** The same person and browser, another tab. */
  on(page: Page): Someone {
    return new Someone(this.who, page, this.complaints)
  }

  /** Takes a seat of the demonstration and opens its page. */
  async sit(origin: string, seat: { readonly meetingId: string; readonly seatId: string }): Promise<void> {
    await this.page.goto(`${origin}/demo`)
    const taken = await this.page.evaluate(async (body) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch('/api/demo/seats', { method: 'POST', headers, body })).json()
    }, JSON.stringify(seat))
    await this.page.goto(`${origin}${seatTakenSchema.parse(taken).url}`)
  }

  /** The button of exactly these words; a key that does the same may stand beside them. */
  button(name: string): Locator {
    const words = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return this.page.getByRole('button', { name: new RegExp(`^${words}\\s*((Ctrl|Alt|Shift|F\\d).*)?$`) })
  }

  /** Presses a button by its words; waits until it is there and can be pressed. */
  async press(name: string): Promise<void> {
    await this.button(name).click()
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name })
  }

  /**
   * Opens a link in a tab beside this page, as people do who need both: by its address, because the build of
   * Chromium from npm crashes now and then where a pressed link opens a tab.
   */
  async openBeside(name: string): Promise<Someone> {
    const address = (await this.link(name).first().getAttribute('href')) ?? ''
    const beside = this.on(await this.page.context().newPage())
    await beside.page.goto(new URL(address, this.page.url()).href)
    return beside
  }

  /** Presses a button that asks back, and says yes. */
  async pressAndConfirm(name: string, confirm = name): Promise<void> {
    await this.press(name)
    await this.confirm(confirm)
  }

  /** Says yes in the open dialog and waits until it has closed: the act is done. */
  async confirm(name: string): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('button', { name, exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor()
  }

  async readsHeading(name: string): Promise<void> {
    await this.page.getByRole('heading', { name }).first().waitFor()
  }

  /** What the page shows now contains none of these. */
  async readsNothingOf(texts: readonly string[]): Promise<void> {
    const shown = await this.page.locator('body').innerText()
    expect(texts.filter((text) => shown.includes(text))).toEqual([])
  }

  /** WCAG 2.1 A and AA, as far as a program can tell, for what is shown now. */
  async findsItAccessible(): Promise<void> {
    await this.page.evaluate(axe)
    const violations = await this.page.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 200)).join(' | ')))`,
    )
    expect(violations, `${this.who} at ${this.page.url()}`).toEqual([])
  }
}
