import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type Session, startSession } from '../../../client/minutes/session.ts'
import { FRAGMENT } from '../../../shared/minutes/protocol.ts'

let session: Session | undefined
afterEach(() => session?.stop())

/** A clerk whose server cannot be reached, on a device that keeps as much as `unkept` says. */
function offline(unkept: () => number) {
  let tell = () => {}
  session = startSession({
    url: 'ws://127.0.0.1:1/minutes',
    address: { meetingId: 'm1', itemId: 'i1' },
    mode: 'write',
    user: { id: 'clerk', name: '白书简', role: 'clerk' },
    openDraft: () => ({
      loaded: Promise.resolve(),
      unkept,
      onKept(listener) {
        tell = listener
      },
      stop() {},
      clear() {},
    }),
    now: () => 0,
  })
  const { doc, state } = session
  return {
    type: () => doc.getXmlFragment(FRAGMENT).push([new Y.XmlElement('paragraph')]),
    saved: () => state().saved,
    kept: () => tell(),
  }
}

it('a change counts as kept on the device once the device has it, not before', () => {
  let unkept = 0
  const { type, saved, kept } = offline(() => unkept)
  unkept = 2
  type()
  type()
  expect(saved()).toMatchObject({ state: 'offline', pending: 0 })
  unkept = 1
  kept()
  expect(saved()).toMatchObject({ state: 'offline', pending: 1 })
  unkept = 0
  kept()
  expect(saved()).toMatchObject({ state: 'offline', pending: 2 })
})

it('where the browser keeps nothing, what is typed offline is said to be on this page only', () => {
  const { type, saved } = offline(() => Number.POSITIVE_INFINITY)
  expect(saved().state).toBe('offline')
  type()
  expect(saved()).toMatchObject({ state: 'unkept', pending: 1 })
})
