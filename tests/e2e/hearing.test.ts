import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillIn } from '../../shared/i18n/fill-in.ts'
import { meeting } from '../../shared/i18n/meeting.ts'
import { office } from '../../shared/i18n/office.ts'
import { phone } from '../../shared/i18n/phone.ts'
import { room } from '../../shared/i18n/room.ts'
import { screen } from '../../shared/i18n/screen.ts'
import { verify } from '../../shared/i18n/verify.ts'
import { words } from '../../shared/i18n/words.ts'
import { headCode } from '../../shared/ledger/chain.ts'
import { openItems, owedSignatures, principals } from '../../shared/meeting/guards.ts'
import type { Participant } from '../../shared/meeting/state.ts'
import type { Position } from '../../shared/opinions/opinion.ts'
import { launchChromium } from './chromium.ts'
import { type Gathering, gather, stageOf } from './gathering.ts'
import { HOST, type Served, serve } from './served.ts'
import type { Someone } from './someone.ts'
import { step } from './step.ts'

let served: Served
let browser: Browser

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serve(), launchChromium(HOST)])
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const positions: readonly Position[] = ['support', 'partly', 'not']

/** Writes into the open minutes and waits until another reader sees it: then it is saved, not only shown. */
async function write(writer: Someone, reader: Someone, text: string): Promise<void> {
  const paper = writer.page.getByRole('textbox', { name: fillIn(meeting.zh.minutes.label, { name: '' }) })
  await paper.click()
  await paper.pressSequentially(text)
  await reader.reads(text)
}

/** The floor to somebody, and back. */
async function speaks({ chair, everyone }: Gathering, { name, maskedName }: Participant): Promise<void> {
  const shown = name ?? maskedName
  await chair.press(room.zh.queue.anybody)
  await chair.page.getByLabel(room.zh.give.who).selectOption({ label: await optionOf(chair, shown) })
  await chair.confirm(room.zh.queue.give)
  await Promise.all(
    everyone.filter(({ who }) => who === words.zh.role.screen).map((wall) => wall.reads(maskedName)),
  )
  await chair.press(room.zh.floor.end)
  await chair.reads(fillIn(room.zh.floor.lastTurn, { name: shown }))
}

/** The whole label of the choice that begins with this name. */
async function optionOf(chair: Someone, name: string): Promise<string> {
  const labels = await chair.page.getByLabel(room.zh.give.who).locator('option').allTextContents()
  return labels.find((label) => label.startsWith(name)) ?? ''
}

async function seals(panelist: Someone, seat: number, secret: string): Promise<void> {
  const requests = panelist.page.getByRole('group', { name: meeting.zh.form.position })
  await requests.first().waitFor()
  for (let i = 0; i < (await requests.count()); i += 1) {
    const position = positions[(seat + i) % positions.length] ?? 'partly'
    await requests.nth(i).getByText(words.zh.position[position], { exact: true }).click()
  }
  await panelist.page.getByLabel(meeting.zh.form.reasons).fill(secret)
  await panelist.press(phone.zh.form.review)
  await panelist.page.getByLabel(phone.zh.seal.independent).check()
  await panelist.press(phone.zh.seal.seal)
  await panelist.readsHeading(phone.zh.receipt.title)
}

/** The clerk puts the recommendation together and asks the panel. */
async function drafts(clerk: Someone): Promise<void> {
  await clerk.page.getByRole('tab', { name: room.zh.tabs.recommendation }).click()
  const findings = clerk.page.getByRole('group', { name: fillIn(room.zh.recommend.finding, { n: '' }) })
  await findings.first().waitFor()
  for (let i = 0; i < (await findings.count()); i += 1) {
    await findings.nth(i).getByText(words.zh.position.partly, { exact: true }).click()
    await clerk.page
      .getByLabel(room.zh.recommend.findingText)
      .nth(i)
      .fill(`第 ${i + 1} 项：组织复测后更正`)
  }
  await clerk.page.getByLabel(fillIn(room.zh.recommend.heading, { n: 1 })).fill('一、事实')
  await clerk.page.getByLabel(fillIn(room.zh.recommend.text, { n: 1 })).fill('合同和台账相互印证')
  await clerk.findsItAccessible()
  await clerk.press(fillIn(room.zh.recommend.send, { version: 1 }))
  await clerk.reads(fillIn(meeting.zh.recommendation.draft, { version: 1 }))
  await clerk.page.getByRole('tab', { name: room.zh.tabs.minutes }).click()
}

/** Draws a name on the phone under the minutes. */
async function signs(signer: Someone): Promise<void> {
  await signer.press(phone.zh.signing.sign)
  const field = signer.page.getByRole('dialog').getByRole('img', { name: phone.zh.signing.draw })
  const box = await field.boundingBox()
  const { mouse } = signer.page
  const [x, y] = [box?.x ?? 0, box?.y ?? 0]
  await mouse.move(x + 20, y + 20)
  await mouse.down()
  await mouse.move(x + 120, y + 60, { steps: 4 })
  await mouse.move(x + 40, y + 60, { steps: 4 })
  await mouse.up()
  await signer.confirm(phone.zh.signing.sign)
}

/** Whoever no longer takes part no longer follows the stages. */
async function leave({ everyone }: Gathering, someone: Someone | undefined): Promise<void> {
  if (!someone) throw new Error('nobody to leave')
  everyone.splice(everyone.indexOf(someone), 1)
  await someone.page.context().close()
}

/** What everybody saw when it went wrong. */
async function photograph(people: readonly Someone[]): Promise<void> {
  const place = join(tmpdir(), `mingting-e2e-${process.pid}`)
  await Promise.all(
    people.map(({ who, page }, i) =>
      page.screenshot({ path: join(place, `${i} ${who}.png`) }).catch(() => undefined),
    ),
  )
  process.stderr.write(`Screenshots: ${place}\n`)
}

describe('a whole hearing', () => {
  it('is held on twelve screens, from the draw to the green page', async ({ onTestFailed }) => {
    const gathering = await step('chair and clerk take their seats, the clerk opens the hearing', () =>
      gather(browser, served),
    )
    const { chair, clerk, desk, look, join, advance, everyone, visitor } = gathering
    onTestFailed(() => photograph([...everyone, desk]))
    const nameOf = (p: Participant) => p.name ?? p.maskedName
    const listed = (await look()).participants
    const one = (kind: Participant['kind']): Participant => {
      const found = listed.find((p) => p.kind === kind)
      if (!found) throw new Error(`no ${kind} on the list`)
      return found
    }

    const [petitioner, handler, wall] = await step('petitioner, unit and screen come in', async () => [
      await join(nameOf(one('petitioner')), words.zh.kind.petitioner, 'phone'),
      await join(nameOf(one('handler')), words.zh.kind.handler, 'phone'),
      await join(words.zh.role.screen, words.zh.role.screen, 'projector'),
    ])

    await step('the pool is locked, the office seals its number', async () => {
      await desk.link(office.zh.meeting.tabs.draw).click()
      await desk.press(office.zh.draw.lock)
      await desk.pressAndConfirm(office.zh.draw.commit)
      await wall.reads(fillIn(screen.zh.draw.title, { pool: 69, size: 5 }))
      await Promise.all([wall, desk].map((someone) => someone.findsItAccessible()))
    })

    await step('the petitioner gives the number, everybody sees the panel', async () => {
      await petitioner.page.getByLabel(phone.zh.draw.number).fill('20260714')
      await petitioner.findsItAccessible()
      await petitioner.pressAndConfirm(phone.zh.draw.give)
      await wall.reads('20260714')
      const { seats } = await look()
      await Promise.all(
        seats.flatMap(({ name }) => [wall, petitioner, handler, desk].map((someone) => someone.reads(name))),
      )
    })

    const panel = new Map<string, Someone>()
    const seat = async (participantId: string, name: string) => {
      panel.set(participantId, await join(name, name, 'phone'))
    }
    await step('the panel comes in and says that it can come', async () => {
      for (const { participantId, name } of (await look()).seats) await seat(participantId ?? '', name)
      await Promise.all([...panel.values()].map((someone) => someone.press(phone.zh.waiting.accept)))
      await Promise.all([...panel.values()].map((someone) => someone.reads(phone.zh.waiting.accepted)))
    })

    await step('the chair begins, the clerk checks who is there and who they are', async () => {
      await chair.press(room.zh.primary.begin)
      await Promise.all(everyone.map((someone) => someone.readsHeading(stageOf('attendance').name)))
      for (const present of principals(await look()))
        await clerk.press(fillIn(room.zh.attendance.markPresent, { name: nameOf(present) }))
      await clerk.findsItAccessible()
      await advance('opening')
      for (const { kind, ...present } of principals(await look()))
        if (kind !== 'officer')
          await clerk.pressAndConfirm(
            fillIn(room.zh.identity.verifyOf, { name: nameOf({ kind, ...present }) }),
            room.zh.identity.confirm,
          )
    })

    await step('the petitioner asks for a recusal, the chair grants it, a substitute comes in', async () => {
      await advance('panel-recusal')
      const [asked] = (await look()).seats
      const target = asked?.participantId ?? ''
      await petitioner.press(phone.zh.recusal.ask)
      await petitioner.page.getByLabel(phone.zh.recusal.target).selectOption(target)
      await petitioner.page.getByLabel(phone.zh.recusal.reason).fill('参加过此前的处理')
      await petitioner.confirm(phone.zh.recusal.send)
      await wall.reads(fillIn(screen.zh.recusal, { name: asked?.name ?? '' }))
      await chair.press(room.zh.primary['rule-recusal'])
      await chair.page.getByRole('radio', { name: room.zh.recusal.grant }).check()
      await chair.page.getByLabel(room.zh.recusal.reason).fill('可能影响公正')
      await chair.confirm(room.zh.recusal.grant)
      await petitioner.reads(
        fillIn(phone.zh.recusal.granted, { name: asked?.name ?? '', reason: '可能影响公正' }),
      )
      await leave(gathering, panel.get(target))
      panel.delete(target)
      const substitute = (await look()).seats[0]
      expect(substitute?.participantId).not.toBe(target)
      await seat(substitute?.participantId ?? '', substitute?.name ?? '')
      await clerk.page.getByRole('tab', { name: room.zh.tabs.people }).click()
      await clerk.press(fillIn(room.zh.attendance.markPresent, { name: substitute?.name ?? '' }))
      await handler.press(phone.zh.recusal.no)
      await advance('rights')
    })

    const said = '一九九八年合同写的是十二亩六'
    await step(
      'the sides speak, clerk and chair write the minutes together, the clerk finalises',
      async () => {
        await advance('petitioner-statement')
        await speaks(gathering, one('petitioner'))
        await write(clerk, petitioner, said)
        await write(chair, clerk, '（主持人补记）')
        await chair.reads(said)
        await Promise.all([chair, clerk, petitioner, wall].map((someone) => someone.findsItAccessible()))
        await clerk.pressAndConfirm(room.zh.items.finalise, room.zh.items.finaliseConfirm)
        await advance('unit-statement')
        await speaks(gathering, one('handler'))
        await write(clerk, handler, '二〇一八年公示时没有异议')
        await advance('petitioner-reply')
        await advance('unit-reply')
        await chair.pressAndConfirm(
          fillIn(room.zh.stage.anotherRound, { n: 2 }),
          room.zh.bend['next-round'].confirm,
        )
        await wall.reads(fillIn(screen.zh.round, { n: 2 }))
        await advance('unit-reply')
      },
    )

    await step('a panelist asks a question', async () => {
      await advance('panel-questions')
      const [questioner] = panel.values()
      await questioner?.press(phone.zh.ask.question)
      await chair.press(`${room.zh.queue.give} ${questioner?.who}`)
      await questioner?.reads(phone.zh.ask.yours)
      await chair.press(room.zh.floor.end)
      await advance('final-statements')
    })

    const secrets = new Map(
      [...panel.keys()].map((id, index) => [id, `只有启封后才能看到的理由${index + 1}`]),
    )
    await step('every panelist writes and seals; nobody reads a word of it', async () => {
      await advance('opinions', [chair, clerk, wall, petitioner, handler])
      await chair.pressAndConfirm(room.zh.opinions.setDeadline, room.zh.deadline.confirm)
      const [first] = panel.values()
      await first?.findsItAccessible()
      await Promise.all(
        [...panel].map(([id, panelist], index) => seals(panelist, index, secrets.get(id) ?? '')),
      )
      await wall.reads(fillIn(screen.zh.sealed, { sealed: 5, total: 5 }))
      await Promise.all(
        everyone.map((someone) =>
          someone.readsNothingOf(
            [...secrets].flatMap(([id, text]) => (panel.get(id) === someone ? [] : [text])),
          ),
        ),
      )
      await Promise.all([first, wall, chair].map((someone) => someone?.findsItAccessible()))
    })

    await step('all open at once; the clerk drafts, the panel votes', async () => {
      await advance('deliberation', [chair, clerk, wall, petitioner, handler])
      await chair.pressAndConfirm(room.zh.primary['open-opinions'])
      await Promise.all(
        [chair, ...panel.values()].flatMap((someone) =>
          [...secrets.values()].map((text) => someone.reads(text)),
        ),
      )
      await Promise.all(
        [petitioner, handler, wall].map((someone) => someone.readsNothingOf([...secrets.values()])),
      )
      await drafts(clerk)
      const voters = [...panel.values()]
      await voters[0]?.findsItAccessible()
      await Promise.all(
        voters.map((voter, index) =>
          index === 4
            ? voter.pressAndConfirm(phone.zh.vote.dissent)
            : voter.pressAndConfirm(phone.zh.vote.agree),
        ),
      )
    })

    await step('the chair announces the conclusion', async () => {
      await advance('conclusion')
      await chair.pressAndConfirm(room.zh.primary['announce-conclusion'])
      await Promise.all([petitioner, handler, wall].map((someone) => someone.reads('组织复测')))
      await wall.findsItAccessible()
    })

    await step('every item is finalised, everybody signs, the chair closes', async () => {
      await advance('signing')
      for (const itemId of openItems(await look())) {
        await clerk.page
          .getByRole('navigation', { name: room.zh.items.title })
          .getByRole('button', { name: stageOf(itemId).name })
          .click()
        await clerk.readsHeading(stageOf(itemId).name)
        await clerk.pressAndConfirm(room.zh.items.finalise, room.zh.items.finaliseConfirm)
      }
      await clerk.press(room.zh.signatures.reading['read-out'])
      await signs(petitioner)
      for (const id of owedSignatures(await look()).filter((each) => each !== 'chair' && each !== 'clerk')) {
        const signer = (await look()).participants.find((p) => p.id === id)
        if (signer) await clerk.press(fillIn(room.zh.signatures.paperOf, { name: nameOf(signer) }))
      }
      await clerk.press(room.zh.signatures.own)
      await chair.pressAndConfirm(room.zh.primary.sign)
      await chair.pressAndConfirm(room.zh.primary.close)
      await Promise.all(
        [petitioner, ...panel.values()].map((someone) => someone.readsHeading(phone.zh.ended.closed)),
      )
    })

    await step('the clerk approves the public text', async () => {
      await desk.link(office.zh.meeting.tabs.publication).click()
      await desk.findsItAccessible()
      await desk.pressAndConfirm(office.zh.publish.approve)
      await desk.link(office.zh.publish.view).waitFor()
    })

    await step('a visitor reads it, and verifies it with the code from the slip', async () => {
      const { code = '', closedSeq } = await look()
      const paper = headCode(gathering.commits.find(({ seq }) => seq === closedSeq)?.head ?? '')
      await desk.link(office.zh.publish.slip).click()
      await desk.reads(paper)
      const reader = await visitor('visitor')
      await reader.page.goto(`${served.origin}/c/${code}`)
      await reader.reads('组织复测')
      await reader.readsNothingOf([nameOf(one('petitioner'))])
      await reader.findsItAccessible()
      await reader.page.goto(`${served.origin}/verify/${code}`)
      await reader.reads(verify.zh.result.consistentNote)
      await reader.page.getByLabel(verify.zh.headCode).fill(paper)
      await reader.press(verify.zh.again)
      await reader.reads(verify.zh.result.unchangedNote)
      await reader.findsItAccessible()
    })

    expect(everyone.flatMap(({ complaints }) => complaints)).toEqual([])
  })
})
