import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { publicClassSchema } from '../../../shared/draw/eligibility.ts'
import { compositionTexts } from '../../../shared/i18n/draw-rules.ts'
import { recommendedIn } from '../../../shared/meeting/ceremony.ts'
import type { Draw } from '../../../shared/meeting/state.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { useLanguage } from '../../ui/i18n.ts'
import { Paper, SheetFingerprint, SignatureLines, useSheetWriting } from './paper.tsx'

/** The sheet on which the petitioner writes a number, already bearing what the office has sealed. */
export function NumberSheet({ draw }: { draw: Draw }) {
  const { t } = useTranslation('papers')
  const write = useSheetWriting()
  const { state } = useMeeting()
  if (draw.commitment === undefined || draw.committedAt === undefined) return null
  return (
    <Paper paper="number-sheet">
      <p className="indent">{state.subject ?? state.maskedSubject}</p>
      <p className="indent">{t('numberLead')}</p>
      <h2>{t('draw.commitment')}</h2>
      <p>
        <SheetFingerprint hex={draw.commitment} />
      </p>
      <p className="sheet-small">
        {t('draw.which', { n: draw.draw })}{' '}
        {t('sealedAt', { date: write.date(draw.committedAt), time: write.second(draw.committedAt) })}
      </p>
      <h2>{t('myNumber')}</h2>
      <div className="sheet-line" />
      {draw.deadline !== undefined && (
        <p className="sheet-small">
          {t('until', { date: write.date(draw.deadline), time: write.time(draw.deadline) })}
        </p>
      )}
      <SignatureLines who={[t('petitionerSigns'), t('clerkSigns'), t('date')]} />
    </Paper>
  )
}

/** The whole draw on one sheet: every input, the result, and the code to compute it again. */
export function DrawSheet({ draw }: { draw: Draw }) {
  const { t } = useTranslation(['papers', 'office', 'draw', 'sealedNumber'])
  const write = useSheetWriting()
  const language = useLanguage()
  const { state } = useMeeting()
  const { locked, transcript } = draw
  const { rules } = locked
  const recommended = recommendedIn(draw)
  const eligible = locked.candidates.filter((each) => each.eligible).length
  const excluded = Object.entries(locked.exclusionCounts).map(([reason, count]) => {
    const known = publicClassSchema.safeParse(reason)
    return `${known.success ? t(`draw:reason.${known.data}`) : reason} ${count}`
  })
  const at = (instant: number | undefined) =>
    instant === undefined ? '' : `${write.date(instant)} ${write.second(instant)}`
  const sealed =
    draw.numberCommitment === undefined ? (
      t('sealedNumber:paper.notSealed')
    ) : (
      <>
        <SheetFingerprint hex={draw.numberCommitment} />
        {at(draw.numberSealedAt)}
      </>
    )
  const rows: readonly (readonly [string, ReactNode])[] = [
    [
      t('draw.pool'),
      <>
        {t('draw.poolIs', { count: locked.candidates.length, eligible, seq: locked.pool.seq })}{' '}
        <SheetFingerprint hex={locked.pool.head} />
        {at(draw.lockedAt)}
      </>,
    ],
    [
      t('draw.rules'),
      t('draw.rulesIs', {
        rules: write.list(compositionTexts(rules, language)),
        source: rules.source,
      }),
    ],
    [t('draw.excluded'), excluded.length > 0 ? write.list(excluded) : t('draw.nobodyExcluded')],
    ...(locked.sealNumberBy === undefined ? [] : [[t('sealedNumber:paper.commitment'), sealed] as const]),
    [
      t('draw.commitment'),
      <>
        {draw.commitment !== undefined && <SheetFingerprint hex={draw.commitment} />}
        {at(draw.committedAt)}
      </>,
    ],
    [
      t('draw.number'),
      <>
        {draw.number ??
          `${t(draw.numberCommitment === undefined ? 'draw.noNumber' : 'sealedNumber:paper.never')}；${t('draw.noNumberNote')}`}{' '}
        {draw.via !== undefined && draw.via !== 'none' && t(`office:draw.vias.${draw.via}`)}
        <br />
        {at(draw.numberedAt)}
      </>,
    ],
    ...(draw.numberSalt
      ? [[t('sealedNumber:paper.salt'), <SheetFingerprint key="salt" hex={draw.numberSalt} />] as const]
      : []),
    [t('draw.share'), transcript && <SheetFingerprint hex={transcript.officeShare} digits={64} />],
    [t('draw.seed'), transcript && <SheetFingerprint hex={transcript.seed} />],
  ]
  return (
    <Paper paper="draw-sheet" sealed>
      <p className="sheet-small">
        {state.subject ?? state.maskedSubject}　{t('draw.which', { n: draw.draw })}　{at(draw.drawnAt)}
      </p>
      <table>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t('draw.panel')}</h2>
      <table>
        <thead>
          <tr>
            {(['seat', 'officer', 'unit', 'kind', 'chance'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`draw.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(draw.drawnSeats ?? []).map((seat) => (
            <tr key={seat.seat}>
              <td>{seat.seat}</td>
              <td>
                {seat.officerNo} {seat.name}
              </td>
              <td>{seat.title}</td>
              <td>{t(`office:draw.kind.${seat.kind}`)}</td>
              <td>{recommended.has(seat.officerNo) ? t('office:draw.byRecommendation') : seat.chance}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sheet-small">
        {t('draw.substitutes')}
        {language === 'zh' ? '：' : ': '}
        {state.substitutes
          .map(({ order, officerNo, name, title }) => `${order}. ${officerNo} ${name} ${title}`)
          .join(language === 'zh' ? '；' : '; ')}
      </p>
      <SignatureLines who={[t('petitionerSigns'), t('clerkSigns'), t('witnessSigns'), t('date')]} />
    </Paper>
  )
}
