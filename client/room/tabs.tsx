import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'

export interface Tab<K extends string> {
  readonly key: K
  readonly label: ReactNode
  readonly content: ReactNode
}

/** One of several panels; arrow keys move between the tabs. */
export function Tabs<K extends string>({
  label,
  tabs,
  chosen,
  onChoose,
}: {
  label: string
  tabs: readonly Tab<K>[]
  chosen: K
  onChoose: (key: K) => void
}) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const current = tabs.find((tab) => tab.key === chosen) ?? tabs[0]

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0 || !current) return
    const index = (tabs.indexOf(current) + step + tabs.length) % tabs.length
    const next = tabs[index]
    if (!next) return
    onChoose(next.key)
    list.current?.querySelectorAll<HTMLButtonElement>('[role="tab"]')[index]?.focus()
  }

  if (!current) return null
  if (tabs.length === 1) return <div className="tab-panel">{current.content}</div>
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            aria-selected={tab === current}
            aria-controls={`${id}-panel`}
            tabIndex={tab === current ? 0 : -1}
            onClick={() => onChoose(tab.key)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current.key}`} className="tab-panel">
        {current.content}
      </div>
    </div>
  )
}
