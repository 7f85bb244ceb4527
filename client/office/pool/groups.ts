import { categories } from '../../../shared/pool/officer.ts'
import type { OfficerView } from '../../../shared/pool/view.ts'

/** What the reader wants to see of the pool. */
export interface PoolFilter {
  readonly text: string
  readonly category: OfficerView['category'] | 'all'
  readonly show: 'all' | 'standing' | 'barred'
}

export const everybody: PoolFilter = { text: '', category: 'all', show: 'all' }

/** Whether an officer is looked for: by number, or by a part of name, unit, sector or expertise. */
export function matches(officer: OfficerView, { text, category, show }: PoolFilter): boolean {
  const words = [officer.name, officer.unit, officer.sector, ...officer.expertise, ...officer.languages]
  const wanted = text.trim()
  return (
    (category === 'all' || officer.category === category) &&
    (show === 'all' || (show === 'standing' ? officer.standing : officer.barred !== null)) &&
    (wanted === '' ||
      Number(wanted) === officer.no ||
      words.some((word) => word.toLowerCase().includes(wanted.toLowerCase())))
  )
}

export interface OfficerGroup {
  readonly category: OfficerView['category']
  readonly officers: readonly OfficerView[]
  readonly eligible: number
  readonly departments: number
}

/** Officers by category, each in the order of numbers. */
export function groupsOf(officers: readonly OfficerView[]): readonly OfficerGroup[] {
  return categories.flatMap((category) => {
    const members = officers.filter((officer) => officer.category === category)
    if (members.length === 0) return []
    return [
      {
        category,
        officers: members,
        eligible: members.filter(({ barred }) => barred === null).length,
        departments: new Set(members.flatMap(({ sector }) => (sector === '' ? [] : [sector]))).size,
      },
    ]
  })
}
