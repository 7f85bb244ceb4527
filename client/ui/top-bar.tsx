import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** The mark and the product's name. */
export function Brand() {
  const { t } = useTranslation()
  return (
    <span className="brand">
      <span className="mark" aria-hidden="true" lang="zh-CN">
        {t('mark')}
      </span>
      {t('product')}
    </span>
  )
}

/** First thing in a page for keyboard and reader: goes to the element with `id` `target`. */
export function SkipLink({ target }: { target: string }) {
  const { t } = useTranslation()
  return (
    <a className="skip" href={`#${target}`}>
      {t('skip')}
    </a>
  )
}

/** Office bar, or the navy bar of the room. `end` stands at the right. */
export function TopBar({
  room = false,
  children,
  end,
}: {
  room?: boolean
  children?: ReactNode
  end?: ReactNode
}) {
  return (
    <header className={room ? 'bar bar-room' : 'bar'}>
      <Brand />
      {children}
      <div className="end">{end}</div>
    </header>
  )
}
