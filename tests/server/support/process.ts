import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const main = new URL('../../../server/main.ts', import.meta.url).href

/** The server as a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess
  /** The exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>
  /** Everything it has said so far. */
  console(): string
  /** The first match in what it says, now or later. @throws Error with its console where it ends before */
  says(pattern: RegExp): Promise<string>
  /** As an operator stops it. */
  stop(): Promise<number | null>
  /** As a power cut stops it. */
  kill(): Promise<void>
}

/** The address it names once it listens. */
export const address = /http:\/\/[\w.-]+:\d+\/(?=\n)/

/** Starts the server as `npm start` does once the pages are built, by default on any free port of this computer. */
export function startServer(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): ServerProcess {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '-e',
      `import('${main}').then(({ main }) => main(process.argv.slice(1)))`,
      '--',
      ...args,
    ],
    {
      cwd: root,
      env: { ...process.env, MONGODB_URI: '', DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', ...env },
    },
  )
  let text = ''
  const waiting: { pattern: RegExp; done: (match: string) => void }[] = []
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    for (const { pattern, done } of waiting) {
      const [match] = pattern.exec(text) ?? []
      if (match !== undefined) done(match)
    }
  })
  // The log goes to standard output; a pipe nobody reads would stop the server once it is full.
  child.stdout?.resume()
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  return {
    child,
    ended,
    console: () => text,
    says: (pattern) =>
      new Promise<string>((done, fail) => {
        const [match] = pattern.exec(text) ?? []
        if (match !== undefined) done(match)
        waiting.push({ pattern, done })
        void ended.then(() => fail(new Error(text)))
      }),
    async stop() {
      child.kill('SIGTERM')
      return ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
