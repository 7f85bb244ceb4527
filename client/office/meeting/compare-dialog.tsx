import { diffWordsWithSpace } from 'diff'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minutesVersionsSchema } from '../../../shared/minutes/answers.ts'
import { minutesText } from '../../../shared/minutes/content.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { useMinutesWording } from '../../meeting/minutes-wording.ts'
import { SelectField } from '../../ui/field.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { VersionDialog } from './version-dialog.tsx'

/** Chinese has no spaces between words: the words of the language, as the browser knows them. */
const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter('zh', { granularity: 'word' }) : undefined

/** Two versions of an item, at first this one and the one before: what was added and what was taken out, in place. */
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
  const [from, setFrom] = useState(version - 1)
  const [to, setTo] = useState(version)
  return (
    <VersionDialog title={t('compareTitle', { name, from, to })} answer={answer} onClose={onClose}>
      {({ versions }) => {
        const ofItem = versions.filter((each) => each.itemId === itemId)
        const options = ofItem.map((each) => ({
          value: each.version,
          label: t('version', { version: each.version }),
        }))
        const text = (wanted: number): string => {
          const found = ofItem.find((each) => each.version === wanted)
          return found ? minutesText(found.content, wording) : ''
        }
        return (
          <>
            <div className="minutes-pair">
              <SelectField label={t('compareFrom')} value={from} onChange={setFrom} options={options} />
              <SelectField label={t('compareTo')} value={to} onChange={setTo} options={options} />
            </div>
            <Changes before={text(from)} after={text(to)} />
          </>
        )
      }}
    </VersionDialog>
  )
}

function Changes({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation('minutesRecord')
  const changes = useMemo(
    () => diffWordsWithSpace(before, after, segmenter ? { intlSegmenter: segmenter } : {}),
    [before, after],
  )
  return (
    <>
      {before === after && <p>{t('compareSame')}</p>}
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
    </>
  )
}
