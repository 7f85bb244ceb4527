// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { DrawBlock } from '../../../client/phone/draw-block.tsx'
import { changeLanguage } from '../../../client/ui/i18n.ts'
import type { Actor } from '../../../shared/accounts/actor.ts'
import { numberCommitmentOf } from '../../../shared/draw/randomness.ts'
import { replay } from '../../../shared/ledger/replay.ts'
import { meeting } from '../../../shared/meeting/meeting.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { meetingEvents, publicCommits, sealedNumber } from '../../shared/publication/record-fixture.ts'
import { evolved, Page } from '../meeting/fixture.tsx'
import { prepareDom, press, show, stubCommands, violations } from '../meeting/page.tsx'

beforeEach(prepareDom)
afterEach(() => {
  cleanup()
  changeLanguage('zh')
  vi.unstubAllGlobals()
})

const commits = publicCommits(meetingEvents('m1', sealedNumber))
const locked = replay(meeting, commits.slice(0, 2))
const sealed = (state: MeetingState, numberCommitment: string) =>
  evolved(state, [{ type: 'number-sealed', draw: 1, numberCommitment, participantId: 'p-petitioner' }])
const committed = (state: MeetingState) =>
  evolved(state, [
    { type: 'share-committed', draw: 1, commitment: '9'.repeat(64), deadline: locked.startsAt },
  ])

const link = (participantId: string): Actor => ({
  kind: 'link',
  linkId: 'l1',
  meetingId: 'm1',
  participantId,
  role: 'party',
})
const phone = (state: MeetingState, participantId = 'p-petitioner') => {
  cleanup()
  show(
    <Page actor={link(participantId)} state={state}>
      <DrawBlock />
    </Page>,
  )
}
const confirm = (name: string) =>
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name }))
const sealSchema = z.object({ commitment: z.string() })

/** Seals 8 on this phone and returns what was sent. */
async function seal(): Promise<string> {
  const sent = stubCommands()
  phone(locked)
  fireEvent.change(screen.getByLabelText('你的数'), { target: { value: ' 8 ' } })
  press('封好这个数')
  confirm('封好这个数')
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.type).toBe('seal-number')
  expect(Object.keys(Object(sent[0]?.data))).toEqual(['commitment'])
  return sealSchema.parse(sent[0]?.data).commitment
}

describe('a number sealed on the petitioner’s phone', () => {
  it('is offered at random, sent as a fingerprint only, and opened later by the same phone', async () => {
    phone(locked)
    const offered = screen.getByLabelText<HTMLInputElement>('你的数').value
    expect(offered).toMatch(/^\d{1,6}$/)
    expect(screen.getByRole('status').textContent).toContain('等信访人用手机封数')
    expect(await violations()).toEqual([])

    const commitment = await seal()
    const both = committed(sealed(locked, commitment))
    const sent = stubCommands()
    phone(both)
    expect(screen.getByRole('status').textContent).toContain('现在等信访人一方启封')
    expect(screen.getByText(/和这部手机上的对得上/)).toBeTruthy()
    press('启封我的数')
    confirm('启封我的数')
    await waitFor(() => expect(sent).toHaveLength(1))
    const opened = z.object({ number: z.string(), salt: z.string() }).parse(sent[0]?.data)
    expect(sent[0]?.type).toBe('give-number')
    expect(numberCommitmentOf({ meeting: 'm1', draw: 1, ...opened })).toBe(commitment)
    expect(opened.number).toBe('8')
  })

  it('has a new salt each time, and the first is not lost when no answer came and another is tried', async () => {
    const first = await seal()
    stubCommands('silent')
    phone(locked)
    fireEvent.change(screen.getByLabelText('你的数'), { target: { value: '9' } })
    press('封好这个数')
    phone(sealed(locked, first))
    expect(screen.getByText(/和这部手机上的对得上/)).toBeTruthy()
    window.localStorage.clear()
    expect(await seal()).not.toBe(first)
  })

  it('sealed on another phone, is opened from what was written down', async () => {
    const salt = '0f'.repeat(16)
    const commitment = numberCommitmentOf({ meeting: 'm1', draw: 1, number: '8', salt })
    const sent = stubCommands()
    phone(committed(sealed(locked, commitment)))
    expect(screen.getByText(/不是在这部手机上封的/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: '启封我的数' })).toBeNull()
    fireEvent.change(screen.getByLabelText('你的数'), { target: { value: '8' } })
    const copied = '0F0F 0f0f 0F0F 0F0F 0F0F 0F0F 0F0F 0F0F'
    fireEvent.change(screen.getByLabelText('盐（32 位）'), { target: { value: copied } })
    press('启封我的数')
    confirm('启封我的数')
    await waitFor(() => expect(sent[0]?.data).toEqual({ number: '8', salt, via: 'phone' }))
    expect(await violations()).toEqual([])
  })

  it('is shown to the other side as a fingerprint, with nothing to press', () => {
    phone(locked, 'p-unit')
    expect(screen.queryByRole('button')).toBeNull()
    phone(committed(sealed(locked, 'ab'.repeat(32))), 'p-unit')
    expect(screen.getByText(/ABAB ABAB ABAB ABAB/)).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
    changeLanguage('en')
    phone(committed(sealed(locked, 'ab'.repeat(32))), 'p-unit')
    expect(screen.getByRole('status').textContent).toContain('Waiting for the petitioner’s side to open')
  })

  it('not sealed in time, is said openly like any other', () => {
    phone(committed(locked))
    expect(screen.getByRole('status').textContent).toContain('信访人没有先封数。现在等信访人一方公开出数')
    expect(screen.getByLabelText('你出的数')).toBeTruthy()
  })

  it('never opened, is not called a number that was given', () => {
    const drawn = replay(meeting, commits.slice(0, 5))
    phone(drawn)
    expect(screen.getByText(/信访人启封的数是 8，和封的相同/)).toBeTruthy()
    const [draw] = drawn.draws
    phone({ ...drawn, draws: draw ? [{ ...draw, number: null }] : [] })
    expect(screen.getByText(/信访人封了数，到时限没有启封/)).toBeTruthy()
  })
})
