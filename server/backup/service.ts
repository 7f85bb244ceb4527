import type { Connection } from 'mongoose'
import type { Config } from '../config.ts'
import type { Keys } from '../keys.ts'
import { type Backup, createBackup, listBackups } from './archive.ts'
import type { Backups } from './schedule.ts'

/** Backups of the embedded database of this application, made while it is in use. */
export function createBackups(options: {
  readonly connection: Connection
  readonly config: Pick<Config, 'backupDir' | 'backupPassphrase'>
  readonly keys: Keys
  readonly clock: () => number
  /** How many hearings have ended. */
  readonly ended: () => Promise<number>
}): Backups {
  const { connection, config, keys, clock, ended } = options
  const { backupDir, backupPassphrase } = config
  // A secret given from outside need not be in the shape of a key file; then it stays with whoever gave it.
  const secret = /^[0-9a-f]{64}$/.test(keys.secret) ? { secret: keys.secret } : {}
  let making: Promise<Backup> | null = null
  const make = async (): Promise<Backup> =>
    createBackup({
      backupDir,
      at: clock(),
      ended: await ended(),
      copyData: async (path) => {
        await connection.getClient().db('admin').command({ embeddedBackup: path })
      },
      lock: backupPassphrase
        ? { keys: { ...secret, seal: keys.sealKey.toString('hex') }, passphrase: backupPassphrase }
        : undefined,
    })
  return {
    last: async () => (await listBackups(backupDir)).find(({ at }) => at <= clock()) ?? null,
    make() {
      making ??= make().finally(() => {
        making = null
      })
      return making
    },
  }
}
