/** Hocuspocus with its database extension over a file a document: `hocuspocus.mjs PORT DIRECTORY`. */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'

const [port, directory] = process.argv.slice(2)
const file = (name) => join(directory, encodeURIComponent(name))
const server = new Server({
  port: Number(port),
  address: '127.0.0.1',
  quiet: true,
  stopOnSignals: false,
  extensions: [
    new Database({
      fetch: async ({ documentName }) =>
        existsSync(file(documentName)) ? readFile(file(documentName)) : null,
      store: ({ documentName, state }) => writeFile(file(documentName), state),
    }),
  ],
})
await server.listen()
process.stdout.write('ready\n')
