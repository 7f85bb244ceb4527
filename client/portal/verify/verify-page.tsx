import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { type PublicRecord, publicRecordSchema } from '../../../shared/publication/answers.ts'
import {
  firstDifference,
  type RecordVerdict,
  verifyRecord,
} from '../../../shared/publication/verify-record.ts'
import { DrawHistory } from '../../meeting/draw-history.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { useTitle } from '../layout.tsx'
import { readCode } from '../verification-code.ts'
import { CheckGroup } from './check-group.tsx'
import { CodeForm } from './code-form.tsx'
import { FileDrop } from './file-drop.tsx'
import { Results } from './results.tsx'
import { Technical } from './technical.tsx'

/** One run of the verification on this device. Times in UTC milliseconds. */
export interface Run {
  readonly record: PublicRecord
  readonly verdict: RecordVerdict
  readonly finishedAt: number
  readonly tookMs: number
}

function run(record: PublicRecord, headCode: string): Run {
  const before = performance.now()
  const verdict = verifyRecord(record, headCode)
  return { record, verdict, finishedAt: Date.now(), tookMs: performance.now() - before }
}

/** Recomputes draw and record in the browser; online by code, offline from a file. */
export function VerifyPage() {
  const { t } = useTranslation(['verify', 'words'])
  const { code } = useParams()
  const navigate = useNavigate()
  const [headCode, setHeadCode] = useState('')
  const [file, setFile] = useState<{ name: string; record: PublicRecord }>()
  const online = useAnswer(code && `/api/public/record/${encodeURIComponent(code)}`, publicRecordSchema)
  const onlineRun = useRun(online.data, headCode)
  const fileRun = useRun(file?.record, headCode)
  const shown = onlineRun ?? fileRun
  useTitle(t('title'))

  function again(typed: string, typedHeadCode: string) {
    const read = readCode(typed)
    setHeadCode(typedHeadCode)
    if (read !== null && read !== code) void navigate(`/verify/${read}`)
    else void online.refetch()
  }

  // Without a record there is nothing to read yet: the form comes first, for the eye and for the keyboard.
  const isBlank = !code && !shown
  const form = (
    <div className="aside">
      <CodeForm code={code ?? ''} onRun={again} run={shown} />
      <section className="card box note" aria-labelledby="means">
        <h2 id="means">{t('means.title')}</h2>
        <ul>
          {(['can', 'without', 'truth', 'remedy'] as const).map((each) => (
            <li key={each}>{t(`means.${each}`)}</li>
          ))}
        </ul>
      </section>
    </div>
  )
  return (
    <main id="content" className="portal-wrap verify">
      <section className="page-title">
        <h1>{t('title')}</h1>
        <p className="meta">
          {shown ? (
            <>
              <span className="nb">{shown.record.number}</span> <span>{shown.record.title}</span>
            </>
          ) : (
            t('lead')
          )}
        </p>
      </section>
      {isBlank && form}
      <div className="main-column">
        {online.error && <ErrorBox error={online.error} onRetry={() => void online.refetch()} />}
        {code && !online.error && !onlineRun && <Skeleton title={t(online.data ? 'computing' : 'reading')} />}
        {(onlineRun || fileRun) && (
          <Results
            online={onlineRun?.verdict}
            file={fileRun?.verdict}
            difference={online.data && file ? firstDifference(online.data, file.record) : undefined}
          />
        )}
        {shown && (
          <>
            <CheckGroup group="draw" checks={shown.verdict.checks} />
            <Draws verdict={shown.verdict} />
            <CheckGroup group="record" checks={shown.verdict.checks} />
          </>
        )}
        {onlineRun && fileRun && fileRun.verdict.verdict === 'broken' && (
          <CheckGroup group="file" name={file?.name} checks={fileRun.verdict.checks} />
        )}
        <FileDrop record={online.data} onRecord={(name, record) => setFile({ name, record })} />
        {shown && <Technical verdict={shown.verdict} />}
      </div>
      {!isBlank && form}
    </main>
  )
}

function Draws({ verdict: { draws, changedHands } }: { verdict: RecordVerdict }) {
  const { t } = useTranslation('draws')
  if (draws.length === 0) return null
  return (
    <section className="card box" aria-labelledby="draws">
      <h2 id="draws">{t('title')}</h2>
      <DrawHistory draws={draws} changedHands={changedHands} />
    </section>
  )
}

/** Computes after the page has painted, so that a slow phone first shows that it is computing. */
function useRun(record: PublicRecord | undefined, headCode: string): Run | undefined {
  const [done, setDone] = useState<Run>()
  useEffect(() => {
    setDone(undefined)
    if (!record) return
    const timer = setTimeout(() => setDone(run(record, headCode)), 0)
    return () => clearTimeout(timer)
  }, [record, headCode])
  return done
}
