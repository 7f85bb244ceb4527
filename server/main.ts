import { consoleMessages } from '../shared/i18n/console.ts'
import { fillIn } from '../shared/i18n/fill-in.ts'
import { type App, createApp } from './app.ts'
import { assertRestored, RestoreError } from './backup/archive.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { DatabaseUnreachableError, openDatabase } from './database/connect.ts'
import { FormatError, OwnedError, PlaceError } from './database/embedded/index.ts'
import { seedDemonstration } from './demonstration/seed.ts'
import { createLog, describeError } from './http/log.ts'
import { KeyFileError, loadKeys } from './keys.ts'
import { localBase, phoneBases } from './network/addresses.ts'

type Sentence = Exclude<keyof typeof consoleMessages.zh, 'config' | 'backup'>
type Params = Readonly<Record<string, string | number>>

const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}
const sayBoth = (zh: string, en: string, params: Params = {}): void => {
  say(fillIn(zh, params))
  say(fillIn(en, params))
}
const tell = (sentence: Sentence, params: Params = {}): void =>
  sayBoth(consoleMessages.zh[sentence], consoleMessages.en[sentence], params)

/** A setting is wrong: the start can be tried again at once after correcting it. EX_CONFIG of sysexits.h. */
const EXIT_CONFIG = 78
const EXIT_FAILED = 1

/** What the system's refusals of a file are told as; any other is about permissions. */
const PLACE_SENTENCES: Readonly<Record<string, Sentence>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EFBIG: 'fileTooLarge',
  EMFILE: 'tooManyFiles',
  ENFILE: 'tooManyFiles',
  ENOMEM: 'tooFewAddresses',
  EIO: 'diskFailed',
}

/** Says what keeps the application from starting, in one line of each language. Returns the exit code. */
export function explain(error: unknown, config: Config | null): number {
  if (error instanceof ConfigError) {
    for (const { variable, problem } of error.problems)
      sayBoth(consoleMessages.zh.config[problem], consoleMessages.en.config[problem], { variable })
    return EXIT_CONFIG
  }
  const dir = config?.dataDir ?? ''
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (error instanceof OwnedError) tell('databaseBusy', { dir, reason: error.pid })
  else if (error instanceof PlaceError)
    tell(PLACE_SENTENCES[code] ?? 'fileUnusable', { file: error.file, reason: code })
  else if (error instanceof FormatError)
    tell(error.reason === 'newer' ? 'databaseNewer' : 'databaseDamaged', { file: error.file })
  else if (error instanceof RestoreError)
    sayBoth(consoleMessages.zh.backup[error.code], consoleMessages.en.backup[error.code], {
      file: error.file,
    })
  else if (error instanceof DatabaseUnreachableError) tell('databaseUnreachable')
  else if (error instanceof KeyFileError) tell('keyUnusable', { file: error.file })
  else if (code === 'EADDRINUSE') tell('portTaken', { port: config?.port ?? 0 })
  else if (['EACCES', 'EROFS', 'ENOTDIR', 'EPERM'].includes(code)) tell('dataDirUnusable', { dir })
  else if (PLACE_SENTENCES[code]) tell(PLACE_SENTENCES[code], { file: dir, reason: code })
  else {
    tell('failed', { reason: describeError(error).name })
    for (const place of describeError(error).at) say(`  ${place}`)
  }
  return EXIT_FAILED
}

function listen({ server }: App, { host, port }: Config): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      server.off('error', fail)
      done()
    })
  })
}

/** What somebody who started the application needs next: addresses, and the way in. */
async function greet(app: App, config: Config): Promise<void> {
  const listening = app.listening()
  const local = localBase(listening)
  tell('ready')
  say(`  ${local}/`)
  const bases = phoneBases(listening).filter((base) => base !== local)
  if (bases.length > 0) {
    tell('lan')
    for (const base of bases) say(`  ${base}/`)
  }
  const county = await app.modules.county.find()
  if (county?.demonstration) {
    tell('demonstration')
    say(`  ${local}/demo`)
  }
  const setup = await app.modules.accounts.setupToken()
  if (setup !== null) {
    tell('setup')
    say(`  ${local}/office/setup/${setup}`)
  }
  if (!config.tls && !config.publicUrl?.startsWith('https:')) tell('unencrypted')
}

/** Reads the configuration, opens the database, starts the application, shuts it down. */
export async function main(args: readonly string[]): Promise<void> {
  let config: Config | null = null
  try {
    config = readConfig(process.env)
    await run(config, !args.includes('--no-demo'))
  } catch (error) {
    process.exitCode = explain(error, config)
    process.exit()
  }
}

async function run(config: Config, demonstrate: boolean): Promise<void> {
  const log = createLog()
  await assertRestored(config.dataDir)
  const keys = await loadKeys(config)
  let stop: (code: number) => void = (code) => process.exit(code)
  const database = await openDatabase(config, (error) => {
    // Nothing can be saved any more: stopping is the only honest answer.
    log.fatal({ error: describeError(error) }, 'embedded database failed')
    if (error instanceof FormatError) explain(error, config)
    stop(EXIT_FAILED)
  })
  const clock = Date.now
  const app = await createApp({ config, keys, database, log, clock })
  const { county, accounts } = app.modules
  const known = await county.find()
  const isEmpty = known === null && (await accounts.setupToken()) !== null
  if (known?.demonstration || (isEmpty && demonstrate)) await seedDemonstration({ ...app.modules, clock })
  await listen(app, config)
  await greet(app, config)

  let stopping = false
  stop = (code) => {
    if (stopping) return
    stopping = true
    tell('stopping')
    app
      .close()
      .then(() => database.close())
      .then(
        () => tell('stopped'),
        (error: unknown) => {
          log.error({ error: describeError(error) }, 'stop')
        },
      )
      .finally(() => process.exit(code))
  }
  process.on('SIGTERM', () => stop(0))
  process.on('SIGINT', () => stop(0))
}
