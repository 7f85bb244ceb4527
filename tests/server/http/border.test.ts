import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { addStaff, password, servedApp } from './served.ts'

const served = servedApp()
beforeAll(async () => {
  await addStaff(served())
})

describe('the border of the server', () => {
  it('answers unknown API paths in JSON and unknown pages with the not-found page', async () => {
    const { browser } = served()
    const api = await browser().get('/api/nothing/here')
    expect([api.status, api.code]).toEqual([404, 'NOT_FOUND'])
    const asset = await browser().get('/assets/none.js')
    expect([asset.status, asset.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8'])
  })

  it('says whether it lives and whether its database answers', async () => {
    const { browser } = served()
    expect((await browser().get('/healthz')).body).toBe('ok')
    expect((await browser().get('/readyz')).status).toBe(200)
  })

  it('refuses what is not JSON, not well-formed, too large or incomplete, by code and without a trace', async () => {
    const { browser } = served()
    const anybody = browser()
    const cases = [
      ['{"login":', {}, 422, 'REQUEST_MALFORMED'],
      ['login=admin', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'BODY_TYPE_UNSUPPORTED'],
      ['{"login":"admin"}', { 'content-type': 'text/plain' }, 415, 'BODY_TYPE_UNSUPPORTED'],
      ['{"login":"admin"}', {}, 422, 'REQUEST_MALFORMED'],
      ['{"login":"admin","password":"x","roles":["administrator"]}', {}, 422, 'REQUEST_MALFORMED'],
      ['{"login":"\\ud800","password":"x"}', {}, 422, 'TEXT_ILL_FORMED'],
      [JSON.stringify({ login: 'x'.repeat(1_100_000), password }), {}, 413, 'BODY_TOO_LARGE'],
    ] as const
    for (const [body, headers, status, code] of cases) {
      const answer = await anybody.post('/api/login', body, headers)
      expect([answer.status, answer.code], body.slice(0, 40)).toEqual([status, code])
      expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at .*\.ts|Error/)
    }
  })

  it('shows a fault of its own as a number, and what happened only in the log', async () => {
    const { browser, modules, logged } = served()
    const { find } = modules.county
    onTestFinished(() => {
      modules.county.find = find
    })
    modules.county.find = () => Promise.reject(new Error('张三 at 192.168.1.7'))
    const answer = await browser().get('/api/session')
    expect([answer.status, answer.code]).toEqual([500, 'INTERNAL'])
    const { refusal } = answer.body as { refusal: { params: { id: string } } }
    const line = logged.find((text) => text.includes(refusal.params.id))
    expect(line).toContain('"name":"Error"')
    expect(line).not.toMatch(/张三|192\.168/)
  })

  it('logs no token, no name, no body and no address', async () => {
    const { browser, signedIn, logged } = served()
    await signedIn('clerk')
    await browser().get('/api/links/abcdefghijklmnopqrstuvwxyz')
    const text = logged.join('')
    expect(text).toContain('/api/links/:token')
    expect(text).not.toMatch(/abcdefghij|clerk|127\.0\.0\.1|correct horse|白一/)
  })
})

describe('pages of other sites', () => {
  it('cannot change anything, whatever cookie the browser adds', async () => {
    const { base, signedIn } = served()
    const clerk = await signedIn('clerk')
    for (const headers of [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: base.replace('127.0.0.1', 'evil.example') },
      { origin: base, 'sec-fetch-site': 'cross-site' },
      { origin: base, 'sec-fetch-site': 'same-site' },
    ])
      expect((await clerk.post('/api/logout', {}, headers)).code, JSON.stringify(headers)).toBe(
        'ORIGIN_FORBIDDEN',
      )
    expect((await clerk.get('/api/accounts')).status).toBe(200)
  })
})

describe('an installation with PUBLIC_URL', () => {
  const named = servedApp({ PUBLIC_URL: 'http://hearing.example:8080' })

  it('takes changes from pages of exactly that origin', async () => {
    const { browser } = named()
    const from = (origin: string) => browser({ origin }).post('/api/logout')
    expect((await from('http://hearing.example:8080')).status).toBe(200)
    expect((await from('http://hearing.example')).code).toBe('ORIGIN_FORBIDDEN')
    expect((await from('https://hearing.example:8080')).code).toBe('ORIGIN_FORBIDDEN')
  })
})

it('allows scripts of this server only, works over plain http, and keeps answers out of caches', async () => {
  const { headers } = await served().browser().get('/api/session')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("connect-src 'self' ws: wss:")
  expect(policy).not.toContain('upgrade-insecure-requests')
  expect(headers.get('strict-transport-security')).toBeNull()
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('cache-control')).toBe('no-store')
})
