import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { dateOf, formatDate, formatTime } from '../../../shared/i18n/format.ts'
import type { Stage } from '../../../shared/procedures/schema.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useBilingual, useLanguage } from '../../ui/i18n.ts'
import { withSeat } from '../../ui/seat.ts'
import { Empty } from '../../ui/skeleton.tsx'
import { AddendaCard } from './addenda-card.tsx'
import { CompareDialog } from './compare-dialog.tsx'
import { HistoryDialog } from './history-dialog.tsx'
import { ScansCard } from './scans-card.tsx'

/** '2026年12月18日 09:40' of an instant, as lists of the office write it. */
export function useMoment(): (at: number) => string {
  const language = useLanguage()
  return (at) => `${formatDate(dateOf(at), language, { year: true })} ${formatTime(at)}`
}

/** The minutes after they are final: versions, how they came to be, what is printed, signed and filed. */
export function MinutesPage() {
  const { t } = useTranslation('minutesRecord')
  const { state, procedure, meetingId } = useMeeting()
  const language = useLanguage()
  const final = procedure.stages.filter((stage) => state.versions[stage.id] !== undefined)
  if (final.length === 0) return <Empty title={t('none')} />
  const file = (ending: string) => withSeat(`/api/meetings/${meetingId}/minutes.${ending}?lang=${language}`)
  return (
    <div className="office-grid">
      <div className="office-main">
        <Card title={t('versions')}>
          <ul className="office-list">
            {final.map((stage) => (
              <Versions key={stage.id} stage={stage} />
            ))}
          </ul>
        </Card>
        <AddendaCard stages={final} />
      </div>
      <div className="office-aside">
        <Card title={t('title')}>
          <p className="office-foot">
            <Link className="btn btn-primary btn-40" to={`/meetings/${meetingId}/print/minutes`}>
              {t('print')}
            </Link>
            <a className="btn btn-40" href={file('docx')} download>
              {t('docx')}
            </a>
            <a className="btn btn-40" href={file('md')} download>
              {t('markdown')}
            </a>
          </p>
        </Card>
        <ScansCard />
      </div>
    </div>
  )
}

type Opened = { readonly kind: 'compare' | 'history'; readonly version: number }

function Versions({ stage }: { stage: Stage }) {
  const { t } = useTranslation('minutesRecord')
  const pick = useBilingual()
  const moment = useMoment()
  const { state } = useMeeting()
  const [opened, setOpened] = useState<Opened>()
  const name = pick(stage.name)
  const close = () => setOpened(undefined)
  return (
    <li className="minutes-versions">
      <b>{name}</b>
      {(state.versions[stage.id] ?? []).map(({ version, at }) => (
        <p key={version}>
          <span>{t('versionLine', { version, time: moment(at) })}</span>
          {version > 1 && (
            <Button kind="quiet" onClick={() => setOpened({ kind: 'compare', version })}>
              {t('compare')}
            </Button>
          )}
          <Button
            kind="quiet"
            aria-label={`${t('history')} ${name} ${t('version', { version })}`}
            onClick={() => setOpened({ kind: 'history', version })}
          >
            {t('history')}
          </Button>
        </p>
      ))}
      {opened?.kind === 'compare' && (
        <CompareDialog itemId={stage.id} name={name} version={opened.version} onClose={close} />
      )}
      {opened?.kind === 'history' && (
        <HistoryDialog itemId={stage.id} name={name} version={opened.version} onClose={close} />
      )}
    </li>
  )
}
