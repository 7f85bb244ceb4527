import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Participant } from '../../shared/meeting/state.ts'
import { ActDialog } from '../meeting/act-dialog.tsx'
import { shownName } from '../meeting/people.ts'
import { Button } from '../ui/button.tsx'
import { LineField } from '../ui/field.tsx'

const documents = ['card', 'mandate', 'post', 'other'] as const

/** Checks somebody's identity: which document was seen goes into the record, never its number. */
export function IdentityButton({ person }: { person: Participant }) {
  const { t } = useTranslation('room')
  const id = useId()
  const [asking, setAsking] = useState(false)
  const [seen, setSeen] = useState<(typeof documents)[number]>(
    person.kind === 'agent' ? 'mandate' : person.side === 'unit' ? 'post' : 'card',
  )
  const [other, setOther] = useState('')
  const name = shownName(person)
  const document = seen === 'other' ? other.trim() : t(`identity.documents.${seen}`)
  return (
    <>
      <Button aria-label={t('identity.verifyOf', { name })} onClick={() => setAsking(true)}>
        {t('identity.verify')}
      </Button>
      {asking && (
        <ActDialog
          title={t('identity.title', { name })}
          confirm={t('identity.confirm')}
          type="verify-identity"
          data={document === '' ? null : { participantId: person.id, document }}
          onClose={() => setAsking(false)}
        >
          <fieldset className="choices">
            <legend>{t('identity.document')}</legend>
            {documents.map((each) => (
              <label key={each}>
                <input type="radio" name={id} checked={seen === each} onChange={() => setSeen(each)} />
                {t(`identity.documents.${each}`)}
              </label>
            ))}
          </fieldset>
          {seen === 'other' && (
            <LineField label={t('identity.other')} maxLength={60} value={other} onChange={setOther} />
          )}
        </ActDialog>
      )}
    </>
  )
}
