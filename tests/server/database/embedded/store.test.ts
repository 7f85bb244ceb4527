import { Binary, Double, Long, type MongoClient, MongoServerError, ObjectId } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { connectBefore } from '../../support/database.ts'

let client: MongoClient
connectBefore((connected) => {
  client = connected
})
let n = 0
let things: ReturnType<ReturnType<MongoClient['db']>['collection']>
beforeEach(() => {
  n += 1
  things = client.db().collection(`things${n}`)
})

describe('documents', () => {
  it('keep exact BSON types through a partial update', async () => {
    const _id = new ObjectId()
    await things.insertOne({
      _id,
      five: new Double(5),
      big: Long.fromString('9007199254740993'),
      bytes: new Binary(Buffer.from([0xff, 0xfe])),
      at: new Date(5),
    })
    await things.updateOne({ _id }, { $set: { seen: true } })
    const raw = await things.findOne({ _id }, { promoteValues: false, promoteLongs: false })
    expect(raw?.five).toBeInstanceOf(Double)
    expect(raw?.big.toString()).toBe('9007199254740993')
    expect(await things.countDocuments({ bytes: new Binary(Buffer.from([0xff, 0xff])) })).toBe(0)
    expect(await things.countDocuments({ bytes: new Binary(Buffer.from([0xff, 0xfe])) })).toBe(1)
  })

  it('refuse a second one with the same unique key and say which', async () => {
    await things.createIndex({ stream: 1, seq: 1 }, { unique: true })
    await things.insertOne({ stream: 's', seq: 1 })
    const second = things.insertOne({ stream: 's', seq: 1 })
    await expect(second).rejects.toMatchObject({
      code: 11000,
      keyPattern: { stream: 1, seq: 1 },
      keyValue: { stream: 's', seq: 1 },
    })
    expect(await things.countDocuments()).toBe(1)
  })

  it('let exactly one of many racing writers win a unique key', async () => {
    await things.createIndex({ seq: 1 }, { unique: true })
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, i) => things.insertOne({ seq: 1, by: i })),
    )
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
  })

  it('are replaced only by a newer row, and a stale one is told by a duplicate key', async () => {
    const key = 'row' as never
    const put = (seq: number) => things.replaceOne({ _id: key, seq: { $lt: seq } }, { seq }, { upsert: true })
    await put(1)
    await put(3)
    await expect(put(2)).rejects.toMatchObject({ code: 11000 })
    expect(await things.findOne({ _id: key })).toMatchObject({ seq: 3 })
  })

  it('come in batches that a cursor walks to the end', async () => {
    await things.insertMany(Array.from({ length: 350 }, (_, i) => ({ i })))
    const found = await things
      .find({ i: { $gte: 100 } })
      .sort({ i: -1 })
      .batchSize(40)
      .toArray()
    expect(found.map((d) => d.i)).toEqual(Array.from({ length: 250 }, (_, i) => 349 - i))
  })
})

describe('what is outside the scope', () => {
  // mapReduce and capped collections exist on a real server: that they do not here is in table.test.ts.
  it('a change stream has the code of every standalone server', async () => {
    const watching = { aggregate: 'x', pipeline: [{ $changeStream: {} }], cursor: {} }
    await expect(client.db().command(watching)).rejects.toMatchObject({ code: 40573 })
  })

  it('an unknown operator is an error, not an empty answer', async () => {
    await things.insertOne({ a: 1 })
    await expect(things.find({ a: { $near: 1 } }).toArray()).rejects.toBeInstanceOf(MongoServerError)
    await expect(things.updateOne({ a: 1 }, { $frobnicate: { a: 1 } } as never)).rejects.toMatchObject({
      code: 9,
    })
  })
})
