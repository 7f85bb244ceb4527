import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BackupAge } from '../../../client/office/backup-age.tsx'
import { openPage } from '../page.tsx'
import { prepareOffice } from './office.tsx'

beforeEach(prepareOffice)
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const HOUR = 3_600_000
const shows = (state: unknown) => openPage(<BackupAge />, '/', { '/api/backup': state })

describe('the line about the last backup', () => {
  it('tells its age', async () => {
    shows({ embedded: true, last: { at: Date.now() - 3 * HOUR - 1000, keys: true } })
    expect(await screen.findByText('3 小时前')).toBeDefined()
    expect(screen.queryByText(/密钥|超过一天/)).toBeNull()
  })

  it('warns where the keys are not in it', async () => {
    shows({ embedded: true, last: { at: Date.now(), keys: false } })
    expect(await screen.findByText('刚刚')).toBeDefined()
    expect(screen.getByText(/BACKUP_PASSPHRASE/)).toBeDefined()
  })

  it.each([[null], [{ at: Date.now() - 30 * HOUR, keys: true }]])(
    'warns where it is late: %j',
    async (last) => {
      shows({ embedded: true, last })
      expect(await screen.findByText(/超过一天没有备份/)).toBeDefined()
    },
  )

  it('is not there where the database is a server of its own', async () => {
    const asked = shows({ embedded: false, last: null })
    await vi.waitFor(() => expect(asked).toHaveBeenCalled())
    await asked.mock.results[0]?.value
    expect(screen.queryByText('上次备份')).toBeNull()
  })
})
