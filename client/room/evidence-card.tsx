import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PartySide, partySides } from '../../shared/meeting/participants.ts'
import type { Evidence } from '../../shared/meeting/state.ts'
import { ActDialog } from '../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ChoiceField, LineField, TextField } from '../ui/field.tsx'

export const isExamined = (item: Evidence): boolean =>
  item.stands.petitioner !== undefined || item.stands.unit !== undefined

/** The numbered evidence and where each side stands on it. */
export function EvidenceCard() {
  const { t } = useTranslation(['room', 'words'])
  const { state } = useMeeting()
  const may = useMay()
  const [examining, setExamining] = useState<Evidence>()
  const [adding, setAdding] = useState(false)
  const listed = state.evidence.filter((item) => !item.withdrawn)
  return (
    <Card
      className="evi"
      title={t('evidence.title')}
      end={t('evidence.count', { total: listed.length, examined: listed.filter(isExamined).length })}
    >
      {listed.length === 0 && <p className="empty-line">{t('evidence.none')}</p>}
      <ul className="scroll">
        {listed.map((item) => {
          const current = state.floor.turn?.evidenceNo === item.no
          return (
            <li key={item.no} className={current ? 'on' : undefined}>
              <span className="no">{item.no}</span>
              <b>{item.title}</b>
              <small>{t('evidence.from', { side: t(`words:side.${item.side}`), count: item.pages })}</small>
              <span className="r">
                {current ? t('evidence.current') : <Stands item={item} />}
                {may('examine-evidence') && (
                  <Button
                    kind="quiet"
                    onClick={() => setExamining(item)}
                    aria-label={t('evidence.examineNo', { no: item.no })}
                  >
                    {t('evidence.examine')}
                  </Button>
                )}
              </span>
            </li>
          )
        })}
      </ul>
      {may('list-evidence') && (
        <div className="foot">
          <Button onClick={() => setAdding(true)}>{t('evidence.add')}</Button>
        </div>
      )}
      {examining && <ExamineDialog item={examining} onClose={() => setExamining(undefined)} />}
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </Card>
  )
}

function Stands({ item }: { item: Evidence }) {
  const { t } = useTranslation(['room', 'words'])
  const { petitioner, unit } = item.stands
  if (petitioner === undefined && unit === undefined) return t('evidence.unexamined')
  if (petitioner === 'accepted' && unit === 'accepted') return t('evidence.bothAccept')
  return partySides
    .filter((side) => item.stands[side] !== undefined)
    .map((side) => (
      <span key={side}>
        {t('evidence.sideStands', {
          side: t(`words:side.${side}`),
          stand: t(`evidence.stand.${item.stands[side] ?? 'open'}`),
        })}
      </span>
    ))
}

const stands = ['accepted', 'disputed', 'open'] as const

function ExamineDialog({ item, onClose }: { item: Evidence; onClose: () => void }) {
  const { t } = useTranslation(['room', 'words'])
  const [side, setSide] = useState<PartySide>(item.side === 'petitioner' ? 'unit' : 'petitioner')
  const [stand, setStand] = useState<(typeof stands)[number]>()
  const [note, setNote] = useState('')
  return (
    <ActDialog
      title={t('evidence.examineTitle', { no: item.no, title: item.title ?? '' })}
      confirm={t('evidence.record')}
      type="examine-evidence"
      data={stand === undefined ? null : { no: item.no, side, stand, note }}
      onClose={onClose}
    >
      <ChoiceField
        label={t('evidence.whose')}
        value={side}
        onChange={setSide}
        options={partySides.map((each) => ({ value: each, label: t(`words:side.${each}`) }))}
      />
      <ChoiceField
        label={t('evidence.how')}
        value={stand}
        onChange={setStand}
        options={stands.map((each) => ({ value: each, label: t(`evidence.stand.${each}`) }))}
      />
      <TextField label={t('evidence.note')} rows={2} value={note} onChange={setNote} />
    </ActDialog>
  )
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['room', 'words'])
  const [title, setTitle] = useState('')
  const [side, setSide] = useState<PartySide>('petitioner')
  const [pages, setPages] = useState('1')
  const count = Number(pages)
  const valid = title.trim() !== '' && Number.isInteger(count) && count >= 1 && count <= 9999
  return (
    <ActDialog
      title={t('evidence.addTitle')}
      confirm={t('evidence.addConfirm')}
      type="list-evidence"
      data={valid ? { title: title.trim(), side, pages: count } : null}
      onClose={onClose}
    >
      <LineField label={t('evidence.name')} maxLength={200} value={title} onChange={setTitle} />
      <ChoiceField
        label={t('evidence.by')}
        value={side}
        onChange={setSide}
        options={partySides.map((each) => ({ value: each, label: t(`words:side.${each}`) }))}
      />
      <LineField
        label={t('evidence.pages')}
        type="number"
        min={1}
        max={9999}
        value={pages}
        onChange={setPages}
      />
    </ActDialog>
  )
}
