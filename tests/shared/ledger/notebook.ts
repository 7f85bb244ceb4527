import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Aggregate, accept, refuse } from '../../../shared/ledger/aggregate.ts'
import { buildCommit, type Commit, NO_HEAD } from '../../../shared/ledger/commit.ts'

/**
 * The smallest aggregate that has everything: a notebook with open and closed notes, marks only their author
 * may read, and a lid that decides who sees open fields.
 */
export interface NotebookState {
  readonly open: boolean
  readonly notes: readonly { readonly text: string; readonly author: string | undefined }[]
  readonly marks: Readonly<Record<string, string>>
}

const eventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('note-added'),
    text: z.string(),
    author: z.string(),
    remark: z.string(),
    place: z.object({ page: z.int(), tags: z.array(z.string()) }),
  }),
  z.object({ type: z.literal('mark-set'), person: z.string(), mark: z.string() }),
  z.object({ type: z.literal('lid-moved'), open: z.boolean() }),
  z.object({ type: z.literal('secret-kept'), text: z.string() }),
])
export type NotebookEvent = z.infer<typeof eventSchema>

const text = z.string()
const commandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('add'), data: z.object({ text, remark: text.default('') }).strict() }),
  z.object({ type: z.literal('mark'), data: z.object({ person: z.string(), mark: text }).strict() }),
  z.object({ type: z.literal('lid'), data: z.object({ open: z.boolean() }).strict() }),
  z.object({ type: z.literal('fill'), data: z.object({ times: z.int() }).strict() }),
])
export type NotebookCommand = z.infer<typeof commandSchema>

export interface NotebookContext {
  readonly author: string
}

export const notebook: Aggregate<NotebookState, NotebookEvent, NotebookCommand, NotebookContext> = {
  name: 'notebook',
  initial: { open: false, notes: [], marks: {} },
  commandSchema,
  eventSchema,
  audiences: {
    'note-added': { type: 'public', text: 'open', author: 'participants', place: 'panel' },
    'mark-set': { type: 'public', person: 'public', mark: { person: 'person' } },
    'lid-moved': { type: 'public', open: 'public' },
    'secret-kept': {},
  },
  isOpen: (state) => state.open,
  decide(state, { type, data }, { author }) {
    switch (type) {
      case 'add':
        return accept(
          { type: 'note-added', ...data, author, place: { page: state.notes.length, tags: ['空', 'b'] } },
          { type: 'secret-kept', text: `about ${data.text}` },
        )
      case 'mark':
        return accept({ type: 'mark-set', ...data })
      case 'lid':
        return data.open === state.open ? refuse('LID_ALREADY_THERE') : accept({ type: 'lid-moved', ...data })
      case 'fill':
        return accept(
          ...Array.from({ length: data.times }, () => ({ type: 'secret-kept', text: '' }) as const),
        )
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'note-added':
        return { ...state, notes: [...state.notes, { text: event.text ?? '', author: event.author }] }
      case 'mark-set':
        return { ...state, marks: { ...state.marks, [event.person ?? '']: event.mark ?? '' } }
      case 'lid-moved':
        return { ...state, open: event.open ?? state.open }
      case 'secret-kept':
        return state
    }
  },
}

/** Salts that are different and always the same: the n-th is the hash of n. */
export function countedSalts(): () => string {
  let n = 0
  return () => {
    n += 1
    return createHash('sha256').update(`salt ${n}`).digest('hex').slice(0, 32)
  }
}

/** A chain of one commit per list of events, a second apart. */
export function chainOf(batches: readonly (readonly NotebookEvent[])[], stream = 'notebook/one'): Commit[] {
  const salt = countedSalts()
  const commits: Commit[] = []
  for (const [index, events] of batches.entries())
    commits.push(
      buildCommit(
        {
          stream,
          seq: index + 1,
          at: 1_700_000_000_000 + index * 1000,
          prev: commits.at(-1)?.head ?? NO_HEAD,
        },
        { commandId: `command-${index + 1}`, commandType: 'test', actor: 'account:clerk' },
        events,
        salt,
      ),
    )
  return commits
}

export const sampleEvents: readonly (readonly NotebookEvent[])[] = [
  [{ type: 'lid-moved', open: true }],
  [
    {
      type: 'note-added',
      text: '第一条记录',
      author: 'account:clerk',
      remark: 'REMARK-FOR-STAFF',
      place: { page: 1, tags: ['甲', 'b'] },
    },
    { type: 'secret-kept', text: 'SECRET-OF-STAFF' },
  ],
  [
    { type: 'mark-set', person: 'officer-7', mark: 'MARK-OF-SEVEN' },
    { type: 'mark-set', person: 'officer-9', mark: 'MARK-OF-NINE' },
  ],
  [{ type: 'lid-moved', open: false }],
]
