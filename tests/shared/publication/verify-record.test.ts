import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headCode } from '../../../shared/ledger/chain.ts'
import type { MeetingEvent, MeetingEventOf } from '../../../shared/meeting/events.ts'
import { publicRecordSchema } from '../../../shared/publication/answers.ts'
import { type CheckId, firstDifference, verifyRecord } from '../../../shared/publication/verify-record.ts'
import {
  adHocPlaces,
  meetingEvents,
  publicRecord,
  redrawn,
  replaced,
  sealedNumber,
  share,
} from './record-fixture.ts'

const whole = publicRecord()
const closing = verifyRecord(whole).closing
const slip = headCode(closing?.head ?? '')

const failing = (record: typeof whole, code = slip): CheckId[] =>
  verifyRecord(record, code)
    .checks.filter((check) => check.outcome === 'fails')
    .map((check) => check.id)

/** The whole record made anew with some events changed: every head fits, as a forger would have it. */
function remade<T extends MeetingEvent['type']>(
  type: T,
  change: (event: MeetingEventOf<T>) => MeetingEventOf<T>,
): typeof whole {
  const is = (event: MeetingEvent): event is MeetingEventOf<T> => event.type === type
  return publicRecord(
    meetingEvents().map((events) => events.map((event) => (is(event) ? change(event) : event))),
  )
}

describe('a record that nobody touched', () => {
  it('is consistent without the head code and unchanged with it', () => {
    expect(failing(whole)).toEqual([])
    expect(verifyRecord(whole).verdict).toBe('consistent')
    expect(verifyRecord(whole, slip).verdict).toBe('unchanged')
    expect(verifyRecord(whole, slip.toLowerCase().replace(/ /g, '-')).verdict).toBe('unchanged')
  })

  it('survives the way through a file', () => {
    const file = publicRecordSchema.parse(JSON.parse(JSON.stringify(whole)))
    expect(verifyRecord(file, slip).verdict).toBe('unchanged')
    expect(firstDifference(whole, file)).toBeNull()
  })

  it('is open, not broken, while the meeting goes on', () => {
    const running = { ...publicRecord(meetingEvents().slice(0, 5)), document: null }
    const { verdict, checks } = verifyRecord(running)
    expect(verdict).toBe('open')
    expect(checks.filter((check) => check.outcome === 'holds').map((check) => check.id)).toEqual([
      'pool-locked',
      'shares',
      'draw',
      'seats',
      'chain',
    ])
  })
})

describe('a changed byte', () => {
  it('anywhere in the commits breaks the chain and says where', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        const texts = whole.meeting.map((commit) => JSON.stringify(commit))
        const index = a % texts.length
        const text = texts[index] ?? ''
        const place = b % text.length
        const changed = `${text.slice(0, place)}${text[place] === '7' ? '8' : '7'}${text.slice(place + 1)}`
        let commit: unknown
        try {
          commit = JSON.parse(changed)
        } catch {
          return
        }
        const record = { ...whole, meeting: whole.meeting.map((each, i) => (i === index ? commit : each)) }
        const { verdict, checks } = verifyRecord(record, slip)
        expect(verdict).toBe('broken')
        const chain = checks.find((check) => check.id === 'chain')
        expect(chain?.outcome).toBe('fails')
        // A commit is found by itself, or, where only its head was touched, by the one that follows.
        expect([index + 1, index + 2]).toContain(chain?.facts.seq)
      }),
      { numRuns: 300 },
    )
  })

  it('in the published text is found by its fingerprint', () => {
    const document = whole.document && { ...whole.document, agreeing: 5 }
    expect(failing({ ...whole, document })).toEqual(['conclusion'])
  })

  it('cannot hide by leaving commits out', () => {
    expect(failing({ ...whole, meeting: whole.meeting.slice(1) })).toContain('chain')
    expect(failing({ ...whole, meeting: whole.meeting.filter((_, i) => i !== 3) })).toContain('chain')
  })
})

describe('a record made anew as a whole', () => {
  it('is consistent, but does not fit the code on the slip', () => {
    const forged = remade('number-given', (event) => ({ ...event, via: 'phone' }))
    expect(verifyRecord(forged).verdict).toBe('consistent')
    expect(failing(forged)).toEqual(['head-code'])
    expect(firstDifference(whole, forged)).toBe(4)
  })

  it('cannot seat somebody else', () => {
    const swapped = remade('panel-drawn', (event) => ({
      ...event,
      seats: event.seats.map((seat) => (seat.seat === 5 ? { ...seat, name: '某甲' } : seat)),
    }))
    expect(failing(swapped)).toContain('draw')
    const rigged = remade('panel-drawn', (event) => ({
      ...event,
      transcript: { ...event.transcript, order: [...event.transcript.order].reverse() },
    }))
    expect(failing(rigged)).toContain('draw')
  })

  it('cannot open another share than the one committed, nor change the pool after locking', () => {
    const other = remade('share-committed', (event) => ({ ...event, commitment: '9'.repeat(64) }))
    expect(failing(other)).toContain('shares')
    const pool = remade('pool-locked', (event) => ({
      ...event,
      candidates: event.candidates.map((each) => (each.no === 1 ? { ...each, eligible: false } : each)),
    }))
    expect(failing(pool)).toContain('pool-locked')
  })

  it('cannot commit the share after the number was given', () => {
    const [scheduled = [], locked = [], committed = [], drawn = [], ...rest] = meetingEvents()
    expect(failing(publicRecord([scheduled, locked, drawn, committed, ...rest]))).toContain('shares')
    expect(failing(publicRecord([scheduled, committed, drawn, locked, ...rest]))).toContain('pool-locked')
  })

  it('cannot make, exchange or leave out a number sealed in advance', () => {
    const honest = meetingEvents('m1', sealedNumber)
    const verdict = verifyRecord(publicRecord(honest))
    expect(verdict.checks.filter((check) => check.outcome === 'fails')).toEqual([])
    expect(verdict.checks.find((check) => check.id === 'shares')?.facts).toMatchObject({
      number: '8',
      sealedAt: expect.any(Number),
    })
    const [scheduled = [], locked = [], sealed = [], committed = [], ...rest] = honest
    expect(failing(publicRecord([scheduled, locked, committed, sealed, ...rest]))).toContain('shares')
    expect(failing(publicRecord([scheduled, locked, committed, ...rest]))).toContain('shares')
    expect(failing(publicRecord([scheduled, locked, sealed, sealed, committed, ...rest]))).toContain('shares')
    const other = honest.map((events) =>
      events.map((event) =>
        event.type === 'number-sealed' ? { ...event, numberCommitment: '7'.repeat(64) } : event,
      ),
    )
    expect(failing(publicRecord(other))).toContain('shares')
    const { number, ...guessed } = sealedNumber
    const [, , opened] = meetingEvents('m1', { ...guessed, number: `${number}1` }).slice(2)
    expect(opened && failing(publicRecord([scheduled, locked, sealed, committed, opened]))).toContain(
      'shares',
    )
  })

  it('cannot open again what an earlier draw of the meeting opened, whatever salt it was sealed with', () => {
    const honest = { share: 'b6'.repeat(32), salt: '4d'.repeat(16) }
    expect(failing(publicRecord(redrawn(honest)))).toEqual(['head-code'])
    const reused = verifyRecord(publicRecord(redrawn({ ...honest, share })))
    expect(reused.checks.filter((check) => check.outcome === 'fails')).toEqual([
      expect.objectContaining({
        id: 'draw',
        difference: expect.objectContaining({ place: 'officeShare', found: JSON.stringify(share) }),
      }),
    ])
  })

  it('cannot change a draw that was voided after it was opened', () => {
    const again = { share: 'b6'.repeat(32), salt: '4d'.repeat(16) }
    const forged = redrawn(again).map((events) =>
      events.map((event) => {
        if (event.type !== 'panel-drawn' || event.draw !== 1) return event
        const order = [...event.transcript.order].reverse()
        return { ...event, transcript: { ...event.transcript, order } }
      }),
    )
    expect(failing(publicRecord(forged))).toContain('draw')
    const another = redrawn(again).map((events) =>
      events.map((event) =>
        event.type === 'share-committed' && event.draw === 1
          ? { ...event, commitment: '9'.repeat(64) }
          : event,
      ),
    )
    expect(failing(publicRecord(another))).toContain('draw')
  })

  it('cannot seat whoever it likes when a seat falls vacant', () => {
    const [first = 0, second = 0, third = 0] = adHocPlaces()
    const seats = (commands: MeetingEvent[][]) =>
      verifyRecord(publicRecord(commands)).checks.find((check) => check.id === 'seats')
    expect(seats(replaced(first))).toMatchObject({ outcome: 'holds', facts: { changed: 1, passed: 0 } })
    expect(seats(replaced(third, [first, second]))).toMatchObject({ outcome: 'holds', facts: { passed: 2 } })
    for (const [place, passed] of [
      [second, []],
      [third, [first]],
      [third, [second, first]],
      [first, [first]],
      [null, []],
    ] as const)
      expect(seats(replaced(place, passed))?.outcome, `${place} after ${passed}`).toBe('fails')
    const lie = replaced(first).map((events) =>
      events.map((event) => (event.type === 'seat-filled' ? { ...event, name: '某甲' } : event)),
    )
    expect(failing(publicRecord(lie))).toContain('seats')
    const elsewhere = replaced(first).map((events) =>
      events.map((event) => (event.type === 'seat-vacated' ? { ...event, officerNo: 999 } : event)),
    )
    expect(failing(publicRecord(elsewhere))).toContain('seats')
  })

  it('of a time when skips were not shown says that they cannot be checked, and no more', () => {
    const [first = 0, second = 0] = adHocPlaces()
    const seats = (commands: MeetingEvent[][]) =>
      verifyRecord(publicRecord(commands)).checks.find((check) => check.id === 'seats')
    expect(seats(replaced(first, [], false))).toMatchObject({ outcome: 'holds' })
    expect(seats(replaced(second, [], false))).toMatchObject({ outcome: 'not-given', facts: { unshown: 1 } })
    expect(verifyRecord(publicRecord(replaced(second, [], false))).verdict).toBe('consistent')
    expect(seats(replaced(first, [second], false))?.outcome).toBe('fails')
  })

  it('cannot seal after the opening, nor exchange the minutes', () => {
    const commands = meetingEvents()
    const seal = commands.find((events) => events[0]?.type === 'opinion-sealed') ?? []
    const late = commands.flatMap((events) =>
      events[0]?.type === 'opinions-opened' ? [events, seal] : [events],
    )
    expect(failing(publicRecord(late))).toContain('opinions')
    expect(
      failing(remade('meeting-closed', (event) => ({ ...event, itemsSha256: '8'.repeat(64) }))),
    ).toContain('minutes')
  })
})
