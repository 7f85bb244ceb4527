import { MongoServerError } from 'mongodb'
import type { Connection } from 'mongoose'
import type { Aggregate, CommandBase, EventBase } from '../../shared/ledger/aggregate.ts'
import { kindOf, type Streams } from '../streams/streams.ts'
import type { Ledger, Loaded } from './service.ts'

/** Where the rows of one projection are kept. */
export interface Rows {
  /** Writes the row of stream `id` unless a newer one stands there. */
  write(id: string, seq: number, row: object): Promise<void>
  /** Writes the row even over one of the same seq, for a rebuild. */
  rewrite(id: string, seq: number, row: object): Promise<void>
  ids(): Promise<string[]>
  remove(id: string): Promise<void>
}

/** A list or search: one row per stream of an aggregate, a pure function of that stream's state. */
export interface Projection {
  /** Name of the aggregate, and so kind of the streams it covers. */
  readonly kind: string
  readonly rows: Rows
  /** The row as of the stream's last entry. */
  current(ledger: Pick<Ledger, 'load'>, id: string): Promise<{ readonly seq: number; readonly row: object }>
}

/** Declares a projection. `row` gives everything but `_id` and `seq`. */
export function defineProjection<S, E extends EventBase, C extends CommandBase, X>(
  aggregate: Aggregate<S, E, C, X>,
  rows: Rows,
  row: (state: S, facts: Omit<Loaded<S>, 'state'>) => object,
): Projection {
  return {
    kind: aggregate.name,
    rows,
    async current(ledger, id) {
      const { state, ...facts } = await ledger.load(aggregate, id)
      return { seq: facts.seq, row: row(state, facts) }
    },
  }
}

const DUPLICATE_KEY = 11000

/** Rows in the collection of a model, under the stream's id. */
export function modelRows(model: {
  readonly db: Connection
  readonly collection: { readonly collectionName: string }
}): Rows {
  const collection = model.db.collection<{ _id: string; seq: number }>(model.collection.collectionName)
  const replace = async (id: string, stale: object, seq: number, row: object): Promise<void> => {
    try {
      await collection.replaceOne({ _id: id, ...stale }, { ...row, seq }, { upsert: true })
    } catch (error) {
      // The filter found no stale row and the upsert met a newer one: that one stands.
      if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) throw error
    }
  }
  return {
    write: (id, seq, row) => replace(id, { seq: { $lt: seq } }, seq, row),
    rewrite: (id, seq, row) => replace(id, { seq: { $lte: seq } }, seq, row),
    async ids() {
      return (await collection.find({}, { projection: { _id: 1 } }).toArray()).map((row) => row._id)
    },
    async remove(id) {
      await collection.deleteOne({ _id: id })
    },
  }
}

export interface RebuildReport {
  readonly kind: string
  readonly rows: number
  readonly removed: number
  readonly failed: number
}

const idOf = (stream: string): string => stream.slice(stream.indexOf('/') + 1)

export interface ProjectorOptions {
  readonly streams: Streams
  readonly ledger: Ledger
  readonly projections: readonly Projection[]
  readonly onError: (error: unknown) => void
}

/**
 * Keeps rows in step with streams. Every commit is projected before its command is answered; one that a crash
 * or a fault left behind still carries its mark in the stream, and any process finishes it.
 */
export function createProjector({ streams, ledger, projections, onError }: ProjectorOptions) {
  const byKind = new Map(projections.map((projection) => [projection.kind, projection]))

  const project = async (stream: string): Promise<void> => {
    const projection = byKind.get(kindOf(stream))
    if (!projection) return
    const { seq, row } = await projection.current(ledger, idOf(stream))
    await projection.rows.write(idOf(stream), seq, row)
    await streams.settle(stream, seq)
  }

  const each = async (names: readonly string[], task: (stream: string) => Promise<void>): Promise<void> => {
    for (const stream of names) await task(stream).catch(onError)
  }

  const finish = async (): Promise<void> => each(await streams.pending(), project)

  const unsubscribe = ledger.onCommit(({ aggregate, id }) => project(`${aggregate}/${id}`))

  return {
    /** Projects whatever still waits. One stream's fault goes to `onError` and holds up no other. */
    finish,

    /** Finishes now and then every `everyMs` milliseconds. */
    watch(everyMs: number): { stop(): Promise<void> } {
      let running: Promise<void> | null = null
      const run = (): void => {
        running ??= finish()
          .catch(onError)
          .finally(() => {
            running = null
          })
      }
      run()
      const timer = setInterval(run, everyMs)
      timer.unref()
      return {
        async stop() {
          clearInterval(timer)
          unsubscribe()
          await running
        },
      }
    },

    /**
     * Makes every row anew from its stream and removes rows without one; safe beside a running application.
     * A stream that cannot be read goes to `onError`, counts as failed and keeps its row.
     */
    async rebuild(): Promise<readonly RebuildReport[]> {
      const report: RebuildReport[] = []
      for (const { kind, rows, current } of projections) {
        const names = await streams.names(kind)
        let failed = 0
        const redo = async (stream: string): Promise<void> => {
          const { seq, row } = await current(ledger, idOf(stream))
          await rows.rewrite(idOf(stream), seq, row)
          await streams.settle(stream, seq)
        }
        for (const stream of names)
          await redo(stream).catch((error: unknown) => {
            failed += 1
            onError(error)
          })
        const known = new Set(names.map(idOf))
        let removed = 0
        for (const id of await rows.ids()) {
          // A stream may have begun since the names were read.
          if (known.has(id) || (await streams.read(`${kind}/${id}`, 0, 1)).length > 0) continue
          await rows.remove(id)
          removed += 1
        }
        report.push({ kind, rows: names.length - failed, removed, failed })
      }
      return report
    },
  }
}
