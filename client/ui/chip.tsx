import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** A state: its word, with a colour and a mark that only repeat it. */
export function Chip({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: 'plain' | 'ok' | 'soon' | 'stop' | 'now' | 'blue'
  icon?: IconName
  children: ReactNode
}) {
  return (
    <span className={tone === 'plain' ? 'chip' : `chip chip-${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  )
}
