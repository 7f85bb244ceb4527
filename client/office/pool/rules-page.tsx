import '../register.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOf, formatDate, formatList, formatTime } from '../../../shared/i18n/format.ts'
import { type PoolRules, type RuleSection, ruleSections } from '../../../shared/pool/rules.ts'
import { rulesHistorySchema } from '../../../shared/pool/view.ts'
import { useSessionAnswer } from '../../meeting/session.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { useRuleSentences } from './rule-sentences.ts'
import { RulesDialog } from './rules-dialog.tsx'
import { PoolTabs } from './tabs.tsx'
import { poolPath, usePool } from './use-pool.ts'

/** The county's rules for its pool: what holds, where each comes from, how it came to be; administrators change them. */
export default function RulesPage() {
  const { t } = useTranslation('poolRules')
  const pool = usePool()
  const actor = useSessionAnswer().data?.actor
  const mayEdit = actor?.kind === 'account' && actor.roles.includes('administrator')
  const [editing, setEditing] = useState<RuleSection | null>(null)
  const [saved, setSaved] = useState(false)
  return (
    <main id="content" className="register">
      <PoolTabs />
      <div className="register-head">
        <h1>{t('title')}</h1>
      </div>
      <p className="mut">
        {t('note')} {actor !== undefined && !mayEdit && t('readOnly')}
      </p>
      {pool.error && <ErrorBox error={pool.error} onRetry={() => void pool.refetch()} />}
      {pool.isPending && <Skeleton lines={8} />}
      <div aria-live="polite">
        {saved && pool.data && <p className="ok">{t('saved', { seq: pool.data.seq })}</p>}
      </div>
      {pool.data && (
        <div className="matter">
          <div>
            <Sections
              rules={pool.data.rules}
              onEdit={
                mayEdit
                  ? (section) => {
                      setSaved(false)
                      setEditing(section)
                    }
                  : null
              }
            />
          </div>
          <div>
            <Changes />
          </div>
        </div>
      )}
      {pool.data && editing && (
        <RulesDialog
          section={editing}
          rules={pool.data.rules}
          onClose={() => setEditing(null)}
          onSaved={() => setSaved(true)}
        />
      )}
    </main>
  )
}

function Confirmed({ confirmed }: { confirmed: boolean }) {
  const { t } = useTranslation('poolRules')
  return confirmed ? (
    <Chip tone="ok" icon="tick">
      {t('confirmed')}
    </Chip>
  ) : (
    <Chip tone="soon">{t('unconfirmed')}</Chip>
  )
}

function Sections({
  rules,
  onEdit,
}: {
  rules: PoolRules
  /** Null where the reader may not change them. */
  onEdit: ((section: RuleSection) => void) | null
}) {
  const { t } = useTranslation('poolRules')
  const words = useRuleSentences()(rules)
  return ruleSections.map((section) => {
    const { lines, from } = words[section]
    return (
      <Card
        key={section}
        title={t(`section.${section}`)}
        end={
          <>
            {from && <Confirmed confirmed={from.confirmed} />}{' '}
            {onEdit && (
              <Button
                aria-label={t('editSection', { section: t(`section.${section}`) })}
                onClick={() => onEdit(section)}
              >
                {t('edit')}
              </Button>
            )}
          </>
        }
      >
        <ul className="office-list">
          {lines.map(({ key, text, from: own }) => (
            <li key={key}>
              <span>
                {text}
                {own && own.source !== from?.source && <small>{t('source', { source: own.source })}</small>}
              </span>
              {own && own.confirmed !== from?.confirmed && <Confirmed confirmed={own.confirmed} />}
            </li>
          ))}
        </ul>
        {from && <p className="office-foot mut">{t('source', { source: from.source })}</p>}
      </Card>
    )
  })
}

function Changes() {
  const { t } = useTranslation('poolRules')
  const language = useLanguage()
  const history = useAnswer(`${poolPath}/rules-changes`, rulesHistorySchema)
  return (
    <Card title={t('history.title')}>
      {history.error && <ErrorBox error={history.error} onRetry={() => void history.refetch()} />}
      {history.isPending && <Skeleton lines={3} />}
      <ol className="office-list">
        {history.data?.changes.length === 0 && <li className="mut">{t('history.none')}</li>}
        {history.data?.changes.map(({ seq, at, byName, reason, sections }) => (
          <li key={seq}>
            <span>
              {t('history.sections', {
                sections: formatList(
                  sections.map((section) => t(`section.${section}`)),
                  language,
                ),
              })}
              <small>{reason}</small>
              <small>
                {formatDate(dateOf(at), language, { year: true })} {formatTime(at)}{' '}
                {t('history.by', { name: byName })} {t('history.line', { seq })}
              </small>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
