import { Decimal128, type Document, Double, Int32, Long, MongoClient, ObjectId, Timestamp } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../server/support/database.ts'

const subject = {
  n: 7,
  s: 'abc',
  list: [1, 2, 3],
  doc: { b: 1 },
  docs: [{ b: 1 }, { b: 2 }, {}],
  id: new ObjectId('000000000000000000000001'),
  at: new Date('2024-02-29T00:00:00Z'),
  // Half past midnight of the next day in Shanghai, in another month.
  late: new Date('2026-03-31T16:30:45.123Z'),
}

let database: TestDatabase
let client: MongoClient
beforeAll(async () => {
  database = await freshDatabase()
  client = await MongoClient.connect(database.uri)
  await client.db().collection('things').insertOne(subject)
})
afterAll(async () => {
  await client.close()
  await database.close()
})

async function evaluated(expression: unknown, options: { promoteValues?: boolean } = {}): Promise<unknown> {
  const things = client.db().collection('things')
  const [found] = await things.aggregate([{ $project: { _id: 0, value: expression } }], options).toArray()
  return found?.value
}

describe('expressions', () => {
  it.each<[unknown, unknown]>([
    [{ $add: ['$n', 2.5] }, 9.5],
    [{ $subtract: [new Date(5), new Date(2)] }, 3],
    [{ $divide: ['$n', 2] }, 3.5],
    [{ $mod: ['$n', 4] }, 3],
    [{ $round: [2.345, 2] }, 2.34],
    [{ $concat: ['$s', '!'] }, 'abc!'],
    [{ $substrCP: ['$s', 1, 2] }, 'bc'],
    [{ $toUpper: '$s' }, 'ABC'],
    [{ $split: ['$s', 'b'] }, ['a', 'c']],
    [{ $cond: [{ $gt: ['$n', 5] }, 'big', 'small'] }, 'big'],
    [{ $ifNull: ['$missing', 'none'] }, 'none'],
    // biome-ignore lint/suspicious/noThenProperty: the operator's argument is called so
    [{ $switch: { branches: [{ case: { $eq: ['$n', 7] }, then: 'seven' }], default: 'other' } }, 'seven'],
    [{ $map: { input: '$list', as: 'x', in: { $multiply: ['$$x', 2] } } }, [2, 4, 6]],
    [{ $filter: { input: '$list', cond: { $gte: ['$$this', 2] } } }, [2, 3]],
    [{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
    [{ $arrayElemAt: ['$list', -1] }, 3],
    [{ $slice: ['$list', 1, 1] }, [2]],
    [{ $in: [2, '$list'] }, true],
    [{ $setUnion: ['$list', [9, 1]] }, [1, 2, 3, 9]],
    [{ $mergeObjects: ['$doc', { c: 3 }] }, { b: 1, c: 3 }],
    [{ $objectToArray: '$doc' }, [{ k: 'b', v: 1 }]],
    [{ $type: '$id' }, 'objectId'],
    [{ $toString: '$id' }, '000000000000000000000001'],
    [{ $toInt: '42' }, 42],
    [{ $convert: { input: 'x', to: 'int', onError: -1 } }, -1],
    [{ $dateToString: { date: '$at', format: '%Y-%m-%d' } }, '2024-02-29'],
    [{ $year: '$at' }, 2024],
    [{ $dateAdd: { startDate: '$at', unit: 'day', amount: 1 } }, new Date('2024-03-01T00:00:00Z')],
    [{ $let: { vars: { x: '$n' }, in: { $add: ['$$x', 1] } } }, 8],
    [{ $regexMatch: { input: '$s', regex: '^A', options: 'i' } }, true],
    ['$docs.b', [1, 2]],
    [{ $literal: '$n' }, '$n'],
    [{ $trunc: [-7.89, 1] }, -7.8],
    [{ $indexOfCP: ['信访听证', '听'] }, 2],
    [{ $strLenBytes: '听证' }, 6],
    [{ $regexFind: { input: '$s', regex: '(b)(x)?' } }, { match: 'b', idx: 1, captures: ['b', null] }],
    [
      { $zip: { inputs: ['$list', ['a']], useLongestLength: true } },
      [
        [1, 'a'],
        [2, null],
        [3, null],
      ],
    ],
    [{ $sortArray: { input: '$docs', sortBy: { b: -1 } } }, [{ b: 2 }, { b: 1 }, {}]],
    // Their least elements would be the other way round.
    [
      { $sortArray: { input: [{ b: [5, 1] }, { b: [2, 9] }, {}], sortBy: { b: 1 } } },
      [{}, { b: [2, 9] }, { b: [5, 1] }],
    ],
    [{ $setField: { field: 'a.b', input: '$doc', value: 2 } }, { b: 1, 'a.b': 2 }],
    [{ $binarySize: '听证' }, 6],
    [{ $bsonSize: {} }, 5],
    [{ $cos: 0 }, 1],
    [{ $atan2: [0, 1] }, 0],
    [{ $sin: null }, null],
  ])('%j', async (expression, expected) => {
    expect(await evaluated(expression)).toEqual(expected)
  })

  const long = (text: string) => Long.fromString(text)
  const decimal = (text: string) => Decimal128.fromString(text)
  it.each<[Document, unknown]>([
    [{ $add: [new Int32(2 ** 31 - 1), new Int32(1)] }, long('2147483648')],
    [{ $add: [new Int32(1), new Double(2)] }, new Double(3)],
    [{ $subtract: ['$late', '$at'] }, long('65809845123')],
    [{ $divide: [new Int32(6), new Int32(2)] }, new Double(3)],
    [{ $divide: [decimal('1'), new Int32(3)] }, decimal('0.3333333333333333333333333333333333')],
    [{ $divide: [decimal('1.00'), new Int32(8)] }, decimal('0.125')],
    [{ $mod: [decimal('-5.3'), new Int32(2)] }, decimal('-1.3')],
    [{ $avg: [decimal('1'), new Int32(2)] }, decimal('1.5')],
    [{ $round: [decimal('2.345'), new Int32(2)] }, decimal('2.34')],
    [{ $round: [new Int32(25), new Int32(-1)] }, new Int32(20)],
    [{ $floor: decimal('-1.2') }, decimal('-2')],
    [{ $round: [long('9007199254740993')] }, long('9007199254740993')],
    [{ $pow: [new Int32(3), new Int32(39)] }, long('4052555153018976267')],
    [{ $pow: [new Int32(2), new Int32(-1)] }, new Double(0.5)],
    [{ $bitAnd: [new Int32(6), new Int32(3)] }, new Int32(2)],
    [{ $bitOr: [new Int32(6), long('1')] }, long('7')],
    [{ $bitNot: new Int32(0) }, new Int32(-1)],
    [{ $dateDiff: { startDate: '$at', endDate: '$late', unit: 'month' } }, long('25')],
    [{ $isoWeekYear: new Date('2027-01-01') }, long('2026')],
    [{ $tsSecond: new Timestamp({ t: 5, i: 1 }) }, long('5')],
    // At the ends of what a decimal can say.
    [{ $add: [decimal('9E6144'), decimal('1E-6176')] }, decimal(`9.${'0'.repeat(33)}E6144`)],
    [{ $multiply: [decimal('9E6144'), decimal('-9E6144')] }, decimal('-Infinity')],
    [{ $multiply: [decimal('1E-6000'), decimal('1E-6000')] }, decimal('0E-6176')],
    [{ $mod: [decimal('3E-6176'), decimal('2E-6176')] }, decimal('1E-6176')],
    [{ $toBool: decimal('1E-6176') }, true],
  ])('%j in its exact type', async (expression, expected) => {
    expect(await evaluated(expression, { promoteValues: false })).toEqual(expected)
  })

  it.each<[Document, number]>([
    [{ $divide: [1, 0] }, 2],
    [
      {
        $reduce: {
          input: { $range: [0, 40] },
          initialValue: 'x',
          in: { $concat: ['$$value', '$$value'] },
        },
      },
      146,
    ],
    [{ $mod: [1, 0] }, 16610],
    [{ $pow: [0, -1] }, 28764],
    [{ $acos: 2 }, 50989],
    [{ $sin: 'x' }, 14],
    [{ $round: [1, 0.5] }, 51082],
    [{ $substrBytes: ['听', 1, 1] }, 28656],
    [{ $bitAnd: [1.5, 1] }, 14],
    [{ $size: 'x' }, 17124],
    [{ $toInt: 'x' }, 241],
    [{ $year: 'x' }, 16006],
    [{ $year: { date: '$at', zone: 'UTC' } }, 40535],
    [{ $hour: { date: '$at', timezone: 'Nowhere/Town' } }, 40485],
    [{ $dateToString: { date: '$at', format: '%Q' } }, 18536],
    [{ $dateFromString: { dateString: 'tomorrow' } }, 241],
    [{ $dateFromString: { dateString: '2026-02-30' } }, 241],
    [{ $dateAdd: { startDate: '$at', unit: 'fortnight', amount: 1 } }, 9],
    [{ $dateAdd: { startDate: '$at', unit: 'day', amount: 1.5 } }, 5166405],
    [{ $dateFromParts: { month: 1 } }, 40516],
  ])('%j is refused with code %i', async (expression, code) => {
    await expect(evaluated(expression)).rejects.toMatchObject({ code })
  })
})

describe('dates', () => {
  const timezone = 'Asia/Shanghai'
  const late = { date: '$late', timezone }

  it.each<[Document, unknown]>([
    [{ $month: '$late' }, 3],
    [{ $month: late }, 4],
    [{ $hour: { date: '$late', timezone: '+05:30' } }, 22],
    [{ $dayOfWeek: '$late' }, 3],
    [{ $dayOfYear: late }, 91],
    [{ $week: '$late' }, 13],
    [{ $isoWeek: '$late' }, 14],
    [{ $isoDayOfWeek: '$late' }, 2],
    [{ $year: null }, null],
    [{ $year: { date: '$late', timezone: null } }, null],
    [{ $year: '$id' }, 1970],
    [{ $dateToString: { date: '$late' } }, '2026-03-31T16:30:45.123Z'],
    [{ $dateToString: late }, '2026-04-01T00:30:45.123'],
    [
      { $dateToString: { ...late, format: '%Y年%m月%d日 %H:%M:%S.%L %z %Z %j %u %V %U %%' } },
      '2026年04月01日 00:30:45.123 +0800 480 091 3 14 13 %',
    ],
    [{ $dateToString: { date: '$none', onNull: '-' } }, '-'],
    [{ $dateFromString: { dateString: '2026-04-01T00:30' } }, new Date('2026-04-01T00:30:00Z')],
    [{ $dateFromString: { dateString: '2026-04-01 00:30', timezone } }, new Date('2026-03-31T16:30:00Z')],
    [{ $dateFromString: { dateString: '2026-04-01T00:30:00+08:00' } }, new Date('2026-03-31T16:30:00Z')],
    [
      { $dateFromString: { dateString: '1/4/2026 9', format: '%d/%m/%Y %H' } },
      new Date('2026-04-01T09:00:00Z'),
    ],
    [{ $dateFromString: { dateString: 'soon', onError: 'when?' } }, 'when?'],
    [{ $dateFromString: { dateString: null, onNull: 'never' } }, 'never'],
    [{ $dateFromParts: { year: 2026, month: 14 } }, new Date('2027-02-01')],
    [{ $dateFromParts: { year: 2026, timezone } }, new Date('2025-12-31T16:00:00Z')],
    [{ $dateFromParts: { isoWeekYear: 2026, isoWeek: 1 } }, new Date('2025-12-29')],
    [
      { $dateToParts: late },
      { year: 2026, month: 4, day: 1, hour: 0, minute: 30, second: 45, millisecond: 123 },
    ],
    // The last day of a month stays the last, also in a shorter one.
    [{ $dateAdd: { startDate: new Date('2026-01-31'), unit: 'month', amount: 1 } }, new Date('2026-02-28')],
    [{ $dateSubtract: { startDate: '$at', unit: 'year', amount: 1 } }, new Date('2023-02-28')],
    // New York’s clocks go forward on the 8th: that day has 23 hours.
    [
      {
        $dateAdd: {
          startDate: new Date('2026-03-07T17:00:00Z'),
          unit: 'day',
          amount: 1,
          timezone: 'America/New_York',
        },
      },
      new Date('2026-03-08T16:00:00Z'),
    ],
    [
      { $dateAdd: { startDate: new Date('2026-03-07T17:00:00Z'), unit: 'hour', amount: 24 } },
      new Date('2026-03-08T17:00:00Z'),
    ],
    [{ $dateDiff: { startDate: new Date('2026-03-31T15:00:00Z'), endDate: '$late', unit: 'day' } }, 0],
    [
      { $dateDiff: { startDate: new Date('2026-03-31T15:00:00Z'), endDate: '$late', unit: 'day', timezone } },
      1,
    ],
    [
      {
        $dateDiff: {
          startDate: new Date('2026-03-29'),
          endDate: new Date('2026-03-30'),
          unit: 'week',
          startOfWeek: 'mon',
        },
      },
      1,
    ],
    [{ $dateTrunc: { date: '$late', unit: 'day', timezone } }, new Date('2026-03-31T16:00:00Z')],
    [{ $dateTrunc: { date: '$late', unit: 'quarter' } }, new Date('2026-01-01')],
    [{ $dateTrunc: { date: '$late', unit: 'week', startOfWeek: 'monday' } }, new Date('2026-03-30')],
    [{ $dateTrunc: { date: '$late', unit: 'minute', binSize: 20 } }, new Date('2026-03-31T16:20:00Z')],
  ])('%j', async (expression, expected) => {
    expect(await evaluated(expression)).toEqual(expected)
  })
})
