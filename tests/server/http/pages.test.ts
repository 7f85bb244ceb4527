import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { servePages } from '../../../server/http/static.ts'

const directory = mkdtempSync(join(tmpdir(), 'mt-pages-'))
const server = createServer(express().use(servePages(directory)))
beforeAll(async () => {
  writeFileSync(join(directory, 'portal.html'), 'portal')
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(() => {
  server.close()
  rmSync(directory, { recursive: true })
})
const get = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)

describe('addresses printed on paper', () => {
  it.each(['/s', '/s/5R79-Y3W6-L934', '/c/QH17', '/verify/QH17', '/l/token'])(
    '%s opens a page, which search engines keep out of',
    async (path) => {
      const { status, headers } = await get(path)
      expect([status, headers.get('x-robots-tag')]).toEqual([200, 'noindex, nofollow'])
    },
  )

  it('says of an address that is none that there is nothing', async () => {
    expect((await get('/nothing')).status).toBe(404)
  })
})
