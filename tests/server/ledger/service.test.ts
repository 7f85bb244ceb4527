import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_COMMAND_LENGTH } from '../../../server/ledger/request.ts'
import { RecordCorruptError } from '../../../server/ledger/service.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import type { Entry, Streams } from '../../../server/streams/streams.ts'
import { knownRefusalCodes } from '../../../shared/i18n/refusals/index.ts'
import { canonicalJson } from '../../../shared/ledger/canonical.ts'
import { verifyChain } from '../../../shared/ledger/chain.ts'
import { buildCommit, NO_HEAD } from '../../../shared/ledger/commit.ts'
import { replay } from '../../../shared/ledger/replay.ts'
import { notebook } from '../../shared/ledger/notebook.ts'
import { add, bytesOf, chair, clerk, countedRandom, openDesk, send } from './desk.ts'

const commandId = '0123456789abcdef'

describe('a command', () => {
  it('becomes one commit whose head the answer names', async () => {
    const { ledger } = openDesk()
    const result = await send(ledger, add('开场'))
    const { state, seq, head } = await ledger.load(notebook, 'one')
    expect(result).toEqual({ ok: true, seq: 1, head, duplicate: false })
    expect(seq).toBe(1)
    expect(state.notes).toEqual([{ text: '开场', author: 'account:clerk' }])
    expect(verifyChain(await ledger.commits(notebook, 'one', 0))).toEqual({ ok: true, head, seq: 1 })
  })

  it('is told the time, never an earlier one than before', async () => {
    const { ledger, time } = openDesk()
    const at = async () => (await ledger.load(notebook, 'one')).at
    await send(ledger, add('a'))
    const first = time.now
    time.now -= 60_000
    await send(ledger, add('b'))
    expect(await at()).toBe(first)
    time.now = first + 5
    await send(ledger, add('c'))
    expect(await at()).toBe(first + 5)
  })

  it('sent again gets its first answer, although its rules would refuse it now', async () => {
    const { ledger, streams } = openDesk()
    const request = { commandId, type: 'lid', data: { open: true } }
    const first = await send(ledger, request)
    await send(ledger, add('later'))
    const before = await bytesOf(streams)
    expect(await send(ledger, request)).toEqual({ ...first, duplicate: true })
    expect(await send(ledger, { ...request, expectedSeq: 0 })).toEqual({ ...first, duplicate: true })
    expect(await bytesOf(streams)).toBe(before)
  })

  it.each([
    ['another actor', add('text'), { actor: chair }],
    ['another text', add('other'), {}],
    ['another kind', { type: 'lid', data: { open: true } }, {}],
  ])('id reused by %s is refused', async (_, request, sender) => {
    const { ledger, streams } = openDesk()
    await send(ledger, { commandId, ...add('text') })
    const before = await bytesOf(streams)
    const refused = await send(ledger, { commandId, ...request }, sender)
    expect(refused).toEqual({ ok: false, refusal: { code: 'COMMAND_REUSED', params: {} } })
    expect(await bytesOf(streams)).toBe(before)
  })

  it.each([
    ['no such kind', { type: 'burn', data: {} }, 'COMMAND_MALFORMED', { path: 'type' }],
    ['a field missing', { type: 'add', data: {} }, 'COMMAND_MALFORMED', { path: 'data.text' }],
    ['a field too many', { type: 'lid', data: { open: true, x: 1 } }, 'COMMAND_MALFORMED', { path: 'data' }],
    ['no data', { type: 'lid', data: undefined }, 'COMMAND_MALFORMED', { path: 'data' }],
    ['an id too short', { commandId: 'x', ...add('') }, 'COMMAND_MALFORMED', { path: 'commandId' }],
    ['a version that is none', { expectedSeq: -1, ...add('') }, 'COMMAND_MALFORMED', { path: 'expectedSeq' }],
    ['half a character', add('a\ud83d'), 'TEXT_ILL_FORMED', { path: '/data/text' }],
    ['its size', add('x'.repeat(MAX_COMMAND_LENGTH)), 'COMMAND_TOO_LARGE', { max: MAX_COMMAND_LENGTH }],
    ['too many events', { type: 'fill', data: { times: 5000 } }, 'COMMAND_TOO_LARGE', { max: 5000 }],
    ['a stale version', { expectedSeq: 0, ...add('') }, 'STALE_SEQ', { expected: 0, found: 1 }],
    ['a version from the future', { expectedSeq: 9, ...add('') }, 'STALE_SEQ', { expected: 9, found: 1 }],
    ['the rules', { type: 'lid', data: { open: false } }, 'LID_ALREADY_THERE', {}],
  ])('refused for %s leaves no trace and says why', async (_, request, code, params) => {
    const { ledger, streams } = openDesk()
    await send(ledger, add('first'))
    const before = await bytesOf(streams)
    expect(await send(ledger, request)).toEqual({ ok: false, refusal: { code, params } })
    expect(await bytesOf(streams)).toBe(before)
  })

  it.each(['', '../one', 'a/b', 'x'.repeat(65), '一'])('for the stream %j is refused', async (id) => {
    const { ledger, streams } = openDesk()
    expect(await send(ledger, add('x'), { id })).toMatchObject({ refusal: { params: { path: 'id' } } })
    expect(await streams.names('notebook')).toEqual([])
  })

  it('every refusal of the ledger has its sentences', () => {
    for (const code of [
      'COMMAND_MALFORMED',
      'TEXT_ILL_FORMED',
      'COMMAND_TOO_LARGE',
      'COMMAND_REUSED',
      'STALE_SEQ',
      'BUSY',
      'RECORD_CORRUPT',
    ])
      expect(knownRefusalCodes()).toContain(code)
  })

  it('is answered although a listener falls over, and the fault is reported', async () => {
    const { ledger, errors } = openDesk()
    const heard: number[] = []
    ledger.onCommit(async () => {
      throw new Error('listener fell over')
    })
    const stop = ledger.onCommit(({ commit }) => void heard.push(commit.seq))
    expect(await send(ledger, add('a'))).toMatchObject({ ok: true })
    expect(errors).toEqual([new Error('listener fell over')])
    stop()
    await send(ledger, add('b'))
    expect(heard).toEqual([1])
  })
})

describe('racing writers', () => {
  it('on three nodes: every acknowledged command is there exactly once, at its answer’s place', async () => {
    const streams = createMemoryStreams()
    const nodes = [1, 2, 3].map((n) => openDesk({ streams, random: countedRandom(`node ${n}`) }))
    const ids = Array.from({ length: 30 }, (_, i) => `racing-command-${String(i).padStart(2, '0')}`)
    const results = await Promise.all(
      // Every command is sent twice, to two nodes, as an impatient client does.
      ids.flatMap((id, i) =>
        [0, 1].map(async (twice) => {
          const desk = nodes[(i + twice) % nodes.length]
          if (!desk) throw new Error('no node')
          return { id, result: await send(desk.ledger, { commandId: id, ...add(id) }) }
        }),
      ),
    )
    const entries = await streams.read('notebook/one', 0)
    expect(entries.map((entry) => entry.id).sort()).toEqual(ids)
    for (const { id, result } of results)
      expect(result).toMatchObject({ ok: true, seq: entries.find((entry) => entry.id === id)?.seq })
    expect(results.filter(({ result }) => result.ok && !result.duplicate)).toHaveLength(ids.length)
    const fresh = openDesk({ streams }).ledger
    expect(verifyChain(await fresh.commits(notebook, 'one', 0))).toMatchObject({ ok: true, seq: ids.length })
  })

  it('two lids moved at seq 1: one commit, the loser is refused with STALE_SEQ', async () => {
    const streams = createMemoryStreams()
    const [a, b] = [openDesk({ streams }), openDesk({ streams })]
    await send(a.ledger, add('first'))
    const move = { type: 'lid', data: { open: true }, expectedSeq: 1 }
    const results = await Promise.all([send(a.ledger, move), send(b.ledger, move)])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.find((result) => !result.ok)).toEqual({
      ok: false,
      refusal: { code: 'STALE_SEQ', params: { expected: 1, found: 2 } },
    })
  })

  it('the loser without a version decides again on what it missed', async () => {
    const streams = createMemoryStreams()
    const [a, b] = [openDesk({ streams }), openDesk({ streams })]
    const move = { type: 'lid', data: { open: true } }
    const results = await Promise.all([send(a.ledger, move), send(b.ledger, move)])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.find((result) => !result.ok)).toMatchObject({ refusal: { code: 'LID_ALREADY_THERE' } })
  })

  it('of one process, however many at once, take turns: nobody is told BUSY', async () => {
    const { ledger } = openDesk()
    const results = await Promise.all(Array.from({ length: 120 }, (_, i) => send(ledger, add(`note ${i}`))))
    expect(results.filter((result) => !result.ok)).toEqual([])
  })

  it('gives up as BUSY when it never wins', async () => {
    const streams: Streams = { ...createMemoryStreams(), append: async () => ({ kind: 'conflict' }) }
    expect(await send(openDesk({ streams }).ledger, add('x'))).toMatchObject({ refusal: { code: 'BUSY' } })
  })

  it('a fault while one command decides does not hold up the next', async () => {
    const { ledger } = openDesk()
    const failing = ledger.execute(notebook, 'one', { commandId, ...add('x') }, clerk, () => {
      throw new Error('no context')
    })
    const next = send(ledger, add('y'))
    await expect(failing).rejects.toThrow('no context')
    expect(await next).toMatchObject({ ok: true, seq: 1 })
  })
})

describe('replay', () => {
  const command = fc.oneof(
    fc.record({ type: fc.constant('add'), data: fc.record({ text: fc.string({ unit: 'grapheme' }) }) }),
    fc.record({ type: fc.constant('lid'), data: fc.record({ open: fc.boolean() }) }),
    fc.record({
      type: fc.constant('mark'),
      data: fc.record({ person: fc.constantFrom('a', 'b'), mark: fc.string() }),
    }),
    fc.record({ type: fc.constantFrom('burn', 'add'), data: fc.constant({}) }),
  )

  it('of any sequence of commands gives the same state and head, on this node and on a new one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ command, stale: fc.boolean(), again: fc.boolean(), forget: fc.boolean() })),
        async (steps) => {
          const streams = createMemoryStreams()
          let desk = openDesk({ streams })
          let accepted = 0
          for (const [i, { command, stale, again, forget }] of steps.entries()) {
            // A restart in between: nothing may live in memory alone.
            if (forget) desk = openDesk({ streams, random: countedRandom(`after ${i}`) })
            const request = {
              commandId: `step-${String(i).padStart(16, '0')}`,
              ...command,
              ...(stale ? { expectedSeq: accepted + 1 } : {}),
            }
            const result = await send(desk.ledger, request)
            if (result.ok) accepted += 1
            if (again && result.ok)
              expect(await send(desk.ledger, request)).toEqual({ ...result, duplicate: true })
          }
          const here = await desk.ledger.load(notebook, 'one')
          const there = await openDesk({ streams }).ledger.load(notebook, 'one')
          const commits = await desk.ledger.commits(notebook, 'one', 0)
          expect(here.seq).toBe(accepted)
          expect(there).toEqual(here)
          expect(replay(notebook, commits)).toEqual(here.state)
          expect(verifyChain(commits)).toEqual({ ok: true, head: here.head, seq: accepted })
        },
      ),
      { numRuns: 40 },
    )
  })

  it('is the same when memory holds one stream only', async () => {
    const streams = createMemoryStreams()
    const small = openDesk({ streams, cacheSize: 1 }).ledger
    for (const text of ['a', 'b', 'c'])
      for (const id of ['one', 'two', 'three']) await send(small, add(text), { id })
    for (const id of ['one', 'two', 'three'])
      expect((await small.load(notebook, id)).state.notes.map((note) => note.text)).toEqual(['a', 'b', 'c'])
  })
})

describe('damaged storage', () => {
  const damaged = async (change: (entry: Entry) => Entry): Promise<Streams> => {
    const streams = createMemoryStreams()
    const { ledger } = openDesk({ streams })
    for (const text of ['a', 'b', 'c']) await send(ledger, add(text))
    return {
      ...streams,
      read: async (...args) =>
        (await streams.read(...args)).map((entry) => (entry.seq === 2 ? change(entry) : entry)),
    }
  }
  const replaced = (from: string | RegExp, to: string) => (entry: Entry) => ({
    ...entry,
    body: new TextEncoder().encode(new TextDecoder().decode(entry.body).replace(from, to)),
  })

  it.each<[string, (entry: Entry) => Entry]>([
    ['text', replaced('"v":"b"', '"v":"B"')],
    ['time', replaced('"at":1700000000000', '"at":1700000000001')],
    ['actor in the body', replaced('account:clerk', 'account:chair')],
    ['actor beside the body', (entry) => ({ ...entry, by: 'account:chair' })],
    ['id beside the body', (entry) => ({ ...entry, id: commandId })],
    ['time beside the body', (entry) => ({ ...entry, at: 1 })],
    ['previous head', replaced(/"prev":"./, '"prev":"x')],
    ['bytes', (entry) => ({ ...entry, body: entry.body.slice(1) })],
    ['encoding', (entry) => ({ ...entry, body: new Uint8Array([0xff, ...entry.body]) })],
  ])('changed %s: nothing is read from it, decided on it or written after it', async (_, change) => {
    const streams = await damaged(change)
    const { ledger, errors } = openDesk({ streams })
    await expect(ledger.load(notebook, 'one')).rejects.toThrow(RecordCorruptError)
    await expect(ledger.commits(notebook, 'one', 0)).rejects.toThrow(RecordCorruptError)
    expect(await send(ledger, add('d'))).toEqual({
      ok: false,
      refusal: { code: 'RECORD_CORRUPT', params: { stream: 'notebook/one', seq: 2 } },
    })
    expect(errors).toEqual([expect.objectContaining({ stream: 'notebook/one', seq: 2 })])
    expect(await streams.read('notebook/one', 3)).toEqual([])
  })

  it('a commit made anew, whole in itself, does not fit the one before', async () => {
    const forged = buildCommit(
      { stream: 'notebook/one', seq: 2, at: 1_700_000_000_000, prev: NO_HEAD },
      { commandId, commandType: 'add', actor: 'account:clerk' },
      [],
      () => '0'.repeat(32),
    )
    const body = new TextEncoder().encode(canonicalJson(forged))
    const streams = await damaged((entry) => ({ ...entry, id: commandId, body }))
    await expect(openDesk({ streams }).ledger.load(notebook, 'one')).rejects.toThrow(RecordCorruptError)
  })

  it('a whole entry from another stream in its place is found', async () => {
    const streams = await damaged((entry) => entry)
    await send(openDesk({ streams }).ledger, add('b'), { id: 'two' })
    const [foreign] = await streams.read('notebook/two', 0)
    if (!foreign) throw new Error('no entry')
    const swapped = { ...streams, read: async () => [{ ...foreign, stream: 'notebook/one' }] }
    await expect(openDesk({ streams: swapped }).ledger.load(notebook, 'one')).rejects.toThrow(
      RecordCorruptError,
    )
  })
})
