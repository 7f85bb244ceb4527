import { Decimal128, type Document, Double, Int32, Long, type MongoClient } from 'mongodb'
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
  things = client.db().collection(`s${n}`)
})

const giving = async (documents: readonly Document[], ...pipeline: Document[]) => {
  await things.insertMany(documents.map((document, i) => ({ _id: i as never, ...document })))
  return await things.aggregate(pipeline).toArray()
}
const column = (documents: readonly Document[], name: string) => documents.map((document) => document[name])
const beyond = Long.fromString('9007199254740993')
const exactly = { promoteValues: false, promoteLongs: false } as const

describe('no stage loses a digit or the type of a number', () => {
  it.each<[Document]>([
    [{ $sort: { _id: 1 } }],
    [{ $redact: '$$DESCEND' }],
    [{ $graphLookup: { from: 'none', startWith: 1, connectFromField: 'a', connectToField: 'b', as: 'g' } }],
    [{ $setWindowFields: { output: { g: { $count: {} } } } }],
    [{ $fill: { output: { g: { value: 1 } } } }],
    [{ $unionWith: 'none' }],
    [{ $facet: { all: [{ $match: {} }] } }],
    [{ $lookup: { from: 'none', localField: 'a', foreignField: 'b', as: 'g' } }],
    [{ $bucketAuto: { groupBy: '$_id', buckets: 1, output: { all: { $push: '$$ROOT' } } } }],
    [{ $group: { _id: '$long', decimal: { $sum: '$decimal' }, double: { $max: '$double' } } }],
  ])('%j', async (stage) => {
    const document = {
      long: beyond,
      decimal: Decimal128.fromString('0.1000000000000000000000000001'),
      double: new Double(5),
      int: new Int32(5),
    }
    await things.insertOne({ _id: 1 as never, ...document })
    const [found] = await things.aggregate([stage], exactly).toArray()
    const [inside = found] = found?.all ?? []
    if (stage.$group) {
      expect(found).toEqual({ _id: beyond, decimal: document.decimal, double: document.double })
    } else expect(inside).toMatchObject(document)
  })

  it('angles of decimals are refused rather than rounded', async () => {
    const cosine = { $project: { c: { $cos: '$a' } } }
    expect(await giving([{ a: 0 }], cosine)).toEqual([{ _id: 0, c: 1 }])
    await things.insertOne({ a: Decimal128.fromString('0') })
    await expect(things.aggregate([cosine]).toArray()).rejects.toMatchObject({ code: 115 })
  })

  it('$group keeps apart what doubles would not, and adds exactly', async () => {
    const found = await giving(
      [{ a: beyond }, { a: beyond }, { a: Long.fromString('9007199254740992') }, { a: 1 }],
      { $match: { a: { $ne: 1 } } },
      { $group: { _id: '$a', total: { $sum: '$a' } } },
      { $sort: { _id: -1 } },
      { $project: { _id: { $toString: '$_id' }, total: { $toString: '$total' } } },
    )
    expect(found).toEqual([
      { _id: '9007199254740993', total: '18014398509481986' },
      { _id: '9007199254740992', total: '9007199254740992' },
    ])
  })
})

it('$sample gives different documents, of which each can come first', async () => {
  const first = new Set<unknown>()
  const documents = Array.from({ length: 4 }, () => ({}))
  await things.insertMany(documents)
  // That one of four never came first in a hundred draws has a chance of less than 10⁻¹¹.
  for (let i = 0; i < 100; i += 1) {
    const found = await things.aggregate([{ $sample: { size: 3 } }]).toArray()
    expect(new Set(found.map(({ _id }) => String(_id))).size).toBe(3)
    first.add(String(found[0]?._id))
  }
  expect(first.size).toBe(4)
})

it('$bucketAuto fills buckets evenly and keeps equal values together', async () => {
  const found = await giving(
    [5, 1, 3, 3, 3, 2, 4].map((a) => ({ a })),
    { $bucketAuto: { groupBy: '$a', buckets: 3 } },
  )
  expect(found).toEqual([
    { _id: { min: 1, max: 3 }, count: 2 },
    { _id: { min: 3, max: 4 }, count: 3 },
    { _id: { min: 4, max: 5 }, count: 2 },
  ])
})

it('$redact keeps, drops or looks into each document', async () => {
  const found = await giving(
    [
      {
        level: 1,
        open: { level: 1, a: 1 },
        secret: { level: 5, a: 2 },
        list: [{ level: 1, b: 1 }, { level: 9 }, 7],
      },
      { level: 9 },
    ],
    { $redact: { $cond: [{ $lte: ['$level', 3] }, '$$DESCEND', '$$PRUNE'] } },
  )
  expect(found).toEqual([{ _id: 0, level: 1, open: { level: 1, a: 1 }, list: [{ level: 1, b: 1 }, 7] }])
  await expect(things.aggregate([{ $redact: 'other' }]).toArray()).rejects.toMatchObject({ code: 17053 })
})

describe('$graphLookup', () => {
  const people = [
    { name: '甲' },
    { name: '乙', to: '甲' },
    { name: '丙', to: ['乙'] },
    { name: '丁', to: '丁' },
  ]
  const climb = (extra: Document): Document => ({
    $graphLookup: {
      from: things.collectionName,
      startWith: '$to',
      connectFromField: 'to',
      connectToField: 'name',
      as: 'above',
      ...extra,
    },
  })

  it('finds each document once, as near as it is', async () => {
    const found = await giving(people, climb({ depthField: 'depth' }), { $sort: { _id: 1 } })
    expect(found.map(({ above }) => above.map((one: Document) => [one.name, one.depth]))).toEqual([
      [],
      [['甲', 0]],
      [
        ['乙', 0],
        ['甲', 1],
      ],
      [['丁', 0]],
    ])
  })

  it('goes no further than asked, and only through what matches', async () => {
    const shallow = await giving(people, climb({ maxDepth: 0 }), { $match: { name: '丙' } })
    expect(column(shallow[0]?.above, 'name')).toEqual(['乙'])
    const restricted = await things
      .aggregate([climb({ restrictSearchWithMatch: { name: { $ne: '乙' } } }), { $match: { name: '丙' } }])
      .toArray()
    expect(restricted[0]?.above).toEqual([])
  })
})

describe('$setWindowFields', () => {
  const rows = [
    { g: 'x', t: 1, v: 10 },
    { g: 'x', t: 3, v: 20 },
    { g: 'x', t: 3, v: 30 },
    { g: 'y', t: 1, v: 5 },
  ]
  const over = (output: Document, sortBy: Document | undefined = { t: 1 }): Document => ({
    $setWindowFields: { partitionBy: '$g', ...(sortBy ? { sortBy } : {}), output },
  })

  it.each<[Document, unknown[]]>([
    [{ $sum: '$v' }, [60, 60, 60, 5]],
    [{ $sum: '$v', window: { documents: ['unbounded', 'current'] } }, [10, 30, 60, 5]],
    [{ $avg: '$v', window: { documents: [-1, 0] } }, [10, 15, 25, 5]],
    [{ $push: '$v', window: { documents: [1, 1] } }, [[20], [30], [], []]],
    [{ $sum: '$v', window: { range: [-2, 0] } }, [10, 60, 60, 5]],
    [{ $rank: {} }, [1, 2, 2, 1]],
    [{ $denseRank: {} }, [1, 2, 2, 1]],
    [{ $documentNumber: {} }, [1, 2, 3, 1]],
    [{ $shift: { output: '$v', by: -1, default: 0 } }, [0, 10, 20, 0]],
  ])('%j', async (window, expected) => {
    expect(column(await giving(rows, over({ w: window })), 'w')).toEqual(expected)
  })

  it.each<[Document, number]>([
    [over({ w: { $rank: {}, window: { documents: [0, 1] } } }), 5371601],
    [{ $setWindowFields: { output: { w: { $rank: {} } } } }, 5371602],
    [{ $setWindowFields: {} }, 40414],
    [{ $setWindowFields: { output: {}, other: 1 } }, 40415],
    [over({ w: { $derivative: { input: '$v' } } }), 115],
    [over({ w: { $nothing: 1 } }), 15952],
  ])('refuses %j with %i', async (stage, code) => {
    await expect(giving(rows, stage)).rejects.toMatchObject({ code })
  })
})

it('$fill gives a constant, the last value, or one on the line between its neighbours', async () => {
  const found = await giving(
    [
      { t: 0, a: null, b: 1, c: 0 },
      { t: 1, b: null },
      { t: 4, a: 5, b: 3, c: 8 },
    ],
    {
      $fill: {
        sortBy: { t: 1 },
        output: { a: { value: 'none' }, b: { method: 'locf' }, c: { method: 'linear' } },
      },
    },
  )
  expect(found).toEqual([
    { _id: 0, t: 0, a: 'none', b: 1, c: 0 },
    { _id: 1, t: 1, a: 'none', b: 1, c: 2 },
    { _id: 2, t: 4, a: 5, b: 3, c: 8 },
  ])
})
