import { parseArgs } from 'node:util'
import { z } from 'zod'
import { startEmbeddedMongo } from './index.ts'

const { values, positionals } = parseArgs({
  // What is wrong with the arguments is told below.
  strict: false,
  options: { port: { type: 'string' }, data: { type: 'string' }, tidy: { type: 'string' } },
})
const number = z.string().pipe(z.coerce.number())
const parsed = z
  .strictObject({
    port: number.pipe(z.int().min(0).max(65535)),
    data: z.string().min(1),
    tidy: number.pipe(z.int().min(1)).optional(),
  })
  .safeParse(values)
if (!parsed.success || positionals.length > 0) {
  process.stderr.write('usage: npm run embedded -- --port PORT --data DIRECTORY [--tidy MILLISECONDS]\n')
  process.exit(2)
}

const database = await startEmbeddedMongo({
  dataDir: parsed.data.data,
  port: parsed.data.port,
  ...(parsed.data.tidy === undefined ? {} : { tidyEveryMs: parsed.data.tidy }),
  onFailure: (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  },
}).catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
process.stdout.write(`${database.uri}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    database.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
