/**
 * A server that answers from memory without looking at more than a command's name, and, so that its replies are as
 * long as the real ones, whether a find is sorted: what driver and socket allow at most.
 */
const { createServer } = require('node:net')
const { parentPort, workerData } = require('node:worker_threads')
const { BSON } = require('mongodb')

const document = (i) => ({
  _id: i,
  n: i,
  group: 1,
  name: `name ${i}`,
  text: 'x'.repeat(120),
  at: new Date(i),
})
const found = (count) => ({
  ok: 1,
  cursor: { id: 0n, ns: 'b.t', firstBatch: Array.from({ length: count }, (_, i) => document(i)) },
})
const answers = {
  find: BSON.serialize(found(1)),
  aggregate: BSON.serialize({
    ok: 1,
    cursor: {
      id: 0n,
      ns: 'b.t',
      firstBatch: Array.from({ length: 2 }, (_, i) => ({ _id: i, n: 1031, last: new Date(i) })),
    },
  }),
  sorted: BSON.serialize(found(20)),
  insert: BSON.serialize({ ok: 1, n: 1 }),
  update: BSON.serialize({ ok: 1, n: 1, nModified: 1 }),
  hello: BSON.serialize({
    ok: 1,
    helloOk: true,
    isWritablePrimary: true,
    maxBsonObjectSize: 16777216,
    maxMessageSizeBytes: 48000000,
    maxWriteBatchSize: 100000,
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: 21,
    localTime: new Date(),
  }),
}
const LEGACY = 2004

function answer(message) {
  const legacy = message.readInt32LE(12) === LEGACY
  const name = legacy ? 'hello' : message.toString('latin1', 26, message.indexOf(0, 26))
  const body = answers[name === 'find' && message.includes('sort\0') ? 'sorted' : name] ?? answers.hello
  const head = Buffer.alloc(legacy ? 36 : 21)
  head.writeInt32LE(head.length + body.length, 0)
  head.writeInt32LE(message.readInt32LE(4), 8)
  head.writeInt32LE(legacy ? 1 : 2013, 12)
  if (legacy) {
    head.writeInt32LE(8, 16)
    head.writeInt32LE(1, 32)
  }
  return Buffer.concat([head, body])
}

createServer({ noDelay: true }, (socket) => {
  let rest = Buffer.alloc(0)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    while (rest.length >= 16 && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0))
      rest = rest.subarray(message.length)
      socket.write(answer(message))
    }
  })
}).listen(workerData, () => parentPort.postMessage('ready'))
