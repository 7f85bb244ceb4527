import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { BSON, type Db, type Document } from 'mongodb'
import { z } from 'zod'

const SUFFIX = '.jsonl'
const INDEXES = 'indexes.json'
const BATCH = 500

const exact = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const

/** A collection that has documents already: an import mixes nothing. */
export class NotEmptyError extends Error {
  override readonly name = 'NotEmptyError'
  constructor(readonly collection: string) {
    super(`the collection ${collection} is not empty`)
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

async function* documentsIn(path: string): AsyncGenerator<Document> {
  let line = 0
  for await (const text of createInterface({ input: createReadStream(path) })) {
    line += 1
    if (text.trim() === '') continue
    let document: unknown
    try {
      document = BSON.EJSON.parse(text, { relaxed: false })
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
 * Writes every collection of a database to a directory: one file each, one document a line in canonical Extended
 * JSON, as MongoDB's own tools read and write it; and what indexes there are. Returns documents by collection.
 */
export async function exportDatabase(db: Db, directory: string): Promise<Record<string, number>> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const collections = (await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray())
    .map(({ name }) => name)
    .sort()
  const counts: Record<string, number> = {}
  const indexes: Record<string, Document[]> = {}
  for (const name of collections) {
    const collection = db.collection(name)
    let count = 0
    const lines = async function* (): AsyncGenerator<string> {
      for await (const document of collection.find({}, exact)) {
        count += 1
        yield `${BSON.EJSON.stringify(document, { relaxed: false })}\n`
      }
    }
    // An export overwrites nothing either.
    await pipeline(
      Readable.from(lines()),
      createWriteStream(join(directory, fileOf(name)), { flags: 'wx', mode: 0o600 }),
    )
    counts[name] = count
    indexes[name] = (await collection.listIndexes().toArray()).filter(({ name: index }) => index !== '_id_')
  }
  await writeFile(join(directory, INDEXES), BSON.EJSON.stringify(indexes, undefined, 2, { relaxed: false }), {
    flag: 'wx',
    mode: 0o600,
  })
  return counts
}

/** What an export wrote, found readable from beginning to end. */
export interface Exported {
  readonly collections: readonly { readonly name: string; readonly path: string }[]
  readonly indexes: z.infer<typeof indexesSchema>
}

/**
 * Finds what `exportDatabase` or mongoexport wrote to a directory.
 * @throws UnreadableError; the system's error where the directory cannot be read
 */
export async function findExport(directory: string): Promise<Exported> {
  const collections = (await readdir(directory))
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => ({ name: collectionOf(directory, file), path: join(directory, file) }))
  if (collections.length === 0) throw new UnreadableError(directory, null)
  for (const { path } of collections) for await (const _ of documentsIn(path));
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
