import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createLiveStream, type LiveWire } from '../../../client/ui/live-stream.ts'
import { type Aggregate, accept } from '../../../shared/ledger/aggregate.ts'

type Counted = { type: 'counted'; by: number }
type Count = { total: number; commits: number }

const counter: Aggregate<Count, Counted, { type: 'count'; data: unknown }, object> = {
  name: 'counter',
  initial: { total: 0, commits: 0 },
  commandSchema: z.object({ type: z.literal('count'), data: z.unknown() }),
  eventSchema: z.object({ type: z.literal('counted'), by: z.number() }),
  audiences: { counted: { type: 'public', by: 'participants' } },
  isOpen: () => true,
  decide: () => accept<Counted>(),
  evolve: (state, event) => ({ total: state.total + (event.by ?? 0), commits: state.commits + 1 }),
}

const hex = (digits: number) => '0'.repeat(digits)

/** A commit that adds `by`; undefined: the reader may not see how much. */
function push(seq: number, by: number | undefined, now = 1_000_000 + seq) {
  return {
    stream: 'counter/c1',
    now,
    commit: {
      v: 1,
      alg: 'sha256',
      stream: 'counter/c1',
      seq,
      at: 1_000_000 + seq,
      prev: hex(64),
      head: hex(64),
      events: [
        { leaf: hex(64) },
        {
          fields: {
            type: { s: hex(32), v: 'counted' },
            by: by === undefined ? { d: hex(64) } : { s: hex(32), v: by },
          },
        },
      ],
    },
  }
}

/** The server's end of the line. */
function fakeWire(answers: unknown[]) {
  let handlers: Parameters<LiveWire['listen']>[0] | undefined
  const joins: string[] = []
  const wire: LiveWire = {
    listen(given) {
      handlers = given
      return { stop: () => (handlers = undefined) }
    },
    async join(aggregate, id) {
      joins.push(`${aggregate}/${id}`)
      const answer = answers.shift()
      if (answer === undefined) throw new Error('no answer')
      return answer
    },
  }
  return {
    wire,
    joins,
    up: () => handlers?.up(),
    down: () => handlers?.down(),
    commit: (message: unknown) => handlers?.message('commit', message),
    presence: (message: unknown) => handlers?.message('presence', message),
    listening: () => handlers !== undefined,
  }
}

const joined = (seq: number, total: number, now = 1_000_000) => ({
  ok: true,
  seq,
  view: { total, commits: seq },
  now,
})

const open = (answers: unknown[], now = () => 999_000) => {
  const server = fakeWire(answers)
  return { server, stream: createLiveStream(counter, 'c1', server.wire, now) }
}

describe('a live stream', () => {
  it('starts from the server’s view and evolves what it is pushed', async () => {
    const { server, stream } = open([joined(4, 10)])
    expect(stream.getSnapshot().connection).toBe('connecting')
    server.up()
    await vi.waitFor(() => expect(stream.getSnapshot().connection).toBe('live'))
    server.commit(push(5, 7))
    expect(stream.getSnapshot()).toMatchObject({ seq: 5, state: { total: 17, commits: 5 } })
  })

  it('evolves what it may see of a commit and nothing else', async () => {
    const { server, stream } = open([joined(4, 10)])
    server.up()
    await vi.waitFor(() => expect(stream.getSnapshot().connection).toBe('live'))
    server.commit(push(5, undefined))
    expect(stream.getSnapshot()).toMatchObject({ seq: 5, state: { total: 10, commits: 5 } })
  })

  it('mends a gap by joining again and says that it is catching up', async () => {
    const { server, stream } = open([joined(4, 10), joined(8, 40)])
    server.up()
    await vi.waitFor(() => expect(stream.getSnapshot().connection).toBe('live'))
    server.commit(push(7, 1))
    expect(stream.getSnapshot()).toMatchObject({ connection: 'catching-up', state: { total: 10 } })
    server.commit(push(9, 2))
    await vi.waitFor(() => expect(stream.getSnapshot().connection).toBe('live'))
    expect(stream.getSnapshot()).toMatchObject({ seq: 9, state: { total: 42 } })
    expect(server.joins).toHaveLength(2)
  })

  it('keeps commits that arrive before the view, and takes none twice', async () => {
    const { server, stream } = open([joined(4, 10)])
    server.up()
    server.commit(push(4, 100))
    server.commit(push(5, 1))
    await vi.waitFor(() => expect(stream.getSnapshot().connection).toBe('live'))
    server.commit(push(5, 1))
    expect(stream.getSnapshot()).toMatchObject({ seq: 5, state: { total: 11 } })
  })

  it('keeps the last picture while the line is down and says until when it was current', async () => {
    let now = 999_000
    const { server, stream } = open([joined(4, 10, 1_000_000), joined(6, 30, 1_060_000)], () => now)
    server.up()
    await vi.waitFor(() => expect(stream.getSnapshot().connection).toBe('live'))
    now = 1_009_000
    server.down()
    expect(stream.getSnapshot()).toMatchObject({
      connection: 'offline',
      state: { total: 10 },
      currentAt: 1_010_000,
    })
    server.up()
    expect(stream.getSnapshot().connection).toBe('catching-up')
    await vi.waitFor(() =>
      expect(stream.getSnapshot()).toMatchObject({ connection: 'live', state: { total: 30 } }),
    )
  })

  it('knows the server’s clock by the message that travelled fastest', async () => {
    const { server, stream } = open([joined(4, 10, 1_000_000)], () => 999_000)
    server.up()
    await vi.waitFor(() => expect(stream.getSnapshot().offsetMs).toBe(1000))
    server.commit(push(5, 1, 1_000_040))
    expect(stream.getSnapshot().offsetMs).toBe(1040)
    server.commit(push(6, 1, 999_500))
    expect(stream.getSnapshot().offsetMs).toBe(1040)
  })

  it('shows a refusal instead of a view, and no view it had before', async () => {
    const refusal = { code: 'FORBIDDEN_ROLE', params: { role: 'none' } }
    const { server, stream } = open([joined(4, 10), { ok: false, refusal }])
    server.up()
    await vi.waitFor(() => expect(stream.getSnapshot().connection).toBe('live'))
    server.commit(push(9, 1))
    await vi.waitFor(() => expect(stream.getSnapshot()).toMatchObject({ connection: 'refused', refusal }))
    expect(stream.getSnapshot().state).toBeUndefined()
  })

  it('ignores other streams and what is no commit', async () => {
    const { server, stream } = open([joined(4, 10)])
    server.up()
    await vi.waitFor(() => expect(stream.getSnapshot().connection).toBe('live'))
    server.commit({ ...push(5, 1), stream: 'counter/c2' })
    server.commit({ stream: 'counter/c1', commit: { seq: 5 } })
    server.presence({ meetingId: 'c1', online: { 'officer-7': 5 } })
    expect(stream.getSnapshot()).toMatchObject({ seq: 4, online: { 'officer-7': 5 } })
  })

  it('asks again when joining got no answer', async () => {
    vi.useFakeTimers()
    try {
      const { server, stream } = open([undefined, joined(4, 10)])
      server.up()
      await vi.advanceTimersByTimeAsync(2000)
      expect(server.joins).toHaveLength(2)
      expect(stream.getSnapshot().connection).toBe('live')
      stream.close()
      expect(server.listening()).toBe(false)
    } finally {
      vi.useRealTimers()
    }
  })
})
