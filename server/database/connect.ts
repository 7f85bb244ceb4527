import { join } from 'node:path'
import mongoose, { type Connection } from 'mongoose'
import type { Config } from '../config.ts'
import { startEmbeddedMongo } from './embedded/index.ts'

/** The database given by MONGODB_URI did not answer. The address is not repeated: it may hold a password. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError'
}

export interface Database {
  readonly connection: Connection
  /** The embedded one: what this application must back up itself. */
  readonly embedded: boolean
  /** True once a round trip succeeds. */
  isReady(): Promise<boolean>
  close(): Promise<void>
}

const PATIENCE_MS = 10_000
const namesDatabase = /^mongodb(\+srv)?:\/\/[^/]+\/[^?]+/

/**
 * Opens the database: the one MONGODB_URI names, or the embedded one in the data directory. Writes are
 * acknowledged when a majority has them on disk, reads see only such writes.
 * @throws DatabaseUnreachableError; OwnedError where another process has the embedded one
 */
export async function openDatabase(
  config: Pick<Config, 'mongodbUri' | 'dataDir'>,
  onFailure: (error: Error) => void,
): Promise<Database> {
  const embedded = config.mongodbUri
    ? null
    : await startEmbeddedMongo({ dataDir: join(config.dataDir, 'db'), onFailure })
  const uri = config.mongodbUri ?? embedded?.uri ?? ''
  const connection = mongoose.createConnection(uri, {
    ...(namesDatabase.test(uri) ? {} : { dbName: 'mingting' }),
    autoIndex: false,
    serverSelectionTimeoutMS: PATIENCE_MS,
    writeConcern: { w: 'majority', journal: true },
    readPreference: 'primary',
  })
  try {
    await connection.asPromise()
  } catch (error) {
    await connection.close(true).catch(() => undefined)
    await embedded?.stop()
    throw config.mongodbUri ? new DatabaseUnreachableError('database unreachable', { cause: error }) : error
  }
  return {
    connection,
    embedded: embedded !== null,
    async isReady() {
      try {
        await connection.db?.admin().ping()
        return connection.readyState === mongoose.ConnectionStates.connected
      } catch {
        return false
      }
    },
    async close() {
      await connection.close()
      await embedded?.stop()
    },
  }
}
