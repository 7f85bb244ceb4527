import { type DragEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PublicRecord, publicRecordSchema } from '../../../shared/publication/answers.ts'
import { Icon } from '../../ui/icon.tsx'

/** Takes a record file by choosing or dropping; it never leaves the device. Offers the online record as such a file. */
export function FileDrop({
  record,
  onRecord,
}: {
  record: PublicRecord | undefined
  onRecord: (name: string, record: PublicRecord) => void
}) {
  const { t } = useTranslation('verify')
  const id = useId()
  const [bad, setBad] = useState(false)
  const [over, setOver] = useState(false)

  async function take(file: File | undefined) {
    if (!file) return
    const read = await readRecord(file)
    setBad(read === null)
    if (read) onRecord(file.name, read)
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }

  return (
    <section className="card box file-drop" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('file.title')}</h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the file input is the first */}
      <div
        className="drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{t('file.hint')}</p>
        <label className="btn btn-40" htmlFor={id}>
          {t('file.choose')}
        </label>
        <input
          id={id}
          className="vh"
          type="file"
          accept="application/json,.json"
          onChange={(event) => void take(event.target.files?.[0])}
        />
        {bad && (
          <p className="stop" role="alert">
            {t('file.unreadable')}
          </p>
        )}
      </div>
      {record && (
        <a
          download={`mingting-${record.code}.json`}
          href={`/api/public/record/${encodeURIComponent(record.code)}`}
        >
          <Icon name="save" /> {t('file.download')}
        </a>
      )}
    </section>
  )
}

async function readRecord(file: File): Promise<PublicRecord | null> {
  try {
    const parsed = publicRecordSchema.safeParse(JSON.parse(await file.text()))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
