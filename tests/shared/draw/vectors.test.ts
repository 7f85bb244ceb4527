import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { verifyDraw } from '../../../shared/draw/verify.ts'
import { drawVectors } from './vectors.ts'

const folder = new URL('../../../docs/draw-vectors/', import.meta.url)
const stored = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))

describe('golden vectors', () => {
  const vectors = drawVectors()

  it('are what is computed today: a draw of years ago still recomputes', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(vectors).sort())
    for (const [name, value] of Object.entries(vectors))
      expect(stored(name), name).toEqual(JSON.parse(JSON.stringify(value)))
  })

  it('verify, and the tampered ones fail where they say', () => {
    for (const name of readdirSync(folder).filter((file) => file.startsWith('draw-'))) {
      const { transcript } = stored(name) as { transcript: unknown }
      expect(verifyDraw(transcript), name).toMatchObject({ ok: true })
    }
    for (const { transcript, code, place } of stored('tampered.json') as Record<string, unknown>[])
      expect(verifyDraw(transcript)).toMatchObject({ ok: false, code, place })
  })
})
