import { useTranslation } from 'react-i18next'
import { dateOf, formatDate, formatTime } from '../../shared/i18n/format.ts'
import { isOutdated } from '../../shared/meeting/amendment.ts'
import { useAct } from '../meeting/act.ts'
import { ActError } from '../meeting/act-error.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { seatOf } from '../meeting/people.ts'
import { Button } from '../ui/button.tsx'
import { useLanguage } from '../ui/i18n.ts'
import { DrawBlock } from './draw-block.tsx'
import { PhoneFrame } from './phone-frame.tsx'

/** Before the session: what, when, where; the draw; a panelist's answer to the summons. */
export function Waiting() {
  const { t } = useTranslation('phone')
  const language = useLanguage()
  const { state } = useMeeting()
  const date = formatDate(dateOf(state.startsAt), language, { year: true })
  return (
    <PhoneFrame
      title={t('waiting.title')}
      sub={t('waiting.at', { date, time: formatTime(state.startsAt) })}
      foot={<Answer />}
    >
      <dl className="blk rc">
        <div>
          <dt>{t('waiting.subject')}</dt>
          <dd>{state.subject ?? state.maskedSubject}</dd>
        </div>
        <div>
          <dt>{t('waiting.place')}</dt>
          <dd>{state.place}</dd>
        </div>
        <div>
          <dt>{t('waiting.chair')}</dt>
          <dd>{state.chair?.name}</dd>
        </div>
      </dl>
      <DrawBlock />
    </PhoneFrame>
  )
}

function Answer() {
  const { t } = useTranslation('phone')
  const { state, participantId, role } = useMeeting()
  const may = useMay()
  const act = useAct()
  const officerNo = seatOf(state, participantId)?.officerNo
  if (role !== 'panelist' || officerNo == null || !may('record-answer'))
    return <p className="hint">{t('waiting.hint')}</p>
  const answered = state.answers[officerNo]
  // An answer was for the time and place of then: after an amendment it is asked for anew.
  if (answered && !isOutdated(state, answered.at))
    return <p className="hint">{t(`waiting.${answered.answer}`)}</p>
  const answer = (value: 'accepted' | 'declined') =>
    void act.send('record-answer', { officerNo, answer: value, note: '' })
  return (
    <>
      <ActError act={act} />
      <Button kind="primary" size={56} waiting={act.busy} onClick={() => answer('accepted')}>
        {t('waiting.accept')}
      </Button>
      <Button waiting={act.busy} onClick={() => answer('declined')}>
        {t('waiting.decline')}
      </Button>
    </>
  )
}
