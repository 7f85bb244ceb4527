import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { MongoClient } from 'mongodb'
import mongoose from 'mongoose'
import { consoleMessages } from '../../shared/i18n/console.ts'
import { fillIn } from '../../shared/i18n/fill-in.ts'
import { type Config, readConfig } from '../config.ts'
import { startEmbeddedMongo } from '../database/embedded/index.ts'
import { findOwner } from '../database/embedded/owner.ts'
import { loadKeys } from '../keys.ts'
import { explain } from '../main.ts'
import { listBackups, RestoreError, restoreBackup } from './archive.ts'
import { exportDatabase, importDatabase, NotEmptyError } from './exchange.ts'
import { PassphraseError } from './key-file.ts'
import { createBackups } from './service.ts'

type Sentence = keyof typeof consoleMessages.zh.backup
const tell = (sentence: Sentence, params: Readonly<Record<string, string | number>> = {}): void => {
  for (const { backup } of [consoleMessages.zh, consoleMessages.en])
    process.stderr.write(`${fillIn(backup[sentence], params)}\n`)
}

const DATABASE = 'mingting'

/** Works on the database: through the process that has it, or by opening it for the moment. */
async function withDatabase<T>(config: Config, work: (uri: string) => Promise<T>): Promise<T> {
  if (config.mongodbUri) return await work(config.mongodbUri)
  const dataDir = join(config.dataDir, 'db')
  const owner = await findOwner(dataDir).catch(() => null)
  if (owner) {
    const place =
      'path' in owner.listens ? encodeURIComponent(owner.listens.path) : `127.0.0.1:${owner.listens.port}`
    return await work(`mongodb://${place}`)
  }
  const embedded = await startEmbeddedMongo({ dataDir })
  try {
    return await work(embedded.uri)
  } finally {
    await embedded.stop()
  }
}

async function backup(config: Config): Promise<void> {
  if (config.mongodbUri) {
    tell('notOurs')
    process.exitCode = 1
    return
  }
  const keys = await loadKeys(config)
  const made = await withDatabase(config, async (uri) => {
    const connection = mongoose.createConnection(uri, { dbName: DATABASE })
    try {
      await connection.asPromise()
      const ended = await connection
        .collection('meetings')
        .countDocuments({ phase: { $in: ['closed', 'terminated'] } })
      return await createBackups({
        connection,
        config,
        keys,
        clock: Date.now,
        ended: async () => ended,
      }).make()
    } finally {
      await connection.close()
    }
  })
  tell('made', { directory: made.directory })
  if (!made.keys) tell('withoutKeys')
}

async function restore(config: Config, from: string | undefined): Promise<void> {
  const newest = (await listBackups(config.backupDir))[0]
  const directory = from ? resolve(from) : newest?.directory
  if (directory === undefined) {
    tell('none', { directory: config.backupDir })
    process.exitCode = 1
    return
  }
  const restored = await restoreBackup(directory, config.dataDir, config.backupPassphrase)
  tell('restored', { directory, dir: config.dataDir })
  if (!restored.keys) tell('keysNotRestored')
}

async function exchange(config: Config, direction: 'export' | 'import', directory: string): Promise<void> {
  const counts = await withDatabase(config, async (uri) => {
    const client = await MongoClient.connect(uri)
    try {
      const named = new URL(uri.replace(/^mongodb(\+srv)?:/, 'http:').replace(/%2F/gi, 'x')).pathname.slice(1)
      const db = client.db(named || DATABASE)
      return direction === 'export'
        ? await exportDatabase(db, directory)
        : await importDatabase(db, directory)
    } finally {
      await client.close()
    }
  })
  for (const [collection, count] of Object.entries(counts)) process.stdout.write(`${collection}\t${count}\n`)
}

let config: Config | null = null
try {
  config = readConfig(process.env)
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { from: { type: 'string' }, to: { type: 'string' } },
  })
  const [what] = positionals
  if (what === 'backup') await backup(config)
  else if (what === 'restore') await restore(config, values.from)
  else if (what === 'export' && values.to) await exchange(config, 'export', resolve(values.to))
  else if (what === 'import' && values.from) await exchange(config, 'import', resolve(values.from))
  else {
    tell('usage')
    process.exitCode = 2
  }
} catch (error) {
  process.exitCode = 1
  if (error instanceof RestoreError) tell(error.code, { file: error.file })
  else if (error instanceof PassphraseError) tell('passphrase')
  else if (error instanceof NotEmptyError) tell('notEmpty', { collection: error.collection })
  else process.exitCode = explain(error, config)
}
