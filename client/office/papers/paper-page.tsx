import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { MeetingPage } from '../../meeting/meeting-page.tsx'
import { useSessionAnswer } from '../../meeting/session.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { Empty, Skeleton } from '../../ui/skeleton.tsx'
import { servedPeople } from '../meeting/notice-card.tsx'
import { useNetwork } from '../network.ts'
import { NotFoundPage } from '../not-found-page.tsx'
import { CallList } from './call-list.tsx'
import { ConclusionSheet } from './conclusion.tsx'
import { DrawSheet, NumberSheet } from './draw-sheets.tsx'
import { MinutesSheet } from './minutes.tsx'
import { Announcement, Notices } from './notice.tsx'
import { type PaperId, paperIds, useHeadCode } from './paper.tsx'
import { Slips } from './slips.tsx'

/** The sheet, or null while there is nothing to print yet. */
const sheets: { readonly [P in PaperId]: (state: MeetingState) => ReactNode } = {
  notice: (state) => (servedPeople(state).length > 0 ? <Notices /> : null),
  announcement: (state) => (state.open ? <Announcement /> : null),
  'number-sheet': (state) => {
    const draw = state.draws.at(-1)
    // A number sealed in advance is opened, not written: the sheet is for an open one.
    return draw?.status === 'awaiting-number' && draw.numberCommitment === undefined ? (
      <NumberSheet draw={draw} />
    ) : null
  },
  'draw-sheet': (state) => {
    const draw = state.draws.at(-1)
    return draw?.status === 'drawn' ? <DrawSheet draw={draw} /> : null
  },
  'call-list': (state) => {
    const draw = state.draws.at(-1)
    return draw?.status === 'drawn' ? <CallList draw={draw} /> : null
  },
  minutes: (state) => (state.begunAt === null ? null : <MinutesSheet />),
  conclusion: (state) => (state.conclusion?.recommendation ? <ConclusionSheet /> : null),
  slip: (state) => (state.closedSeq === null ? null : <Slips />),
}

/** One printable sheet of a hearing, as it will come out of the printer. */
export function PaperPage() {
  const { meetingId = '', paper } = useParams()
  const known = paperIds.find((each) => each === paper)
  if (!known) return <NotFoundPage />
  return (
    <MeetingPage meetingId={meetingId}>
      <Sheet paper={known} />
    </MeetingPage>
  )
}

function Sheet({ paper }: { paper: PaperId }) {
  const { t } = useTranslation('papers')
  const { state, meetingId } = useMeeting()
  const network = useNetwork()
  const session = useSessionAnswer()
  const head = useHeadCode()
  const error = network.error ?? head.error
  const sheet = sheets[paper](state)
  const ready = network.data && session.data && (state.closedSeq === null || head.code !== undefined)
  return (
    <main id="content">
      <div className="office-head paper-head noprint">
        <Link className="btn btn-40" to={`/meetings/${meetingId}`}>
          {t('back')}
        </Link>
        {ready && sheet !== null && (
          <Button kind="primary" size={40} onClick={() => window.print()}>
            {t('print')}
          </Button>
        )}
      </div>
      {error ? (
        <ErrorBox error={error} />
      ) : !ready ? (
        <Skeleton lines={8} />
      ) : (
        (sheet ?? (
          <div className="office-narrow">
            <h1 className="vh">{t(`title.${paper}`)}</h1>
            <Empty title={t('missingTitle', { title: t(`title.${paper}`) })} next={t(`missing.${paper}`)} />
          </div>
        ))
      )}
    </main>
  )
}
