import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Version of what this program writes. A change that older programs cannot read raises it. */
export const FORMAT = 2

/** The data cannot be opened; the message says why and what to do. */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  constructor(
    readonly reason: 'damaged' | 'newer',
    readonly file: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

// Layout of LMDB's file, data format 2 (mdb.c: MDB_page_header, MDB_meta, MDB_db, MDB_node).
const PAGE_HEADER = 24
const MAGIC = 0xbeefc0de
const DB_BYTES = 48
const BRANCH = 1
const LEAF = 2
const OVERFLOW = 4
const BIG_DATA = 1
const SUB_DATABASE = 2
const NO_PAGE = 0xffffffffffffffffn

interface Meta {
  readonly pageSize: number
  readonly lastPage: number
  readonly roots: readonly bigint[]
  readonly transaction: bigint
}

function readMeta(head: Buffer, at: number): Meta | null {
  if (head.length < at + 176 || head.readUInt32LE(at + PAGE_HEADER) !== MAGIC) return null
  const dbs = at + PAGE_HEADER + 24
  return {
    pageSize: head.readUInt32LE(dbs),
    roots: [head.readBigUInt64LE(dbs + 40), head.readBigUInt64LE(dbs + DB_BYTES + 40)],
    lastPage: Number(head.readBigUInt64LE(dbs + 2 * DB_BYTES)),
    transaction: head.readBigUInt64LE(dbs + 2 * DB_BYTES + 8),
  }
}

/** Follows every page the last commit can reach. @throws RangeError for one that is missing or not itself */
function walk(descriptor: number, fileBytes: number, { pageSize, roots }: Meta): void {
  const pages = Math.floor(fileBytes / pageSize)
  const load = (number: bigint): Buffer => {
    if (number >= BigInt(pages)) throw new RangeError(`page ${number} is missing`)
    const page = Buffer.allocUnsafe(pageSize)
    readSync(descriptor, page, 0, pageSize, Number(number) * pageSize)
    if (page.readBigUInt64LE(0) !== number) throw new RangeError(`page ${number} is damaged`)
    return page
  }
  const visit = (number: bigint): void => {
    if (number === NO_PAGE) return
    const page = load(number)
    const flags = page.readUInt16LE(18)
    if ((flags & (BRANCH | LEAF)) === 0) throw new RangeError(`page ${number} is damaged`)
    const nodes = page.readUInt16LE(20) >> 1
    for (let i = 0; i < nodes; i += 1) {
      const node = PAGE_HEADER + page.readUInt16LE(PAGE_HEADER + i * 2)
      if (node + 8 > pageSize) throw new RangeError(`page ${number} is damaged`)
      const nodeFlags = page.readUInt16LE(node + 4)
      const data = node + 8 + page.readUInt16LE(node + 6)
      if (flags & BRANCH) visit(BigInt(page.readUInt32LE(node)) | (BigInt(nodeFlags) << 32n))
      else if (nodeFlags & BIG_DATA) {
        const first = page.readBigUInt64LE(data)
        const overflow = load(first)
        if ((overflow.readUInt16LE(18) & OVERFLOW) === 0) throw new RangeError(`page ${first} is damaged`)
        if (first + BigInt(overflow.readUInt32LE(20)) > BigInt(pages))
          throw new RangeError(`page ${first} is cut short`)
      } else if (nodeFlags & SUB_DATABASE) visit(page.readBigUInt64LE(data + 40))
    }
  }
  for (const root of roots) visit(root)
}

/**
 * LMDB maps its file into memory, where a page that is missing ends the process without a word. So a file that
 * is shorter than its last commit says, or whose last owner did not say goodbye, is walked through first.
 * @throws FormatError for a file that is cut short, torn or no database
 */
export function assertReadable(path: string, thorough: boolean): void {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
  const damaged = (why: string, cause?: unknown) =>
    new FormatError(
      'damaged',
      path,
      `the data file ${path} is damaged (${why}); nothing in it was changed: put a backup in its place`,
      { cause },
    )
  try {
    const { size } = fstatSync(descriptor)
    const head = Buffer.alloc(Math.min(size, 2 * 65536))
    readSync(descriptor, head, 0, head.length, 0)
    const first = readMeta(head, 0)
    const second = first ? readMeta(head, first.pageSize) : readMeta(head, 4096)
    const metas = [first, second].flatMap((meta) => meta ?? [])
    const [meta] = metas.sort((a, b) => (a.transaction < b.transaction ? 1 : -1))
    if (!meta || metas.length < 2)
      throw damaged(size === 0 ? 'it is empty' : 'its head is not that of a database')
    const isShort = size < (meta.lastPage + 1) * meta.pageSize
    if (!isShort && !thorough) return
    try {
      walk(descriptor, size, meta)
    } catch (error) {
      throw damaged(error instanceof Error ? error.message : String(error), error)
    }
  } finally {
    closeSync(descriptor)
  }
}
