import '../register.css'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { formatDate } from '../../../shared/i18n/format.ts'
import { stages } from '../../../shared/matter/persons.ts'
import type { MatterListItem } from '../../../shared/matter/view.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { Empty, Skeleton } from '../../ui/skeleton.tsx'
import { currentClock, MatterClock } from './matter-clock.tsx'
import { useMatters } from './use-matters.ts'

interface Filter {
  readonly text: string
  readonly stage: MatterListItem['stage'] | 'all'
}

function matches(
  { number, subject, petitioner, responsibleUnit, stage }: MatterListItem,
  filter: Filter,
): boolean {
  const wanted = filter.text.trim().toLowerCase()
  const words = [number, subject, petitioner, responsibleUnit]
  return (
    (filter.stage === 'all' || filter.stage === stage) &&
    words.some((word) => word.toLowerCase().includes(wanted))
  )
}

/** All matters, the newest first, each with the clock that runs. */
export default function MattersPage() {
  const { t } = useTranslation(['matter', 'words'])
  const navigate = useNavigate()
  const matters = useMatters()
  const [filter, setFilter] = useState<Filter>({ text: '', stage: 'all' })
  const all = matters.data?.matters ?? []
  const found = all.filter((item) => matches(item, filter))
  return (
    <main id="content" className="register">
      <div className="register-head">
        <h1>{t('title')}</h1>
        {matters.data && <span className="mut">{t('count', { count: all.length })}</span>}
        <div className="end">
          <Button kind="primary" size={40} onClick={() => navigate('new')}>
            {t('actions.register')}
          </Button>
        </div>
      </div>
      {matters.error && <ErrorBox error={matters.error} onRetry={() => void matters.refetch()} />}
      {matters.isPending && <Skeleton lines={6} />}
      {matters.data && all.length === 0 && <Empty title={t('list.empty')} next={t('list.emptyNext')} />}
      {all.length > 0 && (
        <>
          <Filters filter={filter} onChange={setFilter} />
          <div className="card register-scroll">
            {found.length === 0 ? <Empty title={t('list.nothingFound')} /> : <MatterTable items={found} />}
          </div>
        </>
      )}
    </main>
  )
}

function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const { t } = useTranslation(['matter', 'words'])
  return (
    <div className="register-filter">
      <Input
        allowClear
        prefix={<Icon name="search" />}
        aria-label={t('list.search')}
        placeholder={t('list.search')}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
      <Select
        aria-label={t('form.stage')}
        value={filter.stage}
        onChange={(stage) => onChange({ ...filter, stage })}
        options={(['all', ...stages] as const).map((value) => ({
          value,
          label: value === 'all' ? t('list.all') : t(`stage.${value}`),
        }))}
      />
    </div>
  )
}

function MatterTable({ items }: { items: readonly MatterListItem[] }) {
  const { t } = useTranslation(['matter', 'words'])
  const language = useLanguage()
  return (
    <table>
      <thead>
        <tr>
          {(['number', 'subject', 'petitioner', 'unit', 'receivedOn', 'meetings', 'clock'] as const).map(
            (title) => (
              <th key={title} scope="col">
                {t(`list.${title}`)}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const clock = currentClock(item.clocks)
          return (
            <tr key={item.id}>
              <td className="nb">{item.number}</td>
              <td>
                <Link to={item.id}>{item.subject}</Link>
                <small>{t(`stage.${item.stage}`)}</small>
              </td>
              <td>{item.petitioner}</td>
              <td>{item.responsibleUnit}</td>
              <td className="nb">{formatDate(item.receivedOn, language, { year: true })}</td>
              <td>
                {item.meetings.map(({ meetingId, number }) => (
                  <span key={meetingId} className="nb">
                    {number}
                  </span>
                ))}
                {item.meetings.length === 0 && <span className="mut">{t('list.noMeeting')}</span>}
              </td>
              <td>
                {clock && (
                  <>
                    <MatterClock clock={clock} />
                    <small>{t(`clock.${clock.due}`)}</small>
                  </>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
