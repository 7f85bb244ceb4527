import { crc32, inflateSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { minutesDocx } from '../../../server/documents/minutes-docx.ts'

/** Grey of a pixel in the picture of a name in the Word document, as a program sees it that shows no SVG. */
async function pictureOf(drawing: string): Promise<(x: number, y: number) => number> {
  const file = await minutesDocx({
    title: '听证笔录',
    number: '青信听〔2026〕1号',
    fields: [],
    body: [],
    signaturesTitle: '签字',
    read: [],
    signatures: [{ who: '信访人：周禾生', done: '手写签名', drawing }],
    foot: [],
    address: 'http://192.0.2.7/',
  })
  const images = Object.entries(unzipSync(new Uint8Array(file))).filter(([name]) => name.endsWith('.png'))
  const chunks = images.map(([, bytes]) => chunksOf(Buffer.from(bytes)))
  const name = chunks.find((one) => one.get('IHDR')?.readUInt32BE(0) === 600)
  if (!name) throw new Error('no picture of the size a name is drawn in')
  const rows = inflateSync(name.get('IDAT') ?? Buffer.alloc(0))
  return (x, y) => rows[y * 601 + 1 + x] ?? -1
}

function chunksOf(png: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const length = png.readUInt32BE(at)
    const body = png.subarray(at + 4, at + 8 + length)
    expect(crc32(body)).toBe(png.readUInt32BE(at + 8 + length))
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4))
  }
  return chunks
}

it('a name drawn on the phone is a picture of its strokes where a program shows no SVG', async () => {
  const grey = await pictureOf('M100 50 L100 50 L300 50 L300 150 M400 20 L500 120 M560 180 L560 180')
  for (const [x, y] of [
    [100, 50],
    [200, 50],
    [300, 100],
    [300, 149],
    [450, 70],
    [560, 180],
  ] as const)
    expect(grey(x, y), `${x} ${y}`).toBe(0)
  for (const [x, y] of [
    [200, 40],
    [200, 60],
    [350, 85],
    [450, 90],
    [90, 50],
    [570, 180],
    [0, 0],
    [599, 199],
  ] as const)
    expect(grey(x, y), `${x} ${y}`).toBe(255)
})

it('strokes as many as a signature may have, and some far outside the field, end at its edges', async () => {
  const wild = `M0 0${' L600 199 L0 199 L600 0'.repeat(850)} L99999999999 5 M7 L L8`
  const grey = await pictureOf(wild)
  expect(grey(300, 199)).toBe(0)
  expect(grey(599, 199)).toBe(0)
})
