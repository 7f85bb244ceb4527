import { useMutation } from '@tanstack/react-query'
import { Modal, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ImportCheck, importCheckSchema, type RowError } from '../../../shared/pool/import.ts'
import { categories } from '../../../shared/pool/officer.ts'
import { api } from '../../ui/api.ts'
import { ErrorBox } from '../../ui/error-box.tsx'
import { LineField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { poolPath, useSendToPool } from './use-pool.ts'

const checkFile = (file: File): Promise<ImportCheck> =>
  api(`${poolPath}/import-checks`, {
    method: 'post',
    body: new Blob([file], { type: 'application/octet-stream' }),
    schema: importCheckSchema,
  })

/** Imports a list of officers: the server checks it whole, then all of it goes in or nobody. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['pool', 'words'])
  const send = useSendToPool()
  const check = useMutation({ mutationFn: checkFile })
  const [adopted, setAdopted] = useState('')
  const importing = useMutation({
    mutationFn: ({ officers, seq }: ImportCheck) =>
      send({ type: 'import-officers', data: { officers, adopted: adopted.trim() } }, seq),
    onSuccess: onClose,
  })
  const found = check.data
  const ready = found !== undefined && found.officers.length > 0
  return (
    <Modal
      open
      title={t('importing.title')}
      width={760}
      mask={{ closable: false }}
      okText={ready ? t('importing.confirm', { count: found.officers.length }) : t('actions.import')}
      okButtonProps={{ disabled: !ready || adopted.trim() === '', loading: importing.isPending }}
      cancelText={t('words:cancel')}
      onOk={() => found && importing.mutate(found)}
      onCancel={onClose}
    >
      <p className="mut form-note">{t('importing.note')}</p>
      <LineField
        required
        label={t('importing.adopted')}
        placeholder={t('importing.adoptedHint')}
        maxLength={200}
        value={adopted}
        onChange={setAdopted}
      />
      <Upload.Dragger
        accept=".csv,.xlsx"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file) => {
          importing.reset()
          check.mutate(file)
          return false
        }}
      >
        <p>
          <Icon name="plus" /> {found || check.error ? t('importing.another') : t('importing.choose')}
        </p>
        <p className="mut">{t('importing.drop')}</p>
      </Upload.Dragger>
      <div aria-live="polite">
        {check.isPending && <p>{t('importing.checking')}</p>}
        {check.error && <ErrorBox error={check.error} />}
        {ready && (
          <p className="ok">
            <Icon name="tick" /> {t('importing.ready', { count: found.officers.length })}
          </p>
        )}
        {found && found.ignored.length > 0 && (
          <p className="mut">{t('importing.ignored', { columns: found.ignored.join('、') })}</p>
        )}
        {found && found.errors.length > 0 && <Errors errors={found.errors} />}
        {importing.error && <ErrorBox error={importing.error} />}
      </div>
    </Modal>
  )
}

function Errors({ errors }: { errors: readonly RowError[] }) {
  const { t } = useTranslation(['pool', 'words'])
  const names = categories.map((category) => t(`category.${category}`)).join('、')
  return (
    <>
      <p className="stop" role="alert">
        <Icon name="alert" /> {t('importing.wrong', { count: errors.length })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="import-errors" tabIndex={0} aria-label={t('importing.problem')}>
        <table>
          <thead>
            <tr>
              {(['row', 'column', 'value', 'problem'] as const).map((title) => (
                <th key={title} scope="col">
                  {t(`importing.${title}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {errors.map(({ row, column, reason, value, params }) => (
              <tr key={`${row} ${column} ${reason}`}>
                <td>{row}</td>
                <td>{t(`column.${column}`)}</td>
                <td>{value === '' ? <span className="mut">{t('importing.blank')}</span> : value}</td>
                <td>{t(`reason.${reason}`, { ...params, categories: names })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
