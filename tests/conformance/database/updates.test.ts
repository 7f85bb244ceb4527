import {
  BSON,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  type MongoClient,
  ObjectId,
  type UpdateFilter,
} from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { connectBefore } from '../../server/support/database.ts'

let client: MongoClient
connectBefore((connected) => {
  client = connected
})

let n = 0
let things: ReturnType<ReturnType<MongoClient['db']>['collection']>
beforeEach(() => {
  n += 1
  things = client.db().collection(`u${n}`)
})

const exact = { promoteValues: false, promoteLongs: false }
const _id = 1 as never

describe('update operators', () => {
  it.each<[Document, Document, Document]>([
    [{}, { $set: { a: 1, 'b.c': 2 } }, { a: 1, b: { c: 2 } }],
    [{ a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    [{ a: { b: 1 } }, { $unset: { 'a.b': '' } }, { a: {} }],
    [{ a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
    [{ a: 1 }, { $unset: { 'b.c': '' } }, { a: 1 }],
    [{ a: 1 }, { $inc: { a: 2, b: 3 } }, { a: 3, b: 3 }],
    [{ a: 3 }, { $mul: { a: 2, b: 3 } }, { a: 6, b: 0 }],
    [{ a: 3, b: 3 }, { $min: { a: 2, b: 5, c: 1 } }, { a: 2, b: 3, c: 1 }],
    [{ a: 3, b: 3 }, { $max: { a: 2, b: 5 } }, { a: 3, b: 5 }],
    [{ a: 1, b: { c: 2 } }, { $rename: { a: 'd', 'b.c': 'e.f' } }, { b: {}, d: 1, e: { f: 2 } }],
    [{ a: [1] }, { $push: { a: 2, b: 3 } }, { a: [1, 2], b: [3] }],
    [{ a: [3] }, { $push: { a: { $each: [1, 2], $sort: 1, $slice: 2 } } }, { a: [1, 2] }],
    [{ a: [3] }, { $push: { a: { $each: [1, 2], $position: 0 } } }, { a: [1, 2, 3] }],
    [{ a: [3, 4] }, { $push: { a: { $each: [9], $position: -1 } } }, { a: [3, 9, 4] }],
    [
      { a: [{ b: 2 }] },
      { $push: { a: { $each: [{ b: 1 }], $sort: { b: 1 } } } },
      { a: [{ b: 1 }, { b: 2 }] },
    ],
    [
      { a: [{ b: [5, 1] }] },
      { $push: { a: { $each: [{ b: [2, 9] }], $sort: { b: 1 } } } },
      { a: [{ b: [2, 9] }, { b: [5, 1] }] },
    ],
    [{ a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
    [{ a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
    [{ a: [{ b: 1 }] }, { $addToSet: { a: { b: 1 } } }, { a: [{ b: 1 }] }],
    [{ a: [1, 2, 3, 2] }, { $pull: { a: 2 } }, { a: [1, 3] }],
    [{ a: [1, 5, 9] }, { $pull: { a: { $gt: 4 } } }, { a: [1] }],
    [{ a: [{ b: 1, c: 1 }, { b: 2 }] }, { $pull: { a: { b: 1 } } }, { a: [{ b: 2 }] }],
    [{ a: [[1], [2]] }, { $pull: { a: [1] } }, { a: [[2]] }],
    [{ a: ['x', 'y'] }, { $pull: { a: { $in: ['x'] } } }, { a: ['y'] }],
    [{ a: [1, 2, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    [{ a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
    [{ a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
    [{ a: 5 }, { $bit: { a: { and: 4 } } }, { a: 4 }],
    [{ a: 1 }, { $setOnInsert: { a: 2 } }, { a: 1 }],
    [{ a: [1, 2] }, { $set: { 'a.$[]': 0 } }, { a: [0, 0] }],
    [{ a: [{ b: [1] }, { b: [2] }] }, { $inc: { 'a.$[].b.$[]': 10 } }, { a: [{ b: [11] }, { b: [12] }] }],
    [{ a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }] as Document, { b: 2 }],
  ])('%j by %j', async (before, update, after) => {
    await things.insertOne({ _id, ...before })
    await things.updateOne({ _id }, update as UpdateFilter<Document>)
    expect(await things.findOne({ _id })).toEqual({ _id, ...after })
  })

  it.each<[Document, Document, number]>([
    [{ a: 'x' }, { $inc: { a: 1 } }, 14],
    [{ a: 1 }, { $inc: { a: 'x' } }, 14],
    [{ a: 'x' }, { $mul: { a: 2 } }, 14],
    [{ a: 1 }, { $push: { a: 1 } }, 2],
    [{ a: 1 }, { $addToSet: { a: 1 } }, 2],
    [{ a: 1 }, { $pull: { a: 1 } }, 2],
    [{ a: 1 }, { $pop: { a: 1 } }, 14],
    [{ a: [1] }, { $pop: { a: 5 } }, 9],
    [{ a: 1 }, { $set: { 'a.b': 1 } }, 28],
    [{ a: [1] }, { $set: { 'a.b': 1 } }, 28],
    [{}, { $set: { a: 1, 'a.b': 1 } }, 40],
    [{}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    [{}, { $set: { _id: 2 } }, 66],
    [{}, { $set: { '': 1 } }, 56],
    [{}, { $set: { 'a..b': 1 } }, 56],
    [{}, { $frob: { a: 1 } }, 9],
    [{}, { $set: 5 }, 9],
    [{ a: [1] }, { $set: { 'a.$': 1 } }, 2],
    [{ a: 1 }, { $set: { 'a.$[]': 1 } }, 2],
    [{}, { $set: { 'a.$[]': 1 } }, 2],
    [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
    [{}, { $rename: { a: 'a' } }, 2],
    [{ a: 1, b: [2] }, { $rename: { a: 'b.0' } }, 2],
    [{ a: [1] }, { $addToSet: { a: { $each: [2], $slice: 1 } } }, 2],
    [{ a: [1] }, { $push: { a: { $each: [2], other: 1 } } }, 2],
    [{ a: 1 }, { $push: { b: { $each: 1 } } }, 2],
    [{ a: Long.MAX_VALUE }, { $inc: { a: 1 } }, 2],
    [{}, [{ $group: { _id: 1 } }] as Document, 72],
  ])('%j by %j is refused with code %i and changes nothing', async (before, update, code) => {
    await things.insertOne({ _id, ...before })
    await expect(things.updateOne({ _id }, update as UpdateFilter<Document>)).rejects.toMatchObject({ code })
    const { _id: _, ...kept } = (await things.findOne({ _id }, { promoteLongs: false })) ?? {}
    expect(kept).toEqual(before)
  })

  it('never reach into an _id', async () => {
    const whole = { a: 1, b: 2 } as never
    await things.insertOne({ _id: whole, c: 'a' })
    for (const update of [
      { $set: { '_id.a': 2 } },
      { $unset: { '_id.b': 1 } },
      { $rename: { c: '_id.c' } },
      [{ $set: { '_id.a': 2 } }],
    ])
      await expect(things.updateOne({}, update as never)).rejects.toMatchObject({ code: 66 })
    await things.updateOne({}, { $set: { '_id.a': 1, c: 'b' } } as never)
    expect(await things.find({ _id: whole }).toArray()).toEqual([{ _id: whole, c: 'b' }])
  })

  it('keep the exact types of numbers', async () => {
    await things.insertOne({
      _id,
      whole: new Int32(5),
      five: new Double(5),
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('1.10'),
      near: new Int32(2_147_483_647),
      negative: new Double(-0),
    })
    await things.updateOne(
      { _id },
      { $inc: { whole: 1, five: 1, long: 1, decimal: 1, near: 1 }, $set: { x: 1 } },
    )
    const found = await things.findOne({ _id }, exact)
    expect(found?.whole).toBeInstanceOf(Int32)
    expect(found?.five).toBeInstanceOf(Double)
    expect(String(found?.long)).toBe('9007199254740994')
    expect(String(found?.decimal)).toBe('2.10')
    expect(found?.near).toBeInstanceOf(Long)
    expect(Object.is(found?.negative.value, -0)).toBe(true)
  })

  it('change the element that matched', async () => {
    await things.insertOne({ _id, a: [{ b: 1 }, { b: 2 }, { b: 3 }], c: [5, 6, 7] })
    await things.updateOne({ _id, 'a.b': 2 }, { $set: { 'a.$.c': 'x' } })
    await things.updateOne({ _id, c: { $gte: 6 } }, { $inc: { 'c.$': 10 } })
    await things.updateOne({ _id, a: { $elemMatch: { b: { $gt: 2 } } } }, { $set: { 'a.$.c': 'y' } })
    expect(await things.findOne({ _id })).toEqual({
      _id,
      a: [{ b: 1 }, { b: 2, c: 'x' }, { b: 3, c: 'y' }],
      c: [5, 16, 7],
    })
  })

  it('change the elements that filters choose', async () => {
    await things.insertOne({
      _id,
      a: [
        { b: 1, c: [1, 2] },
        { b: 2, c: [3] },
      ],
    })
    await things.updateOne(
      { _id },
      { $set: { 'a.$[x].d': 1 }, $inc: { 'a.$[].c.$[y]': 10 } },
      {
        arrayFilters: [{ 'x.b': { $gt: 1 } }, { y: { $gte: 2 } }],
      },
    )
    expect(await things.findOne({ _id })).toEqual({
      _id,
      a: [
        { b: 1, c: [1, 12] },
        { b: 2, c: [13], d: 1 },
      ],
    })
    await expect(
      things.updateOne({ _id }, { $set: { z: 1 } }, { arrayFilters: [{ 'q.b': 1 }] }),
    ).rejects.toMatchObject({ code: 9 })
  })

  it('tell what was matched, changed and inserted', async () => {
    await things.insertMany([{ a: 1 }, { a: 1 }, { a: 2 }])
    expect(await things.updateMany({ a: 1 }, { $set: { a: 1 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 0,
    })
    expect(await things.updateMany({ a: 1 }, { $inc: { a: 1 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 2,
    })
    expect(await things.updateOne({ a: 9 }, { $set: { b: 1 } })).toMatchObject({
      matchedCount: 0,
      upsertedCount: 0,
    })
    expect(await things.deleteMany({ a: 2 })).toMatchObject({ deletedCount: 3 })
  })

  it('leave fields in their order, also where their names are whole numbers', async () => {
    const inner = new Map<string, unknown>([
      ['30', 1],
      ['4', 2],
    ])
    await things.insertOne(
      new Map<string, unknown>([
        ['_id', 1],
        ['10', 'a'],
        ['x', inner],
        ['2', 'b'],
      ]) as never,
    )
    await things.updateOne({ _id }, { $set: { y: 1, '1': 'c', 'x.2': 3, '10': 'd' } })
    // A driver's own objects could not show it.
    const stored = await things.findOne({ _id }, { raw: true })
    const names = (bytes: Uint8Array): string[] =>
      [...BSON.onDemand.parseToElements(bytes)].map(([, at, length]) =>
        Buffer.from(bytes.subarray(at, at + length)).toString(),
      )
    expect(names(stored as never)).toEqual(['_id', '10', 'x', '2', '1', 'y'])
    const { x } = BSON.deserialize(stored as never, { fieldsAsRaw: {}, raw: true }) as { x: Uint8Array }
    expect(names(x)).toEqual(['30', '4', '2'])
    expect(await things.countDocuments({ x: new Map([...inner, ['2', 3]]) as never })).toBe(1)
    expect(await things.countDocuments({ x: { '2': 3, '4': 2, '30': 1 } })).toBe(0)
  })

  it('dates and timestamps are the server’s', async () => {
    await things.insertOne({ _id })
    await things.updateOne({ _id }, { $currentDate: { at: true, stamp: { $type: 'timestamp' } } as never })
    const found = await things.findOne({ _id })
    expect(found?.at).toBeInstanceOf(Date)
    expect(found?.stamp._bsontype).toBe('Timestamp')
  })
})

describe('upserts', () => {
  it('start from what the query pins', async () => {
    const { upsertedId } = await things.updateOne(
      { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 3 }, $and: [{ e: 4 }], f: { $in: [5] } },
      { $set: { g: 6 }, $setOnInsert: { h: 7 } },
      { upsert: true },
    )
    expect(upsertedId).toBeInstanceOf(ObjectId)
    expect(await things.findOne()).toEqual({ _id: upsertedId, a: 1, b: { c: 2 }, e: 4, f: 5, g: 6, h: 7 })
  })

  it('take an _id from the query or the update, a replacement only that', async () => {
    await things.updateOne({ _id }, { $set: { a: 1 } }, { upsert: true })
    await things.replaceOne({ _id: 2 as never, b: 1 }, { a: 2 }, { upsert: true })
    await things.updateOne({ a: 9 }, { $set: { _id: 3 as never } }, { upsert: true })
    expect(await things.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
      { _id: 3, a: 9 },
    ])
  })

  it.each<[Document]>([[{ $and: [{ a: 1 }, { a: 2 }] }], [{ a: { b: 1 }, 'a.b': 1 }]])(
    'refuse %j, which pins a path twice',
    async (query) => {
      const upsert = things.updateOne(query, { $set: { c: 1 } }, { upsert: true })
      await expect(upsert).rejects.toMatchObject({ code: 54 })
      expect(await things.countDocuments()).toBe(0)
    },
  )
})

describe('replacements', () => {
  it('keep the _id and nothing else', async () => {
    await things.insertOne({ _id, a: 1, b: 2 })
    await things.replaceOne({ _id }, { c: 3 })
    expect(await things.findOne()).toEqual({ _id, c: 3 })
    await expect(things.replaceOne({ _id }, { _id: 2 as never, c: 3 })).rejects.toMatchObject({ code: 66 })
  })
})

describe('findAndModify', () => {
  it('gives the document before or after, by the order asked for', async () => {
    await things.insertMany([
      { a: 1, b: 1 },
      { a: 1, b: 2 },
    ])
    expect(await things.findOneAndUpdate({ a: 1 }, { $inc: { b: 10 } }, { sort: { b: -1 } })).toMatchObject({
      b: 2,
    })
    expect(
      await things.findOneAndUpdate(
        { a: 1 },
        { $inc: { b: 10 } },
        { sort: { b: -1 }, returnDocument: 'after', projection: { _id: 0, b: 1 } },
      ),
    ).toEqual({ b: 22 })
    expect(await things.findOneAndDelete({ b: 22 })).toMatchObject({ b: 22 })
    expect(await things.findOneAndReplace({ b: 1 }, { c: 1 }, { returnDocument: 'after' })).toMatchObject({
      c: 1,
    })
    expect(await things.findOneAndUpdate({ nobody: 1 }, { $set: { a: 1 } })).toBeNull()
    const raw = await things.findOneAndUpdate(
      { z: 1 },
      { $set: { a: 1 } },
      { upsert: true, includeResultMetadata: true },
    )
    expect(raw).toMatchObject({ value: null, lastErrorObject: { updatedExisting: false, n: 1 } })
  })

  it.each<[Document]>([
    [{}],
    [{ remove: true, new: true }],
    [{ remove: true, update: { a: 1 } }],
    [{ remove: true, upsert: true }],
  ])('refuses %j', async (options) => {
    await expect(
      client.db().command({ findAndModify: things.collectionName, query: {}, ...options }),
    ).rejects.toMatchObject({ code: 9 })
  })
})

describe('inserts', () => {
  it('give an _id, put it first, and refuse one that cannot be', async () => {
    await things.insertOne({ a: 1 })
    await client.db().command({ insert: things.collectionName, documents: [{ b: 1 }, { c: 1, _id: 5 }] })
    const found = await things.find().toArray()
    expect(found.map((d) => Object.keys(d)[0])).toEqual(['_id', '_id', '_id'])
    await expect(things.insertOne({ _id: [1] as never })).rejects.toMatchObject({ code: 53 })
    await expect(things.insertOne({ _id: /x/ as never })).rejects.toMatchObject({ code: 53 })
    await expect(things.insertOne({ _id: { $x: 1 } as never })).rejects.toMatchObject({ code: 52 })
  })

  it('stop at the first error, or go on where order does not matter', async () => {
    const documents = [1, 1, 2].map((id) => ({ _id: id as never }))
    const ordered = await things.insertMany(documents).catch((error) => error)
    expect(ordered).toMatchObject({ code: 11000, result: { insertedCount: 1 } })
    const other = client.db().collection(`${things.collectionName}b`)
    const unordered = await other.insertMany(documents, { ordered: false }).catch((error) => error)
    expect(unordered.writeErrors).toHaveLength(1)
    expect(unordered.writeErrors[0]).toMatchObject({ index: 1, code: 11000 })
    expect(await other.countDocuments()).toBe(2)
  })

  it('refuse what is too large or empty', async () => {
    const large = 'x'.repeat(16 * 1024 * 1024 - 100)
    await expect(things.insertOne({ a: large, b: large.slice(0, 200) })).rejects.toBeInstanceOf(Error)
    await expect(client.db().command({ insert: things.collectionName, documents: [] })).rejects.toMatchObject(
      { code: 16 },
    )
  })

  it('keep bytes as they came: field order, numbers, nested arrays', async () => {
    const document = { _id, z: 1, a: [[], [[new Double(1)]], {}], m: { y: Long.ONE, b: null } }
    await things.insertOne(document)
    const found = await things.findOne({ _id }, exact)
    expect(Object.keys(found ?? {})).toEqual(['_id', 'z', 'a', 'm'])
    expect(found?.a[1][0][0]).toBeInstanceOf(Double)
    expect(found?.m.y).toBeInstanceOf(Long)
  })
})

describe('bulk writes', () => {
  it('run in order and report by place', async () => {
    const result = await things.bulkWrite([
      { insertOne: { document: { _id, a: 1 } } },
      { updateOne: { filter: { _id }, update: { $inc: { a: 1 } } } },
      { updateMany: { filter: { a: 9 }, update: { $set: { b: 1 } }, upsert: true } },
      { replaceOne: { filter: { _id }, replacement: { a: 5 } } },
      { deleteOne: { filter: { a: 9 } } },
    ])
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 2,
      modifiedCount: 2,
      upsertedCount: 1,
      deletedCount: 1,
    })
    expect(await things.find().toArray()).toEqual([{ _id, a: 5 }])
    const failed = await things
      .bulkWrite([{ insertOne: { document: { _id } } }, { deleteMany: { filter: {} } }])
      .catch((error) => error)
    expect(failed).toMatchObject({ code: 11000 })
    expect(await things.countDocuments()).toBe(1)
  })
})
