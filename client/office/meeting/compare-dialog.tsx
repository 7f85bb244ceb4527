import { diffWordsWithSpace } from 'diff'
import { useTranslation } from 'react-i18next'
import { minutesVersionsSchema } from '../../../shared/minutes/answers.ts'
import { minutesText } from '../../../shared/minutes/content.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { useMinutesWording } from '../../meeting/minutes-wording.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

/** Chinese has no spaces between words: the words of the language, as the browser knows them. */
const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter('zh', { granularity: 'word' }) : undefined

/** A version beside the one before it: what was added and what was taken out, in place. */
export function CompareDialog({
  itemId,
  name,
  version,
  onClose,
}: {
  itemId: string
  name: string
  version: number
  onClose: () => void
}) {
  const { t } = useTranslation('minutesRecord')
  const { meetingId } = useMeeting()
  const wording = useMinutesWording()
  const answer = useAnswer(`/api/meetings/${meetingId}/minutes/versions`, minutesVersionsSchema)
  const text = (wanted: number) => {
    const found = answer.data?.versions.find((each) => each.itemId === itemId && each.version === wanted)
    return found && minutesText(found.content, wording)
  }
  const [before, after] = [text(version - 1), text(version)]
  const changes =
    before === undefined || after === undefined
      ? []
      : diffWordsWithSpace(before, after, segmenter ? { intlSegmenter: segmenter } : {})
  return (
    <Dialog title={t('compareTitle', { name, from: version - 1, to: version })} onCancel={onClose}>
      {answer.error && <ErrorBox error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <Skeleton lines={4} />}
      {before !== undefined && before === after && <p>{t('compareSame')}</p>}
      <p className="minutes-compare">
        {changes.map((change, index) =>
          change.added ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one comparison never move
            <ins key={index}>
              <span className="vh">{t('added')} </span>
              {change.value}
            </ins>
          ) : change.removed ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one comparison never move
            <del key={index}>
              <span className="vh">{t('removed')} </span>
              {change.value}
            </del>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one comparison never move
            <span key={index}>{change.value}</span>
          ),
        )}
      </p>
    </Dialog>
  )
}
