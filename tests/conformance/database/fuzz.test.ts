import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Store } from '../../../server/database/embedded/store.ts'
import { fuzz } from './fuzz.ts'

it('random queries, sorts and updates mean the same with an index, without one, and to a naive reference', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'mt-fuzz-'))
  const store = Store.open(join(directory, 'store.mdb'))
  try {
    expect(fuzz(store, 1, 3_000)).toEqual([])
  } finally {
    await store.close()
    await rm(directory, { recursive: true, force: true })
  }
})
