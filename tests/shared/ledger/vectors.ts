import { canonicalJson, type JsonValue, sha256Hex } from '../../../shared/ledger/canonical.ts'
import { headCode, verifyChain } from '../../../shared/ledger/chain.ts'
import { type Commit, eventLeaf, type StoredEvent } from '../../../shared/ledger/commit.ts'
import { redact } from '../../../shared/ledger/redact.ts'
import { chainOf, notebook, sampleEvents } from './notebook.ts'

/** A text of the record and its fingerprint. */
const hashed = (value: JsonValue) => {
  const text = canonicalJson(value)
  return { text, sha256: sha256Hex(text) }
}

function stepsOfEvent(event: StoredEvent) {
  if ('leaf' in event) throw new Error('vectors are made from full commits')
  const fields = Object.entries(event.fields).flatMap(([name, field]) =>
    's' in field ? [{ name, ...hashed(['field', 'sha256', name, field.s, field.v]) }] : [],
  )
  const pairs = fields.map(({ name, sha256 }) => [name, sha256] as const).sort(([a], [b]) => (a < b ? -1 : 1))
  return { fields, leaf: hashed(['leaf', 'sha256', pairs]) }
}

function stepsOf({ stream, seq, at, prev, events }: Commit) {
  const leaves = events.map(eventLeaf)
  return {
    seq,
    events: events.map(stepsOfEvent),
    head: hashed(['commit', 'sha256', stream, seq, at, prev, leaves.length, leaves]),
  }
}

/** Chains that are not what they were, each with one change. */
function brokenChains(chain: readonly Commit[]): Readonly<Record<string, readonly unknown[]>> {
  const edit = (seq: number, change: (commit: Commit) => object) =>
    chain.map((commit) => (commit.seq === seq ? change(commit) : commit))
  return {
    'a value': JSON.parse(JSON.stringify(chain).replace('第一条记录', '第二条记录')),
    'a time': edit(2, (commit) => ({ ...commit, at: commit.at + 1 })),
    'a time before the one before': edit(2, (commit) => ({ ...commit, at: 0 })),
    'a head': edit(2, (commit) => ({ ...commit, head: commit.prev })),
    'a previous head': edit(2, (commit) => ({ ...commit, prev: commit.head })),
    'a commit left out': chain.filter((commit) => commit.seq !== 2),
    'an event left out': edit(2, (commit) => ({ ...commit, events: commit.events.slice(0, -1) })),
    'two events exchanged': edit(2, (commit) => ({ ...commit, events: [...commit.events].reverse() })),
    'another stream': edit(2, (commit) => ({ ...commit, stream: 'notebook/two' })),
    'a salt that is none': JSON.parse(JSON.stringify(chain).replace(/"s":"./, '"s":"x')),
  }
}

/** The golden vectors of docs/record.md: file name to content. */
export function vectorFiles(): Readonly<Record<string, string>> {
  const chain = chainOf(sampleEvents, 'notebook/one')
  const seen = chain.map((commit) => redact(commit, notebook.audiences, { level: 'public' }, true))
  const { head = '' } = chain.at(-1) ?? {}
  const broken = Object.entries(brokenChains(chain)).map(([changed, commits]) => ({
    changed,
    verdict: verifyChain(commits),
    commits,
  }))
  const write = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`
  return {
    'chain.json': write(chain),
    'chain-public.json': write(seen),
    'steps.json': write({ commits: chain.map(stepsOf), head, headCode: headCode(head) }),
    'broken.json': write(broken),
  }
}
