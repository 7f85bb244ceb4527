import { ulid } from 'ulid'
import { nextAct } from '../../../shared/demonstration/next-act.ts'
import type { MatterDetails } from '../../../shared/matter/commands.ts'
import type { MeetingRequest } from '../../../shared/meeting/commands.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import { Person } from '../../simulate/person.ts'
import { writeMinutes } from '../../simulate/scribe.ts'
import { type Browser, password, type Served } from '../http/served.ts'
import { bytesOf, calls, type Subject } from './calls.ts'
import { audience, createMarkers, opinionWords, recommendationWords } from './markers.ts'
import { openLine, readMinutes, type Watcher, watcher } from './onlookers.ts'

const unit = '柳溪镇人民政府'

/**
 * A hearing that is watched by everybody from the first day to the published conclusion, with a word of its own
 * planted wherever something is not for everybody. Every byte an onlooker receives is looked through.
 */
export async function openMarkedHearing(served: Served, { open }: { readonly open: boolean }) {
  const { modules, clock } = served
  const { accounts, meetings, pool, links } = modules
  const markers = createMarkers()
  const { plant } = markers
  const { participants, panel, staff, nobody } = audience
  const watchers: Watcher[] = []
  const leaks: string[] = []
  const [meetingId, otherMeetingId, matterId, otherMatterId] = [ulid(), ulid(), ulid(), ulid()]
  const state = async (): Promise<MeetingState> => (await meetings.load(meetingId)).state

  const account = async (role: 'administrator' | 'clerk' | 'chair', login: string, name: string) => {
    markers.guard(`login name of ${name}`, login, audience.office)
    const made = await accounts.create({ login, name, roles: [role], password })
    const browser = served.browser()
    await browser.post('/api/login', { login, password })
    return { ...made, login, browser }
  }
  const office = {
    administrator: await account('administrator', 'zadmin', '关一'),
    clerk: await account('clerk', 'zclerk1', '白一'),
    otherClerk: await account('clerk', 'zclerk2', '甘二'),
    chair: await account('chair', 'zchair1', '顾一'),
    otherChair: await account('chair', 'zchair2', '沈二'),
  }
  const must = async <T extends { readonly ok: boolean }>(
    answer: Promise<T> | T,
    what: string,
  ): Promise<T> => {
    const result = await answer
    if (!result.ok) throw new Error(`${what}: ${JSON.stringify(result)}`)
    return result
  }
  const clerkDoes = (execute: 'meetings' | 'matters', id: string, type: string, data: unknown) =>
    must(modules[execute].execute(id, { commandId: ulid(), type, data }, office.clerk), type)

  const poolDoes = (type: string, data: unknown) =>
    must(pool.execute({ commandId: ulid(), type, data }, office.clerk), type)

  await seedPool()
  const petitionerName = plant('name of the petitioner', participants)
  await clerkDoes('matters', matterId, 'register', matterDetails())
  await clerkDoes('matters', otherMatterId, 'register', { ...plainMatter, subject: '另一件事' })
  const schedule = (matter: string, chair: { accountId: string }) => ({
    matterId: matter,
    procedureId: 'naiman-review',
    place: '听证室一',
    startsAt: clock() + 3_600_000,
    open,
    closedReason: open ? '' : '涉及个人隐私',
    chairAccountId: chair.accountId,
    clerkAccountIds: [office.clerk.accountId],
  })
  await clerkDoes('meetings', meetingId, 'schedule', schedule(matterId, office.chair))
  await clerkDoes('meetings', otherMeetingId, 'schedule', schedule(otherMatterId, office.otherChair))
  const { code = '' } = await state()
  // Whoever has the code may read what it opens; a list gives it away once the conclusion is listed.
  markers.guard('code of the hearing', code, (onlooker, now) =>
    now.publication?.listed ? true : participants(onlooker, now),
  )

  async function seedPool(): Promise<void> {
    const categories = ['deputy', 'cppcc', 'conduct-reviewer', 'public-lawyer', 'private-lawyer'] as const
    await poolDoes('import-officers', {
      adopted: plant('who adopted the list', staff),
      officers: Array.from({ length: 24 }, (_, index) => ({
        no: index + 1,
        name: `听证员${index + 1}`,
        category: categories[index] ?? 'sector',
        sector: index < categories.length ? '' : `部门${index}`,
        unit: `单位${index + 1}`,
        standing: index < 6,
        expertise: [],
        languages: ['汉语'],
        phone: plant(`phone of officer ${index + 1}`, staff),
        term: null,
        trainingValidUntil: null,
      })),
    })
    await poolDoes('suspend-officer', { no: 23, reason: plant('why an officer is suspended', staff) })
    await poolDoes('remove-officer', { no: 24, cause: 'other', reason: plant('why an officer left', staff) })
    const note = plant('why an officer is away', staff)
    await poolDoes('record-unavailability', {
      no: 21,
      ranges: [{ from: '2026-11-01', until: '2026-12-01', note }],
    })
    await poolDoes('declare-ties', {
      no: 20,
      ties: {
        kin: [{ name: plant('kin of an officer', audience.office), relation: '兄' }],
        units: [plant('unit an officer has an interest in', audience.office)],
      },
    })
    await poolDoes('receive-application', {
      route: 'recommendation',
      by: plant('who recommended a candidate', audience.office),
      statement: plant('statement of a candidate', audience.office),
      receivedOn: '2026-11-01',
      formerNo: null,
      officer: {
        name: plant('name of a candidate', audience.office),
        category: 'deputy',
        sector: '',
        unit: '单位',
        standing: false,
        expertise: [],
        languages: [],
        phone: plant('phone of a candidate', audience.office),
        term: null,
        trainingValidUntil: null,
      },
    })
  }

  /** What is told of the pool while people follow it. */
  const changePool = async (): Promise<void> => {
    const dates = { heldOn: '2026-11-01', validUntil: '2027-11-01' }
    await poolDoes('record-training', {
      nos: [20],
      title: plant('training of an officer', staff),
      ...dates,
    })
    await poolDoes('reinstate-officer', { no: 23, reason: plant('why an officer is back', staff) })
  }

  function matterDetails(): MatterDetails {
    const contact = (who: string) => ({
      phone: plant(`phone of ${who}`, staff),
      address: plant(`address of ${who}`, staff),
      idHint: plant(`identity number of ${who}`, staff),
    })
    return {
      subject: `${petitionerName}${plant('subject', participants)}争议`,
      maskedSubject: `某人${plant('masked subject', audience.public)}争议`,
      stage: 'review',
      receivedOn: '2026-11-01',
      petitioner: { id: 'p', name: petitionerName, contact: contact('the petitioner') },
      representatives: [
        {
          id: 'r',
          name: plant('name of a representative', participants),
          contact: contact('a representative'),
        },
      ],
      agents: [
        {
          id: 'a',
          name: plant('name of an agent', participants),
          title: plant('title of an agent', participants),
          mandate: {
            scope: 'general',
            matters: plant('mandate of an agent', staff),
            receivedOn: '2026-11-02',
          },
          contact: contact('an agent'),
        },
      ],
      requests: [
        {
          id: 'q1',
          text: plant('first request', participants),
          masked: plant('first request, masked', audience.open),
        },
        { id: 'q2', text: `${petitionerName}的第二项请求`, masked: '' },
      ],
      facts: plant('facts', staff),
      responsibleUnit: unit,
      handlers: [
        {
          id: 'h',
          name: plant('name of a handler', participants),
          title: plant('title of a handler', participants),
        },
      ],
      earlierOpinion: {
        number: plant('number of the opinion complained of', staff),
        date: '2026-10-01',
        unit,
        summary: plant('summary of the opinion complained of', staff),
      },
    }
  }

  const add = async (
    name: string,
    browser: Browser,
    level: Parameters<typeof watcher>[3],
    more?: Parameters<typeof watcher>[4],
  ): Promise<Watcher> => {
    for (const value of browser.cookies.values())
      markers.guard(`session of ${name}`, value, audience.only(name))
    const line = await openLine(served, browser, meetingId, [
      { aggregate: 'matter', id: matterId },
      { aggregate: 'pool', id: 'main' },
    ])
    const one = watcher(name, browser, line, level, more)
    watchers.push(one)
    return one
  }
  const byLink = async (
    name: string,
    subject: Parameters<typeof links.issue>[1],
    level: Parameters<typeof watcher>[3],
    meeting = meetingId,
  ): Promise<{ one: Watcher; token: string }> => {
    const { token } = await links.issue(meeting, subject, 'test')
    const mayRead = subject.role === 'observer' ? audience.projector : nobody
    markers.guard(`link of ${name}`, token, meeting === meetingId ? mayRead : nobody)
    const browser = served.browser()
    await browser.post(`/api/links/${token}/redeem`)
    const person =
      'participantId' in subject && meeting === meetingId ? { person: subject.participantId } : {}
    return {
      one: await add(name, browser, level, {
        ...person,
        ...(subject.role === 'screen' ? { projector: true } : {}),
      }),
      token,
    }
  }

  const people = (await state()).participants
  const idOf = (kind: string): string => people.find((person) => person.kind === kind)?.id ?? ''
  await add('nobody', served.browser(), 'public')
  await add('administrator', office.administrator.browser, 'staff', { office: true })
  const clerk = await add('clerk', office.clerk.browser, 'staff', { office: true })
  await add('clerk of other hearings', office.otherClerk.browser, 'staff', { office: true })
  const chair = await add('chair', office.chair.browser, 'staff')
  await add('chair of other hearings', office.otherChair.browser, 'public')
  const { token: usedToken } = await byLink(
    'petitioner',
    { role: 'party', participantId: idOf('petitioner') },
    'participants',
  )
  await byLink('agent', { role: 'party', participantId: idOf('agent') }, 'participants')
  await byLink('responsible unit', { role: 'party', participantId: idOf('handler') }, 'participants')
  if (open) await byLink('observer', { role: 'observer' }, 'public')
  await byLink('screen', { role: 'screen' }, 'public')
  const stranger = (await meetings.load(otherMeetingId)).state.participants[0]?.id ?? ''
  await byLink(
    'party of another hearing',
    { role: 'party', participantId: stranger },
    'public',
    otherMeetingId,
  )

  /** Officers get a link each, seated or not; what they may read goes with the seat. */
  const seatPanel = async (): Promise<void> => {
    const now = await state()
    for (const { id, kind } of now.participants) {
      if (kind !== 'officer' || watchers.some(({ person }) => person === id)) continue
      await byLink(id, { role: 'panelist', participantId: id }, ({ seats }) =>
        seats.some(({ participantId }) => participantId === id) ? 'panel' : 'public',
      )
    }
    await sweep()
  }

  const scribe = new Person(served.base, 'clerk')
  await scribe.fetch('/api/login', { login: office.clerk.login, password })

  const scan = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    Buffer.from(plant('scan of the signed minutes', staff)),
  ])
  const { sha256: scanSha256 } = await modules.scans.keep(meetingId, scan, 'test')

  const subject: Subject = {
    scanSha256,
    meetingId,
    otherMeetingId,
    matterId,
    otherMatterId,
    code,
    usedToken,
    commandId: ulid,
  }
  const look = (one: Watcher, text: string, where: string, now: MeetingState): void => {
    leaks.push(...markers.leaks(text, one, now).map((leak) => `${where}: ${leak}`))
  }

  /** Looks through what every line has been sent since the last time. */
  const sweep = async (): Promise<MeetingState> => {
    const { state: now, seq } = await meetings.load(meetingId)
    await Promise.all(watchers.map(({ line }) => line.caughtUp(seq)))
    for (const one of watchers) look(one, one.line.take().join('\n'), `socket after ${seq}`, now)
    return now
  }

  const act = async (by: string, type: string, data: unknown): Promise<MeetingState> => {
    const one = by === 'clerk' ? clerk : by === 'chair' ? chair : watchers.find(({ person }) => person === by)
    if (!one) throw new Error(`nobody acts for ${by}`)
    served.pass(1000)
    const answer = await one.browser.post(`/api/meetings/${meetingId}/commands`, {
      commandId: ulid(),
      type,
      data,
    })
    if (answer.status !== 200) throw new Error(`${by} ${type}: ${JSON.stringify(answer.body)}`)
    look(one, JSON.stringify(answer.body), `answer to ${type}`, await state())
    const now = await sweep()
    for (const [id, { receipt }] of Object.entries(now.seals)) if (receipt) guardReceipt(receipt, id)
    return now
  }

  /**
   * A receipt is its holder's, also after they withdrew what they had sealed; the number on an envelope is read by
   * the panel once all are opened.
   */
  const guardReceipt = (receipt: string, holder: string): void =>
    markers.guard(
      `receipt ${receipt}`,
      receipt,
      (onlooker, now) =>
        onlooker.person === holder ||
        Object.values(now.seals).some(
          (seal) =>
            seal.receipt === receipt &&
            seal.medium === 'paper' &&
            now.openedAt !== null &&
            panel(onlooker, now),
        ),
    )

  const reasonsOf = (seat: number): string =>
    `${plant(`reasons of seat ${seat}`, opinionWords)}，${petitionerName}可信。${'证据充分。'.repeat(seat * 150)}`

  /** What people write, with a word planted in it. */
  const disguise = (request: MeetingRequest, by: string): MeetingRequest => {
    switch (request.type) {
      case 'check-preparation':
        return { ...request, data: { ...request.data, note: plant('note on preparation', staff) } }
      case 'list-evidence':
        return { ...request, data: { ...request.data, title: plant('title of evidence', participants) } }
      case 'record-service':
        return { ...request, data: { ...request.data, proof: plant('proof of service', staff) } }
      case 'lock-pool': {
        const note = plant('why an officer is excluded', staff)
        return { ...request, data: { exclusions: [{ no: 19, reason: 'declared-interest', note }] } }
      }
      case 'record-answer':
        return { ...request, data: { ...request.data, note: plant('note on an answer', staff) } }
      case 'verify-identity':
        return { ...request, data: { ...request.data, document: plant('identity document', staff) } }
      case 'request-recusal':
        return { ...request, data: { ...request.data, reason: plant('why recusal is asked', participants) } }
      case 'rule-recusal':
        return {
          ...request,
          data: { ...request.data, reason: plant('why recusal is granted', participants) },
        }
      case 'request-floor':
        return {
          ...request,
          data: { ...request.data, note: plant('what somebody wants to say', participants) },
        }
      case 'seal-opinion': {
        const seat = Number(/席位 (\d+)/.exec(request.data.opinion.reasons)?.[1] ?? 0)
        const advice = plant(`advice of seat ${seat}`, opinionWords)
        const opinion = { ...request.data.opinion, reasons: reasonsOf(seat), advice }
        return { ...request, data: { ...request.data, opinion } }
      }
      case 'draft-recommendation': {
        const { recommendation } = request.data
        const findings = recommendation.findings.map((finding) => ({
          ...finding,
          text: `${plant('a finding', recommendationWords)}：${petitionerName}应当得到答复`,
        }))
        const reasons = [
          { heading: '一、事实', text: plant('reasons of the recommendation', recommendationWords) },
        ]
        return { ...request, data: { recommendation: { findings, reasons } } }
      }
      case 'answer-recommendation':
        return { ...request, data: { ...request.data, note: plant(`what ${by} adds`, panel) } }
      case 'sign-minutes':
        return { ...request, data: { ...request.data, note: plant('note on a signature', participants) } }
      default:
        return request
    }
  }

  /** One of each kind: what the others are sent is looked through on their lines. */
  const kinds = (now: MeetingState): readonly Watcher[] => {
    const officers = watchers.filter(({ name }) => name.startsWith('officer-'))
    const one = (level: string) => officers.find((officer) => officer.level(now) === level)
    const others = watchers.filter((watcher) => !officers.includes(watcher) && watcher.name !== 'agent')
    return [...others, one('panel'), one('public')].filter((watcher) => watcher !== undefined)
  }

  return {
    meetingId,
    matterId,
    markers,
    watchers,
    office,
    unit,
    petitionerName,
    state,
    act,
    /** Who has acted against the rules of audiences in what lines and answers brought. */
    leaks: (): readonly string[] => leaks.splice(0),
    disguise,
    clerkDoes,
    seatPanel,
    changePool,
    idOf,
    sweep,

    async write(itemId: string, text: string): Promise<void> {
      await writeMinutes(
        { person: scribe, baseUrl: served.base, meetingId, itemId },
        { speaker: '记录员', text },
        0,
      )
    },

    /** Plays the script, in disguise, until `until` holds or the hearing is over. */
    async play(until: (now: MeetingState) => boolean = () => false): Promise<MeetingState> {
      for (;;) {
        const now = await state()
        if (until(now)) return now
        const next = nextAct(now, naimanReview, clock(), modules.dateOf(now.begunAt ?? clock()))
        if (!next) return now
        const { type, data } = disguise(next.request, next.by)
        await act(next.by, type, data)
        await seatPanel()
      }
    },

    /** Everybody tries every path, or those that `tried` picks. Returns what somebody read who may not. */
    async everybodyLooks(tried: (route: string) => boolean = () => true): Promise<readonly string[]> {
      const now = await sweep()
      for (const one of kinds(now)) {
        for (const [route, callsOf] of Object.entries(calls)) {
          if (!tried(route)) continue
          const [method = ''] = route.split(' ')
          for (const call of callsOf(subject)) {
            const text = await bytesOf(served, one, method, call)
            // Who asks by the code has it.
            look(one, call.path.includes(code) ? text.replaceAll(code, '') : text, route, now)
          }
        }
        for (const itemId of ['petitioner-statement', 'deliberation'])
          if (tried('minutes'))
            look(one, await readMinutes(served, one, meetingId, itemId), `minutes of ${itemId}`, now)
      }
      await sweep()
      return leaks.splice(0)
    },
  }
}

export type MarkedHearing = Awaited<ReturnType<typeof openMarkedHearing>>

const plainMatter: MatterDetails = {
  subject: '另一件事',
  maskedSubject: '',
  stage: 'handling',
  receivedOn: '2026-11-01',
  petitioner: { id: 'p', name: '林阿木', contact: { phone: '', address: '', idHint: '' } },
  representatives: [],
  agents: [],
  requests: [{ id: 'q1', text: '请求', masked: '' }],
  facts: '',
  responsibleUnit: '北坡村',
  handlers: [],
  earlierOpinion: null,
}
