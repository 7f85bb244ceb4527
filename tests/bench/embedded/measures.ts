import { MongoClient } from 'mongodb'
import { z } from 'zod'

/** A document of the collection all is measured on. */
export const document = (i: number) => ({
  n: i,
  group: i % 97,
  name: `name ${i}`,
  text: 'x'.repeat(120),
  at: new Date(i),
})

/** How many of the 97 groups an aggregation takes: about a fiftieth of the documents. */
const GROUPS = 2

export interface Measure {
  readonly name: string
  /** How many requests are under way at once. */
  readonly lines: number
  /** There is a goal for its ratio to the canned server: reads, and writes side by side. */
  readonly goal: boolean
  readonly work: (things: Things, i: number) => Promise<unknown>
}

interface Thing {
  readonly _id: number
  readonly n: number
  readonly group: number
}
export const things = (client: MongoClient) => client.db('b').collection<Thing>('t')
type Things = ReturnType<typeof things>

/** What is asked again and again. `count`: how many documents there are. */
export const measures = (count: number): readonly Measure[] => {
  const insert = (to: Things, i: number) => to.insertOne(document(-i) as never)
  const byId = (from: Things, i: number) => from.findOne({ _id: i % count })
  const byIndex = (from: Things, i: number) => from.findOne({ n: i % count })
  const page = (from: Things, i: number) =>
    from
      .find({ n: { $gte: i % count } })
      .sort({ n: 1 })
      .limit(20)
      .toArray()
  const group = (from: Things) =>
    from
      .aggregate([
        { $match: { group: { $lt: GROUPS } } },
        { $group: { _id: '$group', n: { $sum: 1 }, last: { $max: '$at' } } },
        { $sort: { n: -1 } },
      ])
      .toArray()
  const update = (to: Things, i: number) => to.updateOne({ _id: i % count }, { $inc: { group: 1 } })
  return [
    { name: 'insert', goal: false, lines: 1, work: insert },
    { name: 'insert ×20', goal: true, lines: 20, work: insert },
    { name: 'findOne by _id', goal: true, lines: 1, work: byId },
    { name: 'findOne by _id ×20', goal: true, lines: 20, work: byId },
    { name: 'findOne by index', goal: true, lines: 1, work: byIndex },
    { name: 'findOne by index ×20', goal: true, lines: 20, work: byIndex },
    { name: 'range, sort, limit 20', goal: true, lines: 1, work: page },
    { name: 'update ×20', goal: true, lines: 20, work: update },
    { name: `aggregate: group ${GROUPS} groups`, goal: false, lines: 1, work: group },
  ]
}

/** Runs a measure for some seconds. Returns how often a second. */
export async function rate(
  client: MongoClient,
  { lines, work }: Measure,
  seconds: number,
  from: number,
): Promise<{ rate: number; done: number }> {
  let done = 0
  const began = performance.now()
  const end = began + seconds * 1000
  const to = things(client)
  await Promise.all(
    Array.from({ length: lines }, async () => {
      while (performance.now() < end) {
        done += 1
        await work(to, from + done)
      }
    }),
  )
  return { rate: (done * 1000) / (performance.now() - began), done }
}

export const connect = (uri: string): Promise<MongoClient> => MongoClient.connect(uri, { maxPoolSize: 20 })

/** What a side is asked to do. */
export const orderSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('measure'), index: z.int(), seconds: z.number() }),
  z.object({ do: z.literal('scan') }),
  z.object({ do: z.literal('memory') }),
  z.object({ do: z.literal('end') }),
])
export type Order = z.infer<typeof orderSchema>

/** What it answers: numbers by name. */
export const answerSchema = z.record(z.string(), z.number())
