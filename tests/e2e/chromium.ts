import { execFile, spawn } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'
import puppeteer from 'puppeteer-core'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
const cache = join(modules, '.cache/mingting')

/** Without a sandbox, because tests run as root in containers. */
const flags = ['--no-sandbox', '--disable-dev-shm-usage', '--mute-audio']
/** The name stands for this computer: to the browser an ordinary host, so nothing loopback is granted. */
const resolving = (host: string, address = '127.0.0.1') => `--host-resolver-rules=MAP ${host} ${address}`

const decompress = (packed: string, to: string, mode: number): Promise<void> =>
  pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(to, { mode }))

async function untar(packed: string, folder: string): Promise<void> {
  const archive = join(folder, 'packed.tar')
  await decompress(packed, archive, 0o644)
  await promisify(execFile)('tar', ['-xf', archive, '-C', folder])
  await rm(archive)
}

/**
 * The browser inside an npm package and the software that draws for it, unpacked once for this checkout. The
 * packages' own way writes to one fixed place in /tmp, takes whatever lies there, and takes it half written
 * from a second process.
 */
async function unpacked(name: string): Promise<string> {
  const folder = join(cache, name.replace('/', '-'))
  const browser = join(folder, 'chromium')
  if (existsSync(browser)) return browser
  const packed = join(modules, name, 'bin')
  const draft = `${folder}.${process.pid}`
  await mkdir(draft, { recursive: true })
  await Promise.all([
    decompress(join(packed, 'chromium.br'), join(draft, 'chromium'), 0o755),
    untar(join(packed, 'swiftshader.tar.br'), draft),
  ])
  try {
    await rename(draft, folder)
  } catch (error) {
    // Somebody else was first.
    await rm(draft, { recursive: true })
    if (!existsSync(browser)) throw error
  }
  return browser
}

const isBundled = process.platform === 'linux' && process.arch === 'x64'

/**
 * A current Chromium: CHROMIUM_PATH, else the one from npm, else an installed Chrome or Edge. `address`: where
 * `host` is found, with a port if it is another one.
 */
export async function launchChromium(host: string, address?: string): Promise<Browser> {
  const args = [...flags, resolving(host, address)]
  const given = process.env.CHROMIUM_PATH
  if (given || isBundled)
    return chromium.launch({ executablePath: given || (await unpacked('@sparticuz/chromium')), args })
  for (const channel of ['chrome', 'msedge'])
    try {
      return await chromium.launch({ channel, args })
    } catch {
      // Not installed here: the next.
    }
  throw new Error('No browser for the tests: install Chrome or Edge, or set CHROMIUM_PATH to a Chromium.')
}

/**
 * A Chromium with a profile on disk that can die like a laptop whose battery is out: every process of it at once,
 * without a word. The next one with the same profile finds what had reached the disk.
 */
export async function launchMortalChromium(profile: string, host: string, address: string) {
  const { CHROMIUM_PATH: given } = process.env
  const program = given || (isBundled ? await unpacked('@sparticuz/chromium') : chromium.executablePath())
  const own = ['--headless', '--no-zygote', '--lang=zh-CN', '--remote-debugging-port=0']
  // A group of processes of its own, so that all of them can be killed together.
  const child = spawn(program, [...flags, ...own, `--user-data-dir=${profile}`, resolving(host, address)], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  const endpoint = await new Promise<string>((found, fail) => {
    createInterface(child.stderr).on('line', (line) => {
      const [, url] = /^DevTools listening on (\S+)/.exec(line) ?? []
      if (url) found(url)
    })
    child.once('error', fail)
    void exited.then(() => fail(new Error('the browser did not start')))
  })
  const browser = await chromium.connectOverCDP(endpoint)
  const [context] = browser.contexts()
  if (!context) throw new Error('no profile')
  return {
    context,
    async die(): Promise<void> {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
      await exited
    },
  }
}

/** Whether the oldest browser we serve can be run here: its build from npm is for Linux on x64 only. */
export const hasChromium92 = isBundled

/** Chromium 92, the oldest we serve. Today's playwright cannot click in it; a puppeteer of its time can. */
export async function launchChromium92(host: string) {
  return puppeteer.launch({
    executablePath: await unpacked('chromium-92'),
    args: [...flags, '--no-zygote', resolving(host)],
    headless: true,
  })
}
