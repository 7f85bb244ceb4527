import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { seedDemonstration } from '../../../server/demonstration/seed.ts'
import { addStaff, type Browser, servedApp } from '../http/served.ts'

const served = servedApp()
const issuedSchema = z.object({ linkId: z.string(), url: z.url() })
let meetingId: string
let petitioner: string
let clerk: Browser

beforeAll(async () => {
  const { modules, clock, signedIn } = served()
  await addStaff(served())
  await seedDemonstration({ ...modules, clock })
  const [row] = await modules.list.all()
  meetingId = row?._id ?? ''
  const { state } = await modules.meetings.load(meetingId)
  petitioner = state.participants.find(({ kind }) => kind === 'petitioner')?.id ?? ''
  clerk = await signedIn('clerk')
})

const tokenOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1)
async function issue(
  body: object = { participantId: petitioner },
): Promise<{ token: string; linkId: string }> {
  const { url, linkId } = issuedSchema.parse(
    (await clerk.post(`/api/meetings/${meetingId}/links`, body)).body,
  )
  return { token: tokenOf(url), linkId }
}
const session = async (browser: Browser) => (await browser.get('/api/session')).body
const redeem = (browser: Browser, token: string) => browser.post(`/api/links/${token}/redeem`)

describe('a one-time link', () => {
  it('says whom it is for and signs nobody in by being opened', async () => {
    const { token } = await issue()
    const phone = served().browser()
    const seen = await phone.get(`/api/links/${token}`)
    expect(seen.body).toMatchObject({ role: 'party', resumable: false })
    expect(phone.cookies.size).toBe(0)
    expect(await session(phone)).toMatchObject({ actor: { kind: 'anonymous' } })
  })

  it('signs the first phone in, lets it come again, and no other', async () => {
    const { token } = await issue()
    const [phone, other] = [served().browser(), served().browser()]
    expect((await redeem(phone, token)).body).toEqual({ ok: true, to: `/phone/${meetingId}` })
    expect(await session(phone)).toMatchObject({
      actor: { role: 'party', participantId: petitioner, meetingId },
    })
    expect((await redeem(other, token)).code).toBe('LINK_USED')
    expect((await other.get(`/api/links/${token}`)).code).toBe('LINK_USED')
    expect((await phone.get(`/api/links/${token}`)).body).toMatchObject({ resumable: true })
    expect((await redeem(phone, token)).status).toBe(200)
  })

  it('admits exactly one of two phones that press at the same moment', async () => {
    const { token } = await issue()
    const answers = await Promise.all([redeem(served().browser(), token), redeem(served().browser(), token)])
    expect(answers.map(({ code }) => code).sort()).toEqual(['', 'LINK_USED'])
  })

  it('ends with its replacement, and so does every sign-in by it', async () => {
    const before = await issue()
    const phone = served().browser()
    await redeem(phone, before.token)
    const after = await issue()
    expect(await session(phone)).toMatchObject({ actor: { kind: 'anonymous' } })
    expect((await redeem(phone, before.token)).code).toBe('LINK_REPLACED')
    expect((await redeem(served().browser(), after.token)).status).toBe(200)
  })

  it('cannot be guessed from its id, and is stored nowhere', async () => {
    const { token, linkId } = await issue()
    const list = await clerk.get(`/api/meetings/${meetingId}/links`)
    expect(JSON.stringify(list.body)).toContain(linkId)
    expect(JSON.stringify(list.body)).not.toContain(token)
    expect((await served().browser().get(`/api/links/${linkId}`)).code).toBe('LINK_UNKNOWN')
    expect(Buffer.from(token, 'base64url').length * 8).toBeGreaterThanOrEqual(128)
  })

  it('is handed out by the office and the meeting’s clerk, to people on its list', async () => {
    const path = `/api/meetings/${meetingId}/links`
    const party = served().browser()
    await redeem(party, (await issue()).token)
    const chair = await served().signedIn('chair')
    for (const browser of [party, chair])
      expect((await browser.post(path, { participantId: petitioner })).code).toBe('FORBIDDEN')
    expect((await served().browser().post(path, { participantId: petitioner })).code).toBe('LOGIN_REQUIRED')
    expect((await clerk.post(path, { participantId: 'nobody' })).code).toBe('PARTICIPANT_UNKNOWN')
    expect((await clerk.post(path, { participantId: petitioner, role: 'panelist' })).code).toBe(
      'REQUEST_MALFORMED',
    )
    expect((await clerk.post('/api/meetings/none/links', { participantId: petitioner })).code).toBe(
      'NOT_FOUND',
    )
  })

  it('can be withdrawn', async () => {
    const { token, linkId } = await issue()
    const phone = served().browser()
    await redeem(phone, token)
    await clerk.delete(`/api/meetings/${meetingId}/links/${linkId}`)
    expect(await session(phone)).toMatchObject({ actor: { kind: 'anonymous' } })
  })
})

describe('the observers’ code', () => {
  it('is the same each time, admits many, and observers only', async () => {
    const code = async () =>
      z.object({ url: z.string() }).parse((await clerk.get(`/api/meetings/${meetingId}/observer-code`)).body)
        .url
    const url = await code()
    expect(await code()).toBe(url)
    for (const phone of [served().browser(), served().browser()]) {
      await redeem(phone, tokenOf(url))
      expect(await session(phone)).toMatchObject({ actor: { role: 'observer', meetingId } })
      expect((await phone.get(`/api/meetings/${meetingId}/observer-code`)).code).toBe('FORBIDDEN')
    }
  })

  it('carries an address a phone can reach', async () => {
    const { url } = z
      .object({ url: z.url() })
      .parse((await clerk.get(`/api/meetings/${meetingId}/observer-code`)).body)
    const { addresses } = z
      .object({ addresses: z.array(z.string()) })
      .parse((await clerk.get('/api/network')).body)
    if (addresses.length > 0) expect(new URL(url).hostname).not.toMatch(/localhost|^127/)
    expect((await clerk.put('/api/network', { address: 'http://10.9.8.7:1' })).code).toBe('ADDRESS_UNKNOWN')
  })
})

describe('the projector', () => {
  it('opens in a second window of the same computer under a seat of its own', async () => {
    const { url } = z
      .object({ url: z.string() })
      .parse((await clerk.post(`/api/meetings/${meetingId}/screen`)).body)
    expect(url).toBe(`/screen/${meetingId}?seat=screen`)
    expect(await session(clerk)).toMatchObject({ actor: { kind: 'account' } })
    expect((await clerk.get('/api/session', { 'x-seat': 'screen' })).body).toMatchObject({
      actor: { role: 'screen', meetingId },
    })
  })
})
