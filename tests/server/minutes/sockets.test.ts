import { describe, expect, it } from 'vitest'
import { chair, clerk, edit, serveMinutes } from './served.ts'

describe('the unmodified y-websocket client', () => {
  it('writes, is acknowledged, and others read along', async () => {
    const { url, minutes } = await serveMinutes()
    const writer = edit(url)
    const reader = edit(url, { as: 'observer' })
    await Promise.all([writer.synced(), reader.synced()])
    writer.write('现在开会')
    await writer.saved()
    await reader.shows('现在开会')
    expect(await minutes.read('m1', 'i1')).toMatchObject({ text: '现在开会', finalised: false })
  })

  it('hears of a finalised item for good, and its late word is not in the record', async () => {
    const { url, minutes } = await serveMinutes()
    const writer = edit(url)
    await writer.synced()
    writer.write('最后一句')
    await writer.saved()
    const closed = writer.closed()
    const final = await minutes.finalise('m1', 'i1', clerk)
    expect(await closed).toBe(4423)
    writer.write('，迟到')
    const late = edit(url, { as: 'chair', doc: writer.doc })
    expect(await late.closed()).toBe(4423)
    const { stateSha256: _, ...version } = final
    expect(await minutes.read('m1', 'i1')).toMatchObject({ ...version, text: '最后一句', finalised: true })
    expect(await minutes.finalise('m1', 'i1', chair)).toEqual(final)
  })
})
