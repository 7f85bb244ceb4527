import mongoose from 'mongoose'
import { expect, it, vi } from 'vitest'
import { createFollowers } from '../../../server/streams/followers.ts'
import { createRedisHints, noHints, readHint } from '../../../server/streams/hints.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import { entryModel } from '../../../server/streams/model.ts'
import { createMongoStreams } from '../../../server/streams/mongo.ts'
import { freshDatabase } from '../support/database.ts'
import { describeStreams, newEntry, projectedKinds } from './contract.ts'

describeStreams('memory', async () => {
  // One memory, so that every node is the same object: it learns its errors from the first.
  let memory: ReturnType<typeof createMemoryStreams> | undefined
  return {
    async node({ onError }) {
      memory ??= createMemoryStreams({ projected: projectedKinds, onError })
      return memory
    },
    async close() {},
  }
})

describeStreams('database', async () => {
  const database = await freshDatabase()
  const connections: mongoose.Connection[] = []
  return {
    async node({ hints, compareEveryMs, onError }) {
      const connection = await mongoose.createConnection(database.uri).asPromise()
      connections.push(connection)
      return createMongoStreams({ connection, hints, projected: projectedKinds, compareEveryMs, onError })
    },
    async close() {
      for (const connection of connections) await connection.close()
      await database.close()
    },
  }
})

it('what was acknowledged is there for the next process, the mark included', async () => {
  const database = await freshDatabase()
  const open = async () => {
    const connection = await mongoose.createConnection(database.uri).asPromise()
    const onError = (error: unknown) => expect.unreachable(String(error))
    const streams = await createMongoStreams({
      connection,
      hints: noHints,
      projected: projectedKinds,
      compareEveryMs: 1000,
      onError,
    })
    return { connection, streams }
  }
  const first = await open()
  await first.streams.append('projected/a', 0, newEntry('one'))
  await first.streams.close()
  await first.connection.close()

  const second = await open()
  expect(await second.streams.pending()).toEqual(['projected/a'])
  expect(await second.streams.append('projected/a', 0, newEntry('one'))).toMatchObject({ kind: 'known' })
  expect(await second.streams.append('projected/a', 1, newEntry('two'))).toMatchObject({ kind: 'appended' })
  expect(await entryModel(second.connection).countDocuments()).toBe(2)
  await second.streams.close()
  await second.connection.close()
  await database.close()
})

it('anything on the bus that is no hint is ignored', () => {
  expect(readHint('["meeting/a",3]')).toEqual(['meeting/a', 3])
  for (const noise of ['', 'null', '{', '["meeting/a"]', '["meeting/a",0]', '[3,"meeting/a"]', '["a",1,2]'])
    expect(readHint(noise)).toBeNull()
})

it('a bus that is down is reported and holds up neither publishing nor closing', async () => {
  const errors: unknown[] = []
  const hints = createRedisHints('redis://127.0.0.1:1', (error) => errors.push(error))
  const subscription = hints.subscribe(() => expect.unreachable())
  hints.publish('meeting/a', 1)
  await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0))
  subscription.stop()
  await hints.close()
})

const { REDIS_URI } = process.env
it.runIf(REDIS_URI)('a Redis server carries hints from one process to another', async () => {
  // A hint given before the connection is up is lost, and said to be.
  const [here, there] = [0, 1].map(() => createRedisHints(REDIS_URI ?? '', () => {}))
  const heard: unknown[] = []
  there?.subscribe((...hint) => heard.push(hint))
  let seq = 0
  // Subscribing takes a moment, and nothing said before is heard.
  await vi.waitFor(() => {
    here?.publish('meeting/redis', ++seq)
    expect(heard.length).toBeGreaterThan(0)
  })
  here?.publish('meeting/redis', 1000)
  await vi.waitFor(() => expect(heard.at(-1)).toEqual(['meeting/redis', 1000]))
  await here?.close()
  await there?.close()
})

it('a hole in what was read is never skipped', async () => {
  const entries = [1, 3].map((seq) => ({ ...newEntry(`id-${seq}`), stream: 'plain/a', seq }))
  const read = vi.fn(async () => entries)
  const followers = createFollowers(read, (error) => expect.unreachable(String(error)))
  const heard: number[] = []
  followers.follow('plain/a', 0, ({ seq }) => heard.push(seq))
  followers.hinted('plain/a', 3)
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2))
  expect(heard).toEqual([1])
})
