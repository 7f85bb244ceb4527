const paths = {
  tick: 'M3 8.5l3.2 3.2L13 4.8',
  cross: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 2a6 6 0 100 12A6 6 0 008 2zM8 4.6V8l2.4 1.6',
  offline: 'M2 6a9 9 0 0112 0M4.4 8.6a5.6 5.6 0 017.2 0M8 12.2v.1M2.5 2.5l11 11',
  alert: 'M8 2.2L14.2 13H1.8zM8 6.4v3M8 11.2v.1',
  hidden:
    'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 100 3.6 1.8 1.8 0 000-3.6M3 13L13 3',
  lock: 'M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 015 0v2',
  save: 'M8 2v8M4.5 6.8L8 10.2l3.5-3.4M3 13.5h10',
  print: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z',
  right: 'M3 8h10M9 4l4 4-4 4',
  search: 'M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.4 10.4L14 14',
  people:
    'M5.5 7.5a2.3 2.3 0 100-4.6 2.3 2.3 0 000 4.6zM1.5 13.5c0-2.6 1.6-4 4-4s4 1.4 4 4M11 7.6a1.9 1.9 0 100-3.8M11.4 9.6c2 .1 3.1 1.4 3.1 3.6',
  phone: 'M5 1.8h6a.8.8 0 01.8.8v10.8a.8.8 0 01-.8.8H5a.8.8 0 01-.8-.8V2.6a.8.8 0 01.8-.8zM7.2 12h1.6',
  plus: 'M8 3v10M3 8h10',
} as const
export type IconName = keyof typeof paths

/** A drawing in the text's colour and size; always beside a word, so it is hidden from readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}

/** Shape of a position: ● support, ◐ partly, ○ not. The word stands beside it. */
export function PositionIcon({ position }: { position: 'support' | 'partly' | 'not' }) {
  return (
    <svg className="i position" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="5.5" fill={position === 'support' ? 'currentColor' : 'none'} />
      {position === 'partly' && <path d="M8 2.5a5.5 5.5 0 000 11z" fill="currentColor" stroke="none" />}
    </svg>
  )
}
