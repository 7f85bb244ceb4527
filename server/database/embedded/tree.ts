import { readSync } from 'node:fs'

// Layout of LMDB's pages, data format 2 (mdb.c: MDB_page_header, MDB_node, MDB_ovpage, MDB_db).
export const PAGE_HEADER = 24
const BRANCH = 1
const LEAF = 2
const OVERFLOW = 4
const KINDS = BRANCH | LEAF | OVERFLOW
const NODE_HEADER = 8
const BIG_DATA = 1
const SUB_DATABASE = 2
const OVERFLOW_BYTES = 24
const DB_BYTES = 48
const ROOT_IN_DB = 40
const NO_PAGE = 0xffffffffffffffffn
/** Of LMDB's cursors. */
const MAX_DEPTH = 32

/**
 * Follows every page that can be reached from some roots: each must be there, be the page it is said to be, be
 * reached once, and point nowhere outside itself or the file. LMDB trusts all of that; where it is not so, it reads
 * memory that does not exist. What stands in keys and values is not looked at.
 * @throws RangeError for what is not so
 */
export function walk(
  descriptor: number,
  {
    pageSize,
    pages,
    roots,
    transaction,
  }: { pageSize: number; pages: number; roots: readonly bigint[]; transaction: bigint },
): void {
  const reached = new Uint8Array(pages)
  const buffers: Buffer[] = []
  const header = Buffer.allocUnsafe(PAGE_HEADER)
  const last = Number(transaction)

  const reach = (number: bigint, count: number): number => {
    if (number < 2n || number + BigInt(count) > BigInt(pages))
      throw new RangeError(`page ${number} is missing`)
    const first = Number(number)
    for (let page = first; page < first + count; page += 1) {
      if (reached[page]) throw new RangeError(`page ${page} is used twice`)
      reached[page] = 1
    }
    return first
  }
  const read = (buffer: Buffer, page: number): number => {
    readSync(descriptor, buffer, 0, buffer.length, page * pageSize)
    const number = buffer.readUInt32LE(0) + buffer.readUInt32LE(4) * 2 ** 32
    // A page of a transaction still to come would be taken for one that may be written to in memory.
    const writtenBy = buffer.readUInt32LE(8) + buffer.readUInt32LE(12) * 2 ** 32
    if (number !== page || writtenBy > last) throw new RangeError(`page ${page} is damaged`)
    return buffer.readUInt16LE(18) & KINDS
  }

  /** A value too long for a page of its tree: where it is, which transaction wrote it, and how many pages it takes. */
  const visitValue = (page: Buffer, at: number, bytes: number): void => {
    const number = page.readBigUInt64LE(at)
    const first = reach(number, 1)
    if (read(header, first) !== OVERFLOW) throw new RangeError(`page ${number} is damaged`)
    const count = header.readUInt32LE(20)
    if (
      count * pageSize < PAGE_HEADER + bytes ||
      page.readBigUInt64LE(at + 8) > transaction ||
      page.readBigUInt64LE(at + 16) !== BigInt(count)
    )
      throw new RangeError(`page ${number} is damaged`)
    reach(number + 1n, count - 1)
  }

  const visit = (number: bigint, depth: number): void => {
    if (number === NO_PAGE) return
    const at = reach(number, 1)
    const damaged = () => new RangeError(`page ${at} is damaged`)
    if (depth === MAX_DEPTH) throw damaged()
    buffers[depth] ??= Buffer.allocUnsafe(pageSize)
    const page = buffers[depth]
    const kind = read(page, at)
    if (kind !== BRANCH && kind !== LEAF) throw damaged()
    const lower = page.readUInt16LE(20)
    const upper = page.readUInt16LE(22)
    if (lower % 2 !== 0 || lower > upper || PAGE_HEADER + upper > pageSize || (kind === BRANCH && lower < 4))
      throw damaged()
    for (let i = 0; i < lower; i += 2) {
      const offset = page.readUInt16LE(PAGE_HEADER + i)
      const node = PAGE_HEADER + offset
      if (offset < upper || node + NODE_HEADER > pageSize) throw damaged()
      const low = page.readUInt32LE(node)
      const flags = page.readUInt16LE(node + 4)
      const data = node + NODE_HEADER + page.readUInt16LE(node + 6)
      if (data > pageSize) throw damaged()
      if (kind === BRANCH) visit(BigInt(low) | (BigInt(flags) << 32n), depth + 1)
      else if (data + (flags & BIG_DATA ? OVERFLOW_BYTES : low) > pageSize) throw damaged()
      else if (flags === BIG_DATA) visitValue(page, data, low)
      // Nothing here has tables with flags of their own.
      else if (flags === SUB_DATABASE) {
        if (low < DB_BYTES || page.readUInt16LE(data + 4) !== 0) throw damaged()
        visit(page.readBigUInt64LE(data + ROOT_IN_DB), depth + 1)
      } else if (flags !== 0) throw damaged()
    }
  }
  for (const root of roots) visit(root, 0)
}
