import { type ChildProcess, execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, kill, startProgram } from '../../faults/processes.ts'
import { type Framing, hocuspocus, mingting, yWebsocket } from './framing.ts'

const peers = fileURLToPath(new URL('../minutes-peers/', import.meta.url))

/** Installs the other servers into their own folder, once. */
export function installPeers(): void {
  if (existsSync(`${peers}node_modules`)) return
  const npm = process.env.npm_execpath
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
  if (npm) execFileSync(process.execPath, [npm, ...args], { cwd: peers, stdio: 'inherit' })
  else execFileSync('npm', args, { cwd: peers, stdio: 'inherit' })
}

/** A server under measurement; the same port and storage over restarts. */
export interface Subject {
  readonly name: string
  readonly framing: Framing
  readonly port: number
  start(): Promise<void>
  /** The hard way. */
  kill(): Promise<void>
  /** Processor seconds used and megabytes resident; null where the system does not tell. */
  used(): { readonly seconds: number; readonly megabytes: number } | null
  end(): Promise<void>
}

const TICKS_PER_SECOND = 100

function usedBy(pid: number | undefined): ReturnType<Subject['used']> {
  if (pid === undefined || !existsSync(`/proc/${pid}/stat`)) return null
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return {
    seconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
    megabytes: Number(kilobytes) / 1024,
  }
}

async function subject(
  name: string,
  framing: Framing,
  file: string,
  args: (port: number, directory: string) => readonly string[],
  before: (directory: string) => Promise<ChildProcess | null> = async () => null,
): Promise<Subject> {
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), 'mt-bench-'))
  const database = await before(directory)
  let child: ChildProcess | null = null
  return {
    name,
    framing,
    port,
    async start() {
      child = await startProgram(file, args(port, directory), /ready/)
    },
    async kill() {
      if (child) await kill(child)
      child = null
    },
    used: () => usedBy(child?.pid),
    async end() {
      if (child) await kill(child)
      if (database) await kill(database)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Ours: `commitMs` in memory, or over the embedded database where that is null. */
export async function ours(commitMs: number | null): Promise<Subject> {
  const databasePort = await freePort()
  const uri = commitMs === null ? `mongodb://127.0.0.1:${databasePort}/bench` : `memory:${commitMs}`
  const embedded = (directory: string) =>
    startProgram(
      'server/database/embedded/serve.ts',
      ['--port', String(databasePort), '--data', directory],
      /mongodb:/,
    )
  return subject(
    'mingting',
    mingting,
    'tests/faults/minutes-node.ts',
    (port) => [uri, String(port)],
    commitMs === null ? embedded : undefined,
  )
}

export const theirs = (): Promise<Subject[]> =>
  Promise.all([
    subject('y-websocket 0.1.1', yWebsocket, `${peers}y-websocket.mjs`, (port, directory) => [
      String(port),
      directory,
    ]),
    subject('Hocuspocus 4.7', hocuspocus, `${peers}hocuspocus.mjs`, (port, directory) => [
      String(port),
      directory,
    ]),
  ])
