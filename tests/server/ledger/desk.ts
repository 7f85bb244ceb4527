import { createHash } from 'node:crypto'
import { ulid } from 'ulid'
import {
  type CommandRequest,
  createLedger,
  type Ledger,
  type LedgerOptions,
} from '../../../server/ledger/service.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import type { Streams } from '../../../server/streams/streams.ts'
import { type Actor, actorId } from '../../../shared/accounts/actor.ts'
import { type NotebookContext, notebook } from '../../shared/ledger/notebook.ts'

export const clerk: Actor = { kind: 'account', accountId: 'clerk', name: '记录员', roles: ['clerk'] }
export const chair: Actor = { kind: 'account', accountId: 'chair', name: '主持人', roles: ['chair'] }

/** Salts that no two calls share and every run repeats. */
export function countedRandom(seed: string): (bytes: number) => Uint8Array {
  let n = 0
  return (bytes) => {
    n += 1
    return createHash('sha256').update(`${seed} ${n}`).digest().subarray(0, bytes)
  }
}

/** A ledger with a clock that the test moves. */
export function openDesk(change: Partial<LedgerOptions> = {}) {
  const streams = change.streams ?? createMemoryStreams()
  const time = { now: 1_700_000_000_000 }
  const errors: unknown[] = []
  const ledger = createLedger({
    streams,
    clock: () => time.now,
    random: countedRandom('desk'),
    onError: (error) => errors.push(error),
    ...change,
  })
  return { streams, ledger, time, errors }
}

export const authorOf = (actor: Actor): NotebookContext => ({ author: actorId(actor) })

/** Executes a command on the notebook; everything not given is what a well-behaved client sends. */
export function send(
  ledger: Ledger,
  request: Pick<CommandRequest, 'type' | 'data'> & Partial<CommandRequest>,
  { id = 'one', actor = clerk }: { id?: string; actor?: Actor } = {},
) {
  return ledger.execute(notebook, id, { commandId: ulid(), ...request }, actor, () => authorOf(actor))
}

export const add = (text: string, remark = '') => ({ type: 'add', data: { text, remark } })

/** The bytes of everything in a stream, for "nothing changed". */
export async function bytesOf(streams: Streams, stream = 'notebook/one'): Promise<string> {
  return (await streams.read(stream, 0)).map((entry) => Buffer.from(entry.body).toString()).join('\n')
}
