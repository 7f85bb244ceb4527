import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import {
  areMinutesFinal,
  awaitsReadOut,
  openCorrections,
  openItems,
  owedSignatures,
  signers,
} from '../../shared/meeting/guards.ts'
import { itemsFingerprint } from '../../shared/meeting/minutes.ts'
import { type MeetingRequestData, useAct } from '../meeting/act.ts'
import { ReasonDialog } from '../meeting/act-dialog.tsx'
import { ActError } from '../meeting/act-error.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { nameOf } from '../meeting/people.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Stamp } from '../ui/stamp.tsx'
import { Corrections } from './corrections.tsx'

/** Who has signed and how; the clerk enters what happens on paper, a refusal only with its reason. */
export function SignaturesCard() {
  const { t } = useTranslation('room')
  const { state, procedure } = useMeeting()
  const may = useMay()
  const act = useAct()
  const people = signers(state)
  const owed = owedSignatures(state)
  const open = openItems(state).length
  const settled = open === 0 && openCorrections(state).length === 0
  return (
    <Card
      className="sign"
      title={t('signatures.title')}
      end={t('signatures.count', { signed: people.length - owed.length, total: people.length })}
    >
      {open > 0 && <p className="empty-line soon">{t('signatures.openItems', { count: open })}</p>}
      <Corrections openOnly />
      <ActError act={act} />
      <ReadOut settled={settled} />
      <ul className="scroll">
        {people.map((id) => (
          <SignerRow
            key={id}
            id={id}
            ready={settled && !awaitsReadOut(state, procedure) && may('sign-minutes')}
          />
        ))}
      </ul>
      <p className="foot">{t(areMinutesFinal(state) ? 'signatures.settled' : 'signatures.note')}</p>
    </Card>
  )
}

/** The whole of the minutes is read out, or read by everybody, before anybody signs. */
function ReadOut({ settled }: { settled: boolean }) {
  const { t } = useTranslation('room')
  const { state, procedure } = useMeeting()
  const may = useMay()
  const act = useAct()
  const { readOut } = state
  if (readOut)
    return (
      <p className="empty-line">{t(`signatures.readOut.${readOut.how}`, { time: formatTime(readOut.at) })}</p>
    )
  if (!settled || !awaitsReadOut(state, procedure)) return null
  const itemsSha256 = itemsFingerprint(state.items)
  return (
    <div className="read-out">
      <p className="soon">{t('signatures.notReadOut')}</p>
      {may('read-out-minutes') && (
        <p>
          {(['read-out', 'read-by-each'] as const).map((how) => (
            <Button
              key={how}
              waiting={act.busy}
              onClick={() => void act.send('read-out-minutes', { how, itemsSha256 })}
            >
              {t(`signatures.reading.${how}`)}
            </Button>
          ))}
        </p>
      )}
      <ActError act={act} />
    </div>
  )
}

function SignerRow({ id, ready }: { id: string; ready: boolean }) {
  const { t } = useTranslation(['room', 'words'])
  const { state, role } = useMeeting()
  const act = useAct()
  /** The versions that were refused to be signed: those final when it was asked why. */
  const [refused, setRefused] = useState<string>()
  const signature = state.signatures[id]
  const name = nameOf(state, id)
  const kind = id === 'chair' || id === 'clerk' ? id : state.participants.find((p) => p.id === id)?.kind
  const own = role === id
  const itemsSha256 = itemsFingerprint(state.items)
  const enter = (data: Omit<MeetingRequestData<'sign-minutes'>, 'note' | 'itemsSha256'>) =>
    void act.send('sign-minutes', { ...data, note: '', itemsSha256 })
  return (
    <li>
      <Stamp act={signature && signature.method !== 'refused' ? 'signed' : 'none'} />
      <span>
        <b>{name}</b> <span className="mut">{kind && t(`words:kind.${kind}`)}</span>
      </span>
      {signature ? (
        <span className={signature.method === 'refused' ? 'r soon' : 'r'}>
          {t(`signatures.method.${signature.method}`)} {formatTime(signature.at)}
        </span>
      ) : (
        <span className="r">
          {ready && own && (
            <Button waiting={act.busy} onClick={() => enter({ method: 'phone' })}>
              {t('signatures.own')}
            </Button>
          )}
          {ready && !own && role === 'clerk' && (
            <>
              <Button
                waiting={act.busy}
                aria-label={t('signatures.paperOf', { name })}
                onClick={() => enter({ method: 'paper', onBehalfOf: id })}
              >
                {t('signatures.method.paper')}
              </Button>
              <Button
                kind="quiet"
                waiting={act.busy}
                aria-label={t('signatures.fingerprintOf', { name })}
                onClick={() => enter({ method: 'fingerprint', onBehalfOf: id })}
              >
                {t('signatures.method.fingerprint')}
              </Button>
              <Button
                kind="quiet"
                aria-label={t('signatures.refusedOf', { name })}
                onClick={() => setRefused(itemsSha256)}
              >
                {t('signatures.method.refused')}
              </Button>
            </>
          )}
          {!(ready && (own || role === 'clerk')) && t('signatures.owed')}
        </span>
      )}
      {signature?.note && <small>{signature.note}</small>}
      <ActError act={act} />
      {refused !== undefined && (
        <ReasonDialog
          title={t('signatures.refuseTitle', { name })}
          explain={t('signatures.refuseExplain')}
          confirm={t('signatures.refuseConfirm')}
          type="sign-minutes"
          makeData={(note) => ({ method: 'refused', note, itemsSha256: refused, onBehalfOf: id })}
          onClose={() => setRefused(undefined)}
        />
      )}
    </li>
  )
}
