import { mkdirSync, writeFileSync } from 'node:fs'
import { drawVectors } from './vectors.ts'

/** Writes the golden vectors anew: only after a change of the specification. */
const folder = new URL('../../../docs/draw-vectors/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, value] of Object.entries(drawVectors()))
  writeFileSync(new URL(name, folder), `${JSON.stringify(value, null, 1)}\n`)
