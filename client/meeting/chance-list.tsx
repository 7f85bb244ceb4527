import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recommendedIn } from '../../shared/meeting/ceremony.ts'
import type { Draw } from '../../shared/meeting/state.ts'
import { LineField } from '../ui/field.tsx'
import { type ChanceOrder, chanceColumns, inOrder, pressed } from './chance-order.ts'
import { percent } from './chances.ts'

/** More rows than this nobody reads, and a slow phone does not draw. */
const MOST_ROWS = 100

/** Each officer's exact chance in a locked draw, and what the draw made of them. */
export function ChanceList({ draw }: { draw: Draw }) {
  const { t } = useTranslation('draws')
  const [open, setOpen] = useState(false)
  const { candidates, rules } = draw.locked
  return (
    <details className="chance-list" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('chances', { count: candidates.filter(({ eligible }) => eligible).length })}</summary>
      {open && (
        <>
          <p className="mut">{t('explain', { seats: rules.panelSize })}</p>
          {candidates.some(({ weight }) => weight !== '1') && <p className="mut">{t('weights')}</p>}
          <Rows draw={draw} />
        </>
      )}
    </details>
  )
}

function Rows({ draw }: { draw: Draw }) {
  const { t } = useTranslation('draws')
  const [typed, setTyped] = useState('')
  const [order, setOrder] = useState<ChanceOrder>({ by: 'no', down: false })
  const { outcomeOf, placeOf } = useOutcome(draw)
  const names = new Map(draw.locked.officers.map(({ no, name }) => [no, name]))
  const wanted = typed.trim()
  const nameOf = (no: number) => names.get(no) ?? ''
  const wantedOnly = draw.locked.candidates.filter(
    ({ no }) => wanted === '' || String(no) === wanted || nameOf(no).includes(wanted),
  )
  const found = inOrder(wantedOnly, order, { nameOf, placeOf })
  return (
    <>
      <LineField label={t('find')} maxLength={40} value={typed} onChange={setTyped} />
      {found.length === 0 ? (
        <p role="status">{t('nobody')}</p>
      ) : (
        <table>
          <caption className="vh">{t('caption')}</caption>
          <thead>
            <tr>
              {chanceColumns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  {...(order.by === column && { 'aria-sort': order.down ? 'descending' : 'ascending' })}
                >
                  <button type="button" onClick={() => setOrder(pressed(order, column))}>
                    {t(column)}
                    <span aria-hidden>{order.by === column ? (order.down ? ' ▼' : ' ▲') : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, MOST_ROWS).map(({ no, eligible, standing, chance }) => (
              <tr key={no} className={eligible ? undefined : 'mut'}>
                <td>{no}</td>
                <td>{names.get(no)}</td>
                <td>{t(standing ? 'standing' : 'adhoc')}</td>
                <td>{eligible ? t('exact', { chance, percent: percent(chance) }) : t('out')}</td>
                <td>{eligible ? outcomeOf(no) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.length > MOST_ROWS && <p role="status">{t('more', { count: found.length - MOST_ROWS })}</p>}
    </>
  )
}

interface Outcomes {
  readonly outcomeOf: (no: number) => string
  /** Seats first, then substitutes in their order, then everybody else. */
  readonly placeOf: (no: number) => number
}

/** What the draw itself made of an officer; who sat in the end is the seats' to say. */
function useOutcome(draw: Draw): Outcomes {
  const { t } = useTranslation('draws')
  const { transcript } = draw
  const recommended = recommendedIn(draw)
  const seats = new Map(transcript?.panel.map(({ no, seat }) => [no, seat]))
  const order = transcript?.order.slice(0, draw.locked.rules.substitutes) ?? []
  const outcomeOf = (no: number) => {
    const seat = seats.get(no)
    const place = order.indexOf(no) + 1
    if (recommended.has(no)) return t('recommended')
    if (seat !== undefined) return t('seat', { seat })
    if (place > 0) return t('substitute', { order: place })
    return transcript ? t('notDrawn') : ''
  }
  const placeOf = (no: number) => {
    const place = order.indexOf(no) + 1
    return seats.get(no) ?? draw.locked.rules.panelSize + (place > 0 ? place : order.length + 1)
  }
  return { outcomeOf, placeOf }
}
