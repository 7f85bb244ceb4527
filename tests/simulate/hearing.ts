import { ulid } from 'ulid'
import { demonstrationSchema, seatTakenSchema } from '../../shared/accounts/demonstration.ts'
import { nextAct } from '../../shared/demonstration/next-act.ts'
import { headCode } from '../../shared/ledger/chain.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import { minutesSha256, minutesText } from '../../shared/minutes/content.ts'
import { pinnedProcedure } from '../../shared/procedures/index.ts'
import { publicRecordSchema } from '../../shared/publication/answers.ts'
import { verifyRecord } from '../../shared/publication/verify-record.ts'
import { followMeeting } from './follow.ts'
import { Person } from './person.ts'
import { type Page, readMinutes, writeMinutes } from './scribe.ts'

export interface SimulateOptions {
  readonly url: string
  /** 1 is human pace; Infinity does not pause at all. */
  readonly speed: number
  /** Told after every step, for whoever watches or interferes. */
  readonly onStep?: (state: MeetingState, step: { by: string; type: string }) => void | Promise<void>
  /** Called once the meeting is scheduled. */
  readonly onMeeting?: (meetingId: string, code: string) => void | Promise<void>
}

export interface SimulateResult {
  readonly meetingId: string
  readonly code: string
  readonly headCode: string
  readonly steps: number
  /** Lines written to the minutes and acknowledged, by item. */
  readonly written: Readonly<Record<string, readonly string[]>>
  readonly verdict: 'broken' | 'unchanged' | 'consistent' | 'open'
  readonly state: MeetingState
}

/** Between two characters at human pace. */
const KEY_MS = 120

const pause = (ms: number) => (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve())

/** A matter of the simulation's own: registered by the clerk, people invented. */
const matterDetails = (today: string) => ({
  subject: '北坡村林阿木家林地界线争议（模拟）',
  maskedSubject: '',
  stage: 'review',
  receivedOn: today,
  petitioner: { id: 'p1', name: '林阿木', contact: { phone: '', address: '', idHint: '' } },
  representatives: [],
  agents: [],
  requests: [
    { id: 'r1', text: '按 2003 年林权证确认界线', masked: '' },
    { id: 'r2', text: '赔偿采伐损失', masked: '' },
  ],
  facts: '模拟数据，用于演示整场听证。',
  responsibleUnit: '柳溪镇人民政府',
  handlers: [{ id: 'h1', name: '高守仁', title: '镇政府' }],
  earlierOpinion: { number: '模拟〔2026〕1号', date: today, unit: '柳溪镇人民政府', summary: '' },
})

/** Somebody for every seat, signed in through the demonstration page when first needed. */
function createCast(url: string) {
  const people = new Map<string, Person>()
  const take = async (seatId: string, meetingId?: string): Promise<Person> => {
    const key = `${meetingId ?? 'office'} ${seatId}`
    const known = people.get(key)
    if (known) return known
    const person = new Person(url, seatId)
    await person.post('/api/demo/seats', { ...(meetingId ? { meetingId } : {}), seatId }, seatTakenSchema)
    people.set(key, person)
    return person
  }
  return { take }
}

/** Every acknowledged line stands in its item, and every item is the text whose fingerprint was recorded. */
async function checkMinutes(
  state: MeetingState,
  written: SimulateResult['written'],
  pageOf: (itemId: string) => Page,
): Promise<void> {
  for (const [itemId, { sha256 }] of Object.entries(state.items)) {
    const content = await readMinutes(pageOf(itemId))
    if (minutesSha256(content) !== sha256)
      throw new Error(`the minutes of ${itemId} changed after finalising`)
    const text = minutesText(content, {
      time: () => '',
      evidence: String,
      entry: ({ id }) => id,
      colon: '：',
    })
    const lost = written[itemId]?.find((line) => !text.includes(line))
    if (lost !== undefined) throw new Error(`lost from the minutes of ${itemId}: ${lost}`)
  }
}

/** Holds a whole hearing against a running server and verifies its public record. @throws Error where anything does not hold */
export async function simulate({ url, speed, onStep, onMeeting }: SimulateOptions): Promise<SimulateResult> {
  const cast = createCast(url)
  const { office } = await new Person(url, 'visitor').get('/api/demo', demonstrationSchema)
  const seatOf = (kind: string): string => {
    const seat = office.find((s) => s.kind === kind)
    if (!seat) throw new Error(`the demonstration has no ${kind}`)
    return seat.id
  }
  const [clerkId, chairId] = [seatOf('clerk'), seatOf('chair')]
  const clerk = await cast.take(clerkId)
  const must = async (answer: ReturnType<Person['command']>, what: string) => {
    const result = await answer
    if (!result.ok) throw new Error(`${what} was refused: ${JSON.stringify(result.refusal)}`)
  }

  const matterId = ulid()
  const meetingId = ulid()
  const now = Date.now()
  const today = new Date(now).toISOString().slice(0, 10)
  await must(clerk.command('matters', matterId, 'register', matterDetails(today)), 'register')
  await must(
    clerk.command('meetings', meetingId, 'schedule', {
      matterId,
      procedureId: 'naiman-review',
      place: '听证室一',
      startsAt: now + 3_600_000,
      open: true,
      closedReason: '',
      chairAccountId: chairId,
      clerkAccountIds: [clerkId],
    }),
    'schedule',
  )

  const { commits, look } = followMeeting(clerk, meetingId)
  const written: Record<string, string[]> = {}
  const scribe = async (state: MeetingState): Promise<void> => {
    const itemId = state.stage?.stageId
    if (
      itemId === undefined ||
      state.items[itemId] ||
      (written[itemId]?.length ?? 0) >= (state.stage?.round ?? 1)
    )
      return
    const text = `${itemId} 第 ${state.stage?.round ?? 1} 轮记录，${commits.length}`
    await writeMinutes(pageOf(itemId), { speaker: '记录员', text }, KEY_MS / speed)
    written[itemId] = [...(written[itemId] ?? []), text]
  }
  const pageOf = (itemId: string): Page => ({ person: clerk, baseUrl: url, meetingId, itemId })

  let state = await look()
  const code = state.code ?? ''
  await onMeeting?.(meetingId, code)
  let steps = 0
  for (;;) {
    const procedure = pinnedProcedure(state.procedure?.hash ?? '')
    if (!procedure) throw new Error('the meeting’s procedure is not installed here')
    if (state.phase === 'in-session') await scribe(state)
    const heldOn = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(
      state.begunAt ?? state.startsAt,
    )
    const next = nextAct(state, procedure, Date.now(), heldOn)
    if (!next) break
    await pause(next.pauseMs / speed)
    const person =
      next.by === 'clerk'
        ? clerk
        : await cast.take(
            next.by === 'chair' ? chairId : next.by,
            next.by === 'chair' ? undefined : meetingId,
          )
    await must(
      person.command('meetings', meetingId, next.request.type, next.request.data),
      `${next.by}: ${next.request.type}`,
    )
    state = await look()
    steps += 1
    if (!onStep) continue
    await onStep(state, { by: next.by, type: next.request.type })
    // Whoever was told may have acted as well.
    state = await look()
  }
  if (state.phase !== 'closed' || !state.publication) throw new Error(`the hearing ended in ${state.phase}`)

  await must(
    clerk.command('matters', matterId, 'record-decision', {
      number: '青政复查〔模拟〕1号',
      date: today,
      outcome: 'adopted',
      departureReason: '',
      text: '采纳听证评议建议。（模拟）',
    }),
    'record-decision',
  )
  await checkMinutes(state, written, pageOf)
  const closing = commits.find((commit) => commit.seq === state.closedSeq)
  const record = await new Person(url, 'petitioner at home').get(
    `/api/public/record/${code}`,
    publicRecordSchema,
  )
  const paper = headCode(closing?.head ?? '')
  return {
    meetingId,
    code,
    headCode: paper,
    steps,
    written,
    verdict: verifyRecord(record, paper).verdict,
    state,
  }
}
