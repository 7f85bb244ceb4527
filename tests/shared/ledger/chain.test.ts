import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Viewer } from '../../../shared/ledger/aggregate.ts'
import { canonicalJson } from '../../../shared/ledger/canonical.ts'
import { headCode, matchesHeadCode, verifyChain } from '../../../shared/ledger/chain.ts'
import type { Commit } from '../../../shared/ledger/commit.ts'
import { redact } from '../../../shared/ledger/redact.ts'
import { chainOf, type NotebookEvent, notebook, sampleEvents } from './notebook.ts'

const chain = chainOf(sampleEvents)
const head = chain.at(-1)?.head ?? ''

type Path = readonly (string | number)[]

/** Paths of every string, number and boolean of a value. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, i) => [i, item])
    : Object.entries(value)
  return entries.flatMap(([key, item]) => leavesOf(item, [...path, key]))
}

/** A copy in which the value at `path` is another one of the same type. */
function flip(value: unknown, path: Path, choice: number): unknown {
  const [key, ...rest] = path
  if (key === undefined) {
    if (typeof value === 'string') {
      const place = value.length === 0 ? 0 : choice % value.length
      const code = value.charCodeAt(place) || 48
      return `${value.slice(0, place)}${String.fromCharCode(code ^ 1)}${value.slice(place + 1)}`
    }
    return typeof value === 'number' ? value + 1 + (choice % 7) : !value
  }
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? flip(item, rest, choice) : item))
  return { ...Object(value), [key]: flip(Object(value)[key], rest, choice) }
}

const viewer: fc.Arbitrary<Viewer> = fc.record(
  {
    level: fc.constantFrom('public', 'participants', 'panel', 'staff'),
    person: fc.constantFrom('officer-7', 'officer-9', 'officer-11'),
  },
  { requiredKeys: ['level'] },
)

const event: fc.Arbitrary<NotebookEvent> = fc.oneof(
  fc.record({
    type: fc.constant('note-added' as const),
    text: fc.string({ unit: 'grapheme' }),
    author: fc.string(),
    remark: fc.string(),
    place: fc.record({ page: fc.integer(), tags: fc.array(fc.string()) }),
  }),
  fc.record({
    type: fc.constant('mark-set' as const),
    person: fc.constantFrom('officer-7', 'officer-9'),
    mark: fc.string(),
  }),
  fc.record({ type: fc.constant('lid-moved' as const), open: fc.boolean() }),
  fc.record({ type: fc.constant('secret-kept' as const), text: fc.string() }),
)

describe('a chain', () => {
  it('holds as it was built', () => {
    expect(verifyChain(chain)).toEqual({ ok: true, head, seq: chain.length })
    expect(verifyChain([])).toEqual({ ok: true, head: '0'.repeat(64), seq: 0 })
  })

  it('holds after storage: the canonical text carries all of it', () => {
    expect(verifyChain(chain.map((commit) => JSON.parse(canonicalJson(commit))))).toMatchObject({ ok: true })
  })

  it('keeps its head for every viewer, however often it is redacted', () => {
    fc.assert(
      fc.property(fc.array(fc.array(event)), viewer, viewer, fc.boolean(), (batches, first, second, open) => {
        const full = chainOf(batches)
        const seen = full
          .map((commit) => redact(commit, notebook.audiences, first, open))
          .map((commit) => redact(commit, notebook.audiences, second, open))
        expect(verifyChain(seen)).toEqual(verifyChain(full))
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['full', chain],
    ['as the public sees it', chain.map((c) => redact(c, notebook.audiences, { level: 'public' }, true))],
  ])('%s: any change of any field is found in its commit', (_, commits: Commit[]) => {
    const places = commits.flatMap((commit, index) => leavesOf(commit).map((path) => ({ index, path })))
    expect(places.length).toBeGreaterThan(50)
    fc.assert(
      fc.property(fc.nat(), (choice) => {
        for (const { index, path } of places) {
          const changed = commits.map((commit, i) => (i === index ? flip(commit, path, choice) : commit))
          expect(verifyChain(changed), path.join('/')).toMatchObject({ ok: false, seq: index + 1 })
        }
      }),
      { numRuns: 12 },
    )
  })

  it.each([
    ['stream', [1, 'stream'], { code: 'STREAM', place: 'stream', expected: 'notebook/one' }],
    ['place in the sequence', [1, 'seq'], { code: 'SEQ', place: 'seq', expected: '2' }],
    ['previous head', [1, 'prev'], { code: 'PREV', place: 'prev', expected: chain[0]?.head }],
    ['algorithm', [1, 'alg'], { code: 'MALFORMED', place: 'alg' }],
    [
      'head, vouched for by the next commit',
      [1, 'head'],
      { code: 'HEAD', place: 'head', expected: chain[1]?.head },
    ],
    ['time', [1, 'at'], { code: 'HEAD', place: 'events', found: chain[1]?.head }],
    ['value', [1, 'events', 1, 'fields', 'text', 'v'], { code: 'HEAD', place: 'events' }],
    ['salt', [1, 'events', 1, 'fields', 'text', 's'], { code: 'HEAD', place: 'events' }],
  ] satisfies [string, Path, object][])('names a changed %s', (_, path, verdict) => {
    expect(verifyChain(Object.values(Object(flip(chain, path, 0))))).toMatchObject({
      ok: false,
      seq: 2,
      ...verdict,
    })
  })

  it('names the field whose salt is no salt any more', () => {
    const broken = JSON.parse(JSON.stringify(chain).replace(/"s":"./, '"s":"x'))
    expect(verifyChain(broken)).toMatchObject({ code: 'MALFORMED', seq: 1, place: 'events/0/fields/type/s' })
  })

  it('finds a commit that went missing, was doubled, moved or came before its time', () => {
    const [a, b, c, d] = chain
    expect(verifyChain([a, c, d])).toMatchObject({ code: 'SEQ', seq: 2 })
    expect(verifyChain([a, a, b, c])).toMatchObject({ code: 'SEQ', seq: 2 })
    expect(verifyChain([b, a, c, d])).toMatchObject({ code: 'SEQ', seq: 1 })
    expect(verifyChain([a, { ...b, at: 1 }])).toMatchObject({ code: 'TIME', seq: 2, place: 'at' })
  })

  it('finds an event that was added, dropped or exchanged with its neighbour', () => {
    const [, b] = chain
    const [meta, note, secret] = b?.events ?? []
    for (const events of [
      [meta, note],
      [meta, secret, note],
      [meta, note, secret, secret],
    ])
      expect(verifyChain([chain[0], { ...b, events }])).toMatchObject({ code: 'HEAD', seq: 2 })
  })
})

describe('the code on paper', () => {
  const code = headCode(head)

  it('is eight groups of four', () => {
    expect(code).toMatch(/^([0-9A-F]{4} ){7}[0-9A-F]{4}$/)
  })

  it('is recognised as people type it', () => {
    for (const typed of [
      code,
      code.toLowerCase(),
      code.replaceAll(' ', '-'),
      code.replaceAll(' ', ' — '),
      code.replaceAll(' ', '\u3000'),
      [...code].map((c) => (c === ' ' ? c : String.fromCharCode(c.charCodeAt(0) + 0xfee0))).join(''),
    ])
      expect(matchesHeadCode(typed, head), typed).toBe(true)
  })

  it('is refused when a digit differs, lacks or is too many', () => {
    const other = code.startsWith('0') ? `1${code.slice(1)}` : `0${code.slice(1)}`
    for (const typed of [other, code.slice(1), `${code}0`, '', head])
      expect(matchesHeadCode(typed, head)).toBe(false)
  })
})
