import '../register.css'
import { Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate } from '../../../shared/i18n/format.ts'
import type { Criterion, TOP_MARK } from '../../../shared/pool/rules.ts'
import { type AppraisalsView, appraisalsSchema } from '../../../shared/pool/view.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useBilingual, useLanguage } from '../../ui/i18n.ts'
import { Empty, Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { FormModal } from '../form-modal.tsx'
import { PoolTabs, useKeepsPool } from './tabs.tsx'
import { poolPath, usePool, useSendToPool } from './use-pool.ts'

const marks = [1, 2, 3, 4, 5] as const satisfies { readonly length: typeof TOP_MARK }

type Hearing = AppraisalsView['hearings'][number]
type Seat = Hearing['officers'][number]

/** Hearings that ended, and what chair and parties think of those who sat. */
export default function AppraisalsPage() {
  const { t } = useTranslation('appraisal')
  const found = useAnswer(`${poolPath}/appraisals`, appraisalsSchema)
  const pool = usePool()
  const [open, setOpen] = useState<{ hearing: Hearing; seat: Seat } | null>(null)
  return (
    <main id="content" className="register">
      <PoolTabs />
      <div className="register-head">
        <h1>{t('title')}</h1>
        <span className="mut">{t('note')}</span>
      </div>
      {found.error && <ErrorBox error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton lines={6} />}
      {found.data?.hearings.length === 0 && <Empty title={t('empty.title')} next={t('empty.next')} />}
      {found.data?.hearings.map((hearing) => (
        <HearingCard
          key={hearing.meetingId}
          hearing={hearing}
          onAppraise={(seat) => setOpen({ hearing, seat })}
        />
      ))}
      {open && pool.data && (
        <AppraisalDialog
          hearing={open.hearing}
          seat={open.seat}
          criteria={pool.data.rules.appraisal.chair}
          onClose={() => setOpen(null)}
        />
      )}
    </main>
  )
}

const meanOf = (marks: Readonly<Record<string, number>>): string => {
  const values = Object.values(marks)
  return (values.reduce((sum, mark) => sum + mark, 0) / values.length).toFixed(1)
}

function HearingCard({ hearing, onAppraise }: { hearing: Hearing; onAppraise: (seat: Seat) => void }) {
  const { t } = useTranslation('appraisal')
  const language = useLanguage()
  const keeps = useKeepsPool()
  return (
    <Card
      title={hearing.number}
      end={`${formatDate(hearing.on, language, { year: true })} · ${t('chaired', { name: hearing.chair })}`}
    >
      <ul className="office-list">
        {hearing.officers.map((seat) => (
          <li key={seat.no}>
            <span>
              {keeps ? (
                <Link to={`/pool/${seat.no}`}>
                  {seat.no} {seat.name}
                </Link>
              ) : (
                `${seat.no} ${seat.name}`
              )}
              <small>{seat.unit}</small>
              {seat.remark !== '' && <small>{seat.remark}</small>}
            </span>
            {seat.marks ? (
              <Chip tone="ok" icon="tick">
                {t('appraised', { mean: meanOf(seat.marks) })}
              </Chip>
            ) : hearing.mine ? (
              <Button
                aria-label={t('appraiseOf', { no: seat.no, name: seat.name })}
                onClick={() => onAppraise(seat)}
              >
                {t('appraise')}
              </Button>
            ) : (
              <Chip tone="soon">{t('waiting')}</Chip>
            )}
          </li>
        ))}
      </ul>
      {keeps && <Box hearing={hearing} />}
    </Card>
  )
}

/** How it stands with the parties' slips; nothing of how many came back before they are counted. */
function Box({ hearing: { meetingId, parties, box } }: { hearing: Hearing }) {
  const { t } = useTranslation('appraisal')
  const language = useLanguage()
  const result = box?.result
  return (
    <div className="office-foot">
      <b>{t('slips.title')}</b>
      <span>
        {!box && t('slips.none', { count: parties })}
        {box &&
          !result &&
          t('slips.open', { slips: box.slips, until: formatDate(box.until, language, { year: true }) })}
        {box &&
          result &&
          t(result.counted ? 'slips.counted' : 'slips.few', { slips: box.slips, ballots: result.ballots })}
      </span>
      {!result && parties > 0 && (
        <Link className="btn" to={`/pool/appraisals/${meetingId}/slips`}>
          {t('slips.print')}
        </Link>
      )}
    </div>
  )
}

function AppraisalDialog({
  hearing: { meetingId },
  seat: { no, name },
  criteria,
  onClose,
}: {
  hearing: Hearing
  seat: Seat
  criteria: readonly Criterion[]
  onClose: () => void
}) {
  const { t } = useTranslation(['appraisal', 'pool'])
  const say = useBilingual()
  const send = useSendToPool()
  return (
    <FormModal<{ marks: Record<string, number>; remark: string }>
      title={t('appraiseOf', { no, name })}
      verb={t('pool:actions.save')}
      initial={{ marks: {}, remark: '' }}
      send={({ marks, remark }) => send({ type: 'appraise', data: { meetingId, no, marks, remark } })}
      onClose={onClose}
    >
      {criteria.map(({ id, label }) => (
        <Form.Item
          key={id}
          name={['marks', id]}
          label={say(label)}
          rules={[{ required: true, message: t('pool:reason.required') }]}
        >
          <Radio.Group
            options={marks.map((value) => ({ value, label: `${value} ${t(`slip.marks.${value}`)}` }))}
          />
        </Form.Item>
      ))}
      <Form.Item name="remark" label={t('remark')} extra={t('remarkHint')}>
        <Input.TextArea rows={2} maxLength={400} />
      </Form.Item>
    </FormModal>
  )
}
