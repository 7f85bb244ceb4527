import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { address, type ServerProcess, startServer } from './support/process.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

let dataDir: string
const running: ServerProcess[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mt-process-'))
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.kill()))
  await rm(dataDir, { recursive: true, force: true })
})

function start(env: Record<string, string> = {}, args: readonly string[] = []): ServerProcess {
  const server = startServer(dataDir, env, args)
  running.push(server)
  return server
}

const json = async (url: string): Promise<unknown> => (await fetch(url)).json()

describe('the process', () => {
  it('sets up the demonstration, stops cleanly on SIGTERM, and finds everything as it was', async () => {
    const first = start()
    const base = (await first.says(address)).replace('localhost', '127.0.0.1')
    await first.says(/localhost:\d+\/demo/)
    const before = await json(`${base}api/demo`)
    const stopping = Date.now()
    expect(await first.stop()).toBe(0)
    expect(Date.now() - stopping).toBeLessThan(10_000)
    const second = start()
    const again = (await second.says(address)).replace('localhost', '127.0.0.1')
    expect(await json(`${again}api/demo`)).toEqual(before)
    // The commands of an operator go through the process that has the data.
    const { stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'server/backup/run.ts', 'backup'],
      { cwd: root, env: { ...process.env, MONGODB_URI: '', BACKUP_DIR: '', DATA_DIR: dataDir } },
    )
    expect(stderr).toMatch(/Backup complete: .*mingting-/)
    expect(await second.stop()).toBe(0)
  })

  it('starts empty with --no-demo and shows the one-time link for the first administrator', async () => {
    const server = start({}, ['--no-demo'])
    const link = await server.says(/http:\/\/localhost:\d+\/office\/setup\/[\w-]{43}/)
    const base = new URL(link).origin.replace('localhost', '127.0.0.1')
    expect((await fetch(`${base}/api/demo`)).status).toBe(404)
    const made = await fetch(`${base}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        token: link.split('/').at(-1),
        county: '某县',
        login: 'first',
        name: '甲',
        password: 'a long password',
      }),
    })
    expect(made.status).toBe(200)
    await server.stop()
    const later = start()
    await later.says(address)
    await later.stop()
    expect(later.console()).not.toMatch(/setup|\/demo/)
  })

  it('names every wrong variable in a line and never repeats its value', async () => {
    const server = start({ PORT: 'x', SECRET: 'sesame' })
    expect(await server.ended).toBe(78)
    expect(server.console()).toMatch(/PORT 要是.*\nPORT must be/)
    expect(server.console()).toMatch(/SECRET/)
    expect(server.console()).not.toMatch(/sesame|\.ts|Error/)
  })

  it('says that the port is taken, or the data directory in use, and by whom', async () => {
    const taken = createServer()
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
    const own = taken.address()
    const port = typeof own === 'object' ? String(own?.port) : ''
    const blocked = start({ PORT: port })
    expect(await blocked.ended).toBe(1)
    expect(blocked.console()).toContain(`Port ${port} is taken`)
    taken.close()
    const holder = start()
    await holder.says(address)
    const second = start()
    expect(await second.ended).toBe(1)
    expect(second.console()).toContain(`(${holder.child.pid})`)
    await holder.stop()
  })

  it('does not start on a damaged sealing key', async () => {
    const first = start()
    await first.says(address)
    await first.stop()
    const path = join(dataDir, 'keys/seal')
    const key = await readFile(path)
    await writeFile(path, key.subarray(0, 10))
    const second = start()
    expect(await second.ended).toBe(1)
    expect(second.console()).toContain(path)
  })
})
