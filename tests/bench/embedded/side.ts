/**
 * One side of the benchmark, a process of its own: a server in a thread and the driver that asks it, as in the
 * application. `canned` or `embedded`, then where its socket or its data is.
 */
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { startEmbeddedMongo } from '../../../server/database/embedded/index.ts'
import { connect, measures, type Order, orderSchema, rate, things } from './measures.ts'

const [, , side, place = '', count = '0'] = process.argv

async function startCanned(socket: string): Promise<{ uri: string; stop(): Promise<unknown> }> {
  const worker = new Worker(new URL('./canned.cjs', import.meta.url), { workerData: socket, execArgv: [] })
  await new Promise((done) => worker.once('message', done))
  return { uri: `mongodb://${encodeURIComponent(socket)}`, stop: () => worker.terminate() }
}

const began = performance.now()
const server = side === 'canned' ? await startCanned(place) : await startEmbeddedMongo({ dataDir: place })
const client = await connect(server.uri)
await client.db('b').command({ ping: 1 })
const start = performance.now() - began

/** Bytes in memory: all, and, where the system tells them apart, without what is mapped from files. */
function memory(): Record<string, number> {
  const { rss } = process.memoryUsage()
  if (process.platform !== 'linux') return { rss }
  const status = readFileSync('/proc/self/status', 'utf8')
  return { rss, anonymous: Number(/RssAnon:\s*(\d+) kB/.exec(status)?.[1]) * 1024 }
}

async function scan(): Promise<Record<string, number>> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const scanBegan = performance.now()
  await things(client).countDocuments({ text: 'nothing' } as never)
  const scanned = performance.now() - scanBegan
  delay.disable()
  const groupBegan = performance.now()
  await things(client)
    .aggregate([{ $group: { _id: '$group', n: { $sum: 1 }, last: { $max: '$at' } } }, { $sort: { n: -1 } }])
    .toArray()
  return { scanned, delay: delay.percentile(99) / 1e6, grouped: performance.now() - groupBegan }
}

let asked = 0

async function obey(order: Order): Promise<Record<string, number>> {
  switch (order.do) {
    case 'measure': {
      const measure = measures(Number(count))[order.index]
      if (!measure) throw new RangeError(`no measure ${order.index}`)
      const { rate: perSecond, done } = await rate(client, measure, order.seconds, asked)
      asked += done
      return { rate: perSecond }
    }
    case 'scan':
      return await scan()
    case 'memory':
      return memory()
    case 'end':
      await client.close()
      await server.stop()
      process.disconnect()
      return {}
  }
}

process.on('message', async (message) => {
  const answer = await obey(orderSchema.parse(message))
  if (process.connected) process.send?.(answer)
})
process.send?.({ start })
