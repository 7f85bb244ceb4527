import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { systemClock } from '../../../server/minutes/clock.ts'
import { attachWire } from '../../../server/minutes/wire.ts'

const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 1_000_000]

it('messages of every length arrive whole and in order, before the reason of a close', async () => {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const http = createServer().on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const { wire } = attachWire(socket, stream, systemClock)
      for (const length of lengths) wire.send(new Uint8Array(length).map((_, i) => i % 251))
      wire.close(4423)
    })
  })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const bound = http.address()
  const heard: Uint8Array[] = []
  const code = await new Promise<number>((done) => {
    new WebSocket(`ws://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`)
      .on('message', (data) => heard.push(new Uint8Array(data instanceof Buffer ? data : [])))
      .on('close', done)
  })
  http.close()
  expect(code).toBe(4423)
  expect(heard.map(({ length }) => length)).toEqual(lengths)
  for (const message of heard) expect(message.every((byte, i) => byte === i % 251)).toBe(true)
})
