import { useTranslation } from 'react-i18next'
import type { RecordVerdict } from '../../../shared/publication/verify-record.ts'
import { Icon } from '../../ui/icon.tsx'

const count = (verdict: RecordVerdict, outcome: 'holds' | 'fails') =>
  verdict.checks.filter((check) => check.outcome === outcome).length

/**
 * The answer in one line each: for the record online, and for a file somebody holds.
 * @param difference first commit in which both differ; null: the same; undefined: there are not both
 */
export function Results({
  online,
  file,
  difference,
}: {
  online: RecordVerdict | undefined
  file: RecordVerdict | undefined
  difference: number | null | undefined
}) {
  return (
    <section className="card results" role="status">
      {online && <VerdictLine verdict={online} whose="thisRecord" />}
      {file && <FileLine verdict={file} difference={difference} />}
    </section>
  )
}

function VerdictLine({ verdict, whose }: { verdict: RecordVerdict; whose: 'thisRecord' | 'yourFile' }) {
  const { t } = useTranslation('verify')
  const names = verdict.checks
    .filter((check) => check.outcome === 'fails')
    .map((check) => t(`check.${check.id}.name`))
  const bad = verdict.verdict === 'broken'
  return (
    <Line
      bad={bad}
      title={`${t(`result.${whose}`)}${t(`result.${verdict.verdict}`, { count: count(verdict, bad ? 'fails' : 'holds') })}`}
      note={t(`result.${verdict.verdict}Note`, { names: names.join('”“') })}
    />
  )
}

function FileLine({
  verdict,
  difference,
}: {
  verdict: RecordVerdict
  difference: number | null | undefined
}) {
  const { t } = useTranslation('verify')
  if (difference === undefined || verdict.verdict === 'broken')
    return <VerdictLine verdict={verdict} whose="yourFile" />
  return (
    <Line
      bad={difference !== null}
      title={`${t('result.yourFile')}${t(difference === null ? 'result.fileSame' : 'result.fileDiffers')}`}
      note={difference === null ? t('result.fileSameNote') : t('result.fileDiffersNote', { seq: difference })}
    />
  )
}

function Line({ bad, title, note }: { bad: boolean; title: string; note: string }) {
  return (
    <div className={bad ? 'bad' : 'good'}>
      <span className="sign">
        <Icon name={bad ? 'cross' : 'tick'} />
      </span>
      <span>
        <b>{title}</b>
        <span className="line-note">{note}</span>
      </span>
    </div>
  )
}
