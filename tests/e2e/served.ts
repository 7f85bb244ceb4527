import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { address, type ServerProcess, startServer } from '../server/support/process.ts'

/** The name people type; it is no loopback name, so browsers grant the page nothing they grant localhost. */
export const HOST = 'mingting.test'

/** A server on data and a port of its own, that can be killed and started again on both. */
export interface Served {
  /** Where browsers find it: `http://mingting.test:PORT`. */
  readonly origin: string
  /** Where this process finds it. */
  readonly local: string
  /** Pulls the plug. */
  kill(): Promise<void>
  /** Starts it again on the same data and port. Resolves once it serves. */
  restart(): Promise<void>
  close(): Promise<void>
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address()
      server.close(() => done(typeof bound === 'object' && bound ? bound.port : 0))
    })
  })
}

/** Starts the demonstration county as an operator would who gave it a name on the network. */
export async function serve(): Promise<Served> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mt-e2e-'))
  const port = await freePort()
  const origin = `http://${HOST}:${port}`
  const start = async (): Promise<ServerProcess> => {
    const started = startServer(dataDir, { PORT: String(port), PUBLIC_URL: origin })
    await started.says(address)
    return started
  }
  let server = await start()
  return {
    origin,
    local: `http://127.0.0.1:${port}`,
    kill: () => server.kill(),
    async restart() {
      server = await start()
    },
    async close() {
      await server.kill()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
