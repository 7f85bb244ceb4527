import type { Mark, Node, ResolvedPos } from '@tiptap/pm/model'
import type { StepMap } from '@tiptap/pm/transform'
import * as Y from 'yjs'

/** One step of a page's document, and the way there. */
export interface Change {
  readonly before: Node
  readonly after: Node
  readonly maps: readonly StepMap[]
}

/** Everything outside `from`–`to` before and `from`–`newTo` after is the same. */
interface Range {
  readonly from: number
  readonly to: number
  readonly newTo: number
}

/** Null where nothing was replaced. */
function changedRange({ before, after, maps }: Change): Range | null {
  let range: { from: number; to: number } | null = null
  for (const map of maps) {
    let from: number = range ? map.map(range.from, -1) : Number.POSITIVE_INFINITY
    let to: number = range ? map.map(range.to, 1) : 0
    map.forEach((_oldStart, _oldEnd, newStart, newEnd) => {
      from = Math.min(from, newStart)
      to = Math.max(to, newEnd)
    })
    if (from <= to) range = { from, to }
  }
  if (!range) return null
  const { from, to: newTo } = range
  return { from, to: newTo + before.content.size - after.content.size, newTo }
}

const isText = (node: Node): boolean => node.isText

function textOnly($from: ResolvedPos, $to: ResolvedPos): readonly Node[] | null {
  if (!$from.sameParent($to) || !$from.parent.isTextblock) return null
  const { content } = $from.parent.slice($from.parentOffset, $to.parentOffset)
  return content.content.every(isText) ? content.content : null
}

/** Text replaced by text inside one text block. */
interface TextChange extends Range {
  readonly $from: ResolvedPos
  readonly $new: ResolvedPos
  readonly runs: readonly Node[]
}

function textChange(change: Change): TextChange | null {
  const range = changedRange(change)
  if (!range) return null
  const $from = change.before.resolve(range.from)
  const $new = change.after.resolve(range.from)
  const runs = textOnly($new, change.after.resolve(range.newTo))
  const isText = runs && textOnly($from, change.before.resolve(range.to))
  return isText && $from.parent.sameMarkup($new.parent) ? { ...range, $from, $new, runs } : null
}

/**
 * The same changes with those of text that touch made one: the letters of a word that was composed are never
 * written. Deleted letters between words would take part in deciding where the words of others stand.
 */
export function joined(changes: readonly Change[]): readonly Change[] {
  const done: Change[] = []
  for (const next of changes) {
    const last = done.at(-1)
    const [one, other] = [last && textChange(last), textChange(next)]
    if (!last || !one || !other || other.from > one.newTo || other.to < one.from) done.push(next)
    else done.splice(-1, 1, { ...last, after: next.after, maps: [...last.maps, ...next.maps] })
  }
  return done
}

/** Elements of the shared text round `$pos`, the text block last, or null where the two texts differ. */
function sharedPath(fragment: Y.XmlFragment, $pos: ResolvedPos): readonly Y.XmlElement[] | null {
  const path: Y.XmlElement[] = []
  let at = fragment
  for (let depth = 0; depth < $pos.depth; depth++) {
    const child = at.get($pos.index(depth))
    if (!(child instanceof Y.XmlElement) || child.nodeName !== $pos.node(depth + 1).type.name) return null
    path.push(child)
    at = child
  }
  const size = at.toArray().reduce((sum, child) => sum + sizeOf(child), 0)
  return size === $pos.parent.content.size ? path : null
}

const sizeOf = (child: unknown): number => (child instanceof Y.XmlText ? child.length : 1)

const attributesOf = (marks: readonly Mark[]): Record<string, unknown> =>
  Object.fromEntries(marks.map((mark) => [mark.type.name, mark.attrs]))

/** Removes `length` characters from `offset` on, and gives back where text at `offset` is written. */
function cut(block: Y.XmlFragment, offset: number, length: number): { text: Y.XmlText; at: number } {
  let start = 0
  let left = length
  let place: { text: Y.XmlText; at: number } | null = null
  let after = 0
  for (const [index, child] of block.toArray().entries()) {
    const size = sizeOf(child)
    if (child instanceof Y.XmlText && offset >= start && offset <= start + size) {
      place ??= { text: child, at: offset - start }
      const taken = Math.min(left, start + size - offset)
      child.delete(offset - start, taken)
      left -= taken
      start -= taken
    }
    start += size
    if (start <= offset) after = index + 1
  }
  if (place) return place
  const text = new Y.XmlText()
  block.insert(after, [text])
  return { text, at: 0 }
}

/**
 * Writes a change of text inside one text block to the shared text, at the very characters it was made at. y-tiptap
 * finds out by comparing two texts what was typed: where somebody else's letters beside it are the same, it takes
 * theirs for ours and removes theirs with ours. False, and nothing done, where more than text was changed.
 * @param mapping which node of the page an element is; y-tiptap finds positions by the sizes of these nodes
 */
export function writeTextChange(
  { type, mapping }: { readonly type: Y.XmlFragment; readonly mapping: Map<object, unknown> },
  change: Change,
): boolean {
  const changed = textChange(change)
  const path = changed && sharedPath(type, changed.$from)
  const block = path?.at(-1)
  if (!path || !block) return false
  const { $from, $new, runs } = changed
  const { text, at } = cut(block, $from.parentOffset, changed.to - changed.from)
  let offset = at
  for (const run of runs) {
    text.insert(offset, run.text ?? '', attributesOf(run.marks))
    offset += run.nodeSize
  }
  for (const [index, element] of path.entries()) mapping.set(element, $new.node(index + 1))
  return true
}

const textBlocks: readonly string[] = ['paragraph', 'heading']

/**
 * Gives every text block without text an empty one, in the transaction that made the block. Otherwise each of two
 * people who begin to write in it makes a text of their own, and the first to write on puts both into one.
 */
export function fillTextBlocks(transaction: Y.Transaction): void {
  const isNew = (child: Y.XmlElement): boolean => {
    const id = child._item?.id
    return id !== undefined && id.clock >= (transaction.beforeState.get(id.client) ?? 0)
  }
  const fill = (parent: unknown): void => {
    if (!(parent instanceof Y.XmlFragment)) return
    if (parent instanceof Y.XmlElement && textBlocks.includes(parent.nodeName)) {
      if (parent.length === 0) parent.insert(0, [new Y.XmlText()])
      return
    }
    for (const child of parent.toArray()) if (child instanceof Y.XmlElement && isNew(child)) fill(child)
  }
  for (const parent of [...transaction.changed.keys()]) fill(parent)
}
