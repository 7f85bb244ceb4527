import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A data directory that a running process already owns. */
export class OwnedError extends Error {
  override readonly name = 'OwnedError'
  constructor(
    dataDir: string,
    readonly pid: number,
  ) {
    super(
      `the data directory ${dataDir} is in use by process ${pid}; stop it first, or choose another directory`,
    )
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** When a process was started, as the system counts; tells a process from a later one with the same number. */
const startOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[21] ?? ''
  } catch {
    return ''
  }
}

/**
 * Takes the data directory for this process: a lock file made whole and linked into place, which the system
 * does for one process only. One left by a process that is gone is removed first.
 * @throws OwnedError naming the process that holds it
 */
export function takeOwnership(dataDir: string): { release(): void } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = join(dataDir, 'owner')
  const mine = join(dataDir, `owner.${process.pid}`)
  writeFileSync(mine, `${process.pid} ${startOf(process.pid)}`)
  try {
    for (;;) {
      try {
        linkSync(mine, lock)
        return { release: () => rmSync(lock, { force: true }) }
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      }
      const [pidText = '0', started = ''] = existsSync(lock) ? readFileSync(lock, 'utf8').split(' ') : []
      const pid = Number(pidText)
      if (pid > 0 && isRunning(pid) && startOf(pid) === started) throw new OwnedError(dataDir, pid)
      rmSync(lock, { force: true })
    }
  } finally {
    unlinkSync(mine)
  }
}
