/** Many random cases against the naive reference: `npm run fuzz:embedded`. `CASES` and `SEED` can be set. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Store } from '../../../server/database/embedded/store.ts'
import { CASES_PER_WORLD, fuzz } from './fuzz.ts'

const cases = Number(process.env.CASES ?? 100_000)
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
console.log(`seed ${seed}, ${cases} cases`)
const directory = await mkdtemp(join(tmpdir(), 'mt-fuzz-'))
const store = Store.open(join(directory, 'store.mdb'))
let done = 0
const wrong: string[] = []
for (let at = seed; done < cases && wrong.length === 0; at += 100) {
  wrong.push(...fuzz(store, at, 100 * CASES_PER_WORLD))
  done += 100 * CASES_PER_WORLD
}
await store.close()
await rm(directory, { recursive: true, force: true })
for (const one of wrong) console.log(one)
console.log(`${done} cases, ${wrong.length} wrong`)
process.exit(wrong.length > 0 ? 1 : 0)
