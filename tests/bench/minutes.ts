/**
 * The minutes' server against two others, in the same run, from the same generator: `npm run bench:minutes`, or
 * with `-- quick` for shorter measurements. The others are installed into `minutes-peers` the first time. The generator
 * has room for its own garbage, so that collecting it does not count as lateness, for any of the servers.
 */
import {
  coldLoad,
  idleRoom,
  killed,
  openHall,
  storm,
  typedMinutes,
  upload,
  wait,
} from './minutes/measures.ts'
import { installPeers, ours, type Subject, theirs } from './minutes/servers.ts'

const quick = process.argv.includes('quick')
const MEASURE_MS = quick ? 3000 : 10_000
const ROOMS = quick ? [5, 10] : [10, 20, 40, 60, 80, 100, 120, 160, 200, 240, 280, 320]
const PLAIN_ROOMS = quick ? 10 : 40
const IDLE_MS = quick ? 16_000 : 60_000
const STORM_ROOMS = quick ? 5 : 30
const DOCUMENTS = quick ? 10 : 50
const COMMIT_MS = 10
const TOO_LATE_MS = 100

type Row = Record<string, string | number>
const table: Record<string, Row> = {}
const figure = (server: Subject, row: string, value: number | string): void => {
  table[row] = {
    ...table[row],
    [server.name]: typeof value === 'string' || !Number.isFinite(value) ? '–' : Math.round(value * 10) / 10,
  }
}

const keepsUp = ({ p99, deliveries, wanted }: { p99: number; deliveries: number; wanted: number }): boolean =>
  p99 < TOO_LATE_MS && deliveries > 0.9 * wanted

/** Under load: one setting in full, then more and more rooms until delivery takes 100 ms. */
async function load(server: Subject): Promise<void> {
  await server.start()
  const empty = server.used()?.megabytes ?? Number.NaN
  const hall = openHall(server)
  let knee = { deliveries: 0, cpu: Number.NaN, ownCpu: Number.NaN }
  for (const rooms of ROOMS) {
    await hall.grow(rooms)
    // What else this machine does can spoil a measurement: one that fails is repeated, for every server alike.
    let seen = await hall.measure(MEASURE_MS)
    for (let again = 0; again < 2 && !keepsUp(seen); again++) seen = await hall.measure(MEASURE_MS)
    if (rooms === PLAIN_ROOMS) {
      figure(server, `${rooms} rooms × 30: updates received /s`, seen.deliveries)
      figure(server, `${rooms} rooms × 30: propagation p50 ms`, seen.p50)
      figure(server, `${rooms} rooms × 30: propagation p99 ms`, seen.p99)
      figure(server, `${rooms} rooms × 30: acknowledgement p50 ms`, seen.ackP50)
      figure(server, `${rooms} rooms × 30: acknowledgement p99 ms`, seen.ackP99)
      figure(server, `${rooms} rooms × 30: processor %`, seen.cpu)
      figure(server, 'memory a connection, kB', ((seen.megabytes - empty) * 1024) / hall.connections())
    }
    if (keepsUp(seen) && seen.deliveries > knee.deliveries) knee = seen
    if (!keepsUp(seen) && rooms >= PLAIN_ROOMS) break
  }
  figure(server, 'knee: updates received /s with p99 < 100 ms', knee.deliveries)
  figure(server, 'knee: processor %', knee.cpu)
  figure(server, 'knee: processor % of the generator', knee.ownCpu)
  hall.close()
  await wait(1000)
  figure(server, `reconnect storm of ${STORM_ROOMS * 30}, ms`, await storm(server, STORM_ROOMS))
}

/** What is kept: memory of loaded minutes, loading them after a restart, and what a SIGKILL costs. */
async function keep(server: Subject): Promise<void> {
  await server.start()
  const short = typedMinutes(10_000)
  const authors = [await upload(server, 'warm', short)]
  const before = server.used()?.megabytes ?? Number.NaN
  for (let i = 0; i < DOCUMENTS; i++) authors.push(await upload(server, `doc-${i}`, short))
  await wait(1000)
  const after = server.used()?.megabytes ?? Number.NaN
  figure(server, 'memory of 10k-keystroke minutes, kB', ((after - before) * 1024) / DOCUMENTS)
  authors.push(
    await upload(server, 'cold-10k', short),
    await upload(server, 'cold-60k', typedMinutes(60_000)),
  )
  for (const author of authors) author.close()
  await wait(4000)
  await server.kill()
  await server.start()
  figure(server, 'cold load, 10k keystrokes, ms', await coldLoad(server, 'cold-10k'))
  figure(server, 'cold load, 60k keystrokes, ms', await coldLoad(server, 'cold-60k'))
  const { sent, acknowledged, lostSent, lostAcknowledged } = await killed(server)
  figure(server, 'SIGKILL: words sent', sent)
  figure(server, 'SIGKILL: words acknowledged', acknowledged)
  figure(server, 'SIGKILL: sent and lost', lostSent)
  figure(server, 'SIGKILL: acknowledged and lost', lostAcknowledged)
}

async function each(servers: readonly Subject[], measure: (server: Subject) => Promise<void>): Promise<void> {
  for (const server of servers) {
    console.log(`${server.name} …`)
    await measure(server)
    await server.end()
  }
}

const cell = (name: string, row: string): number => Number(table[row]?.[name])
/** Prints every goal. Returns whether all were reached. */
function goals(): boolean {
  const others = ['y-websocket 0.1.1', 'Hocuspocus 4.7']
  const own = (row: string): number => cell('mingting', row)
  const knee = 'knee: updates received /s with p99 < 100 ms'
  const list: readonly (readonly [string, boolean])[] = [
    [
      'acknowledged and lost = 0',
      own('SIGKILL: words acknowledged') > 0 && own('SIGKILL: acknowledged and lost') === 0,
    ],
    [
      'knee at least that of the faster of the others',
      own(knee) >= Math.max(...others.map((o) => cell(o, knee))),
    ],
    [
      `acknowledgement p99 < 60 ms at ${PLAIN_ROOMS} rooms × 30 with a ${COMMIT_MS} ms commit`,
      own(`${PLAIN_ROOMS} rooms × 30: acknowledgement p99 ms`) < 60,
    ],
    [
      'idle room of 60: at most 1/20 of the messages of y-websocket',
      own(IDLE) <= cell('y-websocket 0.1.1', IDLE) / 20,
    ],
    ['10k-keystroke minutes below 1 MB', own('memory of 10k-keystroke minutes, kB') < 1024],
  ]
  for (const [goal, reached] of list) console.log(`${reached ? 'reached    ' : 'NOT reached'} ${goal}`)
  return list.every(([, reached]) => reached)
}

const IDLE = 'idle room of 60, messages /s'

// Each of y-websocket's providers listens for the end of the process.
process.setMaxListeners(0)
installPeers()
await each([await ours(COMMIT_MS), ...(await theirs())], async (server) => {
  await load(server)
  // Hocuspocus speaks to its own provider only, which is not measured here.
  const plain = server.name !== 'Hocuspocus 4.7'
  figure(server, IDLE, plain ? await idleRoom(server, server.name === 'mingting', IDLE_MS) : '–')
})
await each([await ours(null), ...(await theirs())], keep)
console.table(table)
process.exit(goals() ? 0 : 1)
