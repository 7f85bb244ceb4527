import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { isRecommended } from '../../../shared/meeting/ceremony.ts'
import type { Draw, Seat } from '../../../shared/meeting/state.ts'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { VacateButton } from '../../room/vacate-button.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LineField, SelectField } from '../../ui/field.tsx'
import { Qr } from '../../ui/qr.tsx'
import { usePhoneAddress } from '../network.ts'
import { AnswerActs, AnswerWord, GaveUp, NotifyOfficers } from './officer-answers.tsx'
import { OfficerCode } from './officer-code.tsx'

/** Who sits, with the chance each had before; who follows; who has answered. */
export function ResultCard({ draw }: { draw: Draw }) {
  const { t } = useTranslation(['office', 'words'])
  const { state } = useMeeting()
  const may = useMay()
  const [seating, setSeating] = useState<Seat>()
  const address = usePhoneAddress(`/verify/${state.code ?? ''}`)
  if (draw.status !== 'drawn') return null
  const chance = new Map(draw.locked.candidates.map((candidate) => [candidate.no, candidate.chance]))
  return (
    <>
      <Card title={t('draw.result')} end={t('draw.resultNote')}>
        {state.seats.map((seat) => (
          <div className="draw-seat" key={seat.seat}>
            <span className={seat.officerNo === null ? 'no empty' : 'no'}>
              {t('draw.seat', { n: seat.seat })}
            </span>
            <span>
              {seat.officerNo === null ? (
                <>
                  <b>{t('draw.vacant')}</b>{' '}
                  <small className="mut">
                    {t(`draw.kind.${seat.kind}`)}·{t('draw.nobodyFits')}
                  </small>
                </>
              ) : (
                <>
                  <b>{seat.name}</b>{' '}
                  <small className="mut">
                    {seat.officerNo}·{seat.title}·{t(`draw.kind.${seat.kind}`)}·
                    <AnswerWord draw={draw} officerNo={seat.officerNo} />
                  </small>
                </>
              )}
            </span>
            <b>{isRecommended(draw, seat) ? t('draw.byRecommendation') : chance.get(seat.officerNo ?? 0)}</b>
            <span className="acts">
              {seat.officerNo !== null && may('record-answer') && (
                <OfficerCode officerNo={seat.officerNo} name={seat.name} />
              )}
              {seat.officerNo !== null && <AnswerActs officerNo={seat.officerNo} seat={seat} />}
              {seat.officerNo !== null && may('vacate-seat') && <VacateButton seat={seat} />}
              {seat.officerNo === null && seat.kind === 'adhoc' && may('seat-recommended') && (
                <Button onClick={() => setSeating(seat)}>{t('draw.recommend')}</Button>
              )}
            </span>
          </div>
        ))}
        {state.substitutes.map((substitute) => (
          <div className="draw-seat" key={substitute.order}>
            <span className="no sub">{t('draw.substitute', { n: substitute.order })}</span>
            <span>
              <b>{substitute.name}</b>{' '}
              <small className="mut">
                {substitute.officerNo}·{substitute.title}
                {state.answers[substitute.officerNo] && (
                  <>
                    ·<AnswerWord draw={draw} officerNo={substitute.officerNo} />
                  </>
                )}
              </small>
            </span>
            <span className="mut">
              {t(substitute.used ? 'draw.used' : 'draw.order', { n: substitute.order })}
            </span>
            {!substitute.used && (
              <span className="acts">
                <AnswerActs officerNo={substitute.officerNo} />
              </span>
            )}
          </div>
        ))}
        <GaveUp draw={draw} />
        <div className="office-foot">
          <span className="mut">{t('draw.callNote')}</span>
          <Link className="btn" to="../print/call-list">
            {t('draw.callList')}
          </Link>
          <NotifyOfficers draw={draw} />
        </div>
      </Card>
      <Card title={t('meeting.code')}>
        <div className="office-foot">
          {address !== undefined && <Qr text={address} size={96} />}
          <b>{state.code}</b>
          <a href={`/verify/${state.code ?? ''}`}>{t('draw.verify')}</a>
          <Link to="../print/draw-sheet">{t('draw.sheet')}</Link>
        </div>
      </Card>
      {seating && <RecommendDialog seat={seating} draw={draw} onClose={() => setSeating(undefined)} />}
    </>
  )
}

function RecommendDialog({ seat, draw, onClose }: { seat: Seat; draw: Draw; onClose: () => void }) {
  const { t } = useTranslation('office')
  const { state } = useMeeting()
  const [officerNo, setOfficerNo] = useState(0)
  const [requestedBy, setRequestedBy] = useState('')
  const seated = new Set(state.seats.map((each) => each.officerNo))
  const free = draw.locked.candidates.filter((c) => c.eligible && !c.standing && !seated.has(c.no))
  const card = (no: number) => draw.locked.officers.find((officer) => officer.no === no)
  const ready = officerNo > 0 && requestedBy.trim() !== ''
  return (
    <ActDialog
      title={t('draw.recommend')}
      confirm={t('draw.recommend')}
      type="seat-recommended"
      data={ready ? { seat: seat.seat, officerNo, requestedBy } : null}
      onClose={onClose}
    >
      <p>{t('draw.recommendExplain')}</p>
      <SelectField
        label={t('draw.officer')}
        value={officerNo}
        onChange={setOfficerNo}
        options={[
          { value: 0, label: '' },
          ...free.map(({ no }) => ({ value: no, label: `${no} ${card(no)?.name} ${card(no)?.unit}` })),
        ]}
      />
      <LineField
        label={t('draw.requestedBy')}
        maxLength={120}
        value={requestedBy}
        onChange={setRequestedBy}
      />
    </ActDialog>
  )
}
