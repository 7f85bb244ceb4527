import { type Document, Long, MongoClient, UUID } from 'mongodb'
import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../server/support/database.ts'

let database: TestDatabase
let client: MongoClient
beforeAll(async () => {
  database = await freshDatabase()
  client = await MongoClient.connect(database.uri)
})
afterAll(async () => {
  await client.close()
  await database.close()
})

let n = 0
let things: ReturnType<ReturnType<MongoClient['db']>['collection']>
beforeEach(() => {
  n += 1
  things = client.db().collection(`c${n}`)
})
const many = (count: number) => Array.from({ length: count }, (_, i) => ({ _id: i as never, a: i, b: i % 5 }))
const run = (command: Document) => client.db().command(command)

describe('cursors', () => {
  it('see the moment they were opened', async () => {
    await things.insertMany(many(300))
    const cursor = things.find().sort({ _id: 1 }).batchSize(50)
    await cursor.next()
    await things.deleteMany({ a: { $gte: 100 } })
    await things.insertOne({ _id: 1000 as never })
    expect(await cursor.toArray()).toHaveLength(299)
    expect(await things.countDocuments()).toBe(101)
  })

  it('end with their limit, can be killed, and are then unknown', async () => {
    await things.insertMany(many(20))
    const whole = await run({ find: things.collectionName, limit: 5, batchSize: 5 })
    expect(Number(whole.cursor.id)).toBe(0)
    const { cursor } = await run({ find: things.collectionName, batchSize: 5 })
    expect(cursor.firstBatch).toHaveLength(5)
    const next = await run({ getMore: cursor.id, collection: things.collectionName, batchSize: 5 })
    expect(next.cursor.nextBatch[0]).toMatchObject({ _id: 5 })
    expect(await run({ killCursors: things.collectionName, cursors: [cursor.id] })).toMatchObject({
      cursorsNotFound: [],
    })
    await expect(run({ getMore: cursor.id, collection: things.collectionName })).rejects.toMatchObject({
      code: 43,
    })
  })

  it('skip, limit and count agree', async () => {
    await things.insertMany(many(20))
    expect((await things.find().sort({ a: -1 }).skip(3).limit(2).toArray()).map((d) => d.a)).toEqual([16, 15])
    expect(await things.countDocuments({}, { skip: 3, limit: 5 })).toBe(5)
    expect(await things.estimatedDocumentCount()).toBe(20)
    expect((await things.distinct('b', { a: { $lt: 3 } })).sort()).toEqual([0, 1, 2])
  })
})

describe('indexes', () => {
  const plan = async (query: Document, sort?: Document) => {
    const { queryPlanner, executionStats } = await things
      .find(query)
      .sort(sort ?? {})
      .explain('executionStats')
    const stages: string[] = []
    let index: string | undefined
    for (let at = queryPlanner.winningPlan; at; at = at.inputStage) {
      stages.push(at.stage)
      index ??= at.indexName
    }
    return { stages, index, examined: executionStats.totalDocsExamined as number }
  }

  it('are used for equality, ranges, lists and order, and explain names them', async () => {
    await things.insertMany(many(200))
    await things.createIndexes([{ key: { b: 1, a: -1 } }, { key: { a: 1 } }])
    expect(await plan({ b: 3 })).toMatchObject({ index: 'b_1_a_-1', examined: 40 })
    expect(await plan({ b: 3, a: { $gte: 100 } })).toMatchObject({ index: 'b_1_a_-1', examined: 20 })
    expect(await plan({ a: { $in: [1, 2, 500] } })).toMatchObject({ index: 'a_1', examined: 2 })
    expect((await plan({ b: 3 }, { a: -1 })).stages).toEqual(['FETCH', 'IXSCAN'])
    expect((await plan({}, { b: 1 })).index).toBe('b_1_a_-1')
    expect((await plan({ c: 1 })).stages).toEqual(['COLLSCAN'])
    expect((await plan({ c: 1 }, { c: 1 })).stages).toEqual(['SORT', 'COLLSCAN'])
  })

  it('can be named as a hint, and an unknown one is refused', async () => {
    await things.insertMany(many(5))
    await things.createIndex({ a: 1 })
    expect(await things.find({ b: 1 }).hint('a_1').toArray()).toHaveLength(1)
    expect(await things.find({ b: 1 }).hint({ a: 1 }).toArray()).toHaveLength(1)
    await expect(things.find({}).hint('nothing').toArray()).rejects.toMatchObject({ code: 2 })
    await expect(things.updateOne({}, { $set: { c: 1 } }, { hint: 'nothing' })).rejects.toMatchObject({
      code: 2,
    })
  })

  it('that are partial or sparse never hide a document', async () => {
    await things.insertMany([{ a: 1 }, { a: 9 }, { b: 1 }])
    await things.createIndex({ a: 1 }, { partialFilterExpression: { a: { $gt: 5 } } })
    await things.createIndex({ b: 1 }, { sparse: true })
    expect(await things.countDocuments({ a: 1 })).toBe(1)
    expect((await plan({ a: { $gt: 7 } })).index).toBe('a_1')
    expect((await plan({ a: { $gt: 3 } })).stages).toEqual(['COLLSCAN'])
    expect(await things.find().sort({ b: 1 }).toArray()).toHaveLength(3)
    expect(await things.countDocuments({ b: null })).toBe(2)
  })

  it('that are unique count the elements of arrays, what is missing, and only what they cover', async () => {
    await things.createIndex({ a: 1 }, { unique: true })
    await things.createIndex({ k: 1 }, { unique: true, sparse: true })
    await things.insertOne({ a: [1, 2, 2] })
    await expect(things.insertOne({ a: 2 })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { a: 1 },
      keyValue: { a: 2 },
    })
    await things.insertOne({ b: 1 })
    await expect(things.insertOne({ c: 1 })).rejects.toMatchObject({ code: 11000, keyValue: { a: null } })
    await expect(things.updateOne({ b: 1 }, { $set: { a: 1 } })).rejects.toMatchObject({ code: 11000 })
    expect(await things.countDocuments({ b: 1, a: { $exists: false } })).toBe(1)
  })

  it('cannot be built over what breaks them, and leave nothing behind', async () => {
    await things.insertMany([{ a: 1 }, { a: 1 }, { b: [1], c: [1] }])
    await expect(things.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 })
    await expect(things.createIndex({ b: 1, c: 1 })).rejects.toMatchObject({ code: 171 })
    expect((await things.listIndexes().toArray()).map(({ name }) => name)).toEqual(['_id_'])
  })

  it('are listed, dropped, and may not contradict each other', async () => {
    await things.createIndex({ a: 1 }, { expireAfterSeconds: 60 })
    expect(await things.listIndexes().toArray()).toMatchObject([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1 }, name: 'a_1', expireAfterSeconds: 60 },
    ])
    expect(await things.createIndex({ a: 1 }, { expireAfterSeconds: 60 })).toBe('a_1')
    await expect(things.createIndex({ a: 1 }, { expireAfterSeconds: 9 })).rejects.toMatchObject({ code: 85 })
    await expect(
      things.createIndex({ a: 1 }, { name: 'other', expireAfterSeconds: 60 }),
    ).rejects.toMatchObject({ code: 85 })
    await expect(things.createIndex({ b: 1 }, { name: 'a_1' })).rejects.toMatchObject({ code: 86 })
    await things.dropIndex('a_1')
    await expect(things.dropIndex('a_1')).rejects.toMatchObject({ code: 27 })
    await expect(run({ dropIndexes: things.collectionName, index: '_id_' })).rejects.toMatchObject({
      code: 72,
    })
    await expect(run({ dropIndexes: 'nothing', index: 'x' })).rejects.toMatchObject({ code: 26 })
    await expect(run({ listIndexes: 'nothing' })).rejects.toMatchObject({ code: 26 })
  })

  it.each<[Document, number]>([
    [{ key: {}, name: 'x' }, 67],
    [{ key: { a: 0 }, name: 'x' }, 67],
    [{ key: { a: 'frob' }, name: 'x' }, 67],
    [{ key: { a: 1 }, name: 'x', frob: 1 }, 197],
    [{ key: { a: 1, b: 1 }, name: 'x', expireAfterSeconds: 1 }, 67],
    [{ key: { a: 1 }, name: 'x', partialFilterExpression: { a: { $ne: 1 } } }, 67],
  ])('%j is refused with code %i', async (index, code) => {
    await expect(run({ createIndexes: things.collectionName, indexes: [index] })).rejects.toMatchObject({
      code,
    })
  })
})

describe('aggregation', () => {
  const result = async (pipeline: Document[]) => (await things.aggregate(pipeline).toArray()) as Document[]

  it('groups, in exact types', async () => {
    await things.insertMany([
      { k: 'x', n: 1, t: 'a' },
      { k: 'x', n: 2, t: 'b' },
      { k: 'y', n: 2.5 },
      { n: 7 },
    ])
    const grouped = await result([
      {
        $group: {
          _id: '$k',
          sum: { $sum: '$n' },
          avg: { $avg: '$n' },
          all: { $push: '$t' },
          first: { $first: '$n' },
          max: { $max: '$n' },
          count: { $count: {} },
        },
      },
      { $sort: { _id: 1 } },
    ])
    expect(grouped).toEqual([
      { _id: null, sum: 7, avg: 7, all: [], first: 7, max: 7, count: 1 },
      { _id: 'x', sum: 3, avg: 1.5, all: ['a', 'b'], first: 1, max: 2, count: 2 },
      { _id: 'y', sum: 2.5, avg: 2.5, all: [], first: 2.5, max: 2.5, count: 1 },
    ])
    const [typed] = await things
      .aggregate([
        { $group: { _id: null, whole: { $sum: 1 } } },
        { $project: { _id: 0, type: { $type: '$whole' } } },
      ])
      .toArray()
    expect(typed).toEqual({ type: 'int' })
  })

  it('joins, unwinds and takes facets', async () => {
    const others = client.db().collection(`${things.collectionName}o`)
    await things.insertMany([
      { _id: 1 as never, refs: [10, 11] },
      { _id: 2 as never, refs: [] },
    ])
    await others.insertMany([
      { _id: 10 as never, x: 'a' },
      { _id: 11 as never, x: 'b' },
    ])
    const from = others.collectionName
    expect(
      await result([
        { $lookup: { from, localField: 'refs', foreignField: '_id', as: 'found' } },
        { $project: { n: { $size: '$found' } } },
      ]),
    ).toEqual([
      { _id: 1, n: 2 },
      { _id: 2, n: 0 },
    ])
    expect(
      await result([
        {
          $lookup: {
            from,
            let: { ids: '$refs' },
            pipeline: [{ $match: { $expr: { $in: ['$_id', '$$ids'] } } }, { $project: { _id: 0, x: 1 } }],
            as: 'found',
          },
        },
        { $match: { _id: 1 } },
      ]),
    ).toEqual([{ _id: 1, refs: [10, 11], found: [{ x: 'a' }, { x: 'b' }] }])
    expect(
      await result([
        { $unwind: { path: '$refs', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
      ]),
    ).toEqual([
      { _id: 1, refs: 10, i: 0 },
      { _id: 1, refs: 11, i: 1 },
      { _id: 2, i: null },
    ])
    expect(await result([{ $facet: { n: [{ $count: 'n' }], ids: [{ $project: { _id: 1 } }] } }])).toEqual([
      { n: [{ n: 2 }], ids: [{ _id: 1 }, { _id: 2 }] },
    ])
    expect(
      await result([
        { $unionWith: from },
        { $sort: { _id: -1 } },
        { $skip: 1 },
        { $limit: 2 },
        { $project: { _id: 1 } },
      ]),
    ).toEqual([{ _id: 10 }, { _id: 2 }])
  })

  it.each<[Document[], number]>([
    [[{ $frob: 1 }], 40324],
    [[{ $match: { a: { $frob: 1 } } }], 2],
    [[{ $project: { a: { $frob: 1 } } }], 168],
    [[{ $group: { a: { $sum: 1 } } }], 15955],
    [[{ $group: { _id: 1, a: { $frob: 1 } } }], 15952],
    [[{ $limit: 0 }], 15958],
    [[{ $match: {}, $limit: 1 }], 40323],
    [[{ $changeStream: {} }], 40573],
    [[{ $unwind: 'a' }], 28818],
  ])('%j is refused with code %i', async (pipeline, code) => {
    await expect(result(pipeline)).rejects.toMatchObject({ code })
  })

  it('can be explained', async () => {
    await things.createIndex({ a: 1 })
    const { queryPlanner } = await things.aggregate([{ $match: { a: 1 } }, { $group: { _id: 1 } }]).explain()
    expect(queryPlanner.winningPlan.inputStage.indexName).toBe('a_1')
  })
})

describe('collections', () => {
  it('are made, listed, renamed and dropped', async () => {
    await client.db().createCollection(things.collectionName)
    await expect(client.db().createCollection(things.collectionName)).rejects.toMatchObject({ code: 48 })
    expect(await client.db().listCollections({ name: things.collectionName }).toArray()).toMatchObject([
      { type: 'collection' },
    ])
    await things.insertOne({ a: 1 })
    const renamed = await things.rename(`${things.collectionName}x`)
    expect(await renamed.countDocuments()).toBe(1)
    await expect(things.rename('y')).rejects.toMatchObject({ code: 26 })
    await renamed.drop()
    expect(await client.db().listCollections({ name: renamed.collectionName }).toArray()).toEqual([])
  })

  it.each<[Document, number]>([
    [{ frob: 1 }, 59],
    [{ find: 'x', frob: 1 }, 40415],
    [{ find: 'x', limit: -1 }, 51024],
    [{ find: 'x', skip: 'y' }, 14],
    [{ find: '' }, 73],
    [{ find: 'x', tailable: true }, 2],
    [{ insert: 'x', documents: [{}], writeConcern: { w: 3 } }, 2],
    [{ find: 'x', readConcern: { level: 'linearizable' } }, 123],
    [{ delete: 'x', deletes: [{ q: {}, limit: 5 }] }, 9],
    [{ aggregate: 'x', pipeline: [] }, 9],
    [{ aggregate: 'x', pipeline: {}, cursor: {} }, 14],
    [{ killCursors: 'x' }, 40414],
    [{ killCursors: 'x', cursors: Long.ONE }, 14],
    [{ killCursors: 'x', cursors: ['1'] }, 14],
  ])('%j is refused with code %i', async (command, code) => {
    const answer = run(command)
    if (command.delete) await expect(answer).resolves.toMatchObject({ writeErrors: [{ code }] })
    else await expect(answer).rejects.toMatchObject({ code })
  })

  it('have no transactions on a single server', async () => {
    const numbered = { insert: things.collectionName, documents: [{}], txnNumber: Long.ONE }
    const lsid = { id: new UUID() }
    await expect(run({ ...numbered, lsid })).rejects.toMatchObject({ code: 20 })
    await expect(run({ ...numbered, lsid, startTransaction: true, autocommit: false })).rejects.toMatchObject(
      { code: 20 },
    )
    expect(await things.countDocuments()).toBe(0)
  })
})

describe('mongoose', () => {
  it('connects, keeps indexes in step, populates, discriminates and stamps', async () => {
    const connection = mongoose.createConnection(database.uri)
    const Author = connection.model('Author', new mongoose.Schema({ name: { type: String, index: true } }))
    const schema = new mongoose.Schema(
      {
        title: { type: String, unique: true },
        author: { type: mongoose.Schema.Types.ObjectId, ref: 'Author' },
        tags: Map,
      },
      { timestamps: true, optimisticConcurrency: true },
    )
    const Book = connection.model('Book', schema)
    const Novel = Book.discriminator('Novel', new mongoose.Schema({ pages: Number }))
    await Promise.all([Author.init(), Book.init(), Novel.init()])
    await Book.syncIndexes()
    const author = await Author.create({ name: '甲' })
    const novel = await new Novel({ title: 't', author: author._id, pages: 5, tags: { x: 1 } }).save()
    expect((await Book.findOne({ title: 't' }).populate('author').lean())?.author).toMatchObject({
      name: '甲',
    })
    novel.pages = 6
    await novel.save()
    expect(await Book.countDocuments({ __t: 'Novel', pages: 6 })).toBe(1)
    expect(novel.updatedAt.getTime()).toBeGreaterThanOrEqual(novel.createdAt.getTime())
    await expect(Book.create({ title: 't' })).rejects.toMatchObject({ code: 11000 })
    const stale = await Novel.findById(novel._id)
    await Novel.updateOne({ _id: novel._id }, { $inc: { __v: 1 } })
    if (stale) stale.pages = 7
    await expect(stale?.save()).rejects.toMatchObject({ name: 'VersionError' })
    expect(
      await Book.bulkWrite([{ updateOne: { filter: { title: 't' }, update: { $set: { title: 'u' } } } }]),
    ).toMatchObject({ modifiedCount: 1 })
    await connection.close()
  })
})
