import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Db, MongoClient, MongoServerSelectionError } from 'mongodb'
import mongoose from 'mongoose'
import { consoleMessages } from '../../shared/i18n/console.ts'
import { fillIn } from '../../shared/i18n/fill-in.ts'
import { type Config, readConfig } from '../config.ts'
import { DatabaseUnreachableError } from '../database/connect.ts'
import { OwnedError, startEmbeddedMongo } from '../database/embedded/index.ts'
import { findOwner } from '../database/embedded/owner.ts'
import { loadKeys } from '../keys.ts'
import { assertRestored, DATA_FILE, listBackups, RestoreError, restoreBackup } from './archive.ts'
import {
  exportDatabase,
  findExport,
  IncompleteError,
  importDatabase,
  NotEmptyError,
  UnexportableError,
  UnreadableError,
} from './exchange.ts'
import { PassphraseError } from './key-file.ts'
import { createBackups } from './service.ts'

const DATABASE = 'mingting'
const PATIENCE_MS = 10_000

type Sentence = keyof typeof consoleMessages.zh.backup
type Params = Readonly<Record<string, string | number>>

/** Why a command did nothing, in a sentence. */
class Refusal extends Error {
  constructor(
    readonly sentence: Sentence,
    readonly params: Params = {},
  ) {
    super(sentence)
  }
}

/** Works on the database: through the process that has it, or by opening it for the moment. */
async function withDatabase<T>(config: Config, work: (uri: string) => Promise<T>): Promise<T> {
  if (config.mongodbUri) return await work(config.mongodbUri)
  await assertRestored(config.dataDir)
  const dataDir = join(config.dataDir, 'db')
  const owner = await findOwner(dataDir).catch((error) => {
    if (error instanceof OwnedError) throw error
    // What is wrong with the directory is told when it is opened.
    return null
  })
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

function refuseForeign(config: Config): void {
  if (config.mongodbUri) throw new Refusal('notOurs')
}

/** A mistyped directory must not be made, found empty and called a good backup. */
function refuseEmpty(config: Config): void {
  if (!config.mongodbUri && !existsSync(join(config.dataDir, 'db', DATA_FILE)))
    throw new Refusal('noData', { dir: config.dataDir })
}

async function backup(config: Config): Promise<[Sentence, Params?][]> {
  refuseForeign(config)
  refuseEmpty(config)
  await assertRestored(config.dataDir)
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
  return [['made', { directory: made.directory }], ...(made.keys ? [] : [['withoutKeys'] as [Sentence]])]
}

async function restore(
  config: Config,
  from: string | undefined,
  withoutKeys: boolean,
): Promise<[Sentence, Params?][]> {
  refuseForeign(config)
  const directory = from ? resolve(from) : (await listBackups(config.backupDir))[0]?.directory
  if (directory === undefined) throw new Refusal('none', { directory: config.backupDir })
  const passphrase = withoutKeys ? null : config.backupPassphrase
  const restored = await restoreBackup(directory, config.dataDir, passphrase)
  return [
    ['restored', { directory, dir: config.dataDir }],
    ...(restored.keys ? [] : [['keysNotRestored'] as [Sentence]]),
  ]
}

/** The database a connection string names, of one host or several. */
export function databaseIn(uri: string): string | undefined {
  const [, name = ''] = /^mongodb(?:\+srv)?:\/\/[^/?]*\/([^?]*)/.exec(uri) ?? []
  return name === '' ? undefined : decodeURIComponent(name)
}

async function exchange(config: Config, work: (db: Db) => Promise<Record<string, number>>) {
  return await withDatabase(config, async (uri) => {
    const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: PATIENCE_MS })
    try {
      return await work(client.db(databaseIn(uri) ?? DATABASE))
    } finally {
      await client.close()
    }
  })
}

async function exportTo(config: Config, directory: string): Promise<Record<string, number>> {
  refuseEmpty(config)
  return await exchange(config, (db) => exportDatabase(db, directory))
}

async function importFrom(config: Config, directory: string): Promise<Record<string, number>> {
  const exported = await findExport(directory)
  return await exchange(config, (db) => importDatabase(db, exported))
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { from: { type: 'string' }, to: { type: 'string' }, 'without-keys': { type: 'boolean' } },
    })
  } catch {
    throw new Refusal('usage')
  }
}

/** What stands in the way of a file or directory. */
function refusalOfPlace({ code = '', path: file }: NodeJS.ErrnoException): Refusal | null {
  if (file === undefined) return null
  if (code === 'EEXIST') return new Refusal('exportExists', { file })
  if (code === 'ENOENT') return new Refusal('missing', { file })
  return ['EACCES', 'EROFS', 'ENOTDIR', 'EPERM', 'ENOSPC'].includes(code)
    ? new Refusal('unusable', { file, reason: code })
    : null
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof RestoreError) return new Refusal(error.code, { file: error.file })
  if (error instanceof IncompleteError) return new Refusal(error.code, { file: error.file })
  if (error instanceof PassphraseError) return new Refusal('passphrase')
  if (error instanceof NotEmptyError) return new Refusal('notEmpty', { collection: error.collection })
  if (error instanceof UnexportableError)
    return new Refusal('unexportable', { collection: error.collection, id: error.documentId })
  if (error instanceof UnreadableError)
    return error.line === null
      ? new Refusal('notExport', { file: error.file })
      : new Refusal('unreadable', { file: error.file, line: error.line })
  return error instanceof Error ? refusalOfPlace(error) : null
}

/**
 * Carries out `backup`, `restore [--from BACKUP] [--without-keys]`, `export --to DIRECTORY` or
 * `import --from DIRECTORY`, and tells what came of it. Returns the exit code; what it has no sentence for goes to
 * `explain`.
 */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  {
    say,
    explain,
  }: { say: (line: string) => void; explain: (error: unknown, config: Config | null) => number },
): Promise<number> {
  const tell = (sentence: Sentence, params: Params = {}): void => {
    for (const { backup: sentences } of [consoleMessages.zh, consoleMessages.en])
      say(fillIn(sentences[sentence], params))
  }
  const list = (counts: Readonly<Record<string, number>>): void => {
    for (const [collection, count] of Object.entries(counts)) say(`${collection}\t${count}`)
  }
  let config: Config | null = null
  try {
    config = readConfig(env)
    const { values, positionals } = parse(args)
    const [what] = positionals
    const { from, to } = values
    if (what === 'backup') for (const line of await backup(config)) tell(...line)
    else if (what === 'restore')
      for (const line of await restore(config, from, values['without-keys'] ?? false)) tell(...line)
    else if (what === 'export' && to) list(await exportTo(config, resolve(to)))
    else if (what === 'import' && from) list(await importFrom(config, resolve(from)))
    else throw new Refusal('usage')
    return 0
  } catch (error) {
    if (error instanceof MongoServerSelectionError) return explain(new DatabaseUnreachableError(), config)
    const refusal = refusalOf(error)
    if (!refusal) return explain(error, config)
    tell(refusal.sentence, refusal.params)
    return refusal.sentence === 'usage' ? 2 : 1
  }
}
