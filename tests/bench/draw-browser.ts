import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { browserScript, offlinePage } from '../../client/offline/build-page.ts'
import { launchChromium } from '../e2e/chromium.ts'
import { createHearing } from '../server/meetings/hearing.ts'

/** Time of the first verification on a page just opened, as people run it, and of later ones; milliseconds. */
export interface BrowserTimes {
  readonly name: string
  readonly first: readonly number[]
  readonly later: readonly number[]
}

const PAGES = 9
const LATER = 5

/** A draw of the county's 69 officers in the record of its meeting, as the public may read it. */
async function publicRecord(procedureId: string) {
  const hearing = createHearing()
  await hearing.schedule({ startsAt: hearing.now() + 21 * 86_400_000, procedureId })
  const state = await hearing.play(({ seats }) => seats.length > 0)
  return {
    transcript: state.draws.at(-1)?.transcript,
    record: {
      format: 'mingting-record',
      version: 1,
      code: '',
      number: state.number,
      title: state.maskedSubject,
      meeting: await hearing.meetings.commits(hearing.meetingId, { level: 'public' }, 0),
      document: null,
    },
  }
}

/** Runs `work` in pages just opened. It is JavaScript text that verifies once and answers how long that took. */
async function timed(browser: Browser, name: string, address: string, work: string) {
  const first: number[] = []
  const later: number[] = []
  for (let i = 0; i < PAGES; i += 1) {
    const page = await browser.newPage()
    await page.goto(address)
    for (let run = 0; run <= LATER; run += 1) {
      const took = Number(await page.evaluate(work))
      if (!Number.isFinite(took)) throw new Error(`${name}: did not verify`)
      if (run === 0) first.push(took)
      else later.push(took)
    }
    await page.close()
  }
  return { name, first, later }
}

/** What `/verify` computes, and the whole of the offline file, in a current Chromium. */
export async function timeInBrowser(): Promise<readonly BrowserTimes[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mt-bench-'))
  const browser = await launchChromium('localhost')
  try {
    const entry = (path: string) => new URL(path, import.meta.url)
    const codes = await Promise.all([
      browserScript(entry('../../shared/draw/verify.ts'), 'draw'),
      browserScript(entry('../../shared/publication/verify-record.ts'), 'record'),
    ])
    const file = async (name: string, html: string) => {
      const path = join(folder, name)
      await writeFile(path, html)
      return pathToFileURL(path).href
    }
    const page = await file('verify.html', `<meta charset="utf-8"><script>${codes.join('\n')}</script>`)
    const offline = await file('offline.html', await offlinePage())
    const times: BrowserTimes[] = []
    for (const [label, procedureId] of [
      ['kinds and groups', 'naiman-review'],
      ['a portfolio', 'naiman-complex'],
    ] as const) {
      const { transcript, record } = await publicRecord(procedureId)
      const measure = (name: string, at: string, work: string) =>
        timed(browser, `69 officers, ${label}: ${name}`, at, work)
      const clocked = (call: string, holds: string) =>
        `(() => { const before = performance.now(); const answer = ${call}; const took = performance.now() - before; return ${holds} ? took : NaN })()`
      const checked = `(() => {
        document.getElementById('text').value = ${JSON.stringify(JSON.stringify(transcript))}
        const before = performance.now()
        document.querySelector('main > p > button').click()
        const took = performance.now() - before
        return document.querySelector('.verdict.holds') ? took : NaN
      })()`
      times.push(
        await measure(
          '/verify, the draw',
          page,
          clocked(`draw.verifyDraw(${JSON.stringify(transcript)})`, 'answer.ok'),
        ),
        await measure('the offline file', offline, checked),
        await measure(
          `/verify, a record of ${record.meeting.length} commits`,
          page,
          clocked(`record.verifyRecord(${JSON.stringify(record)})`, "answer.verdict === 'open'"),
        ),
      )
    }
    return times
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}
