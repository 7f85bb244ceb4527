import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useSessionAnswer } from '../meeting/session.ts'
import { api } from '../ui/api.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { Icon } from '../ui/icon.tsx'
import { Qr } from '../ui/qr.tsx'
import { Empty, Skeleton } from '../ui/skeleton.tsx'
import { type NetworkAnswer, networkPath, useNetwork } from './network.ts'

const checksPath = `${networkPath}/reach-checks`
const checkSchema = z.object({ checkId: z.string(), url: z.string() })
const reachedSchema = z.object({ reachedAt: z.number().nullable() })
const done = z.object({ ok: z.literal(true) })

/** How often the page asks whether the phone has come, milliseconds. */
const ASK_AGAIN_MS = 1500

/** Which address QR codes carry, and the proof that a phone reaches it. */
export function PhonesPage() {
  const { t } = useTranslation('office')
  const network = useNetwork()
  return (
    <main id="content" className="office-page">
      <div className="office-head">
        <h1>{t('phones.title')}</h1>
        <p className="mut">{t('phones.lead')}</p>
      </div>
      {network.error && <ErrorBox error={network.error} onRetry={() => void network.refetch()} />}
      {network.isPending && <Skeleton lines={4} />}
      {network.data && (
        <div className="office-two">
          <Addresses {...network.data} />
          <ReachCheck key={network.data.chosen} address={network.data.chosen} />
        </div>
      )}
    </main>
  )
}

function Addresses({ addresses, chosen }: NetworkAnswer) {
  const { t } = useTranslation('office')
  const queries = useQueryClient()
  const session = useSessionAnswer()
  const roles = session.data?.actor.kind === 'account' ? session.data.actor.roles : []
  const mayChoose = roles.includes('administrator') || roles.includes('clerk')
  const choose = useMutation({
    mutationFn: (address: string) => api(networkPath, { method: 'put', body: { address }, schema: done }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [networkPath] }),
  })
  return (
    <Card title={t('phones.addresses')}>
      {addresses.length === 0 && <Empty title={t('phones.none')} next={t('phones.noneNext')} />}
      <ul className="office-list">
        {addresses.map((address) => (
          <li key={address}>
            <span className="address">{address}</span>
            {address === chosen ? (
              <span className="ok">
                <Icon name="tick" /> {t('phones.chosen')}
              </span>
            ) : (
              mayChoose && (
                <Button waiting={choose.isPending} onClick={() => choose.mutate(address)}>
                  {t('phones.choose')}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      {choose.error && <ErrorBox error={choose.error} />}
      <p className="office-foot mut">{t('phones.replaceNote')}</p>
    </Card>
  )
}

function ReachCheck({ address }: { address: string }) {
  const { t } = useTranslation('office')
  const make = useMutation({
    mutationFn: () => api(checksPath, { method: 'post', body: {}, schema: checkSchema }),
  })
  const check = make.data
  const reached = useQuery({
    queryKey: [checksPath, check?.checkId],
    queryFn: ({ signal }) => api(`${checksPath}/${check?.checkId}`, { schema: reachedSchema, signal }),
    enabled: check !== undefined,
    refetchInterval: ({ state }) => (state.data?.reachedAt ? false : ASK_AGAIN_MS),
  })
  const through = typeof reached.data?.reachedAt === 'number'
  return (
    <Card title={t('phones.check')}>
      <div className="reach-check">
        {check && <Qr text={check.url} size={200} />}
        <div>
          <p>{t('phones.checkNote')}</p>
          <p className="address">{check?.url ?? address}</p>
          {check && (
            <p role="status" className={through ? 'ok' : 'soon'}>
              <Icon name={through ? 'tick' : 'clock'} /> {t(through ? 'phones.reached' : 'phones.waiting')}
            </p>
          )}
          {(make.error ?? reached.error) && <ErrorBox error={make.error ?? reached.error} />}
          <Button
            kind={check ? 'plain' : 'primary'}
            size={40}
            waiting={make.isPending}
            onClick={() => make.mutate()}
          >
            {t(check ? 'phones.checkAgain' : 'phones.checkDo')}
          </Button>
          {check && !through && <p className="mut">{t('phones.waitingNote')}</p>}
        </div>
      </div>
    </Card>
  )
}
