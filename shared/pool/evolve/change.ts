import type { Officer } from '../officer.ts'
import type { PoolState } from '../state.ts'

/** The pool with one officer's card replaced. */
export function withOfficer(state: PoolState, officer: Officer): PoolState {
  return { ...state, officers: { ...state.officers, [officer.no]: officer } }
}

/** The pool with a part of one officer changed; without such an officer, as it was. */
export function changeOfficer(
  state: PoolState,
  no: number | undefined,
  change: (officer: Officer) => Partial<Officer>,
): PoolState {
  const officer = no === undefined ? undefined : state.officers[no]
  return officer ? withOfficer(state, { ...officer, ...change(officer) }) : state
}
