import fc from 'fast-check'
import mongoose, { Schema } from 'mongoose'
import { describe, expect, it, vi } from 'vitest'
import {
  createProjector,
  defineProjection,
  modelRows,
  type Rows,
} from '../../../server/ledger/projections.ts'
import { noHints } from '../../../server/streams/hints.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import { createMongoStreams } from '../../../server/streams/mongo.ts'
import type { Streams } from '../../../server/streams/streams.ts'
import { notebook } from '../../shared/ledger/notebook.ts'
import { freshDatabase } from '../support/database.ts'
import { add, openDesk, send } from './desk.ts'

type Table = Map<string, { seq: number; row: object }>

function rowsIn(table: Table): Rows {
  const put = (id: string, seq: number, row: object, replaces: (stands: number) => boolean): void => {
    if (replaces(table.get(id)?.seq ?? 0)) table.set(id, { seq, row })
  }
  return {
    write: async (id, seq, row) => put(id, seq, row, (stands) => stands < seq),
    rewrite: async (id, seq, row) => put(id, seq, row, (stands) => stands <= seq),
    ids: async () => [...table.keys()],
    async remove(id) {
      table.delete(id)
    },
  }
}

/** One process over given streams and rows: ledger and projector. */
function openProcess(streams: Streams, rows: Rows) {
  const desk = openDesk({ streams })
  const projection = defineProjection(notebook, rows, (state, { head }) => ({
    notes: state.notes.length,
    open: state.open,
    head,
  }))
  const projector = createProjector({
    ...desk,
    projections: [projection],
    onError: (error) => desk.errors.push(error),
  })
  return { ...desk, projector }
}

const memory = () => createMemoryStreams({ projected: ['notebook'] })

class Killed extends Error {}

/** Lets a process do `steps` operations on its storage; the next one, and all after it, never happen. */
function mortal<T extends object>(storage: T, life: { steps: number }, mutating: readonly (keyof T)[]): T {
  const entries = Object.entries(storage).map(([name, value]) => {
    if (typeof value !== 'function' || !mutating.some((each) => each === name)) return [name, value]
    return [
      name,
      async (...args: unknown[]) => {
        if (life.steps <= 0) throw new Killed()
        life.steps -= 1
        return value(...args)
      },
    ]
  })
  return Object.fromEntries(entries)
}

describe('rows', () => {
  it('stand before the command is answered', async () => {
    const table: Table = new Map()
    const { ledger, streams } = openProcess(memory(), rowsIn(table))
    const result = await send(ledger, add('a'))
    expect(table.get('one')).toEqual({
      seq: 1,
      row: { notes: 1, open: false, head: result.ok && result.head },
    })
    expect(await streams.pending()).toEqual([])
  })

  it('end the same after a death at any point between append and settling', async () => {
    const steps = fc.array(
      fc.record({
        id: fc.constantFrom('one', 'two'),
        request: fc.constantFrom(
          add('x'),
          { type: 'lid', data: { open: true } },
          { type: 'lid', data: { open: false } },
        ),
        life: fc.option(fc.nat(3), { nil: Number.POSITIVE_INFINITY }),
      }),
      { maxLength: 12 },
    )
    let deaths = 0
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const streams = memory()
        const table: Table = new Map()
        const acknowledged: string[] = []
        for (const { id, request, life: steps } of sequence) {
          // Each command runs in a process of its own, which may die at any write.
          const life = { steps }
          const { ledger } = openProcess(
            mortal(streams, life, ['append', 'settle']),
            mortal(rowsIn(table), life, ['write']),
          )
          const result = await send(ledger, request, { id }).catch((error: unknown) => {
            if (!(error instanceof Killed)) throw error
            deaths += 1
            return null
          })
          if (result?.ok) acknowledged.push(`${id} ${result.seq} ${result.head}`)
        }
        const survivor = openProcess(streams, rowsIn(table))
        await survivor.projector.finish()
        expect(await streams.pending()).toEqual([])

        const anew: Table = new Map()
        await openProcess(streams, rowsIn(anew)).projector.rebuild()
        expect(new Map([...table].sort())).toEqual(new Map([...anew].sort()))
        for (const line of acknowledged) {
          const [id = '', seq, head] = line.split(' ')
          const commits = await survivor.ledger.commits(notebook, id, Number(seq) - 1)
          expect(commits[0]?.head).toBe(head)
        }
      }),
      { numRuns: 60 },
    )
    expect(deaths).toBeGreaterThan(10)
  })

  it('of a late projection do not overwrite a newer one', async () => {
    const table: Table = new Map()
    const rows = rowsIn(table)
    await rows.write('one', 5, { notes: 5 })
    const { ledger } = openProcess(memory(), rows)
    await send(ledger, add('a'))
    expect(table.get('one')).toEqual({ seq: 5, row: { notes: 5 } })
  })

  it('are finished by themselves, and one stream that cannot be read holds up no other', async () => {
    const streams = memory()
    const table: Table = new Map()
    const writer = openDesk({ streams }).ledger
    for (const id of ['bad', 'good']) await send(writer, add('a'), { id })
    const damaged: Streams = {
      ...streams,
      read: async (stream, ...rest) =>
        (await streams.read(stream, ...rest)).map((e) => (stream.endsWith('bad') ? { ...e, at: 0 } : e)),
    }
    const { projector, errors } = openProcess(damaged, rowsIn(table))
    const watch = projector.watch(5)
    await vi.waitFor(() => expect([...table.keys()]).toEqual(['good']))
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0))
    await watch.stop()
    expect(await streams.pending()).toEqual(['notebook/bad'])
  })

  it('are made anew by a rebuild: changed ones corrected, orphans removed, the unreadable counted', async () => {
    const streams = memory()
    const table: Table = new Map()
    const { ledger, projector } = openProcess(streams, rowsIn(table))
    for (const id of ['one', 'two']) await send(ledger, add('a'), { id })
    const right = new Map(table)
    table.set('one', { seq: 1, row: { notes: 99 } })
    table.delete('two')
    table.set('orphan', { seq: 1, row: {} })
    expect(await projector.rebuild()).toEqual([{ kind: 'notebook', rows: 2, removed: 1, failed: 0 }])
    expect(table).toEqual(right)
  })
})

it('rows in the database: newest wins in any order, rebuild corrects, marks are gone', async () => {
  const database = await freshDatabase()
  const connection = await mongoose.createConnection(database.uri).asPromise()
  const model = connection.model('Row', new Schema({ _id: String }, { collection: 'rows', strict: false }))
  const rows = modelRows(model)
  const onError = (error: unknown) => expect.unreachable(String(error))
  const streams = await createMongoStreams({
    connection,
    hints: noHints,
    projected: ['notebook'],
    compareEveryMs: 1000,
    onError,
  })
  const nodes = [openProcess(streams, rows), openProcess(streams, rows)]
  const results = await Promise.all(
    Array.from({ length: 12 }, async (_, i) => {
      const node = nodes[i % 2]
      return node && send(node.ledger, add(`note ${i}`))
    }),
  )
  expect(results.every((result) => result?.ok)).toBe(true)
  const head = results.flatMap((result) => (result?.ok && result.seq === 12 ? [result.head] : []))[0]
  const row = { _id: 'one', seq: 12, notes: 12, open: false, head }
  expect(await model.find().lean()).toEqual([row])
  expect(await streams.pending()).toEqual([])

  await rows.write('one', 3, { notes: 3 })
  expect(await model.find().lean()).toEqual([row])
  await model.collection.updateOne({ notes: 12 }, { $set: { notes: 1 } })
  await rows.write('orphan', 1, {})
  expect(await nodes[0]?.projector.rebuild()).toEqual([{ kind: 'notebook', rows: 1, removed: 1, failed: 0 }])
  expect(await model.find().lean()).toEqual([row])
  expect(nodes.flatMap((node) => node.errors)).toEqual([])

  await streams.close()
  await connection.close()
  await database.close()
})
