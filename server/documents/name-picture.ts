import { crc32, deflateSync } from 'node:zlib'

/** The field a name is drawn on, and the width of its stroke. */
const WIDTH = 600
const HEIGHT = 200
const RADIUS = 2.5
/** How far around a stroke a pixel has some ink. */
const REACH = RADIUS + 0.5

type Point = readonly [x: number, y: number]
type Segment = readonly [from: Point, to: Point]

/** The straight pieces of a drawn name; a pair of numbers after another without a letter is a line, as SVG has it. */
function segmentsOf(path: string): readonly Segment[] {
  const segments: Segment[] = []
  let at: Point | null = null
  for (const [, letter, numbers = ''] of path.matchAll(/([ML])([\d ]*)/g)) {
    if (letter === 'M') at = null
    for (const [, x, y] of numbers.matchAll(/(\d+) +(\d+)/g)) {
      const point: Point = [Number(x), Number(y)]
      if (at) segments.push([at, point])
      at = point
    }
  }
  return segments
}

const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

/** Inks the pixels a segment comes near, and looks at no others: a name may have thousands of long strokes. */
function ink(pixels: Uint8Array, [[ax, ay], [bx, by]]: Segment): void {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  /** Where the segment is at a height, or at its end nearest to that. */
  const xAt = (y: number): number => ax + between((y - ay) / dy, 0, 1) * dx
  const lowest = Math.min(HEIGHT - 1, Math.floor(Math.max(ay, by) + REACH))
  for (let row = Math.max(0, Math.floor(Math.min(ay, by) - REACH)); row <= lowest; row++) {
    const y = row + 0.5
    const one = dy === 0 ? ax : xAt(y - REACH)
    const other = dy === 0 ? bx : xAt(y + REACH)
    const last = Math.min(WIDTH - 1, Math.floor(Math.max(one, other) + REACH))
    for (let column = Math.max(0, Math.floor(Math.min(one, other) - REACH)); column <= last; column++) {
      const index = row * WIDTH + column
      const grey = pixels[index] ?? 0
      if (grey === 0) continue
      const x = column + 0.5
      const along = length === 0 ? 0 : between(((x - ax) * dx + (y - ay) * dy) / length, 0, 1)
      const distance = Math.sqrt((x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2)
      pixels[index] = Math.min(grey, Math.round(255 * (1 - between(REACH - distance, 0, 1))))
    }
  }
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

/**
 * A name drawn by hand as a PNG (ISO/IEC 15948) of 600 × 200 grey pixels, for programs that do not show SVG.
 * @param path as `sign-minutes` takes it: path data of SVG with M and L only
 */
export function namePicture(path: string): Buffer {
  const pixels = new Uint8Array(WIDTH * HEIGHT).fill(255)
  for (const segment of segmentsOf(path)) ink(pixels, segment)
  const rows = Buffer.alloc((WIDTH + 1) * HEIGHT)
  for (let row = 0; row < HEIGHT; row++)
    rows.set(pixels.subarray(row * WIDTH, (row + 1) * WIDTH), row * (WIDTH + 1) + 1)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  // Eight bits of grey; the rest are the only values there are, and no interlacing.
  header[8] = 8
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
