import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { assertReadable } from './format.ts'
import { FormatError, startEmbeddedMongo } from './index.ts'
import { STORE_FILE } from './worker-messages.ts'

const { values, positionals } = parseArgs({
  // What is wrong with the arguments is told below.
  strict: false,
  options: {
    port: { type: 'string' },
    data: { type: 'string' },
    tidy: { type: 'string' },
    check: { type: 'boolean' },
  },
})
const number = z.string().pipe(z.coerce.number())
const parsed = z
  .strictObject({
    port: number.pipe(z.int().min(0).max(65535)).optional(),
    data: z.string().min(1),
    tidy: number.pipe(z.int().min(1)).optional(),
    check: z.boolean().optional(),
  })
  .refine(({ port, check }) => (port === undefined) === (check === true))
  .safeParse(values)
if (!parsed.success || positionals.length > 0) {
  process.stderr.write(
    'usage: npm run embedded -- --port PORT --data DIRECTORY [--tidy MILLISECONDS]\n       npm run embedded -- --check --data DIRECTORY\n',
  )
  process.exit(2)
}

const { data, port, tidy, check = false } = parsed.data
const database = await startEmbeddedMongo({
  dataDir: data,
  ...(port === undefined ? {} : { port }),
  ...(tidy === undefined ? {} : { tidyEveryMs: tidy }),
  onFailure: (error) => {
    // A check tells all it finds.
    if (check && error instanceof FormatError) return
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  },
}).catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
if (check) {
  const wrong: string[] = []
  try {
    assertReadable(join(data, STORE_FILE), true)
  } catch (error) {
    wrong.push(error instanceof Error ? error.message : String(error))
  }
  // It loads the driver, which a server has no use for.
  const { checkAll } = await import('./check.ts')
  const documents = await checkAll(database.uri, (what) => wrong.push(what))
  await database.stop()
  process.stdout.write(`${[...wrong, `${documents} documents read, ${wrong.length} wrong`].join('\n')}\n`)
  process.exit(wrong.length > 0 ? 1 : 0)
}
process.stdout.write(`${database.uri}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    database.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
