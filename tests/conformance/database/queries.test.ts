import {
  Binary,
  BSONRegExp,
  type Collection,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  type MongoClient,
  ObjectId,
  Timestamp,
} from 'mongodb'
import { describe, expect, it } from 'vitest'
import { connectBefore } from '../../server/support/database.ts'

let client: MongoClient
connectBefore((connected) => {
  client = connected
})

let n = 0
async function holding(documents: readonly Document[], index?: Record<string, 1 | -1>): Promise<Collection> {
  n += 1
  const things = client.db().collection(`q${n}`)
  if (index) await things.createIndex(index)
  if (documents.length > 0) await things.insertMany(documents.map((d, i) => ({ _id: i as never, ...d })))
  return things
}

const ids = (found: readonly Document[]): number[] => found.map((d) => Number(d._id))

const uuid = (first: number) => new Binary(Buffer.alloc(16, first), Binary.SUBTYPE_UUID)

/** Documents, a query, and the positions of those that match: with and without an index on the field. */
const cases: readonly (readonly [string, readonly unknown[], Document, readonly number[]])[] = [
  [
    'numbers are equal across types',
    [5, new Double(5), Long.fromNumber(5), Decimal128.fromString('5.0'), '5'],
    { a: 5 },
    [0, 1, 2, 3],
  ],
  [
    '64-bit integers are not rounded',
    [Long.fromString('9007199254740993'), Long.fromString('9007199254740992')],
    { a: Long.fromString('9007199254740993') },
    [0],
  ],
  [
    'a decimal is not the nearest double',
    [Decimal128.fromString('0.1'), 0.1],
    { a: Decimal128.fromString('0.1') },
    [0],
  ],
  [
    'a decimal is compared exactly',
    [Decimal128.fromString('0.1'), 0.1],
    { a: { $gt: Decimal128.fromString('0.1') } },
    [1],
  ],
  ['zero has no sign', [new Double(-0), new Int32(0)], { a: 0 }, [0, 1]],
  ['NaN equals NaN', [Number.NaN, 1], { a: Number.NaN }, [0]],
  ['NaN is below no number', [Number.NaN, 1, -1], { a: { $lt: 5 } }, [1, 2]],
  ['NaN is at least NaN', [Number.NaN, 1], { a: { $gte: Number.NaN } }, [0]],
  ['infinity is above every number', [Number.POSITIVE_INFINITY, 1e308], { a: { $gt: 1e308 } }, [0]],
  ['comparisons stay within a type', [1, '1', true, null, new Date(1)], { a: { $gte: 0 } }, [0]],
  ['a text is compared by its bytes in UTF-8', ['\u{1F600}', '\uFFFD'], { a: { $gt: '\uFFFD' } }, [0]],
  ['a text may hold a null character', ['a\0b', 'a'], { a: 'a\0b' }, [0]],
  ['null matches null and missing', [null, undefined, 1, []], { a: null }, [0, 1]],
  ['null in a list matches missing', [null, undefined, 1], { a: { $in: [null, 1] } }, [0, 1, 2]],
  ['not null', [null, undefined, 1, []], { a: { $ne: null } }, [2, 3]],
  ['at least null', [null, undefined, 1], { a: { $gte: null } }, [0, 1]],
  ['exists', [null, undefined, 1], { a: { $exists: true } }, [0, 2]],
  ['exists not', [null, undefined, 1], { a: { $exists: false } }, [1]],
  ['an array matches by an element', [[1, 2], [3], 2], { a: 2 }, [0, 2]],
  ['an array matches as a whole', [[1, 2], [2, 1], [[1, 2]]], { a: [1, 2] }, [0, 2]],
  ['a range may be met by two elements', [[1, 10], [5], [1]], { a: { $gt: 4, $lt: 6 } }, [0, 1]],
  ['a range is not met by one half of it', [[1, 3], [1], [10]], { a: { $gt: 4, $lt: 6 } }, []],
  ['the empty array is itself', [[], [1], null], { a: [] }, [0]],
  ['size', [[], [1], [1, 2], 1], { a: { $size: 1 } }, [1]],
  ['all', [[1, 2, 3], [1], 1], { a: { $all: [1, 2] } }, [0]],
  ['all of one', [[1, 2], 1, 2], { a: { $all: [1] } }, [0, 1]],
  ['elemMatch on values', [[1, 10], [5], 5], { a: { $elemMatch: { $gt: 4, $lt: 6 } } }, [1]],
  [
    'elemMatch on documents',
    [[{ b: 1, c: 2 }], [{ b: 1 }, { c: 2 }]],
    { a: { $elemMatch: { b: 1, c: 2 } } },
    [0],
  ],
  [
    'documents are equal with their fields in order',
    [{ b: 1, c: 2 }, { c: 2, b: 1 }, { b: 1 }],
    { a: { b: 1, c: 2 } },
    [0],
  ],
  ['documents are equal across number types', [{ b: new Double(1) }, { b: 2 }], { a: { b: 1 } }, [0]],
  ['not equal', [1, 2, [1, 2], undefined], { a: { $ne: 1 } }, [1, 3]],
  ['not in', [1, 2, 3, undefined], { a: { $nin: [1, 2] } }, [2, 3]],
  ['not', [1, 5, undefined, 'x'], { a: { $not: { $gt: 2 } } }, [0, 2, 3]],
  ['regular expression', ['abc', 'ABC', 5, ['xabc']], { a: /abc/ }, [0, 3]],
  ['regular expression with options', ['abc', 'ABC'], { a: { $regex: '^AB', $options: 'i' } }, [0, 1]],
  ['anchored regular expression', ['abc', 'ab', 'xab', 'abd'], { a: /^ab./ }, [0, 3]],
  ['anchored with an optional end', ['a', 'ab', 'b'], { a: /^ab?/ }, [0, 1]],
  ['a stored regular expression equals itself', [new BSONRegExp('^x'), 'y'], { a: /^x/ }, [0]],
  ['regular expression in a list', ['abc', 'x', 'y'], { a: { $in: [/^a/, 'y'] } }, [0, 2]],
  ['modulo', [4, 5, new Double(8), Long.fromNumber(12), 'x'], { a: { $mod: [4, 0] } }, [0, 2, 3]],
  ['bits', [5, 4, 1], { a: { $bitsAllSet: [0, 2] } }, [0]],
  ['type by name', [1, 'x', new Double(1.5), null], { a: { $type: 'string' } }, [1]],
  ['type by number', [new Int32(1), Long.fromNumber(1), new Double(1.5)], { a: { $type: 16 } }, [0]],
  ['type of number', [1, Long.fromNumber(1), new Double(1.5), 'x'], { a: { $type: 'number' } }, [0, 1, 2]],
  ['type of an array’s elements', [[1, 'x'], [1]], { a: { $type: 'string' } }, [0]],
  [
    'bytes are compared byte by byte',
    [new Binary(Buffer.from([255])), new Binary(Buffer.from([254]))],
    { a: new Binary(Buffer.from([255])) },
    [0],
  ],
  [
    'bytes are compared by length first',
    [new Binary(Buffer.from([9])), new Binary(Buffer.from([1, 1]))],
    { a: { $gt: new Binary(Buffer.from([9])) } },
    [1],
  ],
  ['a UUID is not plain bytes', [uuid(1), new Binary(Buffer.alloc(16, 1))], { a: uuid(1) }, [0]],
  ['dates', [new Date(1), new Date(-1), 1], { a: { $lt: new Date(0) } }, [1]],
  [
    'object ids',
    [new ObjectId('000000000000000000000001'), '000000000000000000000001'],
    { a: new ObjectId('000000000000000000000001') },
    [0],
  ],
  [
    'timestamps',
    [new Timestamp({ t: 1, i: 1 }), new Timestamp({ t: 2, i: 1 })],
    { a: { $gt: new Timestamp({ t: 1, i: 9 }) } },
    [1],
  ],
  ['true is not one', [true, 1], { a: true }, [0]],
  [
    'above the smallest key is everything',
    [1, 'x', new MinKey(), new MaxKey()],
    { a: { $gt: new MinKey() } },
    [0, 1, 3],
  ],
]

describe('queries', () => {
  it.each(cases)('%s', async (_, values, query, expected) => {
    const documents = values.map((a) => (a === undefined ? {} : { a }))
    const plain = await holding(documents)
    const ascending = await holding(documents, { a: 1 })
    const descending = await holding(documents, { a: -1, b: 1 })
    for (const things of [plain, ascending, descending]) {
      expect(ids(await things.find(query).sort({ _id: 1 }).toArray())).toEqual(expected)
      expect(await things.countDocuments(query)).toBe(expected.length)
      const { n } = await client.db().command({ count: things.collectionName, query })
      expect(n).toBe(expected.length)
    }
  })

  it.each<[string, Document, Document, boolean]>([
    ['null over an array of documents', { a: [{ b: 1 }, {}] }, { 'a.b': null }, true],
    ['null over an array of documents that all have it', { a: [{ b: 1 }] }, { 'a.b': null }, false],
    ['null over an array of numbers', { a: [1, 2] }, { 'a.b': null }, false],
    ['null below a number', { a: 5 }, { 'a.b': null }, true],
    ['null below an empty array', { a: [] }, { 'a.b': null }, false],
    ['a position in an array', { a: [{ b: 1 }, { b: 2 }] }, { 'a.1.b': 2 }, true],
    ['another position', { a: [{ b: 1 }, { b: 2 }] }, { 'a.0.b': 2 }, false],
    ['a field named by a number', { a: { 0: 'x' } }, { 'a.0': 'x' }, true],
    ['an array in an array is not unfolded', { a: [[{ b: 1 }]] }, { 'a.b': 1 }, false],
    ['a position reaches into an inner array', { a: [[1, 2]] }, { 'a.0': 1 }, true],
    ['exists below an array', { a: [{ b: 1 }, {}] }, { 'a.b': { $exists: true } }, true],
    [
      'two conditions on one array may be met apart',
      { a: [{ b: 1 }, { c: 2 }] },
      { 'a.b': 1, 'a.c': 2 },
      true,
    ],
    ['a missing field is not a type', {}, { a: { $type: 'null' } }, false],
    ['elemMatch negated', { a: [1, 2] }, { a: { $not: { $elemMatch: { $gt: 5 } } } }, true],
    ['nor', { a: 1 }, { $nor: [{ a: 2 }, { b: 1 }] }, true],
    ['or with and', { a: 1, b: 2 }, { $or: [{ a: 3 }, { $and: [{ a: 1 }, { b: 2 }] }] }, true],
    ['expressions', { a: 5, b: 3 }, { $expr: { $gt: ['$a', '$b'] } }, true],
    ['expressions on what is missing', { a: 5 }, { $expr: { $lt: ['$b', '$a'] } }, true],
    ['a reference is a value', { a: { $ref: 'x', $id: 1 } }, { a: { $ref: 'x', $id: 1 } }, true],
  ])('%s', async (_, document, query, expected) => {
    const plain = await holding([document])
    const indexed = await holding([document], { 'a.b': 1 })
    for (const things of [plain, indexed]) expect(await things.countDocuments(query)).toBe(expected ? 1 : 0)
  })

  it.each<[Document, number]>([
    [{ $frob: 1 }, 2],
    [{ a: { $frob: 1 } }, 2],
    [{ $and: [] }, 2],
    [{ $or: {} }, 2],
    [{ a: { $in: 5 } }, 2],
    [{ a: { $regex: '(' } }, 51091],
    [{ a: { $type: 'frob' } }, 2],
    [{ a: { $mod: [0, 1] } }, 2],
    [{ a: { $mod: [1] } }, 2],
    [{ a: { $not: {} } }, 2],
    [{ a: { $elemMatch: 5 } }, 2],
    [{ a: { $all: 5 } }, 2],
    [{ $text: { $search: 'x' } }, 27],
    [{ $expr: { $frob: 1 } }, 168],
  ])('%j is refused with code %i, also where there is nothing', async (query, code) => {
    const things = await holding([])
    await expect(things.find(query).toArray()).rejects.toMatchObject({ code })
    await things.insertOne({ a: 1 })
    await expect(things.find(query).toArray()).rejects.toMatchObject({ code })
  })
})

describe('order', () => {
  const inOrder: unknown[] = [
    new MinKey(),
    null,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    -1.5,
    new Int32(0),
    Long.fromNumber(3),
    Decimal128.fromString('3.1'),
    new Double(4),
    Number.POSITIVE_INFINITY,
    '',
    'Z',
    'a',
    '\uFFFD',
    '\u{1F600}',
    { a: 1 },
    { a: 2 },
    { b: 1 },
    new Binary(Buffer.from([1])),
    new Binary(Buffer.from([0, 0])),
    new ObjectId('000000000000000000000001'),
    false,
    true,
    new Date(-5),
    new Date(5),
    new Timestamp({ t: 1, i: 0 }),
    new BSONRegExp('a'),
    new MaxKey(),
  ]

  it('of values is that of their types, then of the values', async () => {
    const shuffled = inOrder
      .map((a, i) => ({ a, place: i }))
      .sort((x, y) => ((x.place * 7) % 11) - ((y.place * 7) % 11))
    for (const index of [undefined, { a: 1 as const }, { a: -1 as const }]) {
      const things = await holding(shuffled, index)
      const up = await things.find().sort({ a: 1 }).toArray()
      expect(up.map((d) => d.place)).toEqual(inOrder.map((_, i) => i))
      const down = await things.find().sort({ a: -1 }).toArray()
      expect(down.map((d) => d.place)).toEqual(inOrder.map((_, i) => inOrder.length - 1 - i))
    }
  })

  it('of arrays is by their least element, or their greatest when descending; an empty one comes before null', async () => {
    for (const index of [undefined, { a: 1 as const }]) {
      const things = await holding([{ a: [5, 1] }, { a: 3 }, { a: [] }, { a: null }, { a: [2, 9] }], index)
      expect(ids(await things.find().sort({ a: 1, _id: 1 }).toArray())).toEqual([2, 3, 0, 4, 1])
      expect(ids(await things.find().sort({ a: -1, _id: 1 }).toArray())).toEqual([4, 0, 1, 3, 2])
    }
  })

  it('without a sort is that of insertion, also after updates', async () => {
    const things = await holding([{ a: 3 }, { a: 1 }, { a: 2 }])
    await things.updateOne({ a: 3 }, { $set: { b: 'x'.repeat(1000) } })
    expect(ids(await things.find().toArray())).toEqual([0, 1, 2])
    expect(ids(await things.find().sort({ $natural: -1 }).toArray())).toEqual([2, 1, 0])
  })

  it('by several fields uses an index in either direction, not half of it', async () => {
    const things = await holding(
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
        { a: 2, b: 1 },
      ],
      { a: 1, b: 1 },
    )
    expect(ids(await things.find().sort({ a: 1, b: 1 }).toArray())).toEqual([0, 1, 2])
    expect(ids(await things.find().sort({ a: -1, b: -1 }).toArray())).toEqual([2, 1, 0])
    expect(ids(await things.find().sort({ a: 1, b: -1 }).toArray())).toEqual([1, 0, 2])
    expect(ids(await things.find({ a: 1 }).sort({ b: -1 }).toArray())).toEqual([1, 0])
    const odd = { find: things.collectionName, sort: { a: 5 } }
    await expect(client.db().command(odd)).rejects.toMatchObject({ code: 15975 })
  })

  it('of very long texts is right, with an index as without', async () => {
    const long = (end: string) => 'x'.repeat(3000) + end
    const things = await holding([{ a: long('b') }, { a: long('a') }, { a: 'y' }, { a: long('aa') }], {
      a: 1,
    })
    expect(ids(await things.find().sort({ a: 1 }).toArray())).toEqual([1, 3, 0, 2])
    expect(ids(await things.find({ a: long('a') }).toArray())).toEqual([1])
    expect(
      ids(
        await things
          .find({ a: { $gt: long('a') } })
          .sort({ a: 1 })
          .toArray(),
      ),
    ).toEqual([3, 0, 2])
  })

  // Where a key may still be kept whole and the ranges of a query may not.
  it.each([1860, 1866, 1880, 1895])(
    'of texts that share %i characters finds and counts each',
    async (shared) => {
      const long = (end: string) => 'x'.repeat(shared) + end
      const things = await holding([{ a: long('a') }, { a: long('b') }, { a: 'y' }], { a: 1 })
      expect(ids(await things.find({ a: long('a') }).toArray())).toEqual([0])
      expect(await things.countDocuments({ a: long('b') })).toBe(1)
      expect(await things.countDocuments({ a: { $gt: long('a') } })).toBe(2)
    },
  )
})

describe('projections', () => {
  it.each<[Document, Document, Document]>([
    [{ a: 1, b: 2 }, { a: 1 }, { _id: 0, a: 1 }],
    [{ a: 1, b: 2 }, { a: 1, _id: 0 }, { a: 1 }],
    [{ a: 1, b: 2 }, { a: 0 }, { _id: 0, b: 2 }],
    [{ a: 1, b: 2 }, { _id: 0 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { _id: 1 }, { _id: 0 }],
    [{ a: { b: 1, c: 2 } }, { 'a.b': 1 }, { _id: 0, a: { b: 1 } }],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, { _id: 0, a: { b: 1 } }],
    [{ a: [{ b: 1, c: 2 }, 5, { c: 3 }] }, { 'a.b': 1 }, { _id: 0, a: [{ b: 1 }, {}] }],
    [{ a: 5 }, { 'a.b': 1 }, { _id: 0 }],
    [{ a: [{ b: 1, c: 2 }, 5] }, { 'a.b': 0 }, { _id: 0, a: [{ c: 2 }, 5] }],
    [{ a: [1, 2, 3], b: 1 }, { a: { $slice: 2 } }, { _id: 0, a: [1, 2], b: 1 }],
    [{ a: [1, 2, 3] }, { a: { $slice: [-2, 1] } }, { _id: 0, a: [2] }],
    [{ a: [{ b: 1 }, { b: 2 }], c: 1 }, { a: { $elemMatch: { b: 2 } } }, { _id: 0, a: [{ b: 2 }] }],
    [{ a: 2, b: 3 }, { sum: { $add: ['$a', '$b'] } }, { _id: 0, sum: 5 }],
    [{ a: 2 }, { b: '$a', c: { $literal: 1 } }, { _id: 0, b: 2, c: 1 }],
  ])('%j by %j', async (document, projection, expected) => {
    const things = await holding([document])
    expect(await things.findOne({}, { projection })).toEqual(expected)
  })

  it('name the element that matched', async () => {
    const things = await holding([{ a: [{ b: 1 }, { b: 2 }] }])
    expect(await things.findOne({ 'a.b': 2 }, { projection: { 'a.$': 1 } })).toEqual({
      _id: 0,
      a: [{ b: 2 }],
    })
  })

  it.each<[Document, number]>([
    [{ a: 1, b: 0 }, 31254],
    [{ a: 0, b: 1 }, 31253],
    [{ a: 1, 'a.b': 1 }, 31249],
    [{ a: { $frob: 1 } }, 168],
  ])('%j is refused with code %i', async (projection, code) => {
    const things = await holding([{ a: 1 }])
    await expect(things.find({}, { projection }).toArray()).rejects.toMatchObject({ code })
  })
})
