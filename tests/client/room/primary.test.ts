import { describe, expect, it } from 'vitest'
import { canGoAnotherRound, canStepBack, chairPrimary, isReady } from '../../../client/room/chair/primary.ts'
import { initialMeeting } from '../../../shared/meeting/state.ts'
import {
  answered,
  drafted,
  evolved,
  inStage,
  minute,
  opened,
  prepared,
  procedure,
  sealed,
  start,
} from '../meeting/fixture.tsx'

const now = start + 30 * minute
const primaryOf = (state: typeof prepared) => chairPrimary(state, procedure, now)
const codes = (state: typeof prepared) => primaryOf(state).unmet.map((refusal) => refusal.code)
const recusal = {
  type: 'recusal-requested',
  recusalId: 'x',
  target: 'officer-3',
  targetName: '秦度田',
  side: 'petitioner',
  participantId: 'p1',
  reason: '同一单位',
  via: 'aloud',
} as const

describe('the chair’s one primary action', () => {
  it('opens the meeting, and lists all that is still missing for it', () => {
    expect(primaryOf(prepared)).toEqual({ kind: 'begin', unmet: [] })
    const bare = evolved(initialMeeting, [
      { type: 'meeting-scheduled', procedure: prepared.procedure ?? undefined },
    ] as never)
    expect(codes(bare)).toEqual(['PREPARATION_INCOMPLETE', 'NOTICE_NOT_ISSUED', 'PANEL_NOT_DRAWN'])
    expect(isReady(primaryOf(bare))).toBe(false)
  })

  it('goes to the next stage by name once nothing is in the way', () => {
    const primary = primaryOf(inStage('petitioner-statement'))
    expect(primary).toMatchObject({
      kind: 'advance',
      from: 'petitioner-statement',
      next: { id: 'unit-statement' },
    })
    expect(isReady(primary)).toBe(true)
  })

  it('waits while somebody is unchecked', () => {
    const primary = primaryOf(inStage('attendance'))
    expect(primary.kind).toBe('advance')
    expect(isReady(primary)).toBe(false)
  })

  it('is taken over by an undecided recusal, even where the stage waits for opinions', () => {
    const state = evolved(inStage('opinions'), [recusal])
    expect(primaryOf(state)).toMatchObject({ kind: 'rule-recusal', recusal: { targetName: '秦度田' } })
    expect(isReady(primaryOf(state))).toBe(true)
    expect(codes(state)).toEqual(['RECUSAL_PENDING', 'OPINIONS_OUTSTANDING'])
  })

  it('is resuming while the meeting is interrupted, whatever else waits', () => {
    const state = evolved(inStage('opinions'), [recusal, { type: 'recessed', reason: '' }])
    expect(primaryOf(state).kind).toBe('resume')
  })

  it('opens the opinions only when all are sealed or the deadline has passed', () => {
    expect(isReady(primaryOf(inStage('deliberation')))).toBe(true)
    const withdrawn = evolved(inStage('deliberation'), [
      { type: 'opinion-withdrawn', participantId: 'officer-1' },
    ])
    expect(primaryOf(withdrawn).kind).toBe('open-opinions')
    expect(isReady(primaryOf(withdrawn))).toBe(false)
    const late = evolved(withdrawn, [{ type: 'opinion-deadline-announced', deadline: now }])
    expect(isReady(primaryOf(late))).toBe(true)
  })

  it('goes on from deliberation once every panelist has answered', () => {
    const voted = [1, 2, 3, 4, 5].map((n) => answered(`officer-${n}`))
    expect(codes(evolved(inStage('deliberation'), [opened, drafted, ...voted.slice(1)]))).toEqual([
      'RECOMMENDATION_UNANSWERED',
    ])
    expect(isReady(primaryOf(evolved(inStage('deliberation'), [opened, drafted, ...voted])))).toBe(true)
  })

  it('announces before leaving the conclusion, signs before closing, and does nothing once closed', () => {
    expect(primaryOf(inStage('conclusion')).kind).toBe('announce-conclusion')
    const signing = inStage('signing')
    expect(primaryOf(signing).kind).toBe('close')
    expect(codes(signing)).toContain('ITEMS_OPEN')
    const final = procedure.stages.map((stage) => ({
      type: 'item-finalised' as const,
      itemId: stage.id,
      sha256: 'ab'.repeat(32),
      entries: 1,
    }))
    const unread = evolved(signing, final)
    expect(primaryOf(unread).kind).toBe('close')
    expect(codes(unread)).toContain('MINUTES_NOT_READ_OUT')
    const read = { type: 'minutes-read-out', how: 'read-out', itemsSha256: '0'.repeat(64) } as const
    const ready = evolved(unread, [read])
    expect(primaryOf(ready).kind).toBe('sign')
    expect(
      primaryOf(
        evolved(ready, [
          {
            type: 'minutes-signed',
            participantId: 'chair',
            method: 'phone',
            note: '',
            itemsSha256: '0'.repeat(64),
            drawing: '',
          },
        ]),
      ).kind,
    ).toBe('close')
    expect(primaryOf(evolved(ready, [{ type: 'meeting-closed', itemsSha256: 'ab'.repeat(32) }])).kind).toBe(
      'none',
    )
  })
})

describe('bending the course', () => {
  it('offers another round only at the end of the round, until its minutes are final or rounds run out', () => {
    expect(canGoAnotherRound(inStage('petitioner-reply'), procedure)).toBe(false)
    const end = inStage('unit-reply')
    expect(canGoAnotherRound(end, procedure)).toBe(true)
    expect(
      canGoAnotherRound(
        evolved(end, [{ type: 'item-finalised', itemId: 'unit-reply', sha256: '', entries: 0 }]),
        procedure,
      ),
    ).toBe(false)
    const last = evolved(end, [
      {
        type: 'stage-entered',
        stageId: 'unit-reply',
        index: 7,
        round: procedure.rounds.max.value,
        direction: 'round',
        reason: '',
      },
    ])
    expect(canGoAnotherRound(last, procedure)).toBe(false)
  })

  it('offers no way back from the first stage nor after the opening', () => {
    expect(canStepBack(inStage('attendance'))).toBe(false)
    expect(canStepBack(evolved(inStage('opinions'), [sealed('officer-1')]))).toBe(true)
    expect(canStepBack(evolved(inStage('deliberation'), [opened]))).toBe(false)
  })
})
