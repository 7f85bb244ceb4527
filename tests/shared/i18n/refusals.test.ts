import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { knownRefusalCodes, refusalSentences } from '../../../shared/i18n/refusals/index.ts'

const refusing = /\b(?:refuse|refused|refusal)\(\s*'([A-Z][A-Z0-9_]+)'/g

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

describe('sentences of refusals', () => {
  it('exist for every code the application can answer with', () => {
    const known = new Set(knownRefusalCodes())
    const missing = ['server', 'shared'].flatMap(sources).flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(refusing)]
        .map(([, code = '']) => code)
        .filter((code) => !known.has(code))
        .map((code) => `${code} in ${path}`),
    )
    expect(missing).toEqual([])
  })

  it('belong to one module each', () => {
    const codes = knownRefusalCodes()
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
  })

  it('differ between the languages, so that neither was left untranslated', () => {
    for (const code of knownRefusalCodes()) {
      const [zh, en] = (['zh', 'en'] as const).map((language) =>
        refusalSentences({ code, params: {} }, language),
      )
      expect(en?.what, code).not.toMatch(/\p{Script=Han}/u)
      expect(zh?.what, code).toMatch(/\p{Script=Han}/u)
    }
  })

  it('say what to do and show the code when it is unknown', () => {
    const { what, next } = refusalSentences({ code: 'NEVER_SEEN', params: { x: 1 } }, 'en')
    expect(what).toContain('NEVER_SEEN')
    expect(next).toMatch(/try again/i)
  })
})
