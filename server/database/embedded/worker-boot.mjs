/**
 * Begins the thread: its program is put together from the sources here, so that no TypeScript loader has to live in
 * it, and so that a call from one file to another costs no more than one within a file.
 */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { compileFunction } from 'node:vm'
import { build, stop } from 'esbuild'

const entry = new URL('./worker.ts', import.meta.url)
const require = createRequire(entry)
const bundling = build({
  entryPoints: [fileURLToPath(entry)],
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // What is imported only when it is needed is loaded by `require`, too.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': JSON.stringify(entry.href) },
  write: false,
})
// Needed in any case, and loaded while the other process works.
require('lmdb')
const { outputFiles } = await bundling
await stop()
compileFunction(outputFiles[0].text, ['require'], { filename: entry.href })(require)
