import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { numberCommitmentOf } from '../../shared/draw/randomness.ts'
import { formatFingerprint } from '../../shared/i18n/format.ts'
import { bytesToHex, isWellFormed } from '../../shared/ledger/canonical.ts'
import type { Draw } from '../../shared/meeting/state.ts'
import { ActDialog } from '../meeting/act-dialog.tsx'
import { useKept } from '../meeting/kept.ts'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { readSecret, type SealedSecret, sealedSecretSchema } from '../meeting/sealed-secret.ts'
import { Button } from '../ui/button.tsx'
import { LineField } from '../ui/field.tsx'

const SALT_BYTES = 16
const keptSchema = z.array(sealedSecretSchema)

const random = (bytes: number) => window.crypto.getRandomValues(new Uint8Array(bytes))
/** Six digits to begin with; people may write any number instead. */
const anyNumber = () => String(random(4).reduce((sum, byte) => sum * 256 + byte, 0) % 1_000_000)

/**
 * The petitioner's side of a number sealed in advance. Number and salt are kept in this browser before the commitment
 * is sent and leave it only to open the number. Every one ever made for the draw is kept: an answer that never came
 * may have been a yes to any of them.
 */
export function SealedNumber({ draw }: { draw: Draw }) {
  const { meetingId } = useMeeting()
  const kept = useKept<SealedSecret[]>(`mingting.number.${meetingId}.${draw.draw}`, keptSchema, [])
  const commitmentOf = (secret: SealedSecret) =>
    numberCommitmentOf({ meeting: meetingId, draw: draw.draw, ...secret })
  if (draw.numberCommitment === undefined) {
    if (draw.status !== 'locked') return null
    return (
      <Seal
        commitmentFor={(number) => {
          const known = kept.value.find((secret) => secret.number === number)
          const secret = known ?? { number, salt: bytesToHex(random(SALT_BYTES)) }
          if (!known) kept.set([...kept.value, secret])
          return commitmentOf(secret)
        }}
      />
    )
  }
  const own = kept.value.find((secret) => commitmentOf(secret) === draw.numberCommitment)
  return (
    <>
      <SealedFingerprint draw={draw} />
      <Sealed secret={own} isKept={kept.found || kept.savedAt !== undefined} />
      {draw.status === 'awaiting-number' && (own ? <Reveal secret={own} /> : <RevealWritten />)}
    </>
  )
}

/** What everybody sees of it. */
export function SealedFingerprint({ draw }: { draw: Draw }) {
  const { t } = useTranslation('sealedNumber')
  const commitment = draw.numberCommitment
  if (commitment === undefined) return null
  return (
    <p className="fingerprint mut">
      {t('fingerprint')}
      <br />
      {formatFingerprint(commitment.slice(0, 16))}
      <br />
      {formatFingerprint(commitment.slice(16, 32))}
    </p>
  )
}

function Seal({ commitmentFor }: { commitmentFor: (number: string) => string }) {
  const { t } = useTranslation('sealedNumber')
  const [number, setNumber] = useState(anyNumber)
  const [commitment, setCommitment] = useState<string>()
  const written = number.trim()
  return (
    <>
      <h3>{t('title')}</h3>
      <p>{t('explain')}</p>
      <LineField
        label={t('number')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={40}
        value={number}
        onChange={setNumber}
      />
      <Button kind="quiet" onClick={() => setNumber(anyNumber())}>
        {t('another')}
      </Button>
      <Button
        kind="primary"
        size={56}
        waiting={written === '' || !isWellFormed(written)}
        onClick={() => setCommitment(commitmentFor(written))}
      >
        {t('seal')}
      </Button>
      {commitment !== undefined && (
        <ActDialog
          title={t('sealTitle', { number: written })}
          confirm={t('seal')}
          type="seal-number"
          data={{ commitment }}
          onClose={() => setCommitment(undefined)}
        >
          <p>{t('sealExplain')}</p>
        </ActDialog>
      )}
    </>
  )
}

function Sealed({ secret, isKept }: { secret: SealedSecret | undefined; isKept: boolean }) {
  const { t } = useTranslation('sealedNumber')
  if (!secret) return <p>{t('notHere')}</p>
  return (
    <>
      <p>{t('yours')}</p>
      <details open={!isKept}>
        <summary>{t('keep')}</summary>
        <p className={isKept ? undefined : 'soon'}>{t(isKept ? 'keepExplain' : 'notKept')}</p>
        <dl>
          <dt>{t('number')}</dt>
          <dd>{secret.number}</dd>
          <dt>{t('salt')}</dt>
          <dd className="fingerprint">{formatFingerprint(secret.salt)}</dd>
        </dl>
      </details>
    </>
  )
}

function Reveal({ secret }: { secret: SealedSecret }) {
  const { t } = useTranslation('sealedNumber')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  if (!may('give-number')) return null
  return (
    <>
      <Button kind="primary" size={56} onClick={() => setAsking(true)}>
        {t('reveal')}
      </Button>
      {asking && (
        <ActDialog
          title={t('revealTitle', { number: secret.number })}
          confirm={t('reveal')}
          type="give-number"
          data={{ ...secret, via: 'phone' }}
          onClose={() => setAsking(false)}
        >
          <p>{t('revealExplain')}</p>
        </ActDialog>
      )}
    </>
  )
}

/** Opens from what was written down, on any phone of the petitioner's side. */
function RevealWritten() {
  const { t } = useTranslation('sealedNumber')
  const [number, setNumber] = useState('')
  const [salt, setSalt] = useState('')
  const secret = readSecret(number, salt)
  return (
    <>
      <LineField label={t('number')} maxLength={40} value={number} onChange={setNumber} />
      <LineField label={t('salt')} autoComplete="off" maxLength={60} value={salt} onChange={setSalt} />
      {secret && <Reveal secret={secret} />}
    </>
  )
}
