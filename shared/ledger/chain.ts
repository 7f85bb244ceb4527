import { z } from 'zod'
import { type Commit, commitHead, commitSchema, NO_HEAD } from './commit.ts'

/**
 * Verdict on a chain: what holds, or the first commit where it does not. `place` is a path inside that commit.
 * HEAD at `head`: the commit after it vouches for the content, only the head was changed. HEAD at `events`: the
 * content was changed (or, in the last commit, one of the two).
 */
export type ChainVerdict =
  | { readonly ok: true; readonly head: string; readonly seq: number }
  | {
      readonly ok: false
      readonly code: 'MALFORMED' | 'STREAM' | 'SEQ' | 'TIME' | 'PREV' | 'HEAD'
      readonly seq: number
      readonly place: string
      readonly expected: string
      readonly found: string
    }

/** The path of the deepest complaint: of an event's alternative forms, the one that fits furthest is meant. */
function deepestPath(
  issues: readonly z.core.$ZodIssue[],
  above: readonly PropertyKey[] = [],
): readonly PropertyKey[] {
  const paths = issues.map((issue) => {
    const here = [...above, ...issue.path]
    if (issue.code !== 'invalid_union') return here
    return issue.errors.map((branch) => deepestPath(branch, here)).reduce(longer, here)
  })
  return paths.reduce(longer, above)
}

function longer(a: readonly PropertyKey[], b: readonly PropertyKey[]): readonly PropertyKey[] {
  return b.length > a.length ? b : a
}

/** What stands at a path, as text of at most 80 characters. */
function textAt(value: unknown, path: readonly PropertyKey[]): string {
  const found = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  )
  return (JSON.stringify(found) ?? '').slice(0, 80)
}

const claimsSchema = z.object({ prev: z.string() })

/**
 * Recomputes a chain from its first commit, full or redacted. Each commit is checked against its own bytes and
 * against the head before it; the verdict names the first that differs.
 */
export function verifyChain(commits: readonly unknown[]): ChainVerdict {
  let prev = NO_HEAD
  let at = 0
  let stream: string | undefined
  for (const [index, raw] of commits.entries()) {
    const seq = index + 1
    const bad = (
      code: Extract<ChainVerdict, { ok: false }>['code'],
      place: string,
      expected: string,
      found: string,
    ): ChainVerdict => ({ ok: false, code, seq, place, expected, found })
    const parsed = commitSchema.safeParse(raw)
    if (!parsed.success) {
      const path = deepestPath(parsed.error.issues)
      return bad('MALFORMED', path.join('/'), '', textAt(raw, path))
    }
    const commit: Commit = parsed.data
    stream ??= commit.stream
    if (commit.stream !== stream) return bad('STREAM', 'stream', stream, commit.stream)
    if (commit.seq !== seq) return bad('SEQ', 'seq', String(seq), String(commit.seq))
    if (commit.at < at) return bad('TIME', 'at', `≥ ${at}`, String(commit.at))
    if (commit.prev !== prev) return bad('PREV', 'prev', prev, commit.prev)
    const head = commitHead(commit)
    if (commit.head !== head) {
      const next = claimsSchema.safeParse(commits[index + 1])
      return bad('HEAD', next.data?.prev === head ? 'head' : 'events', head, commit.head)
    }
    prev = commit.head
    at = commit.at
  }
  return { ok: true, head: prev, seq: commits.length }
}

/** The code on slips and signed papers: the first 32 hex digits of a head in eight groups of four. */
export function headCode(head: string): string {
  return (head.slice(0, 32).toUpperCase().match(/.{4}/g) ?? []).join(' ')
}

/** Compares what somebody typed from paper with a head; spaces, dashes, case and full-width forms do not matter. */
export function matchesHeadCode(typed: string, head: string): boolean {
  const digits = typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toLowerCase()
  return digits.length === 32 && head.startsWith(digits)
}
