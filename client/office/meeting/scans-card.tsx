import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { unscannedSignatures } from '../../../shared/meeting/guards.ts'
import { itemsCode, itemsFingerprint } from '../../../shared/meeting/minutes.ts'
import { keptScanSchema } from '../../../shared/minutes/answers.ts'
import { useAct } from '../../meeting/act.ts'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { api } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { LineField } from '../../ui/field.tsx'
import { withSeat } from '../../ui/seat.ts'
import { useMoment } from './minutes-page.tsx'

/** The signed printout, scanned: kept as it is, its fingerprint in the record. */
export function ScansCard() {
  const { t } = useTranslation('minutesRecord')
  const moment = useMoment()
  const { state, meetingId } = useMeeting()
  const may = useMay()
  const now = itemsFingerprint(state.items)
  const unscanned = unscannedSignatures(state).length
  return (
    <Card title={t('scans')}>
      {state.scans.length === 0 && <p className="office-empty mut">{t('scanNone')}</p>}
      <ul className="office-list">
        {state.scans.map(({ sha256, pages, at, itemsSha256 }) => (
          <li key={sha256}>
            <span>
              {t('scanLine', { pages: pages ?? 1, time: moment(at) })}
              <br />
              <small className={itemsSha256 === now ? 'mut' : 'soon'}>
                {t(itemsSha256 === now ? 'scanOf' : 'scanOfEarlier', { code: itemsCode(itemsSha256) })}
              </small>
            </span>
            <a className="btn" href={withSeat(`/api/meetings/${meetingId}/scans/${sha256}`)}>
              {t('scanOpen')}
            </a>
          </li>
        ))}
      </ul>
      {unscanned > 0 && <p className="office-empty soon">{t('scanMissing', { count: unscanned })}</p>}
      {may('file-scan') && <FileScan itemsSha256={now} />}
    </Card>
  )
}

/** @param itemsSha256 the versions final now, whose signed paper is filed */
function FileScan({ itemsSha256 }: { itemsSha256: string }) {
  const { t } = useTranslation('minutesRecord')
  const { meetingId } = useMeeting()
  const act = useAct()
  const id = useId()
  const [file, setFile] = useState<File>()
  const [pages, setPages] = useState(1)
  const [error, setError] = useState<unknown>()
  const [sending, setSending] = useState(false)
  async function send() {
    if (!file || sending) return
    setSending(true)
    setError(undefined)
    try {
      const { sha256 } = await api(`/api/meetings/${meetingId}/scans`, {
        method: 'post',
        body: file,
        schema: keptScanSchema,
      })
      if (await act.send('file-scan', { sha256, pages, itemsSha256 })) setFile(undefined)
    } catch (caught) {
      setError(caught)
    } finally {
      setSending(false)
    }
  }
  return (
    <form
      className="office-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-file`}>{t('scanPick')}</label>
        <input
          id={`${id}-file`}
          type="file"
          accept="application/pdf,image/jpeg,image/png"
          onChange={(event) => setFile(event.target.files?.[0])}
        />
      </div>
      <LineField
        label={t('scanPages')}
        type="number"
        min={1}
        max={999}
        value={String(pages)}
        onChange={(value) => setPages(Number(value))}
      />
      <p className="mut">{t('scanNow', { code: itemsCode(itemsSha256) })}</p>
      {error !== undefined && <ErrorBox error={error} />}
      <ActError act={act} />
      <Button type="submit" waiting={!file || sending || act.busy || !(pages >= 1)}>
        {t('scanFile')}
      </Button>
    </form>
  )
}
