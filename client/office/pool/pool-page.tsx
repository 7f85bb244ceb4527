import '../register.css'
import { Dropdown, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { categories } from '../../../shared/pool/officer.ts'
import type { OfficerView } from '../../../shared/pool/view.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { withSeat } from '../../ui/seat.ts'
import { Empty, Skeleton } from '../../ui/skeleton.tsx'
import { everybody, groupsOf, matches, type PoolFilter } from './groups.ts'
import { ImportDialog } from './import-dialog.tsx'
import { type OfficerAct, OfficerActDialog } from './officer-acts.tsx'
import { OfficerTable } from './officer-table.tsx'
import { PoolTabs, useKeepsPool } from './tabs.tsx'
import { TrainingDialog } from './training-dialog.tsx'
import { poolPath, usePool } from './use-pool.ts'

type Open =
  | { readonly dialog: 'import' }
  | { readonly dialog: 'training' }
  | { readonly dialog: 'act'; readonly act: OfficerAct; readonly officer: OfficerView | null }

/** The pool: who is in it, by category and department, and everything that is done to it. */
export default function PoolPage() {
  const { t } = useTranslation(['pool', 'words'])
  const pool = usePool()
  const keeps = useKeepsPool()
  const [filter, setFilter] = useState<PoolFilter>(everybody)
  const [open, setOpen] = useState<Open | null>(null)
  const officers = pool.data?.officers ?? []
  const found = officers.filter((officer) => matches(officer, filter))
  const close = () => setOpen(null)
  return (
    <main id="content" className="register">
      <PoolTabs />
      <div className="register-head">
        <h1>{t('title')}</h1>
        {pool.data && (
          <span className="mut">
            {t('summary', {
              count: officers.length,
              standing: officers.filter(({ standing }) => standing).length,
            })}
          </span>
        )}
        <div className="end">
          <FileMenu empty={officers.length === 0} keeps={keeps} />
          {keeps && (
            <>
              <Button size={40} onClick={() => setOpen({ dialog: 'training' })}>
                {t('actions.training')}
              </Button>
              <Button size={40} onClick={() => setOpen({ dialog: 'import' })}>
                {t('actions.import')}
              </Button>
              <Button
                kind="primary"
                size={40}
                onClick={() => setOpen({ dialog: 'act', act: 'add', officer: null })}
              >
                {t('actions.add')}
              </Button>
            </>
          )}
        </div>
      </div>
      {pool.error && <ErrorBox error={pool.error} onRetry={() => void pool.refetch()} />}
      {pool.isPending && <Skeleton lines={8} />}
      {pool.data && officers.length === 0 && <Empty title={t('empty.title')} next={t('empty.next')} />}
      {officers.length > 0 && (
        <>
          <Filters filter={filter} onChange={setFilter} />
          <div className="card register-scroll">
            {found.length === 0 ? (
              <Empty title={t('nothingFound')} />
            ) : (
              <OfficerTable
                groups={groupsOf(found)}
                onAct={(act, officer) => setOpen({ dialog: 'act', act, officer })}
              />
            )}
          </div>
          <p className="mut">{t('eligibleNote')}</p>
        </>
      )}
      {open?.dialog === 'import' && <ImportDialog onClose={close} />}
      {open?.dialog === 'training' && <TrainingDialog officers={officers} chosen={[]} onClose={close} />}
      {open?.dialog === 'act' && <OfficerActDialog act={open.act} officer={open.officer} onClose={close} />}
    </main>
  )
}

function Filters({ filter, onChange }: { filter: PoolFilter; onChange: (filter: PoolFilter) => void }) {
  const { t } = useTranslation(['pool', 'words'])
  return (
    <div className="register-filter">
      <Input
        allowClear
        prefix={<Icon name="search" />}
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
      <Select
        aria-label={t('column.category')}
        value={filter.category}
        onChange={(category) => onChange({ ...filter, category })}
        options={(['all', ...categories] as const).map((value) => ({
          value,
          label: value === 'all' ? `${t('column.category')}：${t('filter.all')}` : t(`category.${value}`),
        }))}
      />
      <Select
        aria-label={t('filter.label')}
        value={filter.show}
        onChange={(show) => onChange({ ...filter, show })}
        options={(['all', 'standing', 'barred'] as const).map((value) => ({
          value,
          label: t(`filter.${value}`),
        }))}
      />
    </div>
  )
}

const files = [
  { key: 'exportCsv', file: 'export.csv' },
  { key: 'exportXlsx', file: 'export.xlsx' },
  { key: 'templateXlsx', file: 'template.xlsx' },
  { key: 'templateCsv', file: 'template.csv' },
] as const

/** Downloads: the pool as a file, as far as one's role goes, and the empty list to fill in. */
function FileMenu({ empty, keeps }: { empty: boolean; keeps: boolean }) {
  const { t } = useTranslation(['pool', 'words'])
  const language = useLanguage()
  const offered = files.filter(({ file }) => (file.startsWith('template') ? keeps : !empty))
  if (offered.length === 0) return null
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: offered.map(({ key, file }) => ({
          key,
          label: (
            <a href={withSeat(`${poolPath}/${file}?language=${language}`)} download>
              {t(`actions.${key}`)}
            </a>
          ),
        })),
      }}
    >
      <Button size={40} aria-haspopup="menu">
        <Icon name="save" />
        {t('actions.files')}
      </Button>
    </Dropdown>
  )
}
