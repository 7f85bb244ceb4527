import { readFileSync } from 'node:fs'
import { type Document, MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../server/support/database.ts'

const UNKNOWN = '$nothing'

/** The README's table: by row, the names that are supported and those that are refused, with their codes. */
const readme = readFileSync(new URL('../../../server/database/embedded/README.md', import.meta.url), 'utf8')
const names = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].flatMap(([, name]) => name ?? [])
const rows = [...readme.matchAll(/^\| ([\w ]+) \| (.+) \| (.+) \|$/gm)].map(
  ([, row = '', supported = '', refused = '']) => ({
    row,
    supported: names(supported),
    refused: refused.split(' · ').flatMap((part) => {
      const code = Number(/: (\d+)$/.exec(part)?.[1])
      const said = names(part).map((name) => ({ name, code }))
      return /unknown|any other/.test(part) ? [...said, { name: UNKNOWN, code }] : said
    }),
  }),
)
const clauses: Document = {
  $and: [{ a: 1 }],
  $or: [{ a: 1 }],
  $nor: [{ a: 1 }],
  $expr: 1,
  $comment: '',
  $where: '1',
  $jsonSchema: {},
  $sampleRate: 0.5,
  $text: { $search: 'a' },
}
const operands: Document = {
  $in: [1],
  $nin: [1],
  $all: [1],
  $not: { $gt: 1 },
  $mod: [2, 1],
  $elemMatch: { $gt: 1 },
  $regex: 'a',
  $geoWithin: { $center: [[0, 0], 1] },
  $geoIntersects: { $geometry: { type: 'Point', coordinates: [0, 0] } },
  $near: [0, 0],
  $nearSphere: [0, 0],
}

/** A request that uses something of a row by its name. */
const asking: Readonly<Record<string, (name: string) => Document>> = {
  commands: (name) => ({ [name]: name === 'compact' ? 'none' : 1 }),
  'options of find': (name) => ({
    find: 'things',
    [name]: { min: { a: 1 }, max: { a: 1 } }[name] ?? true,
  }),
  sessions: (name) => ({ find: 'things', [name]: 1 }),
  'write concern': (name) => ({
    insert: 'written',
    documents: [{}],
    writeConcern: { w: /\d/.test(name) ? Number(name) : name },
  }),
  'read concern': (level) => ({ find: 'things', readConcern: { level } }),
  collation: (locale) => ({ find: 'things', collation: { locale } }),
  queries: (name) => ({
    find: 'things',
    filter: name in clauses ? { [name]: clauses[name] } : { a: { [name]: operands[name] ?? 1 } },
  }),
  projections: (name) => ({ find: 'things', projection: { a: { [name]: 'textScore' } } }),
  updates: (name) => ({ update: 'things', updates: [{ q: {}, u: { [name]: { a: 1 } } }] }),
  indexes: (name) => ({
    createIndexes: 'things',
    indexes: [
      name === '$**'
        ? { name: 'i', key: { [name]: 1 } }
        : { name: 'i', key: { a: name === UNKNOWN ? 1 : name }, ...(name === UNKNOWN ? { [name]: 1 } : {}) },
    ],
  }),
  collections: (name) => ({ create: 'other', [name]: { a: 1 } }),
  stages: (name) => ({ aggregate: 'things', pipeline: [{ [name]: {} }], cursor: {} }),
  accumulators: (name) => ({
    aggregate: 'things',
    pipeline: [{ $group: { _id: 1, a: { [name]: {} } } }],
    cursor: {},
  }),
  'window functions': (name) => ({
    aggregate: 'things',
    pipeline: [{ $setWindowFields: { sortBy: { a: 1 }, output: { a: { [name]: {} } } } }],
    cursor: {},
  }),
  expressions: (name) => ({
    aggregate: 'things',
    pipeline: [{ $project: { a: { [name]: {} } } }],
    cursor: {},
  }),
}

let database: TestDatabase
let client: MongoClient
beforeAll(async () => {
  database = await freshDatabase()
  client = await MongoClient.connect(database.uri)
  await client.db().collection('things').insertOne({ a: 1 })
})
afterAll(async () => {
  await client.close()
  await database.close()
})

/** Asked of the database `admin` alone. */
const OF_ADMIN = [
  'getLog',
  'getCmdLineOpts',
  'getParameter',
  'listDatabases',
  'renameCollection',
  'replSetGetStatus',
  'commitTransaction',
  'abortTransaction',
]

/** The code a request is refused with; 0 where it is carried out. */
async function codeOf(command: Document): Promise<number> {
  const isOfAdmin = OF_ADMIN.includes(Object.keys(command)[0] ?? '')
  try {
    const reply = await client.db(isOfAdmin ? 'admin' : undefined).command(command)
    return reply.writeErrors?.[0]?.code ?? 0
  } catch (error) {
    return Number((error as { code?: unknown }).code)
  }
}

// What is refused here is not refused by a real server.
describe.skipIf(process.env.MONGODB_URI)('the table of what is supported', () => {
  it('is read whole', () => {
    expect(rows.map(({ row }) => row)).toEqual(Object.keys(asking))
    expect(rows.every(({ refused }) => refused.length > 0)).toBe(true)
  })

  it.each(rows)('$row: what it calls refused is refused with that code', async ({ row, refused }) => {
    const found = []
    for (const { name } of refused) found.push({ name, code: await codeOf(asking[row]?.(name) ?? {}) })
    expect(found).toEqual(refused)
  })

  it.each(rows.filter(({ supported }) => supported.length > 0))(
    '$row: what it calls supported is at least known',
    async ({ row, supported, refused }) => {
      const unknown = refused.find(({ name }) => name === UNKNOWN)?.code
      for (const name of supported.filter((one) => /^\$\w/.test(one) || row === 'commands')) {
        const code = await codeOf(asking[row]?.(name) ?? {})
        expect({ name, known: code !== 115 && code !== unknown }).toEqual({ name, known: true })
      }
    },
  )
})
