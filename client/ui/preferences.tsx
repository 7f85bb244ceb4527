import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { changeLanguage, useLanguage } from './i18n.ts'

/** One button that names the other language in that language. */
export function LanguageSwitch() {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <button
      type="button"
      className="link-button"
      lang={t('language.otherLang')}
      aria-label={t('language.switch')}
      onClick={() => changeLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {t('language.other')}
    </button>
  )
}

const storageKey = 'mingting.large-type'
const isLarge = () => window.localStorage.getItem(storageKey) === 'on'

/** Applies the choice kept on this device; call once at start. */
export function restoreLargeType(): void {
  document.documentElement.toggleAttribute('data-large', isLarge())
}

/** 大字: 125 % type, kept on this device. */
export function LargeTypeSwitch() {
  const { t } = useTranslation()
  const [large, setLarge] = useState(isLarge)
  function toggle() {
    window.localStorage.setItem(storageKey, large ? 'off' : 'on')
    restoreLargeType()
    setLarge(!large)
  }
  return (
    <Button aria-pressed={large} onClick={toggle}>
      {t('largeType')}
    </Button>
  )
}
