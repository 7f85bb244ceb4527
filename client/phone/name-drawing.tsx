import { type PointerEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'

const FIELD = { width: 600, height: 200 }
/** Characters the record takes; a name drawn slowly stays far below. */
const MOST = 20_000

/** A field to draw one's name in with a finger or pen. `drawing` is SVG path data on a field of 600 × 200. */
export function NameDrawing({
  label,
  drawing,
  onChange,
}: {
  label: string
  drawing: string
  onChange: (drawing: string) => void
}) {
  const { t } = useTranslation('phone')
  const field = useRef<SVGSVGElement>(null)
  const [down, setDown] = useState(false)

  function place(event: PointerEvent): string {
    const box = field.current?.getBoundingClientRect()
    if (!box || box.width === 0) return '0 0'
    const x = Math.round(((event.clientX - box.left) / box.width) * FIELD.width)
    const y = Math.round(((event.clientY - box.top) / box.height) * FIELD.height)
    return `${Math.min(FIELD.width, Math.max(0, x))} ${Math.min(FIELD.height, Math.max(0, y))}`
  }
  function draw(step: string) {
    if (drawing.length + step.length <= MOST) onChange(drawing === '' ? step : `${drawing} ${step}`)
  }
  return (
    <div className="name-drawing">
      <svg
        ref={field}
        viewBox={`0 0 ${FIELD.width} ${FIELD.height}`}
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setDown(true)
          const at = place(event)
          draw(`M${at} L${at}`)
        }}
        onPointerMove={(event) => {
          if (down) draw(`L${place(event)}`)
        }}
        onPointerUp={() => setDown(false)}
        onPointerCancel={() => setDown(false)}
      >
        <path d="M40 160 L560 160" className="name-line" />
        <path d={drawing} className="name-ink" />
      </svg>
      <Button kind="quiet" waiting={drawing === ''} onClick={() => onChange('')}>
        {t('signing.drawAgain')}
      </Button>
    </div>
  )
}
