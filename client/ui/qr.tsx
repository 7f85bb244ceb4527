import { create } from 'qrcode'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

const quietZone = 4

/** A QR code as one path; `text` must carry an address a phone can reach. `size` in CSS pixels. */
export function Qr({ text, size = 96 }: { text: string; size?: number }) {
  const { t } = useTranslation()
  const { path, width } = useMemo(() => qrPath(text), [text])
  return (
    <svg
      className="qr"
      style={{ width: size, height: size }}
      viewBox={`0 0 ${width} ${width}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={t('qr', { text })}
    >
      <path d={path} />
    </svg>
  )
}

function qrPath(text: string): { path: string; width: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const rows = Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_, x) =>
      modules.get(y, x) ? `M${x + quietZone} ${y + quietZone}h1v1h-1z` : '',
    ).join(''),
  )
  return { path: rows.join(''), width: modules.size + 2 * quietZone }
}
