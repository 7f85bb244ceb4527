import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { asPlaceError } from './place.ts'
import { PAGE_HEADER, walk } from './tree.ts'

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

// Layout of LMDB's file, data format 2 (mdb.c: MDB_page_header, MDB_meta, MDB_db).
const META_PAGE = 8
const MAGIC = 0xbeefc0de
const LMDB_FORMAT = 2
const DB_BYTES = 48

interface Meta {
  readonly pageSize: number
  readonly lastPage: number
  readonly roots: readonly bigint[]
  readonly transaction: bigint
}

const isPageSize = (bytes: number): boolean => bytes >= 512 && bytes <= 65_536 && (bytes & (bytes - 1)) === 0

function readMeta(head: Buffer, at: number): Meta | null {
  const dbs = at + PAGE_HEADER + 24
  if (
    head.length < at + 176 ||
    (head.readUInt16LE(at + 18) & META_PAGE) === 0 ||
    head.readUInt32LE(at + PAGE_HEADER) !== MAGIC ||
    head.readUInt32LE(at + PAGE_HEADER + 4) !== LMDB_FORMAT ||
    !isPageSize(head.readUInt32LE(dbs))
  )
    return null
  return {
    pageSize: head.readUInt32LE(dbs),
    roots: [head.readBigUInt64LE(dbs + 40), head.readBigUInt64LE(dbs + DB_BYTES + 40)],
    lastPage: Number(head.readBigUInt64LE(dbs + 2 * DB_BYTES)),
    transaction: head.readBigUInt64LE(dbs + 2 * DB_BYTES + 8),
  }
}

/**
 * A file up to this size is looked through at every start, which takes a good half second at the most where it lies
 * in the system's memory.
 */
const LOOKED_THROUGH_BYTES = 256 * 1024 * 1024

/**
 * LMDB maps its file into memory, where a page that is missing ends the process without a word. So every page the
 * last commit can reach is looked at first; of a large file only where it is shorter than that commit says, or
 * where its last owner did not say goodbye (`thorough`).
 * @throws FormatError for a file that is cut short, torn or no database, PlaceError for one that cannot be read now
 */
export function assertReadable(path: string, thorough: boolean): void {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw asPlaceError(error, path) ?? error
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
    if (!isShort && !thorough && size > LOOKED_THROUGH_BYTES) return
    const pages = Math.min(Math.floor(size / meta.pageSize), meta.lastPage + 1)
    try {
      walk(descriptor, { ...meta, pages })
    } catch (error) {
      throw damaged(error instanceof Error ? error.message : String(error), error)
    }
  } finally {
    closeSync(descriptor)
  }
}
