import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { attending, shownName } from '../../meeting/people.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { Qr } from '../../ui/qr.tsx'
import { type LinkFor, useMakeLink } from './make-link.ts'

const keyOf = (whom: LinkFor) => ('role' in whom ? whom.role : whom.participantId)

/** One-time links as QR codes. Making a new one for somebody replaces theirs; the observers' admits observers only. */
export function CodesCard() {
  const { t } = useTranslation(['room', 'words'])
  const { state, live } = useMeeting()
  const [made, setMade] = useState<Readonly<Record<string, string>>>({})
  const [shown, setShown] = useState<{ key: string; name: string }>()
  const link = useMakeLink()
  const make = async (whom: LinkFor, name: string) => {
    const { url } = await link.mutateAsync(whom)
    setMade((before) => ({ ...before, [keyOf(whom)]: url }))
    setShown({ key: keyOf(whom), name })
  }
  const rows: readonly { whom: LinkFor; name: string; note: string }[] = [
    ...attending(state).map((person) => ({
      whom: { participantId: person.id },
      name: shownName(person),
      note: t(`words:kind.${person.kind}`),
    })),
    ...(state.open
      ? [{ whom: { role: 'observer' as const }, name: t('codes.observers'), note: t('codes.observersNote') }]
      : []),
    { whom: { role: 'screen' as const }, name: t('words:role.screen'), note: t('codes.screenNote') },
  ]
  const url = shown && made[shown.key]
  return (
    <Card className="codes" title={t('codes.title')} end={t('codes.once')}>
      {link.error && <ErrorBox error={link.error} />}
      {shown && url && (
        <div className="code-shown" role="status">
          <b>{shown.name}</b>
          <Qr text={url} size={200} />
          <span className="address">{url}</span>
          <Button onClick={() => setShown(undefined)}>{t('codes.hide')}</Button>
        </div>
      )}
      <ul className="scroll">
        {rows.map(({ whom, name, note }) => {
          const key = keyOf(whom)
          return (
            <li key={key}>
              <span>
                <b>{name}</b> <span className="mut">{note}</span>
              </span>
              <span className="r">
                {live.online[key] !== undefined && <span className="ok">{t('attendance.online')} </span>}
                {made[key] !== undefined && (
                  <Button aria-label={t('codes.showOf', { name })} onClick={() => setShown({ key, name })}>
                    {t('codes.show')}
                  </Button>
                )}
                <Button
                  kind={made[key] === undefined ? 'plain' : 'quiet'}
                  waiting={link.isPending}
                  aria-label={t(made[key] === undefined ? 'codes.makeOf' : 'codes.replaceOf', { name })}
                  onClick={() => void make(whom, name).catch(() => {})}
                >
                  {t(made[key] === undefined ? 'codes.make' : 'codes.replace')}
                </Button>
              </span>
            </li>
          )
        })}
      </ul>
      <p className="foot">{t('codes.note')}</p>
    </Card>
  )
}
