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

const indexesSchema = z.record(z.string(), z.array(z.record(z.string(), z.unknown())))

/**
 * Writes every collection of a database to a directory: one file each, one document a line in canonical Extended
 * JSON, as MongoDB's own tools read and write it; and what indexes there are. Returns documents by collection.
 */
export async function exportDatabase(db: Db, directory: string): Promise<Record<string, number>> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const collections = (await db.listCollections({}, { nameOnly: true }).toArray())
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
      createWriteStream(join(directory, name + SUFFIX), { flags: 'wx', mode: 0o600 }),
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

/**
 * Reads what `exportDatabase` or mongoexport wrote into a database whose collections of these names are empty.
 * @throws NotEmptyError before anything is written
 */
export async function importDatabase(db: Db, directory: string): Promise<Record<string, number>> {
  const names = (await readdir(directory))
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
  for (const name of names) if (await db.collection(name).findOne({})) throw new NotEmptyError(name)
  const text = await readFile(join(directory, INDEXES), 'utf8').catch(() => '{}')
  const indexes = indexesSchema.parse(BSON.EJSON.parse(text))
  const counts: Record<string, number> = {}
  for (const name of names) {
    const collection = db.collection(name)
    let batch: Document[] = []
    let count = 0
    const flush = async (): Promise<void> => {
      if (batch.length > 0) await collection.insertMany(batch)
      count += batch.length
      batch = []
    }
    for await (const line of createInterface({ input: createReadStream(join(directory, name + SUFFIX)) })) {
      if (line.trim() === '') continue
      batch.push(BSON.EJSON.parse(line, { relaxed: false }))
      if (batch.length >= BATCH) await flush()
    }
    await flush()
    for (const { key, v: _, ...options } of indexes[name] ?? [])
      await collection.createIndex(key as Document, options)
    counts[name] = count
  }
  return counts
}
