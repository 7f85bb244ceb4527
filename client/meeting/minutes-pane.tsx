import { lazy, Suspense, useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { shownVersion } from '../../shared/meeting/minutes.ts'
import { itemKey } from '../../shared/minutes/versions.ts'
import { useBilingual } from '../ui/i18n.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { useAct } from './act.ts'
import { ActError } from './act-error.tsx'
import { useMay, useMeeting } from './meeting-context.ts'
import { presentPeople, shownName } from './people.ts'
import { useRecordSource } from './record-source.ts'

const MinutesEditor = lazy(async () => ({
  default: (await import('../minutes/minutes-editor.tsx')).MinutesEditor,
}))

/** Minutes of one item, read or written; the editor is loaded when it is first needed. */
export function MinutesPane({ itemId, mode }: { itemId: string; mode: 'write' | 'read' }) {
  const { t } = useTranslation(['meeting', 'words'])
  const pick = useBilingual()
  const { state, procedure, meetingId, actor, role, live } = useMeeting()
  const may = useMay()
  const act = useAct()
  const offset = useRef(live.offsetMs)
  offset.current = live.offsetMs
  const now = useCallback(() => Date.now() + offset.current, [])
  const stage = procedure.stages.find((each) => each.id === itemId)
  const user = useMemo(
    () =>
      actor.kind === 'account'
        ? {
            id: actor.accountId,
            name: actor.name,
            role: role === 'chair' ? ('chair' as const) : ('clerk' as const),
          }
        : null,
    [actor, role],
  )
  const record = useRecordSource()
  const chairName = state.chair?.name ?? ''
  const speakers = [
    { id: 'chair', name: chairName === '' ? t('words:role.chair') : chairName },
    ...presentPeople(state).map((person) => ({ id: person.id, name: shownName(person) })),
  ]
  return (
    <Suspense fallback={<Skeleton />}>
      <ActError act={act} />
      <MinutesEditor
        meetingId={meetingId}
        itemId={itemKey({ itemId, version: shownVersion(state, itemId) })}
        mode={mode}
        user={user}
        label={t('minutes.label', { name: stage ? pick(stage.name) : itemId })}
        now={now}
        onAddendum={
          may('add-addendum') && state.items[itemId]
            ? (text) => act.send('add-addendum', { itemId, text })
            : undefined
        }
        speakers={speakers}
        record={record}
      />
    </Suspense>
  )
}
