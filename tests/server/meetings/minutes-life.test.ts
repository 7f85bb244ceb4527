import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../../shared/accounts/actor.ts'
import { openItems, owedSignatures } from '../../../shared/meeting/guards.ts'
import { itemsFingerprint, minutesAccess } from '../../../shared/meeting/minutes.ts'
import { composeMinutes, storedVersions } from '../../../shared/minutes/record.ts'
import { layOutMinutes } from '../../../shared/minutes/sheet.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import { chair, clerk, createHearing } from './hearing.ts'

const itemId = 'petitioner-statement'
let hearing: ReturnType<typeof createHearing>
let petitioner: Actor
let panelist: Actor

const send = (actor: Actor, type: string, data: object) => hearing.send(actor, type, data)
const refused = (code: string) => ({ ok: false, refusal: { code } })
const ask = (actor: Actor, changes: object = {}) =>
  send(actor, 'request-correction', { itemId, version: 1, passage: '三亩', wanted: '三点四亩', ...changes })
/** What whoever acts has before them. */
const seen = async () => ({ itemsSha256: itemsFingerprint((await hearing.state()).items) })
const correctionId = async () => (await hearing.state()).corrections.at(-1)?.id ?? ''

beforeEach(async () => {
  hearing = createHearing()
  await hearing.schedule()
  const state = await hearing.play((s) => s.stage?.stageId === 'signing' && openItems(s).length === 0)
  const one = state.participants.find((p) => p.kind === 'petitioner')
  petitioner = hearing.actorFor(state, one?.id ?? '')
  panelist = hearing.actorFor(state, state.seats[0]?.participantId ?? '')
})

describe('a correction that is accepted', () => {
  beforeEach(async () => {
    await hearing.play((state) => Object.keys(state.signatures).length === 2)
    await ask(petitioner)
    await send(clerk, 'rule-correction', { correctionId: await correctionId(), accepted: true, reason: '' })
  })

  it('opens a second version, and everybody who had signed signs anew', async () => {
    const state = await hearing.state()
    expect(state.revisions[itemId]).toMatchObject({ version: 2 })
    expect(state.signatures).toEqual({})
    expect(minutesAccess(state, clerk, hearing.meetingId, `${itemId}_2`)).toBe('write')
    expect(minutesAccess(state, clerk, hearing.meetingId, itemId)).toBe('read')
    expect(minutesAccess(state, petitioner, hearing.meetingId, `${itemId}_2`)).toBe('read')
    expect(minutesAccess(state, clerk, hearing.meetingId, `${itemId}_3`)).toBe('none')
  })

  it('is read out with the rest anew, and the printout says when and how', async () => {
    expect((await hearing.state()).readOut).toBeNull()
    const read = async () => send(clerk, 'read-out-minutes', { how: 'read-by-each', ...(await seen()) })
    expect(await read()).toMatchObject(refused('ITEMS_OPEN'))
    await send(clerk, 'finalise-item', { itemId })
    expect(await send(petitioner, 'read-out-minutes', { how: 'read-out', ...(await seen()) })).toMatchObject(
      refused('FORBIDDEN_ROLE'),
    )
    expect(await read()).toMatchObject({ ok: true })
    expect(await read()).toMatchObject(refused('ALREADY_READ_OUT'))
    const commits = await hearing.meetings.commits(hearing.meetingId, { level: 'participants' }, 0)
    const record = composeMinutes(await hearing.state(), commits, naimanReview)
    const [sentence] = layOutMinutes(record, { language: 'zh', zone: 'Asia/Shanghai', address: '' }).read
    expect(sentence).toMatch(/^2026年.*，到场各方阅读了以上全部笔录。$/)
  })

  it('is not signed under what was seen before it, nor read out', async () => {
    const before = await seen()
    await send(clerk, 'finalise-item', { itemId })
    const read = { how: 'read-out' }
    expect(await send(clerk, 'read-out-minutes', { ...read, ...before })).toMatchObject(
      refused('MINUTES_CHANGED'),
    )
    await send(clerk, 'read-out-minutes', { ...read, ...(await seen()) })
    // On the phone the page was open all along, with the name drawn under the first version.
    const drawn = { method: 'phone', note: '', drawing: 'M10 20 L30 40' }
    expect(await send(petitioner, 'sign-minutes', { ...drawn, ...before })).toMatchObject(
      refused('MINUTES_CHANGED'),
    )
    expect((await hearing.state()).signatures).toEqual({})
    expect(await send(petitioner, 'sign-minutes', { ...drawn, ...(await seen()) })).toMatchObject({
      ok: true,
    })
  })

  it('keeps both versions, and the hearing closes over the second', async () => {
    expect(await send(chair, 'close', {})).toMatchObject(refused('ITEMS_OPEN'))
    await send(clerk, 'finalise-item', { itemId })
    const state = await hearing.play()
    expect(state.phase).toBe('closed')
    expect(state.versions[itemId]?.map(({ version }) => version)).toEqual([1, 2])
    const commits = await hearing.meetings.commits(hearing.meetingId, { level: 'staff' }, 0)
    const texts = storedVersions(commits).filter((version) => version.itemId === itemId)
    expect(texts.map(({ sha256 }) => sha256)).toEqual(state.versions[itemId]?.map(({ sha256 }) => sha256))
    expect(JSON.stringify(texts[1]?.content)).toContain(`${itemId}_2 的记录`)
  })
})

describe('a correction that is refused', () => {
  it('needs a reason, leaves the text as it is, and holds up signing until it is answered', async () => {
    await ask(panelist)
    const id = await correctionId()
    const onBehalfOf = (await hearing.state()).seats[1]?.participantId
    const sign = { method: 'paper', note: '', onBehalfOf, ...(await seen()) }
    expect(await send(clerk, 'sign-minutes', sign)).toMatchObject(refused('CORRECTIONS_OPEN'))
    const keep = { correctionId: id, accepted: false }
    expect(await send(chair, 'rule-correction', { ...keep, reason: '' })).toMatchObject(
      refused('RULING_WITHOUT_REASON'),
    )
    expect(await send(chair, 'rule-correction', { ...keep, reason: '录音如此' })).toMatchObject({ ok: true })
    const state = await hearing.state()
    expect(state.corrections[0]?.ruling).toMatchObject({ accepted: false, reason: '录音如此' })
    expect(state.revisions).toEqual({})
    expect(await send(chair, 'rule-correction', { ...keep, reason: '再来' })).toMatchObject(
      refused('CORRECTION_RULED'),
    )
    expect(await send(clerk, 'sign-minutes', sign)).toMatchObject(refused('MINUTES_NOT_READ_OUT'))
    await send(clerk, 'read-out-minutes', { how: 'read-out', ...(await seen()) })
    expect(await send(clerk, 'sign-minutes', sign)).toMatchObject({ ok: true })
  })
})

describe('who may say what about a final item', () => {
  it('parties and panel check it, each version once', async () => {
    expect(await send(petitioner, 'check-item', { itemId, version: 1 })).toMatchObject({ ok: true })
    expect(await send(petitioner, 'check-item', { itemId, version: 1 })).toMatchObject(
      refused('ALREADY_CHECKED'),
    )
    expect(await send(panelist, 'check-item', { itemId, version: 2 })).toMatchObject(
      refused('ITEM_VERSION_CHANGED'),
    )
  })

  it('a party has no say about what was discussed after it had left, and reads none of it', async () => {
    const about = { itemId: 'deliberation' }
    expect(await ask(petitioner, about)).toMatchObject(refused('ITEM_NOT_YOURS'))
    expect(await ask(panelist, { ...about, wanted: '合议时说的机密词' })).toMatchObject({ ok: true })
    const party = await hearing.meetings.commits(hearing.meetingId, { level: 'participants' }, 0)
    expect(JSON.stringify(party)).not.toContain('机密词')
    expect(storedVersions(party).map((version) => version.itemId)).not.toContain('deliberation')
    const panel = await hearing.meetings.commits(hearing.meetingId, { level: 'panel' }, 0)
    expect(storedVersions(panel).map((version) => version.itemId)).toContain('deliberation')
  })

  it('an addendum waits for final text and can follow the closing', async () => {
    const state = await hearing.play()
    expect(state.phase).toBe('closed')
    expect(await send(clerk, 'add-addendum', { itemId, text: '附图一张，会后补交。' })).toMatchObject({
      ok: true,
    })
    expect((await hearing.state()).addenda).toMatchObject([{ itemId, by: '白书简' }])
    expect(await send(clerk, 'add-addendum', { itemId: 'nowhere', text: 'x' })).toMatchObject(
      refused('ITEM_NOT_FINAL'),
    )
  })
})

describe('signing', () => {
  it('on the phone takes a name drawn by hand, and only one’s own', async () => {
    const own = { method: 'phone', note: '', ...(await seen()) }
    await send(chair, 'read-out-minutes', { how: 'read-out', ...(await seen()) })
    expect(await send(petitioner, 'sign-minutes', own)).toMatchObject(refused('DRAWING_MISSING'))
    const id = petitioner.kind === 'link' ? petitioner.participantId : ''
    expect(await send(clerk, 'sign-minutes', { ...own, drawing: 'M1 1', onBehalfOf: id })).toMatchObject(
      refused('NOT_YOURSELF'),
    )
    expect(await send(petitioner, 'sign-minutes', { ...own, drawing: '<script>' })).toMatchObject(
      refused('COMMAND_MALFORMED'),
    )
    expect(await send(petitioner, 'sign-minutes', { ...own, drawing: 'M10 20 L30 40' })).toMatchObject({
      ok: true,
    })
    const state = await hearing.state()
    expect(owedSignatures(state)).not.toContain(id)
    expect(state.signatures[id ?? '']).toMatchObject({ drawing: 'M10 20 L30 40' })
  })
})
