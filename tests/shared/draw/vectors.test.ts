import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { verifyDraw } from '../../../shared/draw/verify.ts'
import { drawVectors } from './vectors.ts'

const folder = new URL('../../../docs/draw-vectors/', import.meta.url)
const stored = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))

const isJson = (file: string) => file.endsWith('.json')
const isDraw = (file: string) => file.startsWith('draw-')

/** Python is not needed to work on this project: where there is none, the second implementation is not run. */
const hasPython = spawnSync('python3', ['--version']).status === 0

describe('golden vectors', () => {
  const vectors = drawVectors()

  it('are what is computed today: a draw of years ago still recomputes', () => {
    expect(readdirSync(folder).filter(isJson).sort()).toEqual(Object.keys(vectors).sort())
    for (const [name, value] of Object.entries(vectors))
      expect(stored(name), name).toEqual(JSON.parse(JSON.stringify(value)))
  })

  it('verify, and the tampered ones fail where they say', () => {
    for (const name of readdirSync(folder).filter(isDraw)) {
      const { transcript } = stored(name) as { transcript: unknown }
      expect(verifyDraw(transcript), name).toMatchObject({ ok: true })
    }
    for (const { transcript, code, place } of stored('tampered.json') as Record<string, unknown>[])
      expect(verifyDraw(transcript)).toMatchObject({ ok: false, code, place })
  })

  it.skipIf(!hasPython)('are what another implementation, written from docs/draw.md, computes too', () => {
    const files = readdirSync(folder).filter(isDraw)
    const run = (names: string[]) => spawnSync('python3', ['-B', 'verify.py', ...names], { cwd: folder })
    const { status, stdout } = run(files)
    expect(stdout.toString().trim().split('\n')).toEqual(files.map((file) => `${file}: matches`))
    expect(status).toBe(0)
  })
})
