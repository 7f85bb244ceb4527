import type { MatterDetails } from '../../shared/matter/commands.ts'
import { addDays } from '../../shared/matter/days.ts'
import type { ParticipantInput } from '../../shared/meeting/participants.ts'

const contact = { phone: '000-00000000', address: '', idHint: '' }

interface DemonstrationHearing {
  readonly matterId: string
  readonly meetingId: string
  readonly place: string
  /** Hours from the start of the demonstration to the hearing. */
  readonly inHours: number
  readonly chair: string
  readonly clerks: readonly string[]
  readonly details: (today: string) => MatterDetails
  readonly others: readonly ParticipantInput[]
  readonly evidence: readonly {
    readonly title: string
    readonly side: 'petitioner' | 'unit'
    readonly pages: number
  }[]
}

/** Two invented matters, each with a hearing prepared up to the draw. Ids are fixed: seeding can be resumed. */
export const demonstrationHearings: readonly DemonstrationHearing[] = [
  {
    matterId: '01DEM0MATTER00000000000001',
    meetingId: '01DEM0MEET1NG0000000000001',
    place: '听证室一',
    inHours: 2,
    chair: 'chair1',
    clerks: ['clerk1', 'clerk2'],
    details: (today) => ({
      subject: '石桥湾村周禾生家承包地面积争议',
      maskedSubject: '',
      stage: 'review',
      receivedOn: addDays(today, -23),
      petitioner: { id: 'petitioner', name: '周禾生', contact },
      representatives: [],
      agents: [
        {
          id: 'agent-1',
          name: '韩小满',
          title: '代理人',
          mandate: { scope: 'general', matters: '代为陈述、申辩、提交证据', receivedOn: addDays(today, -15) },
          contact,
        },
      ],
      requests: [
        { id: 'request-1', text: '补登记少登的 3.4 亩承包地', masked: '' },
        { id: 'request-2', text: '返还 2019 年以来的流转费', masked: '' },
        { id: 'request-3', text: '赔偿误工费和交通费', masked: '' },
      ],
      facts:
        '1998 年承包合同写明 12.6 亩，2018 年确权登记为 9.2 亩，两次四至相同。周禾生称 2018 年确认表上的签名不是本人所签。',
      responsibleUnit: '柳溪镇人民政府',
      handlers: [
        { id: 'handler-1', name: '贺从简', title: '柳溪镇人民政府' },
        { id: 'handler-2', name: '方立册', title: '柳溪镇人民政府' },
      ],
      earlierOpinion: {
        number: '柳政信〔示例〕5号',
        date: addDays(today, -48),
        unit: '柳溪镇人民政府',
        summary: '登记面积以 2018 年公示结果为准，不支持补登记。',
      },
    }),
    others: [{ kind: 'third-party', side: 'other', name: '石广田', title: '石桥湾村委会' }],
    evidence: [
      { title: '1998 年承包合同', side: 'petitioner', pages: 3 },
      { title: '土地台账复印件', side: 'unit', pages: 2 },
      { title: '2018 年确认表', side: 'unit', pages: 1 },
      { title: '2018 年测量图', side: 'unit', pages: 1 },
      { title: '航拍影像', side: 'petitioner', pages: 2 },
      { title: '合作社付款凭证', side: 'petitioner', pages: 5 },
    ],
  },
  {
    matterId: '01DEM0MATTER00000000000002',
    meetingId: '01DEM0MEET1NG0000000000002',
    place: '听证室二',
    inHours: 26,
    chair: 'chair2',
    clerks: ['clerk2'],
    details: (today) => ({
      subject: '东坡林场与巴音问草家林权界线争议',
      maskedSubject: '',
      stage: 'review',
      receivedOn: addDays(today, -17),
      petitioner: { id: 'petitioner', name: '巴音问草', contact },
      representatives: [{ id: 'representative-1', name: '苗望坡', contact }],
      agents: [],
      requests: [
        { id: 'request-1', text: '以 1984 年林权证四至重新勘定界线', masked: '' },
        { id: 'request-2', text: '补偿 2023 年间伐的林木', masked: '' },
      ],
      facts: '1984 年林权证以东坡沟为界，2016 年林场围栏向东移了约四十米。双方对“东坡沟”指哪一条沟说法不一。',
      responsibleUnit: '青禾县林业和草原局',
      handlers: [{ id: 'handler-1', name: '林知界', title: '青禾县林业和草原局' }],
      earlierOpinion: {
        number: '青林草信〔示例〕3号',
        date: addDays(today, -40),
        unit: '青禾县林业和草原局',
        summary: '围栏在林场权属范围内，不支持重新勘界。',
      },
    }),
    others: [{ kind: 'interpreter', side: 'other', name: '那木听言', title: '蒙古语翻译' }],
    evidence: [
      { title: '1984 年林权证', side: 'petitioner', pages: 2 },
      { title: '2016 年围栏施工图', side: 'unit', pages: 4 },
      { title: '间伐许可和检尺单', side: 'unit', pages: 6 },
    ],
  },
]

/** Accounts of the demonstration by login. Their passwords are random: seats are opened from `/demo`. */
export const demonstrationAccounts = [
  { login: 'administrator', name: '关鸿影', roles: ['administrator'] },
  { login: 'clerk1', name: '白书简', roles: ['clerk'] },
  { login: 'clerk2', name: '甘如饴', roles: ['clerk'] },
  { login: 'chair1', name: '顾明衡', roles: ['chair'] },
  { login: 'chair2', name: '沈既平', roles: ['chair'] },
] as const

export const COUNTY_NAME = '青禾县'
