import { describe, expect, it } from 'vitest'
import { isLocal } from '../../../server/demonstration/routes.ts'

const from = (remoteAddress: string, headers: Record<string, string> = {}) => ({
  socket: { remoteAddress },
  headers,
})

describe('who may take a seat of the demonstration', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('this machine: %s', (address) => {
    expect(isLocal(from(address))).toBe(true)
  })

  it.each(['192.168.1.5', '::ffff:10.0.0.1', '1271.0.0.1', 'fe80::1', ''])('nobody else: %s', (address) => {
    expect(isLocal(from(address))).toBe(false)
  })

  it.each(['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-proto', 'x-forwarded-host'])(
    'nobody behind a proxy: %s',
    (header) => {
      expect(isLocal(from('127.0.0.1', { [header]: '127.0.0.1' }))).toBe(false)
    },
  )

  it('nobody whose address is unknown', () => {
    expect(isLocal({ socket: {}, headers: {} })).toBe(false)
  })
})
