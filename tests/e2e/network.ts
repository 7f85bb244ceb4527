import { createServer, connect as dial, type Socket } from 'node:net'

/** The way between browsers and a server, that can be cut in the middle of everything and restored. */
export async function createNetwork(serverPort: number) {
  const lines = new Set<Socket>()
  let up = true
  const server = createServer((near) => {
    if (!up) {
      near.destroy()
      return
    }
    const far = dial(serverPort, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      lines.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        lines.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  return {
    port: typeof bound === 'object' && bound ? bound.port : 0,
    cut() {
      up = false
      for (const line of lines) line.destroy()
    },
    restore() {
      up = true
    },
    close: () => server.close(),
  }
}
