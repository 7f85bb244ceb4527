import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../../shared/ledger/chain.ts'
import { vectorFiles } from './vectors.ts'

const stored = (name: string) =>
  readFileSync(new URL(`../../../docs/record-vectors/${name}`, import.meta.url), 'utf8')

describe('the golden vectors of docs/record.md', () => {
  it.each(Object.entries(vectorFiles()))('%s is what the code makes', (name, content) => {
    expect(content).toBe(stored(name))
  })

  it('the public copy holds, ends in the same head, and says less', () => {
    const [full, seen] = [stored('chain.json'), stored('chain-public.json')]
    expect(verifyChain(JSON.parse(seen))).toEqual(verifyChain(JSON.parse(full)))
    expect(full).toContain('SECRET-OF-STAFF')
    expect(seen).not.toContain('SECRET-OF-STAFF')
  })

  it('every broken chain is found, at its commit', () => {
    for (const { changed, commits, verdict } of JSON.parse(stored('broken.json'))) {
      expect(verdict.ok, changed).toBe(false)
      expect(verifyChain(commits), changed).toEqual(verdict)
    }
  })
})
