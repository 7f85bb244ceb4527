import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DrawHistory } from '../../../client/meeting/draw-history.tsx'
import { changeLanguage, startI18n } from '../../../client/ui/i18n.ts'
import { draws as messages } from '../../../shared/i18n/draws.ts'
import type { Draw } from '../../../shared/meeting/state.ts'
import { verifyRecord } from '../../../shared/publication/verify-record.ts'
import { publicRecord } from '../../shared/publication/record-fixture.ts'

beforeAll(() => startI18n({ draws: messages }))
afterEach(cleanup)

function drawn(): Draw {
  const [draw] = verifyRecord(publicRecord()).draws
  if (!draw?.transcript) throw new Error('the record has a draw')
  return draw
}
const open = (): void => {
  for (const list of document.querySelectorAll('details')) {
    list.open = true
    fireEvent(list, new Event('toggle'))
  }
}
const row = (no: number): HTMLElement => screen.getByRole('row', { name: new RegExp(`^${no} `) })

describe.each(['zh', 'en'] as const)('every draw of a hearing, in %s', (language) => {
  const words = messages[language]
  beforeAll(() => changeLanguage(language))

  it('a void one stays visible with its number and its reason', () => {
    const draw = drawn()
    const first: Draw = { ...draw, status: 'void', voidReason: '两人当场退出' }
    render(<DrawHistory draws={[first, { ...draw, draw: 2 }]} changedHands={3} />)
    const [one, two] = screen.getAllByRole('listitem')
    if (!one || !two) throw new Error('two draws')
    expect(within(one).getByText(words.one.replace('{{n}}', '1'))).toBeTruthy()
    expect(within(one).getByText(words.reason.replace('{{reason}}', '两人当场退出'))).toBeTruthy()
    expect(within(one).getByText(words.state.void)).toBeTruthy()
    expect(within(two).getByText(words.state.drawn)).toBeTruthy()
    expect(within(two).getByText(words.changedHands.replace('{{count}}', '3'))).toBeTruthy()
    expect(within(one).queryByText(words.changedHands.replace('{{count}}', '3'))).toBeNull()
  })

  it('each officer’s exact chance stands there, before the draw and beside what came of it', () => {
    const draw = drawn()
    const { transcript, ...rest } = draw
    const { unmount } = render(<DrawHistory draws={[{ ...rest, status: 'locked' }]} changedHands={0} />)
    open()
    for (const { no, chance, eligible } of draw.locked.candidates)
      expect(row(no).textContent).toContain(eligible ? chance : words.out)
    expect(screen.queryByText(words.notDrawn)).toBeNull()
    unmount()
    render(<DrawHistory draws={[draw]} changedHands={0} />)
    open()
    for (const { no, seat } of transcript?.panel ?? [])
      expect(row(no).textContent).toContain(words.seat.replace('{{seat}}', String(seat)))
  })

  it('says what a weight tells of an officer, only where weights differ', () => {
    const draw = drawn()
    const { unmount } = render(<DrawHistory draws={[draw]} changedHands={0} />)
    open()
    expect(screen.queryByText(words.weights)).toBeNull()
    unmount()
    const candidates = draw.locked.candidates.map((each, i) => (i === 0 ? { ...each, weight: '2' } : each))
    render(<DrawHistory draws={[{ ...draw, locked: { ...draw.locked, candidates } }]} changedHands={0} />)
    open()
    expect(screen.getByText(words.weights)).toBeTruthy()
  })

  it('is sorted by any column, up and down, with the keyboard as well', () => {
    render(<DrawHistory draws={[drawn()]} changedHands={0} />)
    open()
    const first = () => screen.getAllByRole('row')[1]?.textContent ?? ''
    const column = (name: string) => screen.getByRole('columnheader', { name: new RegExp(`^${name}`) })
    const press = (name: string) => fireEvent.click(within(column(name)).getByRole('button'))
    expect(first()).toMatch(/^1安平野/)
    expect(column(words.no).getAttribute('aria-sort')).toBe('ascending')
    press(words.no)
    expect(first()).toMatch(/^12/)
    expect(column(words.no).getAttribute('aria-sort')).toBe('descending')
    // Highest chance first, then who cannot be drawn.
    press(words.chance)
    expect(column(words.no).getAttribute('aria-sort')).toBeNull()
    expect(column(words.chance).getAttribute('aria-sort')).toBe('descending')
    expect(first()).toContain('2/3')
    press(words.chance)
    expect(first()).toContain(words.out)
    press(words.outcome)
    expect(first()).toContain(words.seat.replace('{{seat}}', '1'))
  })

  it('one of ten thousand is found by number or name', () => {
    const draw = drawn()
    const [candidate] = draw.locked.candidates
    const [card] = draw.locked.officers
    if (!candidate || !card) throw new Error('a pool')
    const numbers = Array.from({ length: 10_000 }, (_, i) => i + 1)
    const locked = {
      ...draw.locked,
      candidates: numbers.map((no) => ({ ...candidate, no })),
      officers: numbers.map((no) => ({ ...card, no, name: `虚构${no}` })),
    }
    render(<DrawHistory draws={[{ ...draw, locked }]} changedHands={0} />)
    open()
    expect(screen.getAllByRole('row').length).toBeLessThan(200)
    expect(screen.getByText(words.more.replace('{{count}}', '9900'))).toBeTruthy()
    fireEvent.change(screen.getByLabelText(words.find), { target: { value: '虚构9876' } })
    expect(row(9876).textContent).toContain('虚构9876')
    fireEvent.change(screen.getByLabelText(words.find), { target: { value: '没有这个人' } })
    expect(screen.getByText(words.nobody)).toBeTruthy()
  })
})
