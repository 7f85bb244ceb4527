import { useTranslation } from 'react-i18next'

export interface OfficerTokenProps {
  readonly no: number
  readonly name: string
  readonly standing: boolean
  readonly state: 'eligible' | 'excluded' | 'drawn' | 'substitute'
  /** Seat, or place among the substitutes. */
  readonly place?: number
}

const looks = { eligible: 'tok', excluded: 'tok tok-out', drawn: 'tok tok-in', substitute: 'tok tok-sub' }

/** One officer of the pool: number, name, and what the draw made of them, as a word. */
export function OfficerToken({ no, name, standing, state, place = 0 }: OfficerTokenProps) {
  const { t } = useTranslation()
  return (
    <span className={looks[state]}>
      <small>
        {String(no).padStart(2, '0')}
        {state === 'eligible' && standing && (
          <b className="tok-standing">
            {t('officer.standing')}
            <span className="vh">{t('officer.standingFull')}</span>
          </b>
        )}
        {state === 'excluded' && <b>{t('officer.excluded')}</b>}
        {state === 'drawn' && <b>{t('officer.seat', { n: place })}</b>}
        {state === 'substitute' && <b>{t('officer.substitute', { n: place })}</b>}
      </small>
      {name}
    </span>
  )
}
