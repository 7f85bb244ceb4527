/** y-websocket-server with a file a document: `y-websocket.mjs PORT DIRECTORY`. */
import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setPersistence, setupWSConnection } from '@y/websocket-server/utils'
import WebSocket from 'ws'
import * as Y from 'yjs'

const [port, directory] = process.argv.slice(2)
const file = (name) => join(directory, encodeURIComponent(name))
setPersistence({
  provider: null,
  bindState: (name, doc) => {
    if (existsSync(file(name))) Y.applyUpdate(doc, readFileSync(file(name)))
  },
  writeState: (name, doc) => writeFile(file(name), Y.encodeStateAsUpdate(doc)),
})
const http = createServer()
const sockets = new WebSocket.Server({ server: http })
sockets.on('connection', (socket, request) => setupWSConnection(socket, request))
http.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'))
