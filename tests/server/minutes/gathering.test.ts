import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createOutbox } from '../../../server/minutes/gathering.ts'
import { readMessage } from '../../../shared/minutes/messages.ts'
import { simulatedClock } from './simulation.ts'

/** Two people's updates of one text, and an outbox that gathers for so long. */
function room(gatherMs: number) {
  const clock = simulatedClock()
  const sent: { readonly text: string; readonly except: string | null }[] = []
  const reader = new Y.Doc()
  const outbox = createOutbox<string>(
    clock,
    () => gatherMs,
    (message, except) => {
      const read = readMessage(message)
      if (read.kind === 'update') Y.applyUpdate(reader, read.update)
      sent.push({ text: reader.getText('t').toString(), except })
    },
  )
  const write = (by: string): void => {
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array) => outbox.put(update, by))
    doc.getText('t').insert(0, by)
  }
  return { clock, sent, outbox, write }
}

it('a process with time hands on every update at once, to all but its writer', () => {
  const { sent, write } = room(0)
  write('甲')
  write('乙')
  expect(sent.map(({ except }) => except)).toEqual(['甲', '乙'])
})

it('a busy one hands on what came together as one update, all of it, to everybody', async () => {
  const { clock, sent, write } = room(40)
  write('甲')
  write('乙')
  expect(sent).toEqual([])
  await clock.run(39)
  expect(sent).toEqual([])
  await clock.run(1)
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ except: null })
  expect([...(sent[0]?.text ?? '')].sort()).toEqual(['乙', '甲'].sort())
})

it('what was gathered is handed on before a room says goodbye', () => {
  const { sent, outbox, write } = room(40)
  write('甲')
  outbox.flush()
  expect(sent.map(({ except }) => except)).toEqual(['甲'])
})
