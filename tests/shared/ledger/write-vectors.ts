/** Writes the golden vectors of docs/record.md anew: `node --import tsx tests/shared/ledger/write-vectors.ts`. */
import { writeFileSync } from 'node:fs'
import { vectorFiles } from './vectors.ts'

for (const [name, content] of Object.entries(vectorFiles()))
  writeFileSync(new URL(`../../../docs/record-vectors/${name}`, import.meta.url), content)
