/**
 * The first start of the embedded database, where the disk takes little or the process is killed at a random moment:
 * it never ends without a sentence, and never leaves a directory that cannot be started afterwards. `LIMITS` (how
 * many limits of file size are tried, in blocks of 512 bytes), `KILLS` and `SEED` can be set.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbeddedMongo } from '../../server/database/embedded/index.ts'
import { kill } from './processes.ts'
import { randomFrom } from './random.ts'

const LIMITS = Number(process.env.LIMITS ?? 200)
const KILLS = Number(process.env.KILLS ?? 50)
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
const random = randomFrom(seed)
console.log(`seed ${seed}, ${LIMITS} limits, ${KILLS} kills`)

const program = fileURLToPath(new URL('../../server/database/embedded/serve.ts', import.meta.url))
const root = await mkdtemp(join(tmpdir(), 'mt-first-'))
const wrong: string[] = []

/** A first start in a process of its own, and what it said when it ended or was ready. */
function begin(dataDir: string, limit: string): { child: ChildProcess; said: Promise<string> } {
  const child = spawn(
    'sh',
    [
      '-c',
      `ulimit -f ${limit}; exec "$0" --import tsx "$1" --port 0 --data "$2"`,
      process.execPath,
      program,
      dataDir,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const said = new Promise<string>((done) => {
    let text = ''
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    child.stdout.once('data', (chunk: Buffer) => done(`${text}${chunk.toString()}`))
    child.once('close', () => done(text))
  })
  return { child, said }
}

/** Whether a directory can be started, and holds nothing that was begun and not finished. */
async function isWhole(dataDir: string): Promise<void> {
  const server = await startEmbeddedMongo({ dataDir })
  await server.stop()
  const left = (await readdir(dataDir)).filter((name) => /\.new/.test(name))
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`)
}

async function afterwards(dataDir: string, what: string): Promise<void> {
  await isWhole(dataDir).catch((error) => {
    wrong.push(`${what}: ${error instanceof Error ? error.message : error}`)
  })
  await rm(dataDir, { recursive: true, force: true })
}

let refused = 0
for (let limit = 1; limit <= LIMITS; limit += 1) {
  const dataDir = join(root, `limit-${limit}`)
  const { child, said } = begin(dataDir, String(limit))
  const text = await said
  if (/^mongodb:/m.test(text)) await kill(child)
  else if (/EFBIG/.test(text)) refused += 1
  else
    wrong.push(
      `limit ${limit}: ended with ${child.exitCode ?? child.signalCode} and said ${JSON.stringify(text)}`,
    )
  await afterwards(dataDir, `after limit ${limit}`)
}

/** How long a start takes here. */
const began = performance.now()
const whole = begin(join(root, 'whole'), 'unlimited')
await whole.said
const takes = performance.now() - began
await kill(whole.child)

let early = 0
for (let turn = 1; turn <= KILLS; turn += 1) {
  const dataDir = join(root, `kill-${turn}`)
  const { child, said } = begin(dataDir, 'unlimited')
  // Files are written in the last part of a start.
  const patience = new Promise<string>((done) => setTimeout(() => done(''), takes * (0.4 + 0.7 * random())))
  if ((await Promise.race([said, patience])) === '') early += 1
  await kill(child)
  await afterwards(dataDir, `after kill ${turn}`)
}
await rm(root, { recursive: true, force: true })

console.log(
  `${refused} of ${LIMITS} limits refused in words; ${early} of ${KILLS} kills came before it was ready`,
)
console.log(`${wrong.length} wrong`)
for (const one of wrong) console.log(`  ${one}`)
process.exit(wrong.length > 0 ? 1 : 0)
