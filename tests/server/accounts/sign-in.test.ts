import { beforeAll, describe, expect, it } from 'vitest'
import { addStaff, password, servedApp } from '../http/served.ts'

const served = servedApp()
let staff: Awaited<ReturnType<typeof addStaff>>
beforeAll(async () => {
  staff = await addStaff(served())
})

describe('signing in with a password', () => {
  it('lets the holder in and says who it is', async () => {
    const clerk = await served().signedIn('clerk')
    expect((await clerk.get('/api/session')).body).toMatchObject({
      actor: { kind: 'account', name: '白一', roles: ['clerk'] },
      encrypted: false,
    })
  })

  it('answers an unknown account, a wrong password and a suspended account alike', async () => {
    const { browser, modules } = served()
    const { accountId } = await modules.accounts.create({
      login: 'gone',
      name: '去',
      roles: ['clerk'],
      password,
    })
    await modules.accounts.change(accountId, { name: '去', roles: ['clerk'], active: false })
    for (const [login, given] of [
      ['nobody', password],
      ['clerk', 'wrong'],
      ['gone', password],
    ])
      expect((await browser().post('/api/login', { login, password: given })).body).toEqual({
        ok: false,
        refusal: { code: 'LOGIN_WRONG', params: {} },
      })
  })

  it('slows down guessing one account without locking out the room behind the same address', async () => {
    const { browser, modules, signedIn } = served()
    await modules.accounts.create({ login: 'guessed', name: '猜', roles: ['clerk'], password })
    const guesser = browser()
    const codes = []
    for (let n = 0; n < 11; n += 1)
      codes.push((await guesser.post('/api/login', { login: 'guessed', password: `wrong ${n}` })).code)
    expect(codes.filter((code) => code === 'LOGIN_WRONG')).toHaveLength(10)
    expect(codes.at(-1)).toBe('TOO_MANY_TRIES')
    expect((await (await signedIn('chair')).get('/api/session')).body).toMatchObject({
      actor: { kind: 'account' },
    })
  })

  it('lets nobody guess at the password behind a sign-in', async () => {
    const { signedIn } = served()
    const [here, colleague] = [await signedIn('clerk'), await signedIn('clerk')]
    const guess = { current: 'wrong', next: 'another long password' }
    const codes = []
    for (let n = 0; n < 11; n += 1) codes.push((await here.put('/api/session/password', guess)).code)
    expect(codes.filter((code) => code === 'LOGIN_WRONG')).toHaveLength(10)
    expect(codes.at(-1)).toBe('TOO_MANY_TRIES')
    expect((await colleague.put('/api/session/password', guess)).code).toBe('LOGIN_WRONG')
  })

  it('gives a cookie no script can read, and a new one at each sign-in', async () => {
    const { browser } = served()
    const chair = browser()
    const first = await chair.post('/api/login', { login: 'chair', password })
    expect(first.headers.get('set-cookie')).toMatch(/^mt=.*HttpOnly.*SameSite=Lax/)
    expect(first.headers.get('set-cookie')).not.toContain('Secure')
    const before = chair.cookies.get('mt')
    await chair.post('/api/login', { login: 'chair', password })
    expect(chair.cookies.get('mt')).not.toBe(before)
    const old = browser()
    old.cookies.set('mt', before ?? '')
    expect((await old.get('/api/session')).body).toMatchObject({ actor: { kind: 'anonymous' } })
  })

  it('ends by signing out, also for a copy of the cookie', async () => {
    const { signedIn, browser } = served()
    const clerk = await signedIn('clerk')
    const copy = browser()
    copy.cookies.set('mt', clerk.cookies.get('mt') ?? '')
    await clerk.post('/api/logout')
    expect((await copy.get('/api/accounts')).code).toBe('LOGIN_REQUIRED')
  })

  it('holds one sign-in a seat in the same browser', async () => {
    const { browser } = served()
    const first = browser({ seat: 'a' })
    await first.post('/api/login', { login: 'clerk', password })
    const second = browser({ seat: 'b' })
    for (const [name, value] of first.cookies) second.cookies.set(name, value)
    await second.post('/api/login', { login: 'chair', password })
    expect([...second.cookies.keys()].sort()).toEqual(['mt_a', 'mt_b'])
    expect((await second.get('/api/session')).body).toMatchObject({ seat: 'b', actor: { name: '顾一' } })
    expect((await second.get('/api/session', { 'x-seat': 'a' })).body).toMatchObject({
      actor: { name: '白一' },
    })
    expect((await second.get('/api/session', { 'x-seat': '../b' })).body).toMatchObject({
      seat: null,
      actor: { kind: 'anonymous' },
    })
  })
})

describe('accounts', () => {
  it('are made and changed by administrators only', async () => {
    const { signedIn, browser } = served()
    const wanted = { login: 'new', name: '新', roles: ['chair'], password }
    expect((await browser().post('/api/accounts', wanted)).code).toBe('LOGIN_REQUIRED')
    const clerk = await signedIn('clerk')
    expect((await clerk.post('/api/accounts', wanted)).code).toBe('FORBIDDEN')
    expect(
      (
        await clerk.put(`/api/accounts/${staff.clerk.accountId}`, {
          name: '白',
          roles: ['administrator'],
          active: true,
        })
      ).code,
    ).toBe('FORBIDDEN')
    const admin = await signedIn('admin')
    expect((await admin.post('/api/accounts', wanted)).status).toBe(200)
    expect((await admin.post('/api/accounts', { ...wanted, login: 'NEW' })).code).toBe('LOGIN_TAKEN')
    expect((await admin.post('/api/accounts', { ...wanted, login: 'other', password: 'short' })).code).toBe(
      'REQUEST_MALFORMED',
    )
  })

  it('never show a password hash', async () => {
    const { signedIn } = served()
    const list = await (await signedIn('admin')).get('/api/accounts')
    expect(JSON.stringify(list.body)).toContain('白一')
    expect(JSON.stringify(list.body)).not.toMatch(/argon2|passwordHash|epoch/)
  })

  it('lose every sign-in with a new password or a suspension', async () => {
    const { signedIn, modules, browser } = served()
    const { accountId } = await modules.accounts.create({
      login: 'brief',
      name: '短',
      roles: ['clerk'],
      password,
    })
    const admin = await signedIn('admin')
    const brief = browser()
    await brief.post('/api/login', { login: 'brief', password })
    await admin.put(`/api/accounts/${accountId}/password`, { password: 'another long one' })
    expect((await brief.get('/api/accounts')).code).toBe('LOGIN_REQUIRED')
    await brief.post('/api/login', { login: 'brief', password: 'another long one' })
    expect((await brief.get('/api/accounts')).status).toBe(200)
    await admin.put(`/api/accounts/${accountId}`, { name: '短', roles: ['clerk'], active: false })
    expect((await brief.get('/api/accounts')).code).toBe('LOGIN_REQUIRED')
  })

  it('keep one administrator', async () => {
    const { signedIn } = served()
    const admin = await signedIn('admin')
    const path = `/api/accounts/${staff.administrator.accountId}`
    expect((await admin.put(path, { name: '关', roles: ['clerk'], active: true })).code).toBe(
      'LAST_ADMINISTRATOR',
    )
    expect((await admin.put(path, { name: '关', roles: ['administrator'], active: false })).code).toBe(
      'LAST_ADMINISTRATOR',
    )
  })

  it('let their holder change the password, given the present one', async () => {
    const { modules, browser } = served()
    await modules.accounts.create({ login: 'own', name: '己', roles: ['clerk'], password })
    const [here, elsewhere] = [browser(), browser()]
    for (const one of [here, elsewhere]) await one.post('/api/login', { login: 'own', password })
    const next = 'a new long password'
    expect((await here.put('/api/session/password', { current: 'wrong', next })).code).toBe('LOGIN_WRONG')
    expect((await here.put('/api/session/password', { current: password, next })).status).toBe(200)
    expect((await here.get('/api/accounts')).status).toBe(200)
    expect((await elsewhere.get('/api/accounts')).code).toBe('LOGIN_REQUIRED')
  })
})

describe('the set-up link', () => {
  const empty = servedApp()

  it('names the county and makes the first administrator, once, by the token of the console', async () => {
    const { browser, modules } = empty()
    const token = await modules.accounts.setupToken()
    const form = { county: '某县', login: 'first', name: '甲', password }
    expect((await browser().get('/api/setup')).body).toEqual({ open: true })
    expect((await browser().post('/api/setup', { ...form, token: 'x'.repeat(43) })).code).toBe('LINK_UNKNOWN')
    const both = [browser(), browser()]
    const answers = await Promise.all(both.map((one) => one.post('/api/setup', { ...form, token })))
    expect(answers.map(({ code }) => code).sort()).toEqual(['', 'SETUP_DONE'])
    const admin = both[answers.findIndex(({ code }) => code === '')]
    expect((await admin?.get('/api/session'))?.body).toMatchObject({
      actor: { roles: ['administrator'] },
      county: { name: '某县' },
      demonstration: false,
    })
    expect((await browser().get('/api/setup')).body).toEqual({ open: false })
  })
})

describe('over https behind a proxy', () => {
  const proxied = servedApp({ PUBLIC_URL: 'https://hearing.example', TRUST_PROXY: '1' })

  it('binds the cookie to https and to the host, and refuses to sign in without', async () => {
    await addStaff(proxied())
    const chair = proxied().browser({ origin: 'https://hearing.example' })
    const form = { login: 'chair', password }
    expect((await chair.post('/api/login', form)).code).toBe('HTTPS_REQUIRED')
    const over = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' }
    const answer = await chair.post('/api/login', form, over)
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-mt=.*Path=\/;.*HttpOnly; Secure/)
    expect(answer.headers.get('set-cookie')).not.toContain('Domain')
    expect(answer.headers.get('strict-transport-security')).toMatch(/max-age/)
    expect((await chair.get('/api/session', over)).body).toMatchObject({
      encrypted: true,
      actor: { kind: 'account' },
    })
  })
})
