import { beforeAll, describe, expect, it } from 'vitest'
import { addStaff, type Browser, servedApp } from '../http/served.ts'

const served = servedApp()
const meetingId = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
let clerk: Browser
const hand = (type: string, body: BodyInit) =>
  fetch(`${served().base}/api/meetings/${meetingId}/scans`, {
    method: 'POST',
    headers: { cookie: clerk.cookieHeader(), origin: served().base, 'content-type': type },
    body,
  })

beforeAll(async () => {
  await addStaff(served())
  clerk = await served().signedIn('clerk')
})

describe('a scan of the signed minutes', () => {
  it('is taken for what it is, not for what it is called', async () => {
    const refused = await hand('image/png', 'MZ a program')
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({ refusal: { code: 'SCAN_UNREADABLE' } })
    expect((await hand('text/html', '<p>')).status).toBe(415)
  })

  it('is kept byte for byte, and the same bytes once', async () => {
    const first = await hand('image/png', png)
    expect(first.status).toBe(200)
    const { sha256 } = (await first.json()) as { sha256: string }
    expect(await (await hand('image/jpeg', png)).json()).toMatchObject({ sha256, mime: 'image/png' })
    const kept = await served().modules.scans.read(meetingId, sha256)
    expect(kept && Buffer.compare(kept.body, png)).toBe(0)
    expect(await served().database.connection.collection('scans').countDocuments()).toBe(1)
  })

  it('too large is refused before it is read', async () => {
    expect((await hand('image/png', Buffer.alloc(13 * 1024 * 1024))).status).toBe(413)
  })
})
