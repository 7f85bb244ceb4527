import { useTranslation } from 'react-i18next'

const looks = {
  sealed: 'stamp stamp-solid',
  opened: 'stamp',
  signed: 'stamp',
  verified: 'stamp',
  none: 'stamp stamp-empty',
  withdrawn: 'stamp stamp-empty',
  void: 'stamp stamp-empty',
  missing: 'stamp stamp-empty',
} as const

/** The glyph of a legal act, the same in both languages; the word beside it carries the meaning. */
export function Stamp({ act }: { act: keyof typeof looks }) {
  const { t } = useTranslation()
  return (
    <span className={looks[act]} aria-hidden="true" lang="zh-CN">
      {t(`stamp.${act}`)}
    </span>
  )
}
