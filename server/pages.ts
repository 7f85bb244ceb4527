import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { consoleMessages } from '../shared/i18n/console.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const built = join(root, 'dist/client/portal.html')
const vite = join(root, 'node_modules/vite/bin/vite.js')
const sources = ['client', 'shared', 'vite.config.ts', 'package-lock.json']

/** Newest change below a path, UTC milliseconds; 0 where there is nothing. */
function newest(path: string): number {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  return stat.isDirectory()
    ? readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0)
    : stat.mtimeMs
}

function say(sentence: 'building' | 'buildMissing'): void {
  process.stderr.write(`${consoleMessages.zh[sentence]}\n${consoleMessages.en[sentence]}\n`)
}

/**
 * Builds the pages where they are missing or older than what they are made of; a shipped build is used as it is.
 * Returns whether there are pages to serve.
 */
export function buildPages(): boolean {
  const isBuilt = existsSync(built)
  const isStale = !isBuilt || sources.some((source) => newest(join(root, source)) > statSync(built).mtimeMs)
  if (!isStale) return true
  if (!existsSync(vite)) {
    if (!isBuilt) say('buildMissing')
    return isBuilt
  }
  say('building')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return status === 0
}
