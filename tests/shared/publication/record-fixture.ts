import { computeChances } from '../../../shared/draw/chances.ts'
import { commitmentOf, numberCommitmentOf } from '../../../shared/draw/randomness.ts'
import { runDraw } from '../../../shared/draw/transcript.ts'
import { canonicalJson, sha256Hex } from '../../../shared/ledger/canonical.ts'
import { buildCommit, type Commit, NO_HEAD } from '../../../shared/ledger/commit.ts'
import { redact } from '../../../shared/ledger/redact.ts'
import { meetingAudiences } from '../../../shared/meeting/audiences.ts'
import type { MeetingEvent } from '../../../shared/meeting/events.ts'
import { officerParticipantId } from '../../../shared/meeting/participants.ts'
import { procedureHash } from '../../../shared/procedures/index.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import type { PublicRecord } from '../../../shared/publication/answers.ts'
import type { PublishedDocument } from '../../../shared/publication/document.ts'

/** A whole small meeting as a record: enough of each act for every check, all of it invented. */

const start = Date.UTC(2026, 10, 12, 1, 0)
const minute = 60_000
const names = [
  '安平野',
  '柏如松',
  '岑望山',
  '褚衡之',
  '单以宁',
  '狄怀谷',
  '范守拙',
  '江既明',
  '贺兰舟',
  '桓若水',
  '纪春耕',
  '靳怀瑾',
]

const officers = names.map((name, index) => ({
  no: index + 1,
  name,
  category: '人大代表',
  unit: `第${index + 1}单位`,
}))
const candidates = officers.map(({ no }) => ({
  no,
  group: `g${no}`,
  standing: no <= 4,
  weight: '1',
  eligible: no !== 3,
}))
/** What the office opens in the first draw, as hex. */
export const share = 'a5'.repeat(32)
const salt = '3c'.repeat(16)

export const publishedDocument: PublishedDocument = {
  number: '青信听〔2026〕17号',
  title: '石桥湾村周某某家承包地面积争议',
  heldOn: '2026-11-12',
  place: '听证室二',
  open: true,
  responsibleUnit: '柳溪镇人民政府',
  requests: [
    { id: 'r1', text: '补登记少登的 3.4 亩' },
    { id: 'r2', text: '返还 2021 年以来的流转费' },
    { id: 'r3', text: '误工费和交通费' },
  ],
  recommendation: {
    findings: [
      {
        requestId: 'r1',
        position: 'support',
        text: '柳溪镇政府 2027年1月17日 前实地复测，报县自然资源局更正登记。',
      },
      {
        requestId: 'r2',
        position: 'partly',
        text: '石桥湾村委会 2027年2月17日 前付清。2019、2020 年没有付款凭证，不支持。',
      },
      { requestId: 'r3', position: 'not', text: '没有依据。' },
    ],
    reasons: [
      {
        heading: '一、少登记 3.4 亩属实',
        text: '1998 年承包合同写明 12.6 亩，双方认可。2018 年登记为 9.2 亩，两次的四至相同，差在北侧 3.4 亩。',
      },
      {
        heading: '二、2018 年确认表不能算本人放弃',
        text: '责任单位当场承认表上签名由他人代签，没有拿出授权（笔录环节 8）。',
      },
    ],
  },
  panel: [
    { seat: 1, name: '安平野', title: '第1单位' },
    { seat: 2, name: '柏如松', title: '第2单位' },
    { seat: 3, name: '单以宁', title: '第5单位' },
    { seat: 4, name: '狄怀谷', title: '第6单位' },
    { seat: 5, name: '范守拙', title: '第7单位' },
  ],
  chair: '顾明衡',
  clerks: ['白书简'],
  tally: {
    r1: { support: 4, partly: 1, not: 0 },
    r2: { support: 1, partly: 3, not: 1 },
    r3: { support: 0, partly: 0, not: 5 },
  },
  agreeing: 4,
  dissenting: 1,
  opinions: [
    ['partly', '两次测量的控制点不同，测量图漏了北侧地块，应当复测。', ''],
    ['not', '2018 年公示期内信访人没有提出异议，登记应当稳定，宜另行协商补偿。', ''],
    ['partly', '合同面积双方认可。确认表不是本人签字，不能当作本人放弃。', '两个月内实地复测，更正登记。'],
  ].map(([position, reasons = '', advice = '']) => ({
    positions: [
      { requestId: 'r1', position: position === 'not' ? 'partly' : 'support' },
      { requestId: 'r2', position: position === 'not' ? 'not' : 'partly' },
      { requestId: 'r3', position: 'not' },
    ],
    reasons,
    advice,
  })),
  missing: [],
  spoken: { petitioner: 1_300_000, unit: 1_385_000 },
  recusals: { requested: 1, granted: 0 },
}

const itemsHash = (items: readonly (readonly [string, string])[]) => sha256Hex(canonicalJson(items))

const person = (no: number) => ({
  officerNo: no,
  participantId: officerParticipantId(no),
  name: officers[no - 1]?.name ?? '',
  title: officers[no - 1]?.unit ?? '',
})

/** Number and salt of a petitioner who seals in advance. */
export const sealedNumber = { number: '8', salt: '0f'.repeat(16) }

/**
 * Commands of the meeting in order, each a commit of its events; with a sealed number where one is given.
 * @param expert number of an ad hoc officer whom a sector recommends; null: nobody
 */
export function meetingEvents(
  meetingId = 'm1',
  sealed?: typeof sealedNumber,
  expert: number | null = null,
): MeetingEvent[][] {
  const rules = { ...naimanReview.panel, ...(expert === null ? {} : { recommended: 1 }) }
  const people = candidates.map((each) =>
    each.no === expert ? { ...each, recommended: true as const } : each,
  )
  const computed = computeChances(rules, people)
  if (!computed.ok) throw new Error(computed.refusal.code)
  const chanced = people.map((each) => ({ ...each, chance: computed.chances[each.no] ?? '0' }))
  const pool = { stream: 'pool/main', seq: 3, head: '1'.repeat(64) }
  const commitment = commitmentOf(salt, share)
  const numberCommitment = numberCommitmentOf({ ...sealedNumber, ...sealed, meeting: meetingId, draw: 1 })
  const transcript = runDraw({
    meeting: meetingId,
    draw: 1,
    pool,
    rules,
    candidates: chanced,
    commitment,
    officeShare: share,
    officeSalt: salt,
    number: sealed?.number ?? '482913',
    ...(sealed ? { numberCommitment, numberSalt: sealed.salt } : {}),
  })
  const seats = transcript.panel.map(({ no, seat, kind, chance }) => ({ seat, kind, chance, ...person(no) }))
  const staff = { chair: { accountId: 'a1', name: '顾明衡' }, clerks: [{ accountId: 'a2', name: '白书简' }] }
  const items = [
    ['opening', '2'.repeat(64)],
    ['signing', '4'.repeat(64)],
  ] as const
  return [
    [
      {
        type: 'meeting-scheduled',
        number: publishedDocument.number,
        matterId: 'x1',
        matterNumber: '青信〔2026〕31号',
        subject: '石桥湾村周禾生家承包地面积争议',
        maskedSubject: publishedDocument.title,
        responsibleUnit: publishedDocument.responsibleUnit,
        requests: publishedDocument.requests,
        maskedRequests: publishedDocument.requests,
        procedure: { id: naimanReview.id, version: naimanReview.version, hash: procedureHash(naimanReview) },
        place: publishedDocument.place,
        startsAt: start + 30 * minute,
        open: true,
        closedReason: '',
        ...staff,
        code: 'QH17-7F3K-9QMD',
      },
      ...(['petitioner', 'unit'] as const).map((side) => ({
        type: 'participant-added' as const,
        participantId: `p-${side}`,
        kind: side === 'petitioner' ? ('petitioner' as const) : ('handler' as const),
        side,
        name: side === 'petitioner' ? '周禾生' : '钟济民',
        maskedName: side === 'petitioner' ? '周某某' : '钟济民',
        title: '',
      })),
    ],
    [
      {
        type: 'pool-locked',
        draw: 1,
        pool,
        rules,
        candidates: chanced,
        officers,
        exclusionCounts: { interest: 1 },
        exclusions: [{ no: 3, reason: 'interest', note: '', by: 'person', basis: null, because: '' }],
        kept: [],
        skipsShown: true,
        ...(sealed ? { sealNumberBy: start + 10 * minute } : {}),
      },
    ],
    ...(sealed
      ? [[{ type: 'number-sealed' as const, draw: 1, numberCommitment, participantId: 'p-petitioner' }]]
      : []),
    [{ type: 'share-committed', draw: 1, commitment, shareRef: 's1', deadline: start + 20 * minute }],
    [
      {
        type: 'number-given',
        draw: 1,
        number: transcript.number,
        ...(sealed ? { numberSalt: sealed.salt } : {}),
        via: 'aloud',
        participantId: 'p-petitioner',
      },
      {
        type: 'panel-drawn',
        draw: 1,
        transcript,
        seats,
        substitutes: transcript.order
          .slice(0, rules.substitutes)
          .map((no, i) => ({ order: i + 1, ...person(no) })),
      },
    ],
    [
      { type: 'session-begun' },
      { type: 'stage-entered', stageId: 'attendance', index: 0, round: 1, direction: 'forward', reason: '' },
    ],
    ...seats.map((seat): MeetingEvent[] => [
      {
        type: 'opinion-sealed',
        participantId: seat.participantId,
        seat: seat.seat,
        receipt: `R-${seat.seat}`,
        commitment: '5'.repeat(64),
        sealId: `seal-${seat.seat}`,
        medium: 'phone',
      },
    ]),
    [{ type: 'opinions-opened', opinions: [], missing: [], paper: [] }],
    ...items.map(([itemId, sha256]): MeetingEvent[] => [
      {
        type: 'item-finalised',
        itemId,
        version: 1,
        sha256,
        entries: 9,
        stateSha256: '6'.repeat(64),
        content: { type: 'doc', content: [] },
        panelContent: null,
      },
    ]),
    [
      {
        type: 'minutes-signed',
        participantId: 'chair',
        method: 'paper',
        note: '',
        itemsSha256: itemsHash(items),
        drawing: '',
      },
    ],
    [{ type: 'meeting-closed', itemsSha256: itemsHash(items) }],
    [
      {
        type: 'conclusion-published',
        document: publishedDocument,
        sha256: sha256Hex(canonicalJson(publishedDocument)),
        listed: true,
      },
    ],
  ]
}

/**
 * The same meeting where the fifth seat falls vacant before it begins and the officer at a place of the drawn order
 * takes it, those at other places having been passed over.
 * @param shown whether the draw promises to show skips, as every draw does now
 */
export function replaced(
  place: number | null,
  passed: readonly number[] = [],
  shown = true,
): MeetingEvent[][] {
  const [scheduled = [], locked = [], committed = [], drawn = [], ...rest] = meetingEvents()
  const [panel] = drawn.flatMap((event) => (event.type === 'panel-drawn' ? [event] : []))
  const fifth = panel?.seats[4]
  if (!panel || !fifth) throw new Error('nobody drawn')
  const { kind, officerNo } = fifth
  const { order } = panel.transcript
  const at = (position: number) => order[position - 1] ?? 0
  const vacancy: MeetingEvent[] = [
    { type: 'officer-prevented', officerNo, cause: 'ill' },
    { type: 'seat-vacated', seat: 5, officerNo, cause: 'ill', note: '' },
    ...passed.map((position) => ({
      type: 'officer-passed-over' as const,
      seat: 5,
      officerNo: at(position),
      order: position,
      reason: 'declined',
    })),
    ...(place === null
      ? []
      : [
          {
            type: 'seat-filled' as const,
            seat: 5,
            kind,
            ...person(at(place)),
            from: 'substitute' as const,
            order: place,
            requestedBy: '',
          },
        ]),
  ]
  const lock = locked.map((event): MeetingEvent => {
    if (event.type !== 'pool-locked' || shown) return event
    const { skipsShown: _, ...before } = event
    return before
  })
  return [scheduled, lock, committed, drawn, vacancy, ...rest]
}

/** Places in the drawn order, counted from 1, of those who could take an ad hoc seat. */
export function adHocPlaces(): readonly number[] {
  const [panel] = meetingEvents()
    .flat()
    .flatMap((event) => (event.type === 'panel-drawn' ? [event] : []))
  return (panel?.transcript.order ?? []).flatMap((no, i) =>
    candidates.find((one) => one.no === no)?.standing ? [] : [i + 1],
  )
}

/** The same meeting with its first draw void and a second one, for which the office opens `share` and `salt` of 32 and 16 bytes. */
export function redrawn(again: { readonly share: string; readonly salt: string }): MeetingEvent[][] {
  const [scheduled = [], locked = [], committed = [], drawn = [], ...rest] = meetingEvents()
  const commitment = commitmentOf(again.salt, again.share)
  const second = (event: MeetingEvent): MeetingEvent => {
    if (event.type === 'share-committed') return { ...event, draw: 2, commitment }
    if (event.type === 'pool-locked' || event.type === 'number-given') return { ...event, draw: 2 }
    if (event.type !== 'panel-drawn') return event
    const { transcript } = event
    const inputs = { draw: 2, commitment, officeShare: again.share, officeSalt: again.salt }
    const rerun = runDraw({ ...transcript, ...inputs })
    return {
      ...event,
      draw: 2,
      transcript: rerun,
      seats: rerun.panel.map(({ no, seat, kind, chance }) => ({ seat, kind, chance, ...person(no) })),
      substitutes: rerun.order
        .slice(0, rerun.rules.substitutes)
        .map((no, i) => ({ order: i + 1, ...person(no) })),
    }
  }
  return [
    scheduled,
    locked,
    committed,
    drawn,
    [{ type: 'draw-voided', draw: 1, reason: '两人当场退出' }],
    ...[locked, committed, drawn].map((events) => events.map(second)),
    ...rest,
  ]
}

/** Commits of these events, chained, one a minute, as the public may see them. */
export function publicCommits(commands: readonly MeetingEvent[][], meetingId = 'm1'): Commit[] {
  let prev = NO_HEAD
  let salts = 0
  return commands.map((events, index) => {
    const place = { stream: `meeting/${meetingId}`, seq: index + 1, at: start + index * minute, prev }
    const meta = { commandId: `c${index}`, commandType: 'test', actor: 'account:a2' }
    const commit = buildCommit(place, meta, events, () => (salts++).toString(16).padStart(32, '0'))
    prev = commit.head
    return redact(commit, meetingAudiences, { level: 'public' }, true)
  })
}

export function publicRecord(commands: readonly MeetingEvent[][] = meetingEvents()): PublicRecord {
  return {
    format: 'mingting-record',
    version: 1,
    code: 'QH17-7F3K-9QMD',
    number: publishedDocument.number,
    title: publishedDocument.title,
    meeting: publicCommits(commands),
    document: publishedDocument,
  }
}
