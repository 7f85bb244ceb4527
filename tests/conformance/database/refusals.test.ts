import { Binary, BSONRegExp, type Document, Long, type MongoClient, Timestamp } from 'mongodb'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connectBefore } from '../../server/support/database.ts'

let client: MongoClient
connectBefore((connected) => {
  client = connected
})

let things: ReturnType<ReturnType<MongoClient['db']>['collection']>
let n = 0
beforeEach(() => {
  n += 1
  things = client.db().collection(`r${n}`)
})
const run = (command: Document) => client.db().command(command)

/** The driver itself makes none with such an option. */
const odd = Object.assign(new BSONRegExp('a'), { options: 'q' })

/** Commands about a collection `x`, and the code they are refused with. */
const REFUSED: readonly (readonly [string, Document, number])[] = [
  ['cursors to kill that are no list', { killCursors: 'x', cursors: 'y' }, 14],
  ['cursors to kill that are no numbers of cursors', { killCursors: 'x', cursors: ['y'] }, 14],
  ['dropping indexes without saying which', { dropIndexes: 'x' }, 40414],
  ['creating indexes without any', { createIndexes: 'x' }, 40414],
  ['the different values of no field', { distinct: 'x' }, 40414],
  ['an aggregate without a pipeline', { aggregate: 'x', cursor: {} }, 40414],
  ['more of a cursor without its collection', { getMore: Long.fromNumber(1) }, 40414],
  ['the list of databases outside of admin', { listDatabases: 1 }, 13],
  ['a new name outside of admin', { renameCollection: 'd.x', to: 'd.y' }, 13],
  ['a setting asked for outside of admin', { getParameter: '*' }, 13],
  ['a document among the server’s own', { insert: 'system.things', documents: [{}] }, 73],
  ['an update among the server’s own', { update: 'system.things', updates: [{ q: {}, u: { a: 1 } }] }, 73],
  ['a collection among the server’s own', { create: 'system.things' }, 73],
  ['an unknown field of a cursor', { aggregate: 'x', pipeline: [], cursor: { size: 1 } }, 40415],
  ['an unknown field of a cursor over indexes', { listIndexes: 'x', cursor: { size: 1 } }, 40415],
  ['an unknown field of a write concern', { insert: 'x', documents: [{}], writeConcern: { n: 1 } }, 40415],
  ['an unknown field of a read concern', { find: 'x', readConcern: { n: 1 } }, 40415],
  ['an unknown field of a collation', { find: 'x', collation: { locale: 'simple', n: 1 } }, 40415],
  ['a collation without a locale', { find: 'x', collation: { strength: 1 } }, 40414],
  ['an unknown level of validation', { create: 'y', validationLevel: 'some' }, 2],
  ['an unknown answer to what is not valid', { create: 'y', validationAction: 'shout' }, 2],
  ['an index over _id in another direction', { create: 'y', idIndex: { key: { _id: -1 }, name: '_id_' } }, 2],
  ['an index without a name', { createIndexes: 'x', indexes: [{ key: { a: 1 } }] }, 9],
  ['an index named by nothing', { createIndexes: 'x', indexes: [{ key: { a: 1 }, name: '' }] }, 67],
  ['an index named as all of them', { createIndexes: 'x', indexes: [{ key: { a: 1 }, name: '*' }] }, 2],
  ['a projection that is no document', { find: 'x', projection: 5 }, 14],
  ['variables that are no document', { find: 'x', let: 5 }, 14],
  ['to wait for data at an end', { find: 'x', awaitData: true }, 9],
  ['a type that is none', { find: 'x', filter: { a: { $type: {} } } }, 14],
  ['an update by an unknown stage', { findAndModify: 'x', update: [{ $foo: 1 }] }, 40324],
  ['an index of no version', { createIndexes: 'x', indexes: [{ key: { a: 1 }, name: 'a', v: 0 }] }, 67],
  [
    'an index whose version is no number',
    { createIndexes: 'x', indexes: [{ key: { a: 1 }, name: 'a', v: 'x' }] },
    14,
  ],
  ['a bit beyond any number', { find: 'x', filter: { a: { $bitsAllSet: [2 ** 31] } } }, 9],
  ['bits of less than nothing', { find: 'x', filter: { a: { $bitsAnySet: -1 } } }, 9],
  ['bits named by a text', { find: 'x', filter: { a: { $bitsAnySet: '1' } } }, 2],
  ['a pattern with an unknown option', { find: 'x', filter: { a: odd } }, 51108],
]

describe('a standalone server refuses', () => {
  beforeAll(async () => {
    await client.db().collection('x').insertOne({ a: 1 })
  })

  it.each(REFUSED)('%s', async (_, command, code) => {
    await expect(run(command)).rejects.toMatchObject({ code })
  })

  it('to sort by two arrays at once, but not by two fields of one', async () => {
    await things.insertMany([
      {
        _id: 1 as never,
        a: [
          { x: 1, y: 9 },
          { x: 5, y: 0 },
        ],
      },
      { _id: 2 as never, a: [{ x: 1, y: 3 }] },
      { _id: 3 as never, a: [1, { x: 2 }] },
    ])
    const order = async (sort: Document) =>
      (
        await things
          .find()
          .sort(sort as never)
          .toArray()
      ).map(({ _id }) => Number(_id))
    // Each as its elements stand: the first has no x of 1 beside a y of 0. One that is no document counts as null.
    expect(await order({ 'a.x': 1, 'a.y': 1 })).toEqual([3, 2, 1])
    expect(await order({ 'a.x': -1, 'a.y': 1 })).toEqual([1, 3, 2])
    await things.insertOne({ a: [1, 2], b: [3] })
    await expect(order({ a: 1, b: 1 })).rejects.toMatchObject({ code: 2 })
    await expect(things.aggregate([{ $sort: { a: 1, b: -1 } }]).toArray()).rejects.toMatchObject({ code: 2 })
  })

  it('a document by the element of a list that another has, and says which', async () => {
    await things.createIndex({ a: 1, b: 1 }, { unique: true })
    await things.insertOne({ a: [1, 2], b: 'x' })
    await expect(things.insertOne({ a: [5, 2], b: 'x' })).rejects.toMatchObject({
      code: 11000,
      keyValue: { a: 2, b: 'x' },
    })
  })
})

// A real server has these.
describe.skipIf(process.env.MONGODB_URI)('this one refuses, and a real one does not', () => {
  const index = (more: Document) => ({ createIndexes: 'y', indexes: [{ key: { a: 1 }, name: 'a', ...more }] })
  it.each([
    ['a collection with options of a storage engine', { create: 'y', storageEngine: { wiredTiger: {} } }],
    ['options for all indexes to come', { create: 'y', indexOptionDefaults: { storageEngine: {} } }],
    ['a collection without an index over _id', { create: 'y', autoIndexId: false }],
    ['an index of the first version', index({ v: 1 })],
    ['an index that will be unique', index({ prepareUnique: true })],
    ['an index with options of a storage engine', index({ storageEngine: { wiredTiger: {} } })],
  ])('%s', async (_, command) => {
    await expect(run(command)).rejects.toMatchObject({ code: 115 })
  })

  it('a date that JavaScript cannot tell', async () => {
    // The driver has none either, but asks a date for its milliseconds.
    class FarDate extends Date {
      override getTime = () => 8_640_000_000_000_001
    }
    const far = { _id: 1 as never, a: [{ at: new FarDate(0) }] }
    await expect(things.insertOne(far)).rejects.toMatchObject({ code: 22 })
    expect(await things.countDocuments()).toBe(0)
  })
})

describe('a server', () => {
  it('keeps how a collection would be validated', async () => {
    await run({
      create: things.collectionName,
      validationLevel: 'moderate',
      validationAction: 'warn',
      idIndex: { key: { _id: 1 }, name: '_id_', v: 2 },
    })
    const [found] = await client.db().listCollections({ name: things.collectionName }).toArray()
    expect(found).toMatchObject({ options: { validationLevel: 'moderate', validationAction: 'warn' } })
  })

  it('fills the empty timestamps of a whole document in, at its top level only', async () => {
    const empty = new Timestamp({ t: 0, i: 0 })
    await things.insertMany([
      { _id: empty as never, a: empty, b: { c: empty } },
      { _id: 1 as never, a: empty },
    ])
    const [first, second] = await things.find().toArray()
    expect(first).toMatchObject({ _id: empty, b: { c: empty } })
    expect(first?.a.getHighBits()).toBeGreaterThan(1_600_000_000)
    expect(second?.a.greaterThan(first?.a)).toBe(true)
    await things.replaceOne({ _id: 1 as never }, { a: empty })
    await things.updateOne({ _id: empty as never }, { $set: { a: empty } })
    const [set, replaced] = await things.find().toArray()
    expect(set?.a.isZero()).toBe(true)
    expect(replaced?.a.greaterThan(second?.a)).toBe(true)
  })

  it('keeps a pattern whose options it does not know', async () => {
    await things.insertOne({ _id: 1 as never, a: odd })
    await things.updateOne({ _id: 1 as never }, { $set: { b: 1 } })
    const [found] = await things.find({}, { raw: true }).toArray()
    expect((found as unknown as Buffer).includes('a\0q\0')).toBe(true)
  })

  it('looks at bits far beyond those a value has', async () => {
    await things.insertMany([
      { _id: 1 as never, a: -1 },
      { _id: 2 as never, a: 1 },
      { _id: 3 as never, a: new Binary(Buffer.from([0, 1])) },
    ])
    const found = async (a: Document) => (await things.find({ a }).toArray()).map(({ _id }) => Number(_id))
    expect(await found({ $bitsAllSet: [2_000_000_000] })).toEqual([1])
    expect(await found({ $bitsAllClear: [2_000_000_000] })).toEqual([2, 3])
    expect(await found({ $bitsAnySet: [8, 2_000_000_000] })).toEqual([1, 3])
    expect(await found({ $bitsAnyClear: new Binary(Buffer.from([1, 1])) })).toEqual([2, 3])
  })

  it('tells how large a collection is', async () => {
    await things.insertMany(Array.from({ length: 5 }, (_, i) => ({ _id: i as never, text: 'x'.repeat(100) })))
    await things.createIndex({ text: 1 })
    const told = { count: 5, nindexes: 2, avgObjSize: 125, size: 625 }
    const [stats] = await things
      .aggregate([{ $collStats: { storageStats: {}, count: {} } }, { $match: { count: 5 } }])
      .toArray()
    expect(stats?.storageStats).toMatchObject(told)
    expect(stats?.storageStats.indexSizes.text_1).toBeGreaterThan(500)
    expect(await run({ collStats: things.collectionName, scale: 100 })).toMatchObject({ ...told, size: 6 })
    expect(await run({ dbStats: 1 })).toMatchObject({ scaleFactor: 1, views: 0 })
    const late = things.aggregate([{ $match: {} }, { $collStats: { count: {} } }])
    await expect(late.toArray()).rejects.toMatchObject({ code: 40602 })
    const nothing = client
      .db()
      .collection('nothing')
      .aggregate([{ $collStats: { count: {} } }])
    await expect(nothing.toArray()).rejects.toMatchObject({ code: 26 })
  })
})

// A real server has more than one plan for it.
describe.skipIf(process.env.MONGODB_URI)('this one', () => {
  it('explains what each stage did', async () => {
    await things.insertMany(Array.from({ length: 10 }, (_, i) => ({ a: i % 5, b: i })))
    await things.createIndex({ a: 1 })
    const stages = async (cursor: { explain: (verbosity: 'executionStats') => Promise<Document> }) => {
      const { executionStats } = await cursor.explain('executionStats')
      const told: [string, number][] = []
      for (let at = executionStats.executionStages; at; at = at.inputStage)
        told.push([at.stage, at.nReturned])
      return told
    }
    const found = things
      .find({ a: { $lt: 3 }, b: { $gt: 1 } })
      .sort({ b: -1 })
      .skip(1)
      .limit(2)
    expect(await stages(found)).toEqual([
      ['LIMIT', 2],
      ['SKIP', 2],
      ['SORT', 3],
      ['FETCH', 4],
      ['IXSCAN', 6],
    ])
    expect(await stages(things.find({ a: 1 }).project({ b: 1, _id: 0 }))).toEqual([
      ['PROJECTION_SIMPLE', 2],
      ['FETCH', 2],
      ['IXSCAN', 2],
    ])
    const counted = await run({
      explain: { count: things.collectionName, query: { a: 1 } },
      verbosity: 'executionStats',
    })
    expect(counted.executionStats).toMatchObject({
      totalDocsExamined: 0,
      executionStages: { stage: 'COUNT', nCounted: 2, inputStage: { stage: 'COUNT_SCAN', keysExamined: 2 } },
    })
  })
})
