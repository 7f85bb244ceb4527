import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../server/config.ts'
import { KeyFileError, loadKeys } from '../../server/keys.ts'

const directories: string[] = []
const temporary = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'mt-config-'))
  directories.push(directory)
  return directory
}
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true })
})

const problemsOf = (env: Record<string, string>) => {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map(({ variable, problem }) => `${variable} ${problem}`)
  }
}

describe('the configuration', () => {
  it('has a value for everything, so that a bare start works', () => {
    expect(readConfig({})).toMatchObject({ port: 3000, timeZone: 'Asia/Shanghai', demoOpen: false })
    expect(readConfig({ PORT: '', SECRET: '' })).toMatchObject({ port: 3000, secret: undefined })
  })

  it.each([
    [{ PORT: '70000' }, ['PORT port']],
    [{ PORT: 'http' }, ['PORT port']],
    [{ PUBLIC_URL: 'hearing.example' }, ['PUBLIC_URL url']],
    [{ PUBLIC_URL: 'http://hearing.example/app' }, ['PUBLIC_URL url']],
    [{ PUBLIC_URL: 'javascript:alert(1)' }, ['PUBLIC_URL url']],
    [{ PUBLIC_URL: 'https://hearing.example' }, ['PUBLIC_URL httpsUnreachable']],
    [{ TLS_CERT: '/does/not/exist' }, ['TLS_CERT file', 'TLS_KEY tlsPair']],
    [{ TLS_CERT: '/etc/hostname' }, ['TLS_KEY tlsPair']],
    [{ TRUST_PROXY: 'true' }, ['TRUST_PROXY proxy']],
    [{ MONGODB_URI: 'postgres://x' }, ['MONGODB_URI mongodb']],
    [{ SECRET: 'short' }, ['SECRET secret']],
    [{ SEAL_KEY: 'g'.repeat(64) }, ['SEAL_KEY sealKey']],
    [{ TZ: 'Asia/Qinghe' }, ['TZ zone']],
    [{ DEMO_OPEN: 'yes', PORT: '-1' }, ['PORT port', 'DEMO_OPEN flag']],
  ])('names what is wrong with %j', (env, problems) => {
    expect(problemsOf(env)).toEqual(problems)
  })
})

describe('the keys', () => {
  it('are made once, readable by the owner only, and stay', async () => {
    const dataDir = temporary()
    const config = { dataDir, secret: undefined, sealKey: undefined }
    const many = await Promise.all(Array.from({ length: 8 }, () => loadKeys(config)))
    expect(new Set(many.map(({ secret, sealKey }) => `${secret} ${sealKey.toString('hex')}`)).size).toBe(1)
    expect(many[0]?.secret).not.toBe(many[0]?.sealKey.toString('hex'))
    expect(statSync(join(dataDir, 'keys/seal')).mode & 0o777).toBe(0o600)
    expect(statSync(join(dataDir, 'keys')).mode & 0o777).toBe(0o700)
    expect(await loadKeys(config)).toEqual(many[0])
  })

  it('come from the environment where given, and then no file is made', async () => {
    const dataDir = temporary()
    const keys = await loadKeys({ dataDir, secret: 's'.repeat(32), sealKey: 'ab'.repeat(32) })
    expect(keys).toEqual({ secret: 's'.repeat(32), sealKey: Buffer.from('ab'.repeat(32), 'hex') })
    expect(() => statSync(join(dataDir, 'keys'))).toThrow()
  })

  it('are never replaced: a damaged file stops the start', async () => {
    const dataDir = temporary()
    const config = { dataDir, secret: undefined, sealKey: undefined }
    await loadKeys(config)
    const path = join(dataDir, 'keys/seal')
    writeFileSync(path, '')
    await expect(loadKeys(config)).rejects.toThrow(KeyFileError)
    expect(readFileSync(path, 'utf8')).toBe('')
  })
})
