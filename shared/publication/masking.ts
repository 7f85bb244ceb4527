/** What stands where something was left out; the same in every language. */
export const OMITTED = '×××'

const REST = '某某'

const compoundSurnames = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '皇甫',
  '东方',
  '尉迟',
  '公孙',
  '令狐',
  '慕容',
  '长孙',
  '宇文',
  '司徒',
  '独孤',
  '南宫',
  '夏侯',
  '轩辕',
  '申屠',
  '端木',
  '呼延',
  '闻人',
  '澹台',
  '公冶',
  '宗政',
  '濮阳',
  '太史',
  '百里',
  '东郭',
  '西门',
  '赫连',
  '贺兰',
  '完颜',
  '拓跋',
  '司空',
  '司寇',
  '钟离',
  '单于',
  '鲜于',
  '闾丘',
])

/**
 * A name with the given name hidden: the surname stays, of an ethnic-minority or foreign name the first
 * character stays, the rest becomes 某某 whatever its length (after 法释〔2016〕19号, Art. 9).
 */
export function maskName(name: string): string {
  const characters = [...name.trim()]
  const start = characters.slice(0, 2).join('')
  if (characters.length === 0) return ''
  if (characters.length > 2 && compoundSurnames.has(start)) return start + REST
  return characters[0] + REST
}

const ordinals = [...'甲乙丙丁戊己庚辛壬癸']

/**
 * Masks everybody of one matter so that two people never share a masked name: 刘某某甲, 刘某某乙, in the
 * order given. The same name twice is two people.
 */
export function maskNames(names: readonly string[]): readonly string[] {
  const masked = names.map(maskName)
  return masked.map((name, index) => {
    if (masked.filter((other) => other === name).length < 2) return name
    const position = masked.slice(0, index).filter((other) => other === name).length
    return name + (ordinals[position] ?? String(position + 1))
  })
}

/** A person's name and what is shown for it. */
export interface Mask {
  readonly name: string
  readonly masked: string
}

const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
const plates = new RegExp(`[${provinces}][A-HJ-NP-Z][·• ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])`, 'g')
const emails = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g

/** Digits written in one piece or in groups of three and more: dates with two-digit parts are left alone. */
const digitRuns = /\+?\d{2,}(?:[ -]\d{3,})+[Xx]?|\+?\d{10,}[Xx]?/g
const mobile = /^(?:\+?86)?1[3-9]\d{9}$/
const landLine = /^0\d{9,11}$/
/** Identity numbers (15, 18) and bank accounts. */
const longNumber = /^\d{11,18}[\dXx]$/

/** An address counts as one once it names a house: the place alone may be what the matter is about. */
const addresses =
  /\p{Script=Han}{0,24}(?:路|街|巷|道|村|嘎查|社区|小区|胡同|屯|组|苑)(?:[一二三四五六七八九十百\d]+组)?(?:[一二三四五六七八九十百\d]+(?:号|栋|幢|楼|单元|弄|室|户)(?![地田]))+[一二三四五六七八九十百\d]*/gu
const leadIn = /^.*(?:住在|家住|住址|住所|地址|位于|坐落|认定|现住|系|为|在|于|到|至|由)/u

const deletions: readonly ((text: string) => string)[] = [
  (text) => text.replace(emails, OMITTED),
  (text) =>
    text.replace(digitRuns, (run) => {
      const digits = run.replace(/[ -]/g, '')
      return mobile.test(digits) || landLine.test(digits) || longNumber.test(digits) ? OMITTED : run
    }),
  (text) => text.replace(plates, OMITTED),
  (text) => text.replace(addresses, (address) => (leadIn.exec(address)?.[0] ?? '') + OMITTED),
]

/**
 * Proposes the public wording of a text: names replaced by their masks; addresses, telephone and identity
 * numbers, accounts, licence plates and e-mail addresses deleted. It is a proposal: a person reads and
 * approves what is published.
 */
export function maskText(text: string, masks: readonly Mask[]): string {
  const byLength = masks
    .filter(({ name }) => name.trim() !== '')
    .sort((a, b) => b.name.length - a.name.length)
  const cleaned = deletions.reduce((rest, remove) => remove(rest), text)
  if (byLength.length === 0) return cleaned
  const pattern = new RegExp(byLength.map(({ name }) => escapePattern(name.trim())).join('|'), 'g')
  return cleaned.replace(
    pattern,
    (name) => byLength.find((mask) => mask.name.trim() === name)?.masked ?? OMITTED,
  )
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
