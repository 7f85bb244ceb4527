import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { address, type ServerProcess, startServer } from '../server/support/process.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let dataDir: string
let server: ServerProcess

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mt-simulate-'))
})
afterEach(async () => {
  await server.kill()
  await rm(dataDir, { recursive: true, force: true })
})

/** Starts the server and tells where it is. */
async function start(...args: readonly string[]): Promise<string> {
  server = startServer(dataDir, {}, args)
  return (await server.says(address)).replace('localhost', '127.0.0.1').replace(/\/$/, '')
}

/** `npm run simulate` against `target`; `onLine` hears every line as it comes. */
function run(target: string, onLine: (line: string) => void = () => {}) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'tests/simulate/run.ts', '--url', target, '--speed', '100000'],
    { cwd: root },
  )
  const lines: string[] = []
  let rest = ''
  const hear = (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) {
      lines.push(line)
      onLine(line)
    }
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise<{ code: number | null; lines: readonly string[] }>((done) =>
    child.once('close', (code) => done({ code, lines })),
  )
}

/** Stands between the driver and the server and changes one word of the public record on its way. */
function tamperingProxy(target: string): Promise<Server> {
  const { hostname, port } = new URL(target)
  const proxy = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, host: `${hostname}:${port}`, origin: target }
    const forwarded = request(
      { hostname, port, path: incoming.url, method: incoming.method, headers },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          const isRecord = incoming.url?.startsWith('/api/public/record') ?? false
          const { 'content-length': _length, 'transfer-encoding': _encoding, ...kept } = answer.headers
          outgoing.writeHead(answer.statusCode ?? 502, kept)
          outgoing.end(isRecord ? text.replace('482913', '482914') : text)
        })
      },
    )
    incoming.pipe(forwarded)
  })
  proxy.on('upgrade', (incoming, socket, head) => {
    const onward = connect(Number(port), hostname, () => {
      const headers = { ...incoming.headers, host: `${hostname}:${port}`, origin: target }
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`)
      onward.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      onward.write(head)
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  return new Promise((done) => proxy.listen(0, '127.0.0.1', () => done(proxy)))
}

// A whole hearing each: more than this project's usual patience where the machine does other things too.
describe('npm run simulate', { timeout: 300_000 }, () => {
  it('holds a hearing through a restart of the server and says in its last line that the record holds', async () => {
    const url = await start()
    const { port } = new URL(url)
    let restarting: Promise<void> | undefined
    const { code, lines } = await run(url, (line) => {
      if (!line.startsWith('petitioner-statement:') || restarting) return
      restarting = server.kill().then(() => {
        server = startServer(dataDir, { PORT: port })
      })
    })
    expect(restarting).toBeDefined()
    expect(lines.at(-1)).toMatch(
      /^unchanged: .+ \d+ steps, \d+ lines of minutes, code [\w-]+, head [0-9A-F ]+/,
    )
    expect(code).toBe(0)
  })

  it('fails where one word of the public record was changed', async () => {
    const proxy = await tamperingProxy(await start())
    const bound = proxy.address()
    const { code, lines } = await run(`http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`)
    proxy.closeAllConnections()
    proxy.close()
    expect(lines.at(-1)).toMatch(/^broken: /)
    expect(code).toBe(1)
  })

  it('fails in one line where there is no demonstration to play in', async () => {
    const { code, lines } = await run(await start('--no-demo'))
    expect(lines).toHaveLength(1)
    expect(code).toBe(1)
  })
})
