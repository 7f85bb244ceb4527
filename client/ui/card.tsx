import { type ReactNode, useId } from 'react'

/** A titled region of a page: flat, one hairline. `end` stands at the right of the title. */
export function Card({
  title,
  end,
  className,
  children,
}: {
  title?: ReactNode
  end?: ReactNode
  className?: string
  children: ReactNode
}) {
  const id = useId()
  const classes = className ? `card ${className}` : 'card'
  if (title === undefined) return <section className={classes}>{children}</section>
  return (
    <section className={classes} aria-labelledby={id}>
      <div className="card-h">
        <h2 id={id}>{title}</h2>
        {end !== undefined && <span className="end">{end}</span>}
      </div>
      {children}
    </section>
  )
}
