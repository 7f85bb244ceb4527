import { useTranslation } from 'react-i18next'
import type { Option } from '../ui/field.tsx'
import { useMeeting } from './meeting-context.ts'

/** Whose recusal can be asked for: whoever sits on the panel, the chair and the clerk. */
export function useRecusalTargets(): readonly Option<string>[] {
  const { t } = useTranslation('words')
  const { state } = useMeeting()
  return [
    ...state.seats.flatMap(({ participantId, name }) =>
      participantId === null ? [] : [{ value: participantId, label: `${name} · ${t('kind.officer')}` }],
    ),
    { value: 'chair', label: `${state.chair?.name} · ${t('kind.chair')}` },
    { value: 'clerk', label: `${state.clerks[0]?.name} · ${t('kind.clerk')}` },
  ]
}
