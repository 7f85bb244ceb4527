/**
 * One process that serves minutes: `minutes-node.ts MONGODB_URI PORT`, or `memory:10` in place of a database for
 * one that is in memory and takes 10 ms to commit. Everybody is a clerk.
 */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import mongoose from 'mongoose'
import { systemClock } from '../../server/minutes/clock.ts'
import { gatherByLoad } from '../../server/minutes/gathering.ts'
import { createMinutes } from '../../server/minutes/minutes.ts'
import { createMongoSnapshots } from '../../server/minutes/model.ts'
import { createMemorySnapshots } from '../../server/minutes/snapshots.ts'
import { noHints } from '../../server/streams/hints.ts'
import { createMemoryStreams } from '../../server/streams/memory.ts'
import { createMongoStreams } from '../../server/streams/mongo.ts'
import type { Streams } from '../../server/streams/streams.ts'

const [uri = '', port = '0'] = process.argv.slice(2)
const say = (error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
}

async function openDatabase() {
  const connection = await mongoose
    .createConnection(uri, { autoIndex: false, writeConcern: { w: 'majority', journal: true } })
    .asPromise()
  const streams = await createMongoStreams({
    connection,
    hints: noHints,
    projected: [],
    compareEveryMs: 500,
    onError: say,
  })
  return { streams, snapshots: createMongoSnapshots(connection) }
}

function openMemory(commitMs: number) {
  const inner = createMemoryStreams()
  const streams: Streams = {
    ...inner,
    async append(stream, expected, entry) {
      await new Promise((resolve) => setTimeout(resolve, commitMs))
      return inner.append(stream, expected, entry)
    },
  }
  return { streams, snapshots: createMemorySnapshots() }
}

const [, commitMs] = /^memory:(\d+)$/.exec(uri) ?? []
const minutes = createMinutes({
  ...(commitMs === undefined ? await openDatabase() : openMemory(Number(commitMs))),
  // Over a database, where processes are killed, snapshots come often; in memory, where speed is measured, as usual.
  ...(commitMs === undefined && { snapshotEvery: 50 }),
  clock: systemClock,
  random: Math.random,
  gatherMs: gatherByLoad(),
  newId: randomUUID,
  onError: say,
  // Who comes is told by the address: this process serves a fault program only.
  authenticate: async ({ url }) => {
    const name = new URL(url ?? '', 'http://localhost').searchParams.get('as') ?? 'clerk'
    return { kind: 'account', accountId: name, name, roles: ['clerk'] }
  },
  access: async () => ({ mode: 'write', role: 'clerk' }),
})
const http = createServer().on('upgrade', minutes.handleUpgrade)
http.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'))
