import * as Y from 'yjs'
import { z } from 'zod'
import { canonicalJson, type JsonValue, sha256Hex } from '../ledger/canonical.ts'
import { FRAGMENT } from './protocol.ts'
import type { EntryRef } from './record-entries.ts'

export interface MinutesMark {
  readonly type: string
  readonly attrs?: Readonly<Record<string, JsonValue>>
}

/** One node of the minutes, in the form ProseMirror reads and writes. */
export interface MinutesNode {
  readonly type: string
  readonly attrs?: Readonly<Record<string, JsonValue>>
  readonly content?: readonly MinutesNode[]
  readonly text?: string
  readonly marks?: readonly MinutesMark[]
}

const attrsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** Minutes as the record keeps them. */
export const minutesNodeSchema: z.ZodType<MinutesNode> = z.lazy(() =>
  z.object({
    type: z.string(),
    attrs: attrsSchema.exactOptional(),
    content: z.array(minutesNodeSchema).exactOptional(),
    text: z.string().exactOptional(),
    marks: z.array(z.object({ type: z.string(), attrs: attrsSchema.exactOptional() })).exactOptional(),
  }),
)

const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= 200
const isInstant = (value: unknown): boolean => Number.isSafeInteger(value)
const isSmall = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value)

type AttrChecks = Readonly<Record<string, (value: unknown) => boolean>>

/** Every node and attribute the record knows. `extensions.ts` builds the editor of the same names. */
export const knownNodes: Readonly<Record<string, AttrChecks>> = {
  paragraph: { speakerId: isText, speakerName: isText, at: isInstant },
  heading: { level: isSmall },
  bulletList: {},
  orderedList: { start: isSmall },
  listItem: {},
  table: {},
  tableRow: {},
  tableHeader: { colspan: isSmall, rowspan: isSmall },
  tableCell: { colspan: isSmall, rowspan: isSmall },
  evidence: { no: isSmall },
  recordEntry: { of: isText, id: isText },
  timestamp: { at: isInstant },
  hardBreak: {},
}
export const knownMarks: readonly string[] = ['bold', 'underline', 'flag']

/** Deeper nesting than any editor makes is left out, so that no input can exhaust the stack. */
const MAX_DEPTH = 24

/** A half surrogate pair has no UTF-8 form; it is replaced as every decoder would replace it. */
const wellFormed = (text: string): string => text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD')

function attrsOf(element: Y.XmlElement, checks: AttrChecks): Readonly<Record<string, JsonValue>> | undefined {
  const given: Readonly<Record<string, unknown>> = element.getAttributes()
  const attrs: Record<string, JsonValue> = {}
  for (const [name, isValid] of Object.entries(checks)) {
    const value = given[name]
    if (!isValid(value)) continue
    if (typeof value === 'string') attrs[name] = wellFormed(value)
    else if (typeof value === 'number') attrs[name] = value
  }
  return Object.keys(attrs).length > 0 ? attrs : undefined
}

function textNodes(text: Y.XmlText): MinutesNode[] {
  const runs: readonly { insert?: unknown; attributes?: Readonly<Record<string, unknown>> }[] = text.toDelta()
  return runs.flatMap(({ insert, attributes }) => {
    if (typeof insert !== 'string' || insert === '') return []
    const marks = knownMarks.filter((mark) => attributes?.[mark]).map((type) => ({ type }))
    return [{ type: 'text', text: wellFormed(insert), ...(marks.length > 0 ? { marks } : {}) }]
  })
}

function nodesOf(parent: Y.XmlFragment | Y.XmlElement, depth: number): MinutesNode[] {
  if (depth > MAX_DEPTH) return []
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return textNodes(child)
    if (!(child instanceof Y.XmlElement)) return []
    const content = nodesOf(child, depth + 1)
    const checks = Object.hasOwn(knownNodes, child.nodeName) ? knownNodes[child.nodeName] : undefined
    if (!checks) return content
    const attrs = attrsOf(child, checks)
    return [{ type: child.nodeName, ...(attrs ? { attrs } : {}), ...(content.length > 0 ? { content } : {}) }]
  })
}

/**
 * The minutes inside a Yjs document. Total on whatever a writer may have put there: a node nobody knows gives
 * way to what is inside it, an attribute that does not fit is left out.
 */
export function minutesContent(doc: Y.Doc): MinutesNode {
  return { type: 'doc', content: nodesOf(doc.getXmlFragment(FRAGMENT), 0) }
}

/** Number of the form that is hashed. A new kind of node is hashed as the others are, and does not change it. */
const FORM = 1

/** Fingerprint of a version: SHA-256 over the canonical JSON `{"content":…,"schema":1}`, lower-case hex. */
export function minutesSha256(content: MinutesNode): string {
  return sha256Hex(canonicalJson({ schema: FORM, content }))
}

/** Words and times that a plain text needs. */
export interface TextWording {
  /** `at` is UTC milliseconds. */
  time(at: number): string
  evidence(no: number): string
  /** What the record says of an entry. */
  entry(ref: EntryRef): string
  /** Stands between a speaker and what was said. */
  readonly colon: string
}

function inlineText(node: MinutesNode, wording: TextWording): string {
  switch (node.type) {
    case 'text':
      return node.text ?? ''
    case 'hardBreak':
      return '\n'
    case 'evidence':
      return typeof node.attrs?.no === 'number' ? wording.evidence(node.attrs.no) : ''
    case 'timestamp':
      return typeof node.attrs?.at === 'number' ? wording.time(node.attrs.at) : ''
    default:
      return ''
  }
}

function utterance(node: MinutesNode, wording: TextWording): string {
  const { speakerName, at } = node.attrs ?? {}
  const time = typeof at === 'number' ? `${wording.time(at)} ` : ''
  const speaker = typeof speakerName === 'string' ? `${speakerName}${wording.colon}` : ''
  return `${time}${speaker}${(node.content ?? []).map((child) => inlineText(child, wording)).join('')}`
}

function lines(node: MinutesNode, wording: TextWording): string[] {
  const children = node.content ?? []
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return [utterance(node, wording)]
    case 'recordEntry':
      return [wording.entry({ of: String(node.attrs?.of), id: String(node.attrs?.id) })]
    case 'tableRow':
      return [children.map((cell) => lines(cell, wording).join(' ')).join('\t')]
    default:
      return children.length > 0
        ? children.flatMap((child) => lines(child, wording))
        : [inlineText(node, wording)]
  }
}

/** The minutes as lines of plain text: time, speaker, words. */
export function minutesText(content: MinutesNode, wording: TextWording): string {
  return lines(content, wording).join('\n').trim()
}
