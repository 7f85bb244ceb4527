import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { BSON, type Db, type Document } from 'mongodb'
import { z } from 'zod'
import { sha256, syncDirectory, syncFile } from './archive.ts'

const UNFINISHED = '.unfinished'
const SUFFIX = '.jsonl'
const INDEXES = 'indexes.json'
const MANIFEST = 'export.json'
const BATCH = 500

const exact = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const

/** A collection that has documents already: an import mixes nothing. */
export class NotEmptyError extends Error {
  override readonly name = 'NotEmptyError'
  constructor(readonly collection: string) {
    super(`the collection ${collection} is not empty`)
  }
}

/** A document that Extended JSON, read and written here, would not give back as it is. Nothing was exported. */
export class UnexportableError extends Error {
  override readonly name = 'UnexportableError'
  constructor(
    readonly collection: string,
    readonly documentId: string,
  ) {
    super(`${collection}: ${documentId}`)
  }
}

/** What is to be imported is not what an export writes; `line` counts from 1; null: the file or directory as a whole. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError'
  constructor(
    readonly file: string,
    readonly line: number | null,
  ) {
    super(line === null ? file : `${file}, line ${line}`)
  }
}

/** An export that is not what was written: cut off, or changed since. Nothing was changed. */
export class IncompleteError extends Error {
  override readonly name = 'IncompleteError'
  constructor(
    readonly code: 'exportUnfinished' | 'exportChanged',
    readonly file: string,
  ) {
    super(`${code}: ${file}`)
  }
}

const manifestSchema = z.object({
  format: z.literal(1),
  /** False while it is being written. */
  complete: z.boolean(),
  /** By the name of its file. `documents`: how many a collection has. */
  files: z.record(z.string(), z.object({ documents: z.int().optional(), sha256: z.string() })),
})
type Manifest = z.infer<typeof manifestSchema>

const indexesSchema = z.record(
  z.string(),
  z.array(z.looseObject({ key: z.record(z.string(), z.unknown()), name: z.string() })),
)

// Names of collections may hold what names of files may not.
const fileOf = (collection: string): string => encodeURIComponent(collection) + SUFFIX

function collectionOf(directory: string, file: string): string {
  try {
    return decodeURIComponent(file.slice(0, -SUFFIX.length))
  } catch {
    throw new UnreadableError(join(directory, file), null)
  }
}

const readLine = (text: string) => BSON.EJSON.parse(text, { relaxed: false })

async function* documentsIn(path: string): AsyncGenerator<Document> {
  let line = 0
  for await (const text of createInterface({ input: createReadStream(path) })) {
    line += 1
    if (text.trim() === '') continue
    let document: unknown
    try {
      document = readLine(text)
    } catch {
      throw new UnreadableError(path, line)
    }
    if (document === null || typeof document !== 'object' || Array.isArray(document))
      throw new UnreadableError(path, line)
    yield document
  }
}

async function indexesIn(path: string): Promise<z.infer<typeof indexesSchema>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  try {
    return indexesSchema.parse(BSON.EJSON.parse(text))
  } catch {
    throw new UnreadableError(path, null)
  }
}

/**
 * A document as a line of canonical Extended JSON. Dates beyond JavaScript's range and names that are whole numbers
 * out of their order do not come back from it.
 * @throws UnexportableError
 */
function lineOf(collection: string, bytes: Buffer): string {
  const document = BSON.deserialize(bytes, exact)
  const line = BSON.EJSON.stringify(document, { relaxed: false })
  if (Buffer.from(BSON.serialize(readLine(line))).equals(bytes)) return line
  throw new UnexportableError(collection, BSON.EJSON.stringify(document._id))
}

const writeManifest = (directory: string, manifest: Manifest): Promise<void> =>
  writeFile(join(directory, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })

/** Makes the directory an export is written to; what one that was cut off left under its name is removed. */
async function beginDraft(draft: string): Promise<void> {
  const left = await readdir(draft).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const name of left)
    if (name === MANIFEST || name === INDEXES || name.endsWith(SUFFIX)) await rm(join(draft, name))
  // What is not ours stays, and is in the way.
  if (left.length > 0) await rmdir(draft)
  await mkdir(draft, { recursive: true, mode: 0o700 })
  await writeManifest(draft, { format: 1, complete: false, files: {} })
}

/**
 * Writes every collection of a database to a directory: one file each, one document a line in canonical Extended
 * JSON, as MongoDB's own tools read and write it; what indexes there are; and a list of it all. The directory appears
 * under its name when everything is in it and on disk. Returns documents by collection.
 * @throws the system's error EEXIST for a directory that is there already: an export overwrites nothing;
 * UnexportableError
 */
export async function exportDatabase(db: Db, directory: string): Promise<Record<string, number>> {
  // An empty one is as good as none.
  await rmdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return
    throw error.code === 'ENOTEMPTY' ? Object.assign(error, { code: 'EEXIST' }) : error
  })
  const draft = `${directory}${UNFINISHED}`
  await beginDraft(draft)
  const collections = (await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray())
    .map(({ name }) => name)
    .sort()
  const counts: Record<string, number> = {}
  const indexes: Record<string, Document[]> = {}
  const files: Manifest['files'] = {}
  for (const name of collections) {
    const collection = db.collection(name)
    let count = 0
    const lines = async function* (): AsyncGenerator<string> {
      for await (const bytes of collection.find<Buffer>({}, { raw: true })) {
        count += 1
        yield `${lineOf(name, bytes)}\n`
      }
    }
    const path = join(draft, fileOf(name))
    await pipeline(Readable.from(lines()), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    counts[name] = count
    files[fileOf(name)] = { documents: count, sha256: await sha256(path) }
    indexes[name] = (await collection.listIndexes().toArray()).filter(({ name: index }) => index !== '_id_')
  }
  await writeFile(join(draft, INDEXES), BSON.EJSON.stringify(indexes, undefined, 2, { relaxed: false }), {
    flag: 'wx',
    mode: 0o600,
  })
  files[INDEXES] = { sha256: await sha256(join(draft, INDEXES)) }
  await writeManifest(draft, { format: 1, complete: true, files })
  for (const file of [...Object.keys(files), MANIFEST]) await syncFile(join(draft, file))
  await syncDirectory(draft)
  await rename(draft, directory)
  await syncDirectory(dirname(directory))
  return counts
}

/** What an export wrote, found readable from beginning to end. */
export interface Exported {
  readonly collections: readonly { readonly name: string; readonly path: string }[]
  readonly indexes: z.infer<typeof indexesSchema>
}

/** The list of an export; null where there is none, as in what other tools write. */
async function readManifest(directory: string): Promise<Manifest | null> {
  const path = join(directory, MANIFEST)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  try {
    return manifestSchema.parse(JSON.parse(text))
  } catch {
    throw new IncompleteError('exportUnfinished', path)
  }
}

/** Compares a directory with the list of what was written to it. @throws IncompleteError */
async function assertWhole(directory: string, { complete, files }: Manifest): Promise<void> {
  if (!complete) throw new IncompleteError('exportUnfinished', directory)
  for (const file of (await readdir(directory)).filter((name) => name.endsWith(SUFFIX)))
    if (!files[file]) throw new IncompleteError('exportChanged', join(directory, file))
  for (const [file, { sha256: written }] of Object.entries(files)) {
    const path = join(directory, file)
    const found = await sha256(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    if (found !== written) throw new IncompleteError('exportChanged', path)
  }
}

/**
 * Finds what `exportDatabase` or mongoexport wrote to a directory.
 * @throws IncompleteError, UnreadableError; the system's error where the directory cannot be read
 */
export async function findExport(directory: string): Promise<Exported> {
  const manifest = await readManifest(directory)
  if (manifest) await assertWhole(directory, manifest)
  const collections = (await readdir(directory))
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => ({ name: collectionOf(directory, file), path: join(directory, file) }))
  if (collections.length === 0) throw new UnreadableError(directory, null)
  for (const { name, path } of collections) {
    let documents = 0
    for await (const _ of documentsIn(path)) documents += 1
    const listed = manifest?.files[fileOf(name)]
    if (listed && listed.documents !== documents) throw new IncompleteError('exportChanged', path)
  }
  return { collections, indexes: await indexesIn(join(directory, INDEXES)) }
}

/**
 * Puts an export into a database whose collections of these names are empty. Returns documents by collection.
 * @throws NotEmptyError with nothing written
 */
export async function importDatabase(
  db: Db,
  { collections, indexes }: Exported,
): Promise<Record<string, number>> {
  for (const { name } of collections) if (await db.collection(name).findOne({})) throw new NotEmptyError(name)
  const counts: Record<string, number> = {}
  for (const { name, path } of collections) {
    const collection = db.collection(name)
    let batch: Document[] = []
    let count = 0
    const flush = async (): Promise<void> => {
      if (batch.length > 0) await collection.insertMany(batch)
      count += batch.length
      batch = []
    }
    for await (const document of documentsIn(path)) {
      batch.push(document)
      if (batch.length >= BATCH) await flush()
    }
    await flush()
    for (const { key, v: _, ...options } of indexes[name] ?? [])
      await collection.createIndex(key as Document, options)
    counts[name] = count
  }
  return counts
}
