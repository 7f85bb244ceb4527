import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startEmbeddedMongo } from '../../../../server/database/embedded/index.ts'
import { findOwner, OwnedError, takeOwnership } from '../../../../server/database/embedded/owner.ts'
import { Store } from '../../../../server/database/embedded/store.ts'

async function directory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'mt-owner-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}
const listens = { port: 1 }

it('a directory that a process of another container holds is not taken, whatever its number', async () => {
  const dataDir = await directory()
  const first = await takeOwnership(dataDir, listens, { space: 'one', beatMs: 10 })
  const second = takeOwnership(dataDir, listens, { space: 'other', beatMs: 50 })
  await expect(second).rejects.toBeInstanceOf(OwnedError)
  await expect(second).rejects.toThrow('another container')
  const asked = findOwner(dataDir, { space: 'other', beatMs: 50 })
  await expect(asked).rejects.toThrow('another container')
  expect(await findOwner(dataDir, { space: 'one', beatMs: 50 })).toMatchObject({ pid: process.pid })
  await first.release()
  const third = await takeOwnership(dataDir, listens, { space: 'other', beatMs: 50 })
  expect(third.unclean).toBeNull()
  await third.release()
})

it('one that a dead container left is taken over after its beats have stayed away', async () => {
  const dataDir = await directory()
  const dead = await takeOwnership(dataDir, listens, { space: 'one', beatMs: 1_000_000 })
  const next = await takeOwnership(dataDir, listens, { space: 'other', beatMs: 10 })
  expect(next.unclean).toMatchObject({ pid: process.pid, space: 'one' })
  await next.release()
  await dead.release()
})

it('a temporary directory with a long name does not move the socket to where others can reach it', async () => {
  const dataDir = await directory()
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.stubEnv('TMPDIR', join(await directory(), 'x'.repeat(120)))
  const server = await startEmbeddedMongo({ dataDir })
  onTestFinished(() => server.stop())
  const client = await MongoClient.connect(server.uri)
  expect(await client.db('d').command({ ping: 1 })).toMatchObject({ ok: 1 })
  await client.close()
  const [, path = ''] = /^mongodb:\/\/([^/?]+)/.exec(server.uri) ?? []
  expect(existsSync(decodeURIComponent(path))).toBe(true)
})

it('a store that was taken over while it stood still writes nothing any more', async () => {
  const path = join(await directory(), 'store.mdb')
  const stood = Store.open(path)
  stood.claim()
  const next = Store.open(path)
  next.claim()
  onTestFinished(async () => {
    await stood.close()
    await next.close()
  })
  const [outcome] = stood.commit([() => stood.create('d.late')])
  expect(outcome).toMatchObject({
    error: { name: 'DamageError', message: expect.stringContaining('took the data over') },
  })
  expect(next.commit([() => next.create('d.mine').namespace])).toEqual([{ value: 'd.mine' }])
})
