import { useTranslation } from 'react-i18next'
import { dateOf, formatDate, formatTime } from '../../shared/i18n/format.ts'
import type { Draw } from '../../shared/meeting/state.ts'
import { useLanguage } from '../ui/i18n.ts'
import { ChanceList } from './chance-list.tsx'

/** Every numbered draw, the void ones with their reasons: what was tried before is never hidden. */
export function DrawHistory({
  draws,
  changedHands,
}: {
  draws: readonly Draw[]
  /** Seats of the present panel that changed hands. The public learns how many, not why. */
  changedHands: number
}) {
  const { t } = useTranslation('draws')
  const language = useLanguage()
  const moment = (at: number) => ({
    date: formatDate(dateOf(at), language, { year: true }),
    time: formatTime(at, { seconds: true }),
  })
  return (
    <ol className="draw-history">
      {draws.map((draw) => (
        <li key={draw.draw}>
          <p>
            <b>{t('one', { n: draw.draw })}</b>{' '}
            <span className={draw.status === 'void' ? 'soon' : 'mut'}>{t(`state.${draw.status}`)}</span>
          </p>
          <p className="mut">{t('lockedAt', moment(draw.lockedAt))}</p>
          {draw.drawnAt !== undefined && <p className="mut">{t('drawnAt', moment(draw.drawnAt))}</p>}
          {draw.status === 'drawn' && <p>{t('foreseen')}</p>}
          {draw.status === 'drawn' && changedHands > 0 && <p>{t('changedHands', { count: changedHands })}</p>}
          {draw.status === 'void' && <p>{t('reason', { reason: draw.voidReason ?? '' })}</p>}
          <ChanceList draw={draw} />
        </li>
      ))}
    </ol>
  )
}
