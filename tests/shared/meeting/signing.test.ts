import { beforeAll, describe, expect, it } from 'vitest'
import { buildCommit, NO_HEAD } from '../../../shared/ledger/commit.ts'
import { evolveCommit } from '../../../shared/ledger/replay.ts'
import { openItems, owedSignatures, unscannedSignatures } from '../../../shared/meeting/guards.ts'
import { meeting } from '../../../shared/meeting/meeting.ts'
import { itemsFingerprint } from '../../../shared/meeting/minutes.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import type { Room } from './room.ts'
import { inStage, must, play, refusalOf, scheduled } from './script.ts'

const itemId = 'petitioner-statement'
const seen = ({ state }: Room) => ({ itemsSha256: itemsFingerprint(state.items) })
const partyOf = ({ state }: Room): string => state.participants.find((p) => p.kind === 'petitioner')?.id ?? ''
const signed = (state: MeetingState): number => Object.keys(state.signatures).length
const scan = (room: Room, digit: string) =>
  ({ type: 'file-scan', data: { sha256: digit.repeat(64), pages: 2, ...seen(room) } }) as const

/** Everything is final and read; nobody has signed. */
let read: Room
/** The first few have signed, on paper. */
let begun: Room

beforeAll(() => {
  read = play(scheduled, (now) => inStage('signing')(now) && now.readOut !== null)
  begun = play(read, (now) => signed(now) === 3)
})

/** The petitioner's wish is done in a second version, which is final. */
function corrected(room: Room): Room {
  const { version = 1 } = room.state.items[itemId] ?? {}
  const asked = must(room, partyOf(room), {
    type: 'request-correction',
    data: { itemId, version, passage: '', wanted: '补一句' },
  })
  const correctionId = asked.state.corrections.at(-1)?.id ?? ''
  const ruled = must(asked, 'chair', {
    type: 'rule-correction',
    data: { correctionId, accepted: true, reason: '' },
  })
  return play(ruled, (now) => openItems(now).length === 0)
}

describe('minutes that everybody has signed', () => {
  const wish = (room: Room) =>
    ({
      type: 'request-correction',
      data: { itemId, version: room.state.items[itemId]?.version ?? 1, passage: '', wanted: '补一句' },
    }) as const
  const all = (room: Room) => play(room, (now) => owedSignatures(now).length === 0)

  it('are final: nobody asks for a correction any more, on paper neither; an addendum is written', () => {
    const done = all(begun)
    expect(refusalOf(begun, partyOf(begun), wish(begun))).toBe('')
    expect(refusalOf(done, partyOf(done), wish(done))).toBe('MINUTES_FINAL')
    const onPaper = { ...wish(done).data, onBehalfOf: partyOf(done) }
    expect(refusalOf(done, 'clerk', { ...wish(done), data: onPaper })).toBe('MINUTES_FINAL')
    expect(refusalOf(done, 'clerk', { type: 'add-addendum', data: { itemId, text: '附图后补。' } })).toBe('')
    expect(refusalOf(done, 'chair', { type: 'close', data: {} })).toBe('')
  })

  it('are final as well where somebody refused with a reason, and not while one is still to sign', () => {
    const last = play(read, (now) => owedSignatures(now).length === 1)
    expect(refusalOf(last, partyOf(last), wish(last))).toBe('')
    const refused = must(last, owedSignatures(last.state)[0] ?? '', {
      type: 'sign-minutes',
      data: { method: 'refused', note: '认为记录有误', ...seen(last) },
    })
    expect(refusalOf(refused, partyOf(refused), wish(refused))).toBe('MINUTES_FINAL')
  })
})

describe('a scan of the signed minutes', () => {
  it('belongs to the versions on the paper: after a correction it is one of earlier minutes', () => {
    const filed = must(begun, 'clerk', scan(begun, 'a'))
    expect(unscannedSignatures(begun.state)).toHaveLength(3)
    expect(unscannedSignatures(filed.state)).toEqual([])
    const again = play(corrected(filed), (now) => signed(now) === 2)
    expect(again.state.scans.map(({ itemsSha256 }) => itemsSha256)).toEqual([seen(filed).itemsSha256])
    expect(again.state.scans[0]?.itemsSha256).not.toBe(seen(again).itemsSha256)
    expect(unscannedSignatures(again.state)).toHaveLength(2)
    expect(unscannedSignatures(must(again, 'clerk', scan(again, 'b')).state)).toEqual([])
  })

  it('is not filed for minutes that whoever files it has not seen', () => {
    const stale = scan(begun, 'a')
    expect(refusalOf(corrected(begun), 'clerk', stale)).toBe('MINUTES_CHANGED')
  })

  it('can follow the closing, and does not hold it up', () => {
    const closed = play(begun, (now) => now.phase === 'closed')
    expect(unscannedSignatures(closed.state).length).toBeGreaterThan(0)
    expect(unscannedSignatures(must(closed, 'clerk', scan(closed, 'a')).state)).toEqual([])
  })

  it('in a record from before the versions were asked for counts for those final when it was filed', () => {
    const event = {
      type: 'scan-filed',
      sha256: 'a'.repeat(64),
      mime: 'image/png',
      bytes: 9,
      pages: 2,
    } as const
    const old = buildCommit(
      { stream: 'meeting/m1', seq: 900, at: begun.now, prev: NO_HEAD },
      { commandId: 'c', commandType: 'file-scan', actor: 'account:clerk-1' },
      [event],
      () => '0'.repeat(32),
    )
    const state = evolveCommit(meeting, begun.state, old)
    expect(state.scans[0]?.itemsSha256).toBe(seen(begun).itemsSha256)
    expect(owedSignatures(state)).toEqual(owedSignatures(begun.state))
  })
})
