import type { ReactNode } from 'react'

/** Something interrupts: what it is, and the one thing to do. `urgent` is announced at once. */
export function Banner({
  title,
  urgent = false,
  action,
  children,
}: {
  title: ReactNode
  urgent?: boolean
  action?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className="banner" role={urgent ? 'alert' : 'status'}>
      <div className="banner-text">
        <b>{title}</b>
        {children}
      </div>
      {action}
    </div>
  )
}
