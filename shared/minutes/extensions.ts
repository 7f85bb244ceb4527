import { Extension, type Extensions, Mark, mergeAttributes, Node } from '@tiptap/core'
import { TableKit } from '@tiptap/extension-table'
import { StarterKit } from '@tiptap/starter-kit'
import { formatTime } from '../i18n/format.ts'

/**
 * One utterance: who, when, what. The name is kept beside the id as it was when it was written: minutes do not
 * change when a list of persons does.
 */
const speech = Extension.create({
  name: 'speech',
  addGlobalAttributes: () => [
    {
      types: ['paragraph'],
      attributes: {
        speakerId: {
          default: null,
          parseHTML: (element) => element.dataset.speakerId ?? null,
          renderHTML: ({ speakerId }) => (speakerId === null ? {} : { 'data-speaker-id': speakerId }),
        },
        speakerName: {
          default: null,
          parseHTML: (element) => element.dataset.speaker ?? null,
          renderHTML: ({ speakerName }) => (speakerName === null ? {} : { 'data-speaker': speakerName }),
        },
        at: {
          default: null,
          keepOnSplit: false,
          parseHTML: (element) => (element.dataset.at === undefined ? null : Number(element.dataset.at)),
          renderHTML: ({ at }) => (at === null ? {} : { 'data-at': at, 'data-time': formatTime(at) }),
        },
      },
    },
  ],
})

const evidence = Node.create({
  name: 'evidence',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ no: { default: 0, rendered: false } }),
  parseHTML: () => [{ tag: 'span[data-evidence]', getAttrs: (el) => ({ no: Number(el.dataset.evidence) }) }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'span',
    mergeAttributes(HTMLAttributes, { 'data-evidence': String(node.attrs.no) }),
  ],
})

/** A line that only names an entry of the record; what it says is taken from the record, for each reader. */
const recordEntry = Node.create({
  name: 'recordEntry',
  group: 'block',
  atom: true,
  addAttributes: () => ({ of: { default: '', rendered: false }, id: { default: '', rendered: false } }),
  parseHTML: () => [
    { tag: 'div[data-entry]', getAttrs: (el) => ({ of: el.dataset.entry, id: el.dataset.entryId }) },
  ],
  renderHTML: ({ node, HTMLAttributes }) => [
    'div',
    mergeAttributes(HTMLAttributes, {
      'data-entry': String(node.attrs.of),
      'data-entry-id': String(node.attrs.id),
    }),
  ],
})

const timestamp = Node.create({
  name: 'timestamp',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ at: { default: 0, rendered: false } }),
  parseHTML: () => [{ tag: 'time[data-at]', getAttrs: (el) => ({ at: Number(el.dataset.at) }) }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'time',
    mergeAttributes(HTMLAttributes, { 'data-at': String(node.attrs.at) }),
  ],
})

/** 待核: words the clerk wants to check before the item is finalised. */
const flag = Mark.create({
  name: 'flag',
  inclusive: false,
  parseHTML: () => [{ tag: 'mark[data-flag]' }],
  renderHTML: ({ HTMLAttributes }) => ['mark', mergeAttributes(HTMLAttributes, { 'data-flag': '' }), 0],
})

const structure = StarterKit.configure({
  undoRedo: false,
  // It would add a paragraph from every browser that opens the item, readers included.
  trailingNode: false,
  blockquote: false,
  code: false,
  codeBlock: false,
  dropcursor: false,
  gapcursor: false,
  horizontalRule: false,
  italic: false,
  link: false,
  strike: false,
  heading: { levels: [2, 3] },
})

/** The document schema, `SCHEMA_VERSION`: what an editor can write and the record keeps (`knownNodes`). */
export const minutesExtensions: Extensions = [
  structure,
  TableKit.configure({ table: { resizable: false } }),
  speech,
  evidence,
  recordEntry,
  timestamp,
  flag,
]
