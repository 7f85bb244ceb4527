import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Long } from 'mongodb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Document } from '../../../../server/database/embedded/bson.ts'
import { Service } from '../../../../server/database/embedded/service.ts'
import { Store } from '../../../../server/database/embedded/store.ts'

const MINUTE = 60_000
let directory: string
let now: number
let service: Service
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mt-time-'))
  now = 100 * MINUTE
  const fail = (error: unknown) => {
    throw error
  }
  service = new Service(Store.open(join(directory, 'store.mdb')), () => now, fail)
})
afterEach(async () => {
  await service.close()
  await rm(directory, { recursive: true, force: true })
})
const run = (command: Document) => service.answer({ ...command, $db: 'd' })
const put = (documents: Document[]) => run({ insert: 'c', documents })

it('what has run out is removed: arrays by their earliest date, only what a filter names, never what is no date', async () => {
  const index = { name: 'at', key: { at: 1 }, expireAfterSeconds: 60 }
  await run({ createIndexes: 'c', indexes: [{ ...index, partialFilterExpression: { keep: false } }] })
  const [old, young] = [new Date(now - 2 * MINUTE), new Date(now)]
  await put([
    { _id: 1, at: old, keep: false },
    { _id: 2, at: young, keep: false },
    { _id: 3, at: [young, old], keep: false },
    { _id: 4, at: [young], keep: false },
    { _id: 5, at: old, keep: true },
    { _id: 6, at: 0, keep: false },
    { _id: 7, keep: false },
  ])
  await service.tidy()
  expect(await run({ distinct: 'c', key: '_id' })).toMatchObject({ values: [2, 4, 5, 6, 7] })
  now += 2 * MINUTE
  await service.tidy()
  expect(await run({ distinct: 'c', key: '_id' })).toMatchObject({ values: [5, 6, 7] })
})

it.each([
  ['ten minutes', {}, 10],
  ['half an hour, where it shall have no timeout,', { noCursorTimeout: true }, 30],
])('a cursor is closed %s after it was last used', async (_, options, minutes) => {
  await put([{}, {}, {}])
  const { cursor } = (await run({ find: 'c', batchSize: 1, ...options })) as { cursor: { id: Long } }
  const more = () => run({ getMore: cursor.id, collection: 'c', batchSize: 1 })
  now += minutes * MINUTE
  await service.tidy()
  expect(await more()).toMatchObject({ ok: expect.anything(), cursor: {} })
  now += minutes * MINUTE + 1
  await service.tidy()
  expect(await more()).toMatchObject({ code: expect.objectContaining({ value: 43 }) })
})
