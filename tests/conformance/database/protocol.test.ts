import type { Document, MongoClient } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { connectBefore } from '../../server/support/database.ts'

let client: MongoClient
connectBefore((connected) => {
  client = connected
})

let n = 0
let name: string
let things: ReturnType<ReturnType<MongoClient['db']>['collection']>
beforeEach(() => {
  n += 1
  name = `p${n}`
  things = client.db().collection(name)
})
const run = (command: Document) => client.db().command(command)
const ids = async () => (await things.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)

describe('a command', () => {
  it('with a statement it does not understand does nothing at all', async () => {
    await things.insertOne({ _id: 1 as never })
    const good = { q: { _id: 1 }, u: { $set: { a: 1 } } }
    for (const [command, code] of [
      [{ update: name, updates: [good, { ...good, sort: { _id: 1 } }] }, 40415],
      [{ update: name, updates: [good, { q: {} }] }, 40414],
      [{ update: name, updates: [good, { u: {} }] }, 40414],
      [{ delete: name, deletes: [{ q: {}, limit: 0 }, { q: {} }] }, 40414],
      [{ delete: name, deletes: [{ q: {}, limit: 0, unknown: 1 }] }, 40415],
      [{ insert: name, documents: [{ _id: 2 }], unknown: 1 }, 40415],
      [{ find: name, unknown: 1 }, 40415],
    ] as const)
      await expect(run(command)).rejects.toMatchObject({ code })
    expect(await things.find().toArray()).toEqual([{ _id: 1 }])
  })

  it('with one statement that fails has done the ones before it', async () => {
    const command = {
      delete: name,
      deletes: [
        { q: { _id: 1 }, limit: 1 },
        { q: { _id: 2 }, limit: 1, hint: 'none' },
        { q: {}, limit: 0 },
      ],
    }
    await things.insertMany([{ _id: 1 as never }, { _id: 2 as never }])
    expect(await run(command)).toMatchObject({ n: 1, writeErrors: [{ index: 1, code: 2 }] })
    expect(await ids()).toEqual([2])
  })

  it('of the stable API is taken, and others are refused where only those are wanted', async () => {
    const strict = { apiVersion: '1', apiStrict: true }
    expect(await run({ count: name, ...strict })).toMatchObject({ n: 0 })
    await expect(run({ distinct: name, key: 'a', ...strict })).rejects.toMatchObject({ code: 323 })
    expect(await run({ distinct: name, key: 'a', apiVersion: '1' })).toMatchObject({ values: [] })
    await expect(run({ ping: 1, apiVersion: '2' })).rejects.toMatchObject({ code: 322 })
    await expect(run({ ping: 1, apiStrict: true })).rejects.toMatchObject({ code: 4886600 })
  })
})

describe('explain', () => {
  it('tells the plan, and what it took where that is asked for', async () => {
    await things.insertMany([{ a: 1 }, { a: 2 }, { a: 3 }])
    await things.createIndex({ a: 1 })
    const found = things.find({ a: { $gt: 1 } })
    const plan = await found.explain('queryPlanner')
    expect(plan).toMatchObject({ queryPlanner: { winningPlan: { inputStage: { indexName: 'a_1' } } } })
    expect(plan).not.toHaveProperty('executionStats')
    for (const verbosity of ['executionStats', 'allPlansExecution'])
      expect(await found.explain(verbosity)).toMatchObject({
        executionStats: { nReturned: 2, totalKeysExamined: 2 },
      })
  })

  it.each<[(name: string) => Document, Document]>([
    [(update) => ({ update, updates: [{ q: { b: 1 }, u: { $set: { b: 2 } } }] }), { stage: 'UPDATE' }],
    [(name) => ({ delete: name, deletes: [{ q: {}, limit: 0 }] }), { stage: 'DELETE' }],
    [(count) => ({ count, query: { b: 1 } }), { stage: 'COUNT', inputStage: { stage: 'COLLSCAN' } }],
    [(findAndModify) => ({ findAndModify, query: {}, remove: true }), { stage: 'DELETE' }],
    [(find) => ({ find, limit: 1 }), { stage: 'LIMIT', limitAmount: 1 }],
  ])('changes nothing: %s', async (command, winningPlan) => {
    await things.insertOne({ b: 1 })
    const reply = await run({ explain: command(name), verbosity: 'queryPlanner' })
    expect(reply.queryPlanner).toMatchObject({ winningPlan })
    expect(await things.countDocuments({ b: 1 })).toBe(1)
  })

  it.each<[Document, number]>([
    [{ explain: { ping: 1 } }, 59],
    [{ explain: { find: 'a', unknown: 1 } }, 40415],
    [{ explain: { find: 'a' }, verbosity: 'other' }, 2],
  ])('%j is refused with %i', async (command, code) => {
    await expect(run(command)).rejects.toMatchObject({ code })
  })
})

it('a search is given up when its time is over, and its cursor is gone', async () => {
  await things.insertMany(Array.from({ length: 1000 }, (_, a) => ({ a })))
  const all = { from: name, pipeline: [{ $match: { $expr: { $ne: ['$a', '$$mine'] } } }], as: 'others' }
  const slow = [{ $lookup: { ...all, let: { mine: '$a' } } }, { $project: { n: { $size: '$others' } } }]
  await expect(things.aggregate(slow, { maxTimeMS: 20 }).toArray()).rejects.toMatchObject({ code: 50 })
  expect(await things.find({}, { maxTimeMS: 10_000 }).toArray()).toHaveLength(1000)
})

describe('a request that takes longer than it may', () => {
  const steps = { input: { $range: [0, 20] }, initialValue: 0, in: { $add: ['$$value', 1] } }
  const slow = { $expr: { $lt: [{ $reduce: steps }, 0] } }
  it.each<(name: string) => Document>([
    (count) => ({ count, query: slow }),
    (distinct) => ({ distinct, key: 'a', query: slow }),
    (find) => ({ find, filter: slow }),
    (aggregate) => ({ aggregate, pipeline: [{ $match: slow }], cursor: {} }),
    (update) => ({ update, updates: [{ q: slow, u: { $set: { b: 1 } }, multi: true }] }),
    (name) => ({ delete: name, deletes: [{ q: slow, limit: 0 }] }),
    (findAndModify) => ({ findAndModify, query: slow, remove: true }),
  ])('is given up as a whole: %s', async (command) => {
    await things.insertMany(Array.from({ length: 250 }, (_, a) => ({ a })))
    await expect(run({ ...command(name), maxTimeMS: 1 })).rejects.toMatchObject({
      code: 50,
      codeName: 'MaxTimeMSExpired',
    })
    expect(await run({ ...command(name), maxTimeMS: 60_000 })).toMatchObject({ ok: 1 })
  })

  it('is a search: a later batch has no time of its own', async () => {
    await things.insertMany([{}, {}, {}])
    const { cursor } = await run({ find: name, batchSize: 1 })
    const more = { getMore: cursor.id, collection: name, maxTimeMS: 1000 }
    await expect(run(more)).rejects.toMatchObject({ code: 2 })
  })
})

describe('what a driver asks of a server', () => {
  it('is answered as a standalone server does', async () => {
    const hello = await run({ hello: 1 })
    expect(hello).toMatchObject({ isWritablePrimary: true, maxBsonObjectSize: 16_777_216, readOnly: false })
    expect(hello).not.toHaveProperty('setName')
    const admin = client.db('admin')
    expect(await admin.command({ getParameter: 1, featureCompatibilityVersion: 1 })).toMatchObject({
      featureCompatibilityVersion: { version: expect.any(String) },
    })
    expect(await admin.command({ getParameter: '*' })).toMatchObject({ requireApiVersion: false })
    await expect(admin.command({ getParameter: 1, nothing: 1 })).rejects.toMatchObject({ code: 72 })
    await expect(run({ nothing: 1 })).rejects.toMatchObject({ code: 59, codeName: 'CommandNotFound' })
  })

  it('lists the databases every server has, and those with something in them', async () => {
    await things.insertOne({})
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true })
    const names = databases.map((one) => one.name)
    for (const expected of ['admin', 'local', client.db().databaseName]) expect(names).toContain(expected)
    expect(
      (
        await client
          .db()
          .admin()
          .listDatabases({ filter: { name: 'admin' } })
      ).databases,
    ).toHaveLength(1)
  })
})

describe('an _id', () => {
  it.each([[null], [0], [''], [false], [{ b: 1, a: 2 }]])('may be %j', async (_id) => {
    await run({ insert: name, documents: [{ _id }] })
    expect(await ids()).toEqual([_id])
    await expect(run({ insert: name, documents: [{ _id }] })).resolves.toMatchObject({
      n: 0,
      writeErrors: [{ code: 11000, keyPattern: { _id: 1 }, keyValue: { _id } }],
    })
  })
})

it('an index may have the option of old servers that means nothing', async () => {
  await things.insertMany([{ a: 1 }, { a: 1 }])
  const key = { key: { a: 1 }, name: 'a_1', dropDups: true }
  await expect(run({ createIndexes: name, indexes: [{ ...key, unique: true }] })).rejects.toMatchObject({
    code: 11000,
  })
  expect(await run({ createIndexes: name, indexes: [key] })).toMatchObject({ ok: 1, numIndexesAfter: 2 })
  expect(await run({ validate: name, scandata: true })).toMatchObject({ valid: true })
})

it('what expires is one field after some seconds, also where an index is changed', async () => {
  await things.createIndex({ a: 1, b: 1 })
  await things.createIndex({ a: 1 }, { expireAfterSeconds: 60 })
  const change = (name_: string, expireAfterSeconds: number) =>
    run({ collMod: name, index: { name: name_, expireAfterSeconds } })
  await expect(change('a_1_b_1', 60)).rejects.toMatchObject({ code: 67 })
  await expect(change('a_1', -1)).rejects.toMatchObject({ code: 67 })
  expect(await change('a_1', 90)).toMatchObject({ expireAfterSeconds_old: 60, expireAfterSeconds_new: 90 })
})

it('a hidden index keeps its rule and is not used until it is shown', async () => {
  await things.insertOne({ a: 1 })
  await things.createIndex({ a: 1 }, { unique: true })
  const stage = async () => {
    const { queryPlanner } = await things.find({ a: 1 }).explain('queryPlanner')
    return JSON.stringify(queryPlanner.winningPlan).includes('IXSCAN') ? 'index' : 'collection'
  }
  expect(await stage()).toBe('index')
  const change = (index: Document) => run({ collMod: name, index: { name: 'a_1', ...index } })
  expect(await change({ hidden: true })).toMatchObject({ hidden_old: false, hidden_new: true })
  expect(await stage()).toBe('collection')
  expect((await things.indexes())[1]).toMatchObject({ hidden: true })
  await expect(things.find().hint('a_1').toArray()).rejects.toMatchObject({ code: 2 })
  await expect(things.insertOne({ a: 1 })).rejects.toMatchObject({ code: 11000 })
  await change({ hidden: false })
  expect(await stage()).toBe('index')
  await expect(change({})).rejects.toMatchObject({ code: 72 })
})
