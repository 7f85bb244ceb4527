import { Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { OfficerView } from '../../../shared/pool/view.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { useBarEvidence } from './bar-evidence.ts'
import type { OfficerGroup } from './groups.ts'
import { actsOn, type OfficerAct } from './officer-acts.tsx'
import { useSectorName } from './sector-name.ts'
import { useKeepsPool } from './tabs.tsx'
import { usePool } from './use-pool.ts'

const COLUMNS = 6

/** Officers of the pool by category; sector staff with their department. */
export function OfficerTable({
  groups,
  onAct,
}: {
  groups: readonly OfficerGroup[]
  onAct: (act: OfficerAct, officer: OfficerView) => void
}) {
  const { t } = useTranslation(['pool', 'words'])
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('column.no')}</th>
          <th scope="col">{t('column.name')}</th>
          <th scope="col">{t('column.unit')}</th>
          <th scope="col">{t('column.expertise')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col">
            <span className="vh">{t('actions.label')}</span>
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.category}>
          <tr className="group">
            <th scope="rowgroup" colSpan={COLUMNS}>
              {t(`category.${group.category}`)}
              <small>{t('groups.people', { count: group.officers.length, eligible: group.eligible })}</small>
              {group.departments > 0 && (
                <small>{t('groups.departments', { count: group.departments })}</small>
              )}
            </th>
          </tr>
          {group.officers.map((officer) => (
            <OfficerRow key={officer.no} officer={officer} onAct={onAct} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function OfficerRow({
  officer,
  onAct,
}: {
  officer: OfficerView
  onAct: (act: OfficerAct, officer: OfficerView) => void
}) {
  const { t } = useTranslation(['pool', 'words'])
  const sector = useSectorName()(officer.sector)
  const keeps = useKeepsPool()
  return (
    <tr>
      <td className="no">{String(officer.no).padStart(2, '0')}</td>
      <th scope="row">
        {keeps ? <Link to={`/pool/${officer.no}`}>{officer.name}</Link> : <b>{officer.name}</b>}
        {officer.standing && <span className="standing">{t('column.standing')}</span>}
      </th>
      <td>
        {officer.unit}
        {sector !== '' && <small>{sector}</small>}
      </td>
      <td>
        {officer.expertise.join('、')}
        {officer.languages.length > 0 && <small>{officer.languages.join('、')}</small>}
      </td>
      <td>
        <Standing officer={officer} />
      </td>
      <td>
        {keeps && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: actsOn(officer).map((key) => ({
                key,
                label: t(`actions.${key}`),
                danger: key === 'remove',
              })),
              onClick: ({ key }) => {
                const act = actsOn(officer).find((one) => one === key)
                if (act) onAct(act, officer)
              },
            }}
          >
            <Button aria-haspopup="menu" aria-label={t('actions.more', { name: officer.name })}>
              {t('actions.label')}
            </Button>
          </Dropdown>
        )}
      </td>
    </tr>
  )
}

/** Whether the officer can be drawn today; where not, why, for staff. */
function Standing({ officer }: { officer: OfficerView }) {
  const { t } = useTranslation(['pool', 'words'])
  const evidence = useBarEvidence()
  const today = usePool().data?.today ?? ''
  if (officer.barred === null)
    return (
      <Chip tone="ok" icon="tick">
        {t('bar.none')}
      </Chip>
    )
  return (
    <>
      <Chip tone={officer.barred === 'suspended' ? 'stop' : 'soon'} icon="alert">
        {t(`bar.${officer.barred}`)}
      </Chip>
      <small>{evidence(officer, officer.barred, today)}</small>
    </>
  )
}
