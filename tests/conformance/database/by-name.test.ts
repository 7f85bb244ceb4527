import { readFileSync } from 'node:fs'
import { type Document, MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../server/support/database.ts'
import {
  ACCUMULATORS,
  expectDate,
  IMPOSSIBLE_STAGES,
  PROJECTIONS,
  QUERIES,
  STAGES,
  UPDATES,
  WINDOWS,
} from './by-name.ts'
import { EXPRESSIONS, IMPOSSIBLE, subject } from './by-name-expressions.ts'

let database: TestDatabase
let client: MongoClient
beforeAll(async () => {
  database = await freshDatabase()
  client = await MongoClient.connect(database.uri)
  await collection('subjects').insertOne(subject)
  const numbers = [1, 2, 3, 3].map((a, i) => ({ _id: i as never, a }))
  await collection('things').insertMany(numbers)
})
afterAll(async () => {
  await client.close()
  await database.close()
})

const collection = (name: string) => client.db().collection(name)
let n = 0
const fresh = () => {
  n += 1
  return collection(`fresh${n}`)
}

const readme = readFileSync(new URL('../../../server/database/embedded/README.md', import.meta.url), 'utf8')
/** What a row of the README's table calls supported. */
const named = (row: string): string[] => {
  const [, supported = ''] = new RegExp(`^\\| ${row} \\| ([^|]+) \\|`, 'm').exec(readme) ?? []
  return [...supported.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) =>
    /^\$\w|\.\$/.test(name) ? [name] : [],
  )
}

it.each([
  ['queries', QUERIES],
  ['projections', PROJECTIONS],
  ['updates', UPDATES],
  ['stages', STAGES],
  ['accumulators', ACCUMULATORS],
  ['window functions', WINDOWS],
  ['expressions', EXPRESSIONS],
])(
  'each of the %s that the README names has its case, and none has one that it does not name',
  (row, cases) => {
    expect(Object.keys(cases).sort()).toEqual(named(row).sort())
  },
)

describe('each by its name', () => {
  it.each(Object.entries(QUERIES))('%s finds', async (_, [values, query, expected]) => {
    const things = fresh()
    await things.insertMany(values.map((a, i) => ({ _id: i as never, ...(a === undefined ? {} : { a }) })))
    const found = async () =>
      (await things.find(query).sort({ _id: 1 }).toArray()).map(({ _id }) => Number(_id))
    expect(await found()).toEqual(expected)
    await things.createIndex({ a: 1 })
    expect(await found()).toEqual(expected)
  })

  it.each(Object.entries(PROJECTIONS))('%s shapes', async (_, [document, projection, expected]) => {
    const things = fresh()
    await things.insertOne({ ...document })
    const [found] = await things.find({ $or: [{ a: 2 }, { 'a.b': 1 }] }, { projection }).toArray()
    expect(found).toMatchObject(expected)
    expect(Object.keys(found ?? {}).filter((name) => name !== '_id')).toEqual(Object.keys(expected))
  })

  it.each(Object.entries(UPDATES))('%s changes', async (_, [before, update, expected]) => {
    const things = fresh()
    if (before !== 'upsert') await things.insertOne({ _id: 1 as never, ...before })
    await things.updateOne({ _id: 1 as never }, update, { upsert: before === 'upsert' })
    const wanted = Object.entries(expected).map(([name, value]) => [
      name,
      value === expectDate ? expect.any(Date) : value,
    ])
    expect(await things.findOne()).toEqual({ _id: 1, ...Object.fromEntries(wanted) })
  })

  it.each(Object.entries(STAGES))('%s gives', async (name, [pipeline, expected]) => {
    const from = name === '$documents' ? client.db() : collection('things')
    expect(await from.aggregate([...pipeline]).toArray()).toEqual(expected)
  })

  it.each(IMPOSSIBLE_STAGES)('%j is refused with %i', async (stage, code) => {
    await expect(collection('things').aggregate([stage]).toArray()).rejects.toMatchObject({ code })
  })

  it.each(Object.entries(ACCUMULATORS))('%s gathers', async (name, [operand, expected]) => {
    const all = { [name]: operand }
    const pipeline = [{ $sort: { _id: 1 } }, { $group: { _id: 1, all } }]
    const [group] = await collection('things').aggregate(pipeline).toArray()
    expect(group?.all).toEqual(expected)
    const window = { $setWindowFields: { sortBy: { _id: 1 }, output: { all } } }
    const [first] = await collection('things').aggregate([window]).toArray()
    expect(first?.all).toEqual(expected)
  })

  it.each(Object.entries(WINDOWS))('%s looks around', async (_, [value, expected]) => {
    const window: Document = { $setWindowFields: { sortBy: { a: 1 }, output: { value } } }
    const found = await collection('things').aggregate([window]).toArray()
    expect(found.map((document) => document.value)).toEqual(expected)
  })

  const evaluated = async (value: unknown): Promise<unknown> => {
    const [found] = await collection('subjects')
      .aggregate([{ $project: { value } }])
      .toArray()
    return found?.value
  }
  it.each(Object.entries(EXPRESSIONS))('%s is evaluated', async (_, [expression, expected]) => {
    expect(await evaluated(expression)).toEqual(expected)
  })
  it.each(IMPOSSIBLE)('%j is refused with %i', async (expression, code) => {
    await expect(evaluated(expression)).rejects.toMatchObject({ code })
  })
})
