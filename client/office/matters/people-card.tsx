import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../shared/i18n/format.ts'
import type { MatterView } from '../../../shared/matter/view.ts'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { useLanguage } from '../../ui/i18n.ts'

type Contact = MatterView['contacts'][string]

const reach = ({ phone, address, idHint }: Contact): string =>
  [phone, address, idHint].filter((part) => part !== '').join(' · ')

/** Everybody of the matter, by side, with how the public reads their name. */
export function PeopleCard({ matter }: { matter: MatterView }) {
  const { t } = useTranslation(['matter', 'words'])
  const { petitioner, representatives, agents, handlers, contacts, maskedNames, responsibleUnit } = matter
  const person = (id: string, name: string, detail: React.ReactNode) => (
    <dd key={id}>
      <b>{name}</b> <span className="mut">{`${t('page.shownAs')} ${maskedNames[id] ?? ''}`}</span>
      {detail}
    </dd>
  )
  const contact = (id: string) => {
    const known = contacts[id]
    return <small>{known && reach(known) !== '' ? reach(known) : t('page.noContact')}</small>
  }
  return (
    <Card title={t('page.people')} end={t('form.staffOnly')}>
      <dl>
        <dt>{t('form.petitioner')}</dt>
        {person(petitioner.id, petitioner.name, contact(petitioner.id))}
        {representatives.map(({ id, name }) => [
          <dt key={`${id} n`}>{t('role.representative')}</dt>,
          person(id, name, contact(id)),
        ])}
        {agents.map(({ id, name, title, mandate }) => [
          <dt key={`${id} n`}>{t('role.agent')}</dt>,
          person(
            id,
            name,
            <>
              <small>{title}</small>
              <Mandate mandate={mandate} />
              {contact(id)}
            </>,
          ),
        ])}
        <dt>{t('form.responsibleUnit')}</dt>
        <dd>{responsibleUnit}</dd>
        {handlers.map(({ id, name, title }) => [
          <dt key={`${id} n`}>{t('form.handlers')}</dt>,
          person(id, name, <small>{title}</small>),
        ])}
      </dl>
    </Card>
  )
}

function Mandate({ mandate }: { mandate: MatterView['agents'][number]['mandate'] }) {
  const { t } = useTranslation(['matter', 'words'])
  const language = useLanguage()
  if (mandate.receivedOn === null)
    return (
      <Chip tone="soon" icon="alert">
        {t('form.mandateMissing')}
      </Chip>
    )
  const date = formatDate(mandate.receivedOn, language)
  return (
    <small>{`${t('page.mandate', { scope: t(`form.scopes.${mandate.scope}`), date })} ${mandate.matters}`}</small>
  )
}
