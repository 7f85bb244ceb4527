import { useTranslation } from 'react-i18next'
import { partySides } from '../../../shared/meeting/participants.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { Paper, useHeadCode, useSheetWriting } from './paper.tsx'

/** A slip for each side to take home: the only thing that tells an unchanged record from one made anew. */
export function Slips() {
  return partySides.map((side) => <Slip key={side} side={side} />)
}

function Slip({ side }: { side: (typeof partySides)[number] }) {
  const { t } = useTranslation(['papers', 'words'])
  const write = useSheetWriting()
  const { state } = useMeeting()
  const head = useHeadCode()
  return (
    <Paper paper="slip" half>
      <p>{state.subject ?? state.maskedSubject}</p>
      <p>{t('slip.for', { side: t(`words:side.${side}`) })}</p>
      <p className="indent">{t('slip.lead')}</p>
      <p className="sheet-code">{head.code}</p>
      {state.closedAt !== null && (
        <p>{t('slip.closedAt', { date: write.date(state.closedAt), time: write.time(state.closedAt) })}</p>
      )}
    </Paper>
  )
}
