/**
 * Runs every test and ends with one plain line, `N passed, N failed`, that a script can read.
 * Arguments are handed to vitest: `npm test -- tests/shared`.
 */
import { startVitest } from 'vitest/node'

const vitest = await startVitest(
  'test',
  process.argv.slice(2).filter((a) => !a.startsWith('-')),
  {
    run: true,
    watch: false,
    reporters: ['default'],
  },
)
const modules = vitest.state.getTestModules()
let passed = 0
let failed = vitest.state.getUnhandledErrors().length
for (const module of modules) {
  const before = passed + failed
  for (const test of module.children.allTests()) {
    const state = test.result().state
    if (state === 'passed') passed += 1
    else if (state === 'failed') failed += 1
  }
  if (module.state() === 'failed' && passed + failed === before) failed += 1
}
await vitest.close()
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
