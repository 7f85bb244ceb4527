import { consoleMessages } from '../shared/i18n/console.ts'
import { fillIn } from '../shared/i18n/fill-in.ts'
import { assertRestored } from './backup/archive.ts'
import { type Config, readConfig } from './config.ts'
import { openDatabase } from './database/connect.ts'
import { createLog, describeError } from './http/log.ts'
import { loadKeys } from './keys.ts'
import { explain } from './main.ts'
import { createModules } from './modules.ts'

/** Makes every list anew from the streams. Returns how many streams could not be read. */
async function rebuild(config: Config): Promise<number> {
  const log = createLog()
  const onError = (error: unknown): void => {
    log.error({ error: describeError(error) }, 'rebuild')
  }
  await assertRestored(config.dataDir)
  const database = await openDatabase(config, onError)
  try {
    const modules = await createModules({
      connection: database.connection,
      keys: await loadKeys(config),
      clock: Date.now,
      timeZone: config.timeZone,
      redisUri: config.redisUri,
      encrypted: config.publicUrl?.startsWith('https:') ?? false,
      onError,
    })
    const reports = await modules.projector.rebuild()
    for (const report of reports)
      for (const { rebuilt } of [consoleMessages.zh, consoleMessages.en])
        process.stderr.write(`${fillIn(rebuilt, { ...report })}\n`)
    await modules.close()
    return reports.reduce((failed, report) => failed + report.failed, 0)
  } finally {
    await database.close()
  }
}

let config: Config | null = null
try {
  config = readConfig(process.env)
  process.exitCode = (await rebuild(config)) > 0 ? 1 : 0
} catch (error) {
  process.exitCode = explain(error, config)
}
