import { type Document, Long, type MongoClient } from 'mongodb'
import { expect, it } from 'vitest'
import { connectBefore } from '../../server/support/database.ts'

let client: MongoClient
connectBefore((connected) => {
  client = connected
})
let n = 0
async function matches(value: unknown, condition: Document): Promise<boolean> {
  n += 1
  const things = client.db().collection(`e${n}`)
  await things.insertOne({ v: value })
  return (await things.countDocuments({ v: condition })) === 1
}

const big = Long.fromString('9007199254740993')
it.each<[string, unknown, Document, boolean]>([
  ['$mod of a large odd number', big, { $mod: [2, 1] }, true],
  ['$mod of a large odd number, not even', big, { $mod: [2, 0] }, false],
  ['$mod by itself', big, { $mod: [big, 0] }, true],
  ['$mod of what has a point', 5.7, { $mod: [5, 0] }, true],
  ['$mod of a negative number', -7, { $mod: [4, -3] }, true],
  ['$mod of no number', Number.NaN, { $mod: [2, 0] }, false],
  ['bits of a large number', big, { $bitsAllSet: big }, true],
  [
    'the highest bit that is not the sign',
    Long.fromString('4611686018427387905'),
    { $bitsAllSet: [62, 0] },
    true,
  ],
  ['bits of what has a point', 1.5, { $bitsAllSet: [0] }, false],
  ['\\A', 'abc', { $regex: '\\Aabc' }, true],
  ['\\A in lines', 'x\nabc', { $regex: '\\Aabc', $options: 'm' }, false],
  ['\\z', 'abc\n', { $regex: 'abc\\z' }, false],
  ['\\Z', 'abc\n', { $regex: 'abc\\Z' }, true],
  ['$ before the last line feed', 'abc\n', { $regex: 'abc$' }, true],
  ['$ before another one', 'abc\nd', { $regex: 'abc$' }, false],
  ['$ in lines', 'abc\nd', { $regex: 'abc$', $options: 'm' }, true],
  ['\\h', 'a b', { $regex: 'a\\hb' }, true],
  ['\\h is no letter', 'ahb', { $regex: 'a\\hb' }, false],
  ['\\Q and \\E', 'a.b', { $regex: '^\\Qa.b\\E$' }, true],
  ['\\Q is no letter', 'axb', { $regex: '^\\Qa.b\\E$' }, false],
  ['a class of POSIX', '7', { $regex: '^[[:digit:]]$' }, true],
  ['a bracket first in a class', ']', { $regex: '^[]a]$' }, true],
  ['escapes of what means nothing', 'a-b_c', { $regex: '^a\\-b\\_c$' }, true],
  ['a dash escaped in a class', '-', { $regex: '^[a\\-z]$' }, true],
  ['a brace that is no quantifier', 'a{,b}', { $regex: '^a{,b}$' }, true],
  ['a brace escaped', 'a{2}', { $regex: '^a\\{2}$' }, true],
  ['a property of characters', '听', { $regex: '^\\p{Lo}$' }, true],
  ['a property by its letter', 'Q', { $regex: '^\\pL$' }, true],
  ['a quantifier', 'aaa', { $regex: '^a{2,3}$' }, true],
  ['Chinese without case', '听证', { $regex: '^听.$', $options: 'i' }, true],
  ['\\s is white space of ASCII', 'a\u3000b', { $regex: 'a\\sb' }, false],
  ['\\S is everything else', '\u3000', { $regex: '^[\\S]$' }, true],
  ['\\v is any end of a line', 'a\u2028b', { $regex: 'a\\vb' }, true],
  ['. is all but a line feed', 'a\rb\u2028c', { $regex: '^a.b.c$' }, true],
  ['^ in lines begins them after line feeds only', 'a\rb', { $regex: '^b', $options: 'm' }, false],
  ['^ in lines does not begin one after the last', 'a\n', { $regex: '^$', $options: 'm' }, false],
  ['$ in lines ends them before line feeds only', 'a\rb', { $regex: 'a$', $options: 'm' }, false],
  ['a dash quoted in a class', 'm', { $regex: '^[\\Qa-z\\E]$' }, false],
])('%s', async (_, value, condition, expected) => {
  expect(await matches(value, condition)).toBe(expected)
})

// A server of its own kind takes some of these.
it.skipIf(process.env.MONGODB_URI).each(['[[:^digit:]]', '[[.a.]]', '\\Kab'])(
  'the pattern %s, which cannot be said here, is refused',
  async ($regex) => {
    await expect(matches('a', { $regex })).rejects.toMatchObject({ code: 51091 })
  },
)

// A server counts steps of its own and may answer.
it.skipIf(process.env.MONGODB_URI)('a pattern that would go on for ever is stopped', async () => {
  const long = `${'a'.repeat(60)}!`
  await expect(matches(long, { $regex: '^(a+)+$' })).rejects.toMatchObject({ code: 51156 })
  await expect(matches('a'.repeat(50_000), { $regex: 'a*b*a*b*c' })).rejects.toMatchObject({ code: 51156 })
  const found = client
    .db()
    .aggregate([
      { $documents: [{}] },
      { $project: { v: { $regexMatch: { input: long, regex: '(a|a)*$b' } } } },
    ])
  await expect(found.toArray()).rejects.toMatchObject({ code: 51156 })
  expect(await matches(`${'a'.repeat(60)}`, { $regex: '^(a+)+$' })).toBe(true)
})

it('a pattern that is too long is refused', async () => {
  await expect(matches('a', { $regex: 'a'.repeat(32_765) })).rejects.toMatchObject({ code: 2 })
})

it('an index finds what begins with a character of two units that may be missing', async () => {
  const things = client.db().collection('prefix')
  await things.createIndex({ v: 1 })
  await things.insertMany([{ v: 'ab' }, { v: 'ab𠮷' }, { v: 'ac' }])
  expect(await things.countDocuments({ v: { $regex: '^ab𠮷?' } })).toBe(2)
})

it('a result that no client could take is refused', async () => {
  const things = client.db().collection('large')
  const half = 'x'.repeat(9 * 1024 * 1024)
  await things.insertMany([{ half: `a${half}` }, { half: `b${half}` }])
  const all = things.aggregate([{ $group: { _id: null, all: { $push: '$half' } } }])
  await expect(all.toArray()).rejects.toMatchObject({ code: 10334 })
  await expect(things.distinct('half')).rejects.toMatchObject({ code: 17217 })
  expect(await things.find().toArray()).toHaveLength(2)
})

it.each(['unique', 'sparse', 'hidden'])(
  'an index option %s that is no truth value is refused',
  async (option) => {
    const index = { key: { a: 1 }, name: 'a', [option]: 'yes' }
    await expect(client.db().command({ createIndexes: 'options', indexes: [index] })).rejects.toMatchObject({
      code: 14,
    })
  },
)
