import type { ComponentProps } from 'react'

export interface ButtonProps extends ComponentProps<'button'> {
  /** One primary in a view; `stop` halts something; `quiet` is for the least important. */
  readonly kind?: 'plain' | 'primary' | 'quiet' | 'stop'
  /** Least height in pixels. */
  readonly size?: 32 | 40 | 48 | 56
  /** Not possible now. Stays focusable so that the reason, named by `aria-describedby`, can be read. */
  readonly waiting?: boolean
}

export function Button({
  kind = 'plain',
  size = 32,
  waiting = false,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={['btn', kind === 'plain' ? '' : `btn-${kind}`, size === 32 ? '' : `btn-${size}`, className]
        .filter(Boolean)
        .join(' ')}
      {...(waiting ? { 'aria-disabled': true, onClick: (event) => event.preventDefault() } : { onClick })}
    />
  )
}

/** A key or chord beside the word of its button. */
export function KeyCap({ children }: { children: string }) {
  return <kbd className="kbd">{children}</kbd>
}
