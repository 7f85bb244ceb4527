import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { ulid } from 'ulid'
import { afterAll, beforeAll } from 'vitest'
import { startEmbeddedMongo } from '../../../server/database/embedded/index.ts'

export interface TestDatabase {
  /** Connection string with a database name of its own. */
  readonly uri: string
  close(): Promise<void>
}

/** A database of the test's own: on the server named by MONGODB_URI, or an embedded one in a fresh directory. */
export async function freshDatabase(): Promise<TestDatabase> {
  const name = `test_${ulid().toLowerCase()}`
  const server = process.env.MONGODB_URI
  if (server) {
    const uri = server.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${name}`)
    return {
      uri,
      async close() {
        const client = await MongoClient.connect(uri)
        await client.db().dropDatabase()
        await client.close()
      },
    }
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'mt-db-'))
  const database = await startEmbeddedMongo({ dataDir })
  return {
    uri: `${database.uri}/${name}`,
    async close() {
      await database.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Connects the tests of a file to a database of their own, and closes both after them. */
export function connectBefore(take: (client: MongoClient) => void): void {
  let close = async (): Promise<void> => {}
  beforeAll(async () => {
    const database = await freshDatabase()
    const client = await MongoClient.connect(database.uri)
    close = async () => {
      await client.close()
      await database.close()
    }
    take(client)
  })
  afterAll(() => close())
}
