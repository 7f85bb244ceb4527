import type { Category, NewOfficer } from '../../shared/pool/officer.ts'

/**
 * 69 invented officers with the spread of the source: 6 standing and 63 ad hoc, 12 deputies, 10 CPPCC members,
 * 8 conduct reviewers, 5 public and 6 private lawyers, 28 staff of 21 departments. The order is the numbering.
 */
const groups: readonly { readonly category: Category; readonly unit: string; readonly names: string }[] = [
  {
    category: 'deputy',
    unit: '青禾县人大代表联络站',
    names: '安平野* 柏如松 岑望山 褚衡之 单以宁 狄怀谷 范守拙 江既明 贺兰舟 桓若水 纪春耕 靳怀瑾',
  },
  {
    category: 'cppcc',
    unit: '青禾县政协委员之家',
    names: '简行之 阿如问天 蓝采田 雷知新 黎未央 程问渠* 骆长歌 梅映雪 宁致远 欧阳渡',
  },
  {
    category: 'conduct-reviewer',
    unit: '青禾县行风评议员工作组',
    names: '潘若谷* 祁连月 钱思齐 萨如拉 尚可期 乌云听雨 石敢言 苏慎独',
  },
  { category: 'public-lawyer', unit: '青禾县公职律师组', names: '谭正则* 唐以衡 葛听松 佟怀信 万守诚' },
  {
    category: 'private-lawyer',
    unit: '青禾问津律师事务所',
    names: '韦编之 卫澄川 温故之 陆闻笙* 项南乔 萧辨之',
  },
]

/** Departments in the order of numbers; seven send two people, fourteen send one. */
const departments: readonly { readonly sector: string; readonly unit: string; readonly names: string }[] = [
  { sector: '农牧', unit: '农牧局', names: '谢亦禾 秦度田' },
  { sector: '林草', unit: '林业和草原局', names: '田有则' },
  { sector: '自然资源', unit: '自然资源局', names: '严界石 辛甸野' },
  { sector: '水务', unit: '水务局', names: '格根照水 尹沃野' },
  { sector: '生态环境', unit: '生态环境局', names: '邢绿原' },
  { sector: '交通', unit: '交通运输局', names: '叶知林' },
  { sector: '住建', unit: '住房和城乡建设局', names: '章广厦 于耕读' },
  { sector: '工信', unit: '工业和信息化局', names: '喻青苗' },
  { sector: '财政', unit: '财政局', names: '游牧川' },
  { sector: '综合执法', unit: '综合行政执法局', names: '袁惠风' },
  { sector: '教育', unit: '教育局', names: '臧育桐 祝安康' },
  { sector: '民政', unit: '民政局', names: '詹颐年' },
  { sector: '卫健', unit: '卫生健康委员会', names: '钟济民' },
  { sector: '医保', unit: '医疗保障局', names: '甄有方' },
  { sector: '人社', unit: '人力资源和社会保障局', names: '郑和鸣 赵明堂' },
  { sector: '退役军人', unit: '退役军人事务局', names: '庄守序' },
  { sector: '文旅', unit: '文化和旅游局', names: '卓拉听风' },
  { sector: '市场监管', unit: '市场监督管理局', names: '丁令威' },
  { sector: '应急管理', unit: '应急管理局', names: '方寸心' },
  { sector: '公安', unit: '公安局', names: '邹平准*' },
  { sector: '司法', unit: '司法局', names: '左明鉴 曲有恒' },
]

const sectorGroups = departments.map(({ sector, unit, names }) => ({
  category: 'sector' as const,
  sector,
  unit: `青禾县${unit}`,
  names,
}))

const bilingual = new Set(['阿如问天', '萨如拉', '乌云听雨', '格根照水', '卓拉听风'])

/** Area code and number of nobody. */
const invented = (no: number): string => `000-0000${String(no).padStart(4, '0')}`

/** The officers of the invented county, with terms and trainings around `year`. */
export function demonstrationOfficers(year: number): NewOfficer[] {
  const everybody = [...groups.map((group) => ({ sector: '', ...group })), ...sectorGroups].flatMap(
    ({ names, ...group }) => names.split(' ').map((name) => ({ ...group, name })),
  )
  return everybody.map(({ name, category, sector, unit }, index) => {
    const no = index + 1
    const plain = name.replace('*', '')
    return {
      no,
      name: plain,
      category,
      sector,
      unit,
      standing: name.endsWith('*'),
      expertise: sector === '' ? [] : [sector],
      languages: bilingual.has(plain) ? ['汉语', '蒙古语'] : ['汉语'],
      phone: invented(no),
      term: { from: `${year - 1}-01-01`, until: `${endingTerm.has(no) ? year : year + 2}-12-31` },
      trainingValidUntil: null,
    }
  })
}

/** Officers whose training has lapsed. */
export const overdueTraining: ReadonlySet<number> = new Set([34, 36])

/** Officers whose term ends with the year. */
const endingTerm: ReadonlySet<number> = new Set([12, 41, 63])

/** Officers on leave at the time of the demonstration's hearings. */
export const onLeave: readonly number[] = [9, 29, 54]
