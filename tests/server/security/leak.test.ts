import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { nextAct } from '../../../shared/demonstration/next-act.ts'
import { meetingAudiences } from '../../../shared/meeting/audiences.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import { servedApp } from '../http/served.ts'
import { calls } from './calls.ts'
import { type MarkedHearing, openMarkedHearing } from './marked-hearing.ts'
import { audience, opinionWords } from './markers.ts'

const served = servedApp()
let hearing: MarkedHearing
beforeAll(async () => {
  hearing = await openMarkedHearing(served(), { open: true })
})
afterAll(() => {
  for (const { line } of hearing.watchers) line.close()
})

/** Until a stage is entered. */
const inStage = (stageId: string) => (now: MeetingState) => now.stage?.stageId === stageId

const collections = async (): Promise<string> => {
  const { db } = served().database.connection
  const names = (await db?.listCollections().toArray()) ?? []
  const rows = await Promise.all(names.map(({ name }) => db?.collection(name).find().toArray()))
  return rows
    .flat()
    .map((row) =>
      JSON.stringify(row, (_key, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
      ),
    )
    .join('\n')
}

it('tries every path there is: a new route needs a row', async () => {
  const { body } = await served().browser().get('/api/openapi.json')
  const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(body)
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(Object.keys(calls).sort()).toEqual(routes.sort())
})

describe('a hearing watched by everybody', () => {
  it('tells nobody more than they may know while it is prepared and begins', async () => {
    const { act, play, markers, clerkDoes, meetingId, seatPanel, office } = hearing
    const { participants, staff } = audience
    const { plant } = markers
    await act('clerk', 'add-participant', {
      kind: 'witness',
      side: 'other',
      name: plant('name of a witness', participants),
      title: plant('title of a witness', participants),
    })
    const witness = (await hearing.state()).participants.at(-1)?.id
    await act('clerk', 'remove-participant', {
      participantId: witness,
      reason: plant('why a witness does not come', participants),
    })
    await act('clerk', 'list-evidence', {
      title: plant('title of evidence', participants),
      side: 'unit',
      pages: 1,
    })
    await act('clerk', 'withdraw-evidence', {
      no: 1,
      reason: plant('why evidence is withdrawn', participants),
    })
    await hearing.changePool()
    await act('clerk', 'check-preparation', {
      itemId: 'site-survey',
      done: false,
      note: plant('note on the site survey', staff),
    })
    await play((now) => now.draws[0]?.status === 'drawn')
    await act('clerk', 'void-draw', { reason: '演示' })
    await play((now) => now.draws[1]?.status === 'drawn')
    await clerkDoes('meetings', meetingId, 'vacate-seat', {
      seat: 1,
      cause: 'ill',
      reason: plant('why a seat is vacated', staff),
    })
    await seatPanel()
    await clerkDoes('meetings', meetingId, 'amend', {
      place: '听证室二',
      startsAt: served().clock() + 60_000,
      open: true,
      closedReason: '',
      chairAccountId: office.chair.accountId,
      clerkAccountIds: [office.clerk.accountId],
    })
    await play(inStage('opening'))
    expect(hearing.leaks()).toEqual([])
  })

  it('tells nobody more than they may know while both sides are heard', async () => {
    const { act, play, markers, write, idOf } = hearing
    const { participants } = audience
    const { plant } = markers
    await play(inStage('petitioner-statement'))
    await write('petitioner-statement', plant('minutes of a statement', participants))
    await act(idOf('petitioner'), 'request-floor', {
      purpose: 'speak',
      note: plant('what the petitioner wants to say', participants),
    })
    const [request] = (await hearing.state()).floor.queue
    await act(idOf('petitioner'), 'drop-floor-request', { requestId: request?.id })
    await act('chair', 'recess', { reason: plant('why there is a recess', participants) })
    await act('chair', 'resume', {})
    await act('chair', 'suspend', { reason: plant('why the hearing is suspended', participants) })
    await act('chair', 'resume', {})
    await act('clerk', 'examine-evidence', {
      no: 2,
      side: 'unit',
      stand: 'disputed',
      note: plant('what is disputed', participants),
    })
    await act('chair', 'step-back', {
      from: 'petitioner-statement',
      reason: plant('why a stage is repeated', participants),
    })
    await play((now) => now.opinionDeadline !== null)
    expect(hearing.leaks()).toEqual([])
  })

  it('keeps sealed opinions from everybody, in every byte and at rest', async () => {
    const { act, play, seatPanel, markers, disguise } = hearing
    const now = await hearing.state()
    const [first, second, third] = now.seats.flatMap(({ participantId }) => participantId ?? [])
    if (!first || !second || !third) throw new Error('seats are vacant')
    await act('clerk', 'seal-paper-opinion', { participantId: first })
    const seal = async (): Promise<string> => {
      const next = nextAct(await hearing.state(), naimanReview, served().clock(), '')
      if (next?.request.type !== 'seal-opinion') throw new Error('somebody should write an opinion')
      const { type, data } = disguise(next.request, next.by)
      await act(next.by, type, data)
      return next.by
    }
    expect(await seal()).toBe(second)
    await act(second, 'withdraw-opinion', {})
    expect(await seal()).toBe(second)
    expect(await seal()).toBe(third)
    await act('clerk', 'vacate-seat', {
      seat: 3,
      cause: 'ill',
      reason: markers.plant('illness', audience.staff),
    })
    await seatPanel()
    await play((state) =>
      state.seats.every(({ participantId }) => participantId && state.seals[participantId]),
    )
    expect(await hearing.everybodyLooks()).toEqual([])

    const atRest = await collections()
    expect(atRest).toContain('听证室二')
    expect(markers.all(atRest).filter((what) => /^(reasons|advice) of seat/.test(what))).toEqual([])
    const sealed = await served().database.connection.collection('sealed').find({ kind: 'opinion' }).toArray()
    const lengths = sealed.map((row) => Buffer.from(row.ciphertext.buffer).length)
    expect(lengths.length).toBeGreaterThan(4)
    expect(new Set(lengths).size).toBe(1)
  })

  it('would notice a leak', async () => {
    const { modules } = served()
    const { find } = modules.county
    const word = hearing.markers.plant('a planted leak', audience.nobody)
    modules.county.find = async () => ({ name: word, demonstration: false, phoneBase: null })
    const bySession = await hearing.everybodyLooks((route) => route === 'GET /api/session')
    modules.county.find = find
    expect(bySession.length).toBeGreaterThan(10)

    const identity = meetingAudiences['identity-verified']
    const { document } = identity
    Object.assign(identity, { type: 'public', document: 'public' })
    const byCommits = await hearing.everybodyLooks((route) => route.startsWith('GET /api/public/record'))
    Object.assign(identity, { type: 'participants', document })
    expect(byCommits.join('\n')).toContain('nobody reads identity document')
  })

  it('opens the opinions to the panel, and to nobody else before the conclusion', async () => {
    const { act, play, markers, write } = hearing
    const { plant } = markers
    await play((now) => now.stage?.stageId === 'deliberation')
    await write('deliberation', plant('minutes of the deliberation', audience.panel))
    await play((now) => now.openedAt !== null)
    const [paper] = Object.keys((await hearing.state()).paperPending)
    const requests = (await hearing.state()).requests ?? []
    await act('clerk', 'copy-paper-opinion', {
      participantId: paper,
      opinion: {
        positions: requests.map(({ id }) => ({ requestId: id, position: 'partly' })),
        reasons: plant('reasons on paper', opinionWords),
        advice: '',
      },
    })
    await act('chair', 'confirm-paper-opinion', { participantId: paper })
    await play((now) => Object.keys(now.recommendation?.answers ?? {}).length === 5)
    expect(await hearing.everybodyLooks()).toEqual([])
  })

  it('keeps what is asked and answered about the minutes with those who may read them', async () => {
    const { act, play, markers, idOf } = hearing
    const { plant } = markers
    const { participants, panel } = audience
    await play((now) => now.items.deliberation !== undefined)
    const panelist = (await hearing.state()).seats[0]?.participantId ?? ''
    const askAbout = async (by: string, itemId: string, who: typeof panel) => {
      const [passage, wanted] = [plant(`passage in ${itemId}`, who), plant(`wanted in ${itemId}`, who)]
      const now = await act(by, 'request-correction', { itemId, version: 1, passage, wanted })
      return now.corrections.at(-1)?.id ?? ''
    }
    const rule = (correctionId: string, accepted: boolean, reason: string) =>
      act('chair', 'rule-correction', { correctionId, accepted, reason })
    const kept = await askAbout(idOf('petitioner'), 'petitioner-statement', participants)
    await rule(kept, false, plant('why a statement stands', participants))
    const closed = await askAbout(panelist, 'deliberation', panel)
    await rule(closed, true, plant('why the deliberation is corrected', panel))
    await hearing.write('deliberation_2', plant('minutes of the deliberation, corrected', panel))
    await play((now) => now.items.deliberation?.version === 2)
    await act('clerk', 'add-addendum', {
      itemId: 'deliberation',
      text: plant('addendum for the panel', panel),
    })
    const aboutMinutes = (route: string) => /minutes|commits|scans/.test(route)
    expect(await hearing.everybodyLooks(aboutMinutes)).toEqual([])
  })

  it('publishes what was approved, and nothing that was masked', async () => {
    const { play, markers, clerkDoes, matterId, petitionerName, unit, meetingId } = hearing
    const { plant } = markers
    const { staff } = audience
    await play((now) => now.publication !== null)
    const decision = {
      number: '青复查〔2026〕1号',
      date: '2026-11-24',
      outcome: 'departed',
      departureReason: `${petitionerName}另有证据`,
      text: `${unit}应当复测`,
    }
    await clerkDoes('matters', matterId, 'record-decision', decision)
    await clerkDoes('matters', matterId, 'correct-decision', {
      decision,
      reason: plant('why the decision is corrected', staff),
    })
    await clerkDoes('matters', matterId, 'record-service', {
      addressee: 'p',
      method: 'in-person',
      servedOn: '2026-11-24',
      proof: plant('proof of service of the decision', staff),
    })
    await clerkDoes('meetings', meetingId, 'record-consent', {
      participantId: hearing.idOf('petitioner'),
      consents: true,
    })
    expect(await hearing.everybodyLooks()).toEqual([])
  })

  it('left nothing of it in the log', () => {
    const log = served().logged.join('')
    expect(log).toContain('/api/meetings/:meetingId/commits')
    expect(hearing.markers.all(log)).toEqual([])
    expect(log).not.toMatch(/听证员\d|白一|127\.0\.0\.1|\$argon2/)
  })

  it('looked for words that can be found', () => {
    expect(hearing.markers.unseen()).toEqual([])
  })

  it('brought the messages that are known, to everybody who may follow', () => {
    const messages = new Set(hearing.watchers.flatMap(({ line }) => [...line.messages]))
    expect([...messages].sort()).toEqual(['commit', 'presence'])
  })
})
