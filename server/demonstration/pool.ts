import { addDays } from '../../shared/matter/days.ts'
import type { PoolCommand } from '../../shared/pool/commands.ts'
import type { Outcome } from '../../shared/pool/officer.ts'
import { proposedRules } from '../../shared/pool/rules.ts'
import { demonstrationOfficers, onLeave, overdueTraining } from './officers.ts'

/** One step in the invented pool's past, and whose hand it was. */
export interface PoolStep {
  readonly by: 'clerk' | 'chair' | 'clock'
  readonly command: PoolCommand
}

/** Who chaired the invented hearings of the past. */
export const PAST_CHAIR = 'chair1'

/** Invented hearings before the demonstration began, and what became of the officers drawn for them. */
const pastHearings: readonly {
  readonly id: string
  readonly daysAgo: number
  readonly outcomes: Readonly<Record<number, Outcome>>
}[] = [
  {
    id: '01',
    daysAgo: 200,
    outcomes: { 1: 'sat', 14: 'sat', 18: 'sat', 47: 'sat', 60: 'sat', 33: 'declined' },
  },
  { id: '02', daysAgo: 120, outcomes: { 1: 'sat', 31: 'sat', 18: 'sat', 50: 'sat', 8: 'sat', 33: 'silent' } },
  { id: '03', daysAgo: 45, outcomes: { 1: 'sat', 39: 'sat', 18: 'sat', 58: 'sat', 20: 'sat', 25: 'absent' } },
]

/** Marks of the past, in the order of the chair's criteria; everybody else was marked four. */
const marksOf: Readonly<Record<number, readonly number[]>> = { 18: [3, 2, 2, 2], 1: [5, 5, 4, 5] }

const appraisalOf = (meetingId: string, no: number): PoolCommand => ({
  type: 'appraise',
  data: {
    meetingId,
    no,
    marks: Object.fromEntries(proposedRules.appraisal.chair.map(({ id }, i) => [id, marksOf[no]?.[i] ?? 4])),
    remark: no === 18 ? '示例评语：材料没有看完' : '',
  },
})

/** The invented pool's past: list, leave, trainings, hearings with appraisals, an application. Visibly invented. */
export function demonstrationPool(today: string, chairAccountId: string): readonly PoolStep[] {
  const year = Number(today.slice(0, 4))
  const officers = demonstrationOfficers(year)
  const numbers = officers.flatMap(({ no }) => no ?? [])
  const away = { from: today, until: addDays(today, 5), note: '外出' }
  const clerk = (command: PoolCommand): PoolStep => ({ by: 'clerk', command })
  const training = (nos: readonly number[], of: number): PoolStep =>
    clerk({
      type: 'record-training',
      data: {
        nos: [...nos],
        title: `示例：${of} 年听证员培训`,
        heldOn: `${of}-03-10`,
        validUntil: `${of + 1}-12-31`,
      },
    })
  const past = pastHearings.flatMap(({ id, daysAgo, outcomes }): readonly PoolStep[] => {
    const meetingId = `01DEM0PAST${id}`
    const list = Object.entries(outcomes).map(([no, outcome]) => ({ no: Number(no), outcome }))
    return [
      {
        by: 'clock',
        command: {
          type: 'record-hearing',
          data: {
            meetingId,
            number: `示例听〔往年〕${Number(id)}号`,
            matterId: '',
            on: addDays(today, -daysAgo),
            chairAccountId,
            parties: 3,
            outcomes: list,
          },
        },
      },
      ...list
        .filter(({ outcome }) => outcome === 'sat')
        .map(({ no }): PoolStep => ({ by: 'chair', command: appraisalOf(meetingId, no) })),
    ]
  })
  return [
    clerk({ type: 'import-officers', data: { officers, adopted: '示例县信访工作联席会议通过的名单' } }),
    ...onLeave.map((no) => clerk({ type: 'record-unavailability', data: { no, ranges: [away] } })),
    training(
      numbers.filter((no) => !overdueTraining.has(no)),
      year,
    ),
    training([...overdueTraining], year - 2),
    ...past,
    clerk({
      type: 'declare-ties',
      data: { no: 7, ties: { kin: [{ name: '示例亲属甲', relation: '兄' }], units: ['青禾县示例合作社'] } },
    }),
    clerk({
      type: 'receive-application',
      data: {
        route: 'recommendation',
        by: '青禾县司法局（示例）',
        statement: '示例：从事农村土地仲裁多年',
        receivedOn: addDays(today, -3),
        formerNo: null,
        officer: {
          name: '仲长衡',
          category: 'private-lawyer',
          sector: '',
          unit: '青禾知白律师事务所',
          standing: false,
          expertise: ['土地'],
          languages: ['汉语', '蒙古语'],
          phone: '000-00000070',
          term: null,
          trainingValidUntil: null,
        },
      },
    }),
  ]
}
