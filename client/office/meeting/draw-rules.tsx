import { useTranslation } from 'react-i18next'
import type { DrawRules } from '../../../shared/draw/rules.ts'
import { compositionTexts } from '../../../shared/i18n/draw-rules.ts'
import { useLanguage } from '../../ui/i18n.ts'

/** How the panel is composed, in words. */
export function DrawRulesLine({ rules }: { rules: DrawRules }) {
  const { t } = useTranslation('office')
  const language = useLanguage()
  return (
    <div className="office-foot">
      <b>{t('draw.rules')}</b>
      {compositionTexts(rules, language).map((text) => (
        <span key={text}>{text}</span>
      ))}
      {!rules.confirmed && <span className="chip">{t('draw.unconfirmed')}</span>}
    </div>
  )
}
