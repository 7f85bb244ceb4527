import type { Ballot } from '../../../shared/pool/appraisal.ts'
import type { SlipView } from '../../../shared/pool/view.ts'

/** What is filled in so far, by officer number. Kept nowhere but in the page. */
export type Draft = Readonly<
  Record<
    number,
    { readonly skip: boolean; readonly marks: Readonly<Record<string, number>>; readonly remark: string }
  >
>

export const emptyDraft = (officers: SlipView['officers']): Draft =>
  Object.fromEntries(officers.map(({ no }) => [no, { skip: false, marks: {}, remark: '' }]))

/** The slip as it is sent: only the officers who are marked. */
export const ballotOf = (draft: Draft): Ballot =>
  Object.entries(draft).flatMap(([no, { skip, marks, remark }]) =>
    skip ? [] : [{ no: Number(no), marks: { ...marks }, remark: remark.trim() }],
  )

/** Name of the first officer with a mark missing; '' where nobody is marked at all; null: it can be sent. */
export function incomplete(draft: Draft, { officers, criteria }: SlipView): string | null {
  const marked = officers.filter(({ no }) => draft[no] && !draft[no].skip)
  if (marked.length === 0) return ''
  return marked.find(({ no }) => criteria.some(({ id }) => draft[no]?.marks[id] === undefined))?.name ?? null
}
