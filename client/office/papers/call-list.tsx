import { useTranslation } from 'react-i18next'
import type { Draw } from '../../../shared/meeting/state.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { useSessionAnswer } from '../../meeting/session.ts'
import { usePool } from '../pool/use-pool.ts'
import { Paper, SignatureLines, useSheetWriting } from './paper.tsx'

/**
 * For notifying by telephone: what is read out to each, whom to call in which order, and room for what they
 * answered and when. The answers are recorded afterwards as they stand here.
 */
export function CallList({ draw }: { draw: Draw }) {
  const { t } = useTranslation('papers')
  const write = useSheetWriting()
  const { state } = useMeeting()
  const county = useSessionAnswer().data?.county.name ?? ''
  const officers = usePool().data?.officers ?? []
  const phoneOf = (no: number | null) => officers.find((officer) => officer.no === no)?.phone ?? ''
  const rows = [
    ...state.seats.map(({ seat, officerNo, name, title }) => ({
      place: t('call.seat', { n: seat }),
      no: officerNo,
      name,
      title,
    })),
    ...state.substitutes
      .filter(({ used }) => !used)
      .map(({ order, officerNo, name, title }) => ({
        place: t('call.substitute', { n: order }),
        no: officerNo,
        name,
        title,
      })),
  ].filter(({ no }) => no !== null)
  return (
    <Paper paper="call-list">
      <h2>{t('call.script')}</h2>
      <p className="indent">
        {t('call.says', {
          county,
          subject: state.maskedSubject,
          unit: state.responsibleUnit,
          date: write.date(state.startsAt),
          time: write.time(state.startsAt),
          place: state.place,
        })}
      </p>
      <p className="indent">
        {draw.answerBy === undefined
          ? t('call.noDeadline')
          : t('call.deadline', { date: write.date(draw.answerBy), time: write.time(draw.answerBy) })}
      </p>
      <table>
        <thead>
          <tr>
            {(['place', 'officer', 'phone', 'answer', 'at'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`call.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ place, no, name, title }) => (
            <tr key={no}>
              <td>{place}</td>
              <td>
                {no} {name}
                <br />
                {title}
              </td>
              <td className="nb">{phoneOf(no)}</td>
              <td className="nb">{t('call.yesNo')}</td>
              <td> </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sheet-small">{t('call.rule')}</p>
      <SignatureLines who={[t('clerkSigns'), t('date')]} />
    </Paper>
  )
}
