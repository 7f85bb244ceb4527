import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config.ts'

/** A key file whose content is not a key. Never replaced: what was sealed with it would be lost. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
  constructor(readonly file: string) {
    super(`not a key: ${file}`)
  }
}

export interface Keys {
  /** Signs session cookies and derives the tokens this server can show again. */
  readonly secret: string
  /** 32 bytes from which the keys of sealed texts are derived. */
  readonly sealKey: Buffer
}

async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a directory; there the rename itself is journaled.
  if (process.platform === 'win32') return
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** Puts `text` at `path` whole or not at all; a file that is there already wins. */
async function createOnce(directory: string, path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await unlink(draft)
  }
  await syncDirectory(directory)
}

async function keyFile(directory: string, name: string): Promise<string> {
  const path = join(directory, name)
  const read = () =>
    readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
  let text = await read()
  if (text === null) {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await createOnce(directory, path, `${randomBytes(32).toString('hex')}\n`)
    text = await read()
  }
  const key = text?.trim() ?? ''
  if (!/^[0-9a-f]{64}$/.test(key)) throw new KeyFileError(path)
  return key
}

/**
 * The two keys: from the environment, or made once under `DATA_DIR/keys`, readable by the owner only.
 * @throws KeyFileError where a key file holds something else
 */
export async function loadKeys(config: Pick<Config, 'dataDir' | 'secret' | 'sealKey'>): Promise<Keys> {
  const directory = join(config.dataDir, 'keys')
  const secret = config.secret ?? (await keyFile(directory, 'secret'))
  const sealKey = config.sealKey ?? (await keyFile(directory, 'seal'))
  return { secret, sealKey: Buffer.from(sealKey, 'hex') }
}
