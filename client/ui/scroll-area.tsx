import type { ReactNode } from 'react'

/** Scrolls by itself and can be reached by keyboard, as something that scrolls must. */
export function ScrollArea({
  label,
  className = '',
  children,
}: {
  label: string
  className?: string
  children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's part
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable to be scrolled by keys
    <div role="group" className={`scroll ${className}`} aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}
