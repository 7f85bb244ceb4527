import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PartySide, partySides } from '../../../shared/meeting/participants.ts'
import { ActDialog, ReasonDialog } from '../../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LineField, SelectField } from '../../ui/field.tsx'

/** Numbered evidence; a number is never given twice. */
export function EvidenceCard() {
  const { t } = useTranslation(['office', 'words'])
  const { state } = useMeeting()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const [withdrawing, setWithdrawing] = useState<number>()
  return (
    <Card title={t('prepare.evidence')} end={state.evidence.length}>
      <ul className="office-list">
        {state.evidence.length === 0 && <li className="mut">{t('prepare.noEvidence')}</li>}
        {state.evidence.map((item) => (
          <li key={item.no}>
            <span>
              {item.no} {item.withdrawn ? <s>{item.title}</s> : item.title}
              <small>
                {t('prepare.submittedBy', { side: t(`words:side.${item.side}`) })}·
                {t('prepare.pageCount', { count: item.pages })}
              </small>
            </span>
            {!item.withdrawn && may('withdraw-evidence') && (
              <Button kind="quiet" onClick={() => setWithdrawing(item.no)}>
                {t('prepare.withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {may('list-evidence') && (
        <div className="office-foot">
          <Button onClick={() => setAdding(true)}>{t('prepare.addEvidence')}</Button>
        </div>
      )}
      {adding && <AddDialog onClose={() => setAdding(false)} />}
      {withdrawing !== undefined && (
        <ReasonDialog
          title={t('prepare.withdraw')}
          confirm={t('prepare.withdraw')}
          explain={t('prepare.withdrawExplain', { no: withdrawing })}
          type="withdraw-evidence"
          makeData={(reason) => ({ no: withdrawing, reason })}
          onClose={() => setWithdrawing(undefined)}
        />
      )}
    </Card>
  )
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['office', 'words'])
  const [title, setTitle] = useState('')
  const [side, setSide] = useState<PartySide>('petitioner')
  const [pages, setPages] = useState('1')
  const count = Number(pages)
  const ready = title.trim() !== '' && Number.isInteger(count) && count > 0
  return (
    <ActDialog
      title={t('prepare.addEvidence')}
      confirm={t('prepare.addEvidence')}
      type="list-evidence"
      data={ready ? { title, side, pages: count } : null}
      onClose={onClose}
    >
      <LineField label={t('prepare.evidenceTitle')} maxLength={200} value={title} onChange={setTitle} />
      <SelectField
        label={t('prepare.side')}
        value={side}
        onChange={setSide}
        options={partySides.map((each) => ({ value: each, label: t(`words:side.${each}`) }))}
      />
      <LineField label={t('prepare.pages')} inputMode="numeric" value={pages} onChange={setPages} />
    </ActDialog>
  )
}
