import type { Actor } from '../../../shared/accounts/actor.ts'
import { commitmentOf } from '../../../shared/draw/randomness.ts'
import type { Decision } from '../../../shared/ledger/aggregate.ts'
import { buildCommit, type Commit, NO_HEAD } from '../../../shared/ledger/commit.ts'
import { evolveCommit } from '../../../shared/ledger/replay.ts'
import type { MeetingCommand, MeetingRequest } from '../../../shared/meeting/commands.ts'
import type { MatterFacts, MeetingContext, PoolOfficer } from '../../../shared/meeting/context.ts'
import { receiptNumber, sealsToOpen } from '../../../shared/meeting/decide/opinions.ts'
import { type MeetingEvent, meetingEventSchema } from '../../../shared/meeting/events.ts'
import { meeting } from '../../../shared/meeting/meeting.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import type { Opinion } from '../../../shared/opinions/opinion.ts'
import { procedureHash } from '../../../shared/procedures/index.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import { composeDocument } from '../../../shared/publication/compose.ts'
import { maskName, maskText } from '../../../shared/publication/masking.ts'

export const meetingId = '01J00000000000000000000000'
export const chair: Actor = { kind: 'account', accountId: 'chair-1', name: '顾明衡', roles: ['chair'] }
export const clerk: Actor = { kind: 'account', accountId: 'clerk-1', name: '白书简', roles: ['clerk'] }

export const matterFacts: MatterFacts = {
  matterId: 'matter-1',
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
}

/** Sixteen officers in ten groups: enough for a panel, few enough that vacancies soon run out of substitutes. */
const officers: readonly PoolOfficer[] = [...Array.from({ length: 15 }, (_, index) => index + 1), 29].map(
  (no, index) => ({
    no,
    name: `听证员${no}`,
    category: 'deputy',
    unit: `单位${no}`,
    group: `g${index % 10}`,
    standing: index < 5,
    weight: '1',
    languages: [],
    expertise: [],
    barred: index === 15 ? 'suspended' : null,
  }),
)

const share = { share: 'ab'.repeat(32), salt: 'cd'.repeat(16) }

/** One meeting in memory: commands are decided as the server decides them, commits are chained. */
export interface Room {
  readonly state: MeetingState
  readonly commits: readonly Commit[]
  /** UTC milliseconds. */
  readonly now: number
  /** Opinions under seal, by seal. */
  readonly sealed: ReadonlyMap<string, Opinion>
  /** Counts everything that needs a name of its own. */
  readonly count: number
}

export const emptyRoom: Room = {
  state: meeting.initial,
  commits: [],
  now: Date.UTC(2026, 10, 12, 1, 30),
  sealed: new Map(),
  count: 0,
}

function contextOf(room: Room, actor: Actor): MeetingContext {
  const { state, now } = room
  let ids = 0
  const seat = state.seats.find((s) => actor.kind === 'link' && s.participantId === actor.participantId)
  const document = composeDocument(state, '2026-11-12')
  const masks = state.participants.flatMap(({ name, maskedName }) =>
    name === undefined ? [] : [{ name, masked: maskedName }],
  )
  const opened = sealsToOpen(state).flatMap(({ participantId, seal }) => {
    const opinion = room.sealed.get(seal.sealId ?? '')
    return opinion ? [[participantId, { opinion, salt: '0'.repeat(32) }] as const] : []
  })
  return {
    meetingId,
    now,
    newId: () => `id-${room.count}-${++ids}`,
    actor,
    procedure: naimanReview,
    procedureHash: procedureHash(naimanReview),
    schedule: { number: '青信听〔2026〕1号', code: 'ABCD-EFGH-JKLM', matter: matterFacts },
    staff: {
      chair: { accountId: 'chair-1', name: '顾明衡' },
      clerks: [{ accountId: 'clerk-1', name: '白书简' }],
    },
    maskName,
    pool: { stream: 'pool/main', seq: 1, head: 'ef'.repeat(32), officers, proposals: [] },
    share: { ref: `share-${room.count}`, commitment: commitmentOf(share.salt, share.share) },
    openedShare: share,
    ...(seat
      ? {
          seal: {
            sealId: `seal-${room.count}`,
            commitment: '12'.repeat(32),
            receipt: receiptNumber(room.state, seat.seat),
          },
        }
      : {}),
    unsealed: Object.fromEntries(opened),
    finalised: {
      content: { type: 'doc' },
      // Another version has other words.
      sha256: room.count.toString(16).padStart(64, '0'),
      entries: 3,
      stateSha256: '78'.repeat(32),
    },
    scan: { mime: 'application/pdf', bytes: 1000 },
    ...(document ? { document } : {}),
    maskText: (text) => maskText(text, masks),
  }
}

/** What the ledger is asked to decide: an opinion's text stays outside. */
const commandOf = (request: MeetingRequest, count: number): MeetingCommand =>
  request.type === 'seal-opinion' ? { type: 'seal-opinion', data: { sealId: `seal-${count}` } } : request

/** Salts that every run repeats. */
function saltsOf(seq: number): () => string {
  let n = 0
  return () => `${seq.toString(16).padStart(16, '0')}${(n++).toString(16).padStart(16, '0')}`
}

/** Decides a command in the room as it is; the room after it, and what was decided. */
export function act(
  room: Room,
  actor: Actor,
  request: MeetingRequest,
): { readonly room: Room; readonly decision: Decision<MeetingEvent> } {
  const count = room.count + 1
  const counted = { ...room, count }
  const decision = meeting.decide(room.state, commandOf(request, count), contextOf(counted, actor))
  if (!decision.ok) return { room: counted, decision }
  const events = decision.events.map((event) => meetingEventSchema.parse(event))
  const seq = room.commits.length + 1
  const last = room.commits.at(-1)
  const commit = buildCommit(
    { stream: `meeting/${meetingId}`, seq, at: room.now, prev: last?.head ?? NO_HEAD },
    { commandId: `command-${count}`, commandType: request.type, actor: 'test' },
    events,
    saltsOf(seq),
  )
  const sealed = new Map(room.sealed)
  if (request.type === 'seal-opinion') sealed.set(`seal-${count}`, request.data.opinion)
  return {
    decision,
    room: {
      ...counted,
      sealed,
      commits: [...room.commits, commit],
      state: evolveCommit(meeting, room.state, commit),
    },
  }
}

/** Who acts under a name of the script: chair, clerk, or a participant who came in by a link. */
export function actorFor(state: MeetingState, by: string): Actor {
  if (by === 'chair') return chair
  if (by === 'clerk') return clerk
  const participant = state.participants.find(({ id }) => id === by)
  return {
    kind: 'link',
    linkId: `link-${by}`,
    meetingId,
    participantId: by,
    role: participant?.kind === 'officer' ? 'panelist' : 'party',
  }
}
