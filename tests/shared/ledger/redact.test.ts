import { describe, expect, it } from 'vitest'
import type { Viewer } from '../../../shared/ledger/aggregate.ts'
import type { Commit } from '../../../shared/ledger/commit.ts'
import { redact } from '../../../shared/ledger/redact.ts'
import { replay, seenEvents } from '../../../shared/ledger/replay.ts'
import { chainOf, notebook, sampleEvents } from './notebook.ts'

const chain = chainOf(sampleEvents)

const seenBy = (viewer: Viewer, open = true): Commit[] =>
  chain.map((commit) => redact(commit, notebook.audiences, viewer, open))
const text = (commits: readonly Commit[]): string => JSON.stringify(commits)

const secrets = {
  note: '第一条记录',
  author: '"account:clerk"',
  place: '"甲"',
  remark: 'REMARK-FOR-STAFF',
  secret: 'SECRET-OF-STAFF',
  actor: 'command-1',
  seven: 'MARK-OF-SEVEN',
  nine: 'MARK-OF-NINE',
}
type Secret = keyof typeof secrets

describe('what is left in a redacted commit', () => {
  it.each<[string, Viewer, boolean, Secret[]]>([
    ['public, open', { level: 'public' }, true, ['note']],
    ['public, closed', { level: 'public' }, false, []],
    ['participant', { level: 'participants' }, false, ['note', 'author']],
    ['panel', { level: 'panel' }, false, ['note', 'author', 'place']],
    ['officer 7', { level: 'panel', person: 'officer-7' }, false, ['note', 'author', 'place', 'seven']],
    ['a stranger who calls himself officer 9', { level: 'public', person: 'officer-9' }, false, ['nine']],
    ['staff', { level: 'staff' }, false, ['note', 'author', 'place', 'remark', 'secret', 'actor']],
  ])('%s', (_, viewer, open, readable) => {
    const found = text(seenBy(viewer, open))
    for (const [name, value] of Object.entries(secrets))
      expect(found.includes(value), name).toBe(readable.some((secret) => secret === name))
  })

  it('an event whose type is hidden is a bare leaf: not even its field names are left', () => {
    const [, , secret] = seenBy({ level: 'panel' })[1]?.events ?? []
    expect(secret).toEqual({ leaf: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  it('equal values have different digests: nothing can be compared or guessed', () => {
    const twice = chainOf([
      [
        { type: 'mark-set', person: 'officer-7', mark: 'yes' },
        { type: 'mark-set', person: 'officer-7', mark: 'yes' },
      ],
    ]).map((commit) => redact(commit, notebook.audiences, { level: 'public' }, true))
    const digests = text(twice).match(/"mark":\{"d":"[0-9a-f]{64}"\}/g)
    expect(digests).toHaveLength(2)
    expect(new Set(digests).size).toBe(2)
  })

  it('a type that nobody declared is for staff, whatever it is called', () => {
    for (const type of ['unheard-of', 'constructor', '__proto__', 'toString']) {
      const [commit] = chainOf([[{ type, name: 'X' } as never]])
      if (!commit) throw new Error('no commit')
      const { events } = redact(commit, notebook.audiences, { level: 'panel', person: 'X' }, true)
      expect(events[1]).toHaveProperty('leaf')
    }
  })
})

describe('replaying what one sees', () => {
  it('gives the state with what is hidden left out', () => {
    expect(replay(notebook, seenBy({ level: 'public' }))).toEqual({
      open: false,
      notes: [{ text: '第一条记录', author: undefined }],
      marks: { 'officer-7': '', 'officer-9': '' },
    })
  })

  it('shows the events of the aggregate, never the meta event', () => {
    const [, noted] = seenBy({ level: 'staff' })
    if (!noted) throw new Error('no commit')
    expect(seenEvents(notebook.audiences, noted)).toEqual(sampleEvents[1])
  })
})
