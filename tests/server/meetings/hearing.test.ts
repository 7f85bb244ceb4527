import { describe, expect, it } from 'vitest'
import { verifyDraw } from '../../../shared/draw/verify.ts'
import type { Viewer } from '../../../shared/ledger/aggregate.ts'
import { verifyChain } from '../../../shared/ledger/chain.ts'
import { chair, clerk, createHearing } from './hearing.ts'

const levels: readonly Viewer[] = [
  { level: 'public' },
  { level: 'participants', person: 'nobody' },
  { level: 'panel', person: 'nobody' },
  { level: 'staff' },
]

describe('a whole hearing', () => {
  it('goes from the schedule to a published conclusion that verifies', async () => {
    const hearing = createHearing()
    expect(await hearing.schedule()).toMatchObject({ ok: true, seq: 1 })
    const state = await hearing.play()
    expect(state.phase).toBe('closed')
    expect(state.publication).toMatchObject({ listed: true })
    expect(state.recusals).toMatchObject([{ ruling: { granted: true } }])
    expect(state.stageLog.filter((run) => run.stageId === 'unit-reply')).toHaveLength(2)
    expect(verifyDraw(state.draws[0]?.transcript)).toMatchObject({ ok: true })
    for (const viewer of levels) {
      const commits = await hearing.meetings.commits(hearing.meetingId, viewer, 0)
      expect(verifyChain(commits)).toMatchObject({ ok: true })
    }
  })

  it('gives the petitioner’s given name, phone and mandate to nobody at public level', async () => {
    const hearing = createHearing()
    await hearing.schedule()
    await hearing.play()
    const text = JSON.stringify(await hearing.meetings.commits(hearing.meetingId, { level: 'public' }, 0))
    for (const secret of ['周禾生', '韩小满', '贺从简', 'FC-', 'clerk-1/', '其单位参加过'])
      expect(text).not.toContain(secret)
    expect(text).toContain('周某某')
  })

  it('shows nobody a word of an opinion before all are opened together', async () => {
    const hearing = createHearing()
    await hearing.schedule()
    await hearing.play((state) => Object.keys(state.seals).length === 5)
    const staff = JSON.stringify(await hearing.meetings.commits(hearing.meetingId, { level: 'staff' }, 0))
    expect(staff).not.toContain('席位 1 的理由')
    await hearing.play((state) => state.openedAt !== null)
    const opened = await hearing.meetings.view(hearing.meetingId, { level: 'panel' })
    expect(Object.keys(opened.view.opinions)).toHaveLength(5)
    const party = await hearing.meetings.view(hearing.meetingId, { level: 'participants' })
    expect(party.view.opinions).toEqual({})
  })
})

describe('refusals leave the record as it was', () => {
  it.each([
    [
      'a role that may not',
      clerk,
      'rule-recusal',
      { recusalId: 'x', granted: true, reason: 'x' },
      'FORBIDDEN_ROLE',
    ],
    ['a stage that is not there yet', chair, 'open-opinions', {}, 'WRONG_STAGE'],
    ['a stale stage', chair, 'advance', { from: 'signing' }, 'STAGE_MOVED'],
    ['malformed data', chair, 'advance', { from: 5 }, 'COMMAND_MALFORMED'],
    ['an unknown command', chair, 'frobnicate', {}, 'COMMAND_MALFORMED'],
    ['half a surrogate pair', chair, 'suspend', { reason: 'a\ud800' }, 'TEXT_ILL_FORMED'],
  ])('%s', async (_name, actor, type, data, code) => {
    const hearing = createHearing()
    await hearing.schedule()
    await hearing.play((state) => state.phase === 'in-session')
    const before = await hearing.meetings.load(hearing.meetingId)
    expect(await hearing.send(actor, type, data)).toMatchObject({ ok: false, refusal: { code } })
    expect((await hearing.meetings.load(hearing.meetingId)).head).toBe(before.head)
  })
})
