import { randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import { portfolioInThread } from '../../../server/draws/portfolios.ts'
import { type CommandResult, createLedger } from '../../../server/ledger/service.ts'
import type { MeetingNeighbours } from '../../../server/meetings/context.ts'
import { createRegister } from '../../../server/meetings/register.ts'
import { createMeetings } from '../../../server/meetings/service.ts'
import { opinionCommitment, type SealedTexts } from '../../../server/opinions/service.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import type { Streams } from '../../../server/streams/streams.ts'
import type { Actor } from '../../../shared/accounts/actor.ts'
import { nextAct } from '../../../shared/demonstration/next-act.ts'
import type { ReasonClass } from '../../../shared/draw/eligibility.ts'
import type { MatterFacts, PoolOfficer } from '../../../shared/meeting/context.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { type MinutesNode, minutesSha256 } from '../../../shared/minutes/content.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import { countyPool } from '../../shared/draw/pool.ts'

export const chair: Actor = { kind: 'account', accountId: 'chair-1', name: '顾明衡', roles: ['chair'] }
export const clerk: Actor = { kind: 'account', accountId: 'clerk-1', name: '白书简', roles: ['clerk'] }
export const administrator: Actor = {
  kind: 'account',
  accountId: 'admin-1',
  name: '管理员',
  roles: ['administrator'],
}

const spoken = (speakerName: string, text: string): MinutesNode => ({
  type: 'doc',
  content: [{ type: 'paragraph', attrs: { speakerName }, content: [{ type: 'text', text }] }],
})

/** Sealed texts in memory: the same promises without a database. */
function memorySealedTexts(): SealedTexts {
  const opinions = new Map<
    string,
    { by: string; opinion: Parameters<SealedTexts['sealOpinion']>[3]; salt: string }
  >()
  const shares = new Map<string, { share: string; salt: string }>()
  return {
    async compareOpinion(_meetingId, commandId, by, opinion) {
      const known = opinions.get(commandId)
      if (!known) return 'unknown'
      return known.by === by && JSON.stringify(known.opinion) === JSON.stringify(opinion) ? 'same' : 'other'
    },
    async sealOpinion(_meetingId, commandId, by, opinion) {
      const known = opinions.get(commandId)
      if (known && (known.by !== by || JSON.stringify(known.opinion) !== JSON.stringify(opinion)))
        return { kind: 'reused' }
      const salt = known?.salt ?? randomBytes(16).toString('hex')
      opinions.set(commandId, { by, opinion, salt })
      return { kind: 'sealed', commitment: opinionCommitment(salt, opinion) }
    },
    async openOpinion(_meetingId, sealId) {
      const found = opinions.get(sealId)
      return found ? { opinion: found.opinion, salt: found.salt } : null
    },
    async sealShare(_meetingId, id, _by, share) {
      shares.set(id, share)
    },
    async openShare(_meetingId, id) {
      return shares.get(id) ?? null
    },
  }
}

const matterFacts = (matterId: string): MatterFacts => ({
  matterId,
  matterNumber: '青信〔2026〕17号',
  subject: '周禾生家承包地面积争议',
  maskedSubject: '周某某家承包地面积争议',
  responsibleUnit: '柳溪镇人民政府',
  requests: [
    { id: 'r1', text: '补登记少登的 3.4 亩' },
    { id: 'r2', text: '返还流转费' },
  ],
  maskedRequests: [
    { id: 'r1', text: '补登记少登的 3.4 亩' },
    { id: 'r2', text: '返还流转费' },
  ],
  participants: [
    { kind: 'petitioner', side: 'petitioner', name: '周禾生', maskedName: '周某某', title: '' },
    { kind: 'agent', side: 'petitioner', name: '韩小满', maskedName: '韩某某', title: '代理人' },
    { kind: 'handler', side: 'unit', name: '贺从简', maskedName: '贺某某', title: '镇政府' },
  ],
})

const officers = (): PoolOfficer[] =>
  countyPool().map(({ no, group, standing, weight }) => ({
    no,
    name: `听证员${no}`,
    category: group,
    unit: `单位${no}`,
    languages: no % 10 === 0 ? ['蒙古语'] : [],
    expertise: [],
    group,
    standing,
    weight,
  }))

/** One meeting on streams in memory (or others), with a clock that moves only when told. */
export function createHearing(streams: Streams = createMemoryStreams()) {
  let now = Date.UTC(2026, 10, 12, 1, 30)
  const clock = () => now
  const ledger = createLedger({ streams, clock, random: randomBytes })
  const gone = new Set<number>()
  const against = new Map<number, { reason: ReasonClass; on: number | undefined }>()
  const neighbours: MeetingNeighbours = {
    sealedTexts: memorySealedTexts(),
    matterFacts: async (matterId) => matterFacts(matterId),
    poolForDraw: async (_meetingId, { startsAt }) => ({
      stream: 'pool/main',
      seq: 1,
      head: 'ef'.repeat(32),
      officers: officers().filter(({ no }) => !gone.has(no)),
      proposals: [...against].flatMap(([no, { reason, on }]) =>
        on === undefined || on === startsAt
          ? [{ no, reason, basis: 'pool' as const, because: reason, certain: true }]
          : [],
      ),
    }),
    portfolio: portfolioInThread,
    staff: async (accountId, role) =>
      [chair, clerk].flatMap((actor) =>
        actor.kind === 'account' && actor.accountId === accountId && actor.roles.includes(role)
          ? [{ accountId, name: actor.name }]
          : [],
      )[0] ?? null,
    reserveNumber: createRegister(streams, clock),
    finaliseMinutes: async (_meetingId, key) => {
      const content = spoken('记录员', `${key} 的记录`)
      return { sha256: minutesSha256(content), entries: 3, stateSha256: '0'.repeat(64), content }
    },
    findScan: async () => null,
    dateOf: (instant) => new Date(instant).toISOString().slice(0, 10),
  }
  const meetings = createMeetings(ledger, neighbours)
  const meetingId = ulid()

  const actorFor = (state: MeetingState, by: string): Actor => {
    if (by === 'chair') return chair
    if (by === 'clerk') return clerk
    const participant = state.participants.find((p) => p.id === by)
    return {
      kind: 'link',
      linkId: `link-${by}`,
      meetingId,
      participantId: by,
      role: participant?.kind === 'officer' ? 'panelist' : 'party',
    }
  }

  const send = (actor: Actor, type: string, data: unknown, commandId = ulid()): Promise<CommandResult> =>
    meetings.execute(meetingId, { commandId, type, data }, actor)

  const state = async (): Promise<MeetingState> => (await meetings.load(meetingId)).state

  return {
    meetingId,
    meetings,
    ledger,
    streams,
    actorFor,
    send,
    state,
    tick(ms: number) {
      now += ms
    },
    now: clock,
    /** The officer is out of the pool from now on. */
    leavesPool: (no: number) => gone.add(no),
    /** The pool keeps an officer out from now on; with `on`, out of a meeting at that instant only. */
    barredBy: (no: number, reason: ReasonClass, on?: number) => against.set(no, { reason, on }),
    schedule: (changes: object = {}) =>
      send(clerk, 'schedule', {
        matterId: 'matter-1',
        procedureId: 'naiman-review',
        place: '听证室一',
        startsAt: Date.UTC(2026, 10, 12, 1, 30),
        open: true,
        closedReason: '',
        chairAccountId: 'chair-1',
        clerkAccountIds: ['clerk-1'],
        ...changes,
      }),
    /** Plays the script until `until` holds or the hearing is over. */
    async play(until: (state: MeetingState) => boolean = () => false): Promise<MeetingState> {
      for (;;) {
        const current = await state()
        if (until(current)) return current
        const next = nextAct(
          current,
          naimanReview,
          now,
          new Date(current.begunAt ?? now).toISOString().slice(0, 10),
        )
        if (!next) return current
        now += next.pauseMs
        const result = await send(actorFor(current, next.by), next.request.type, next.request.data)
        if (!result.ok) throw new Error(`${next.by} ${next.request.type}: ${JSON.stringify(result.refusal)}`)
      }
    },
  }
}

export type Hearing = ReturnType<typeof createHearing>
