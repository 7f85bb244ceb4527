import { type Commit, commitHead, commitSchema, NO_HEAD } from './commit.ts'

/** Verdict on a chain: what holds, or the first place where it does not. */
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
    if (!parsed.success) return bad('MALFORMED', parsed.error.issues[0]?.path.join('/') ?? '', '', '')
    const commit: Commit = parsed.data
    stream ??= commit.stream
    if (commit.stream !== stream) return bad('STREAM', 'stream', stream, commit.stream)
    if (commit.seq !== seq) return bad('SEQ', 'seq', String(seq), String(commit.seq))
    if (commit.at < at) return bad('TIME', 'at', `>= ${at}`, String(commit.at))
    if (commit.prev !== prev) return bad('PREV', 'prev', prev, commit.prev)
    const head = commitHead(commit)
    if (commit.head !== head) return bad('HEAD', 'events', head, commit.head)
    prev = commit.head
    at = commit.at
  }
  return { ok: true, head: prev, seq: commits.length }
}

/** The code on slips and signed papers: the first 32 hex digits of a head in eight groups of four. */
export function headCode(head: string): string {
  return (head.slice(0, 32).toUpperCase().match(/.{4}/g) ?? []).join(' ')
}

/** Compares what somebody typed from paper with a head; spaces, dashes and case do not matter. */
export function matchesHeadCode(typed: string, head: string): boolean {
  const digits = typed.replace(/[\s-]/g, '').toLowerCase()
  return digits.length === 32 && head.startsWith(digits)
}
