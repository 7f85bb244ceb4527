import { getSchema } from '@tiptap/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  knownMarks,
  knownNodes,
  type MinutesNode,
  minutesContent,
  minutesSha256,
  minutesText,
  type TextWording,
} from '../../../shared/minutes/content.ts'
import { minutesExtensions } from '../../../shared/minutes/extensions.ts'
import { FRAGMENT } from '../../../shared/minutes/protocol.ts'
import { seedUpdate } from '../../../shared/minutes/seed.ts'

const wording: TextWording = {
  time: (at) => `T${at}`,
  evidence: (no) => `证据${no}`,
  entry: ({ of, id }) => `[${of} ${id}]`,
  colon: '：',
}

type Attrs = Readonly<Record<string, string | number>>

function element(name: string, attrs: Attrs = {}, children: (Y.XmlElement | Y.XmlText)[] = []): Y.XmlElement {
  const made = new Y.XmlElement(name)
  // Attributes may be any JSON; the type of the class knows text only.
  const set: (key: string, value: never) => void = made.setAttribute.bind(made)
  for (const [key, value] of Object.entries(attrs)) set(key, value as never)
  made.insert(0, children)
  return made
}

function docOf(...blocks: Y.XmlElement[]): Y.Doc {
  const doc = new Y.Doc()
  doc.getXmlFragment(FRAGMENT).insert(0, blocks)
  return doc
}

describe('the content of an item', () => {
  it('reads as time, speaker and words, with references in their place', () => {
    const doc = docOf(
      element('paragraph', { speakerId: 'p1', speakerName: '主持人', at: 5 }, [
        new Y.XmlText('见'),
        element('evidence', { no: 3 }),
        new Y.XmlText('。'),
      ]),
      element('bulletList', {}, [element('listItem', {}, [element('paragraph', {}, [new Y.XmlText('一')])])]),
      element('table', {}, [
        element('tableRow', {}, [
          element('tableCell', {}, [element('paragraph', {}, [new Y.XmlText('甲')])]),
          element('tableCell', {}, [element('paragraph', {}, [new Y.XmlText('乙')])]),
        ]),
      ]),
      element('recordEntry', { of: 'turn', id: 't1' }),
    )
    expect(minutesText(minutesContent(doc), wording)).toBe('T5 主持人：见证据3。\n一\n甲\t乙\n[turn t1]')
  })

  it('knows exactly the nodes and marks of the editor', () => {
    const schema = getSchema(minutesExtensions)
    expect(
      Object.keys(schema.nodes)
        .filter((name) => name !== 'doc' && name !== 'text')
        .sort(),
    ).toEqual(Object.keys(knownNodes).sort())
    expect(Object.keys(schema.marks).sort()).toEqual([...knownMarks].sort())
  })

  it('gives the editor a document its schema accepts', () => {
    const json = minutesContent(
      docOf(
        element('paragraph', { speakerName: '甲', at: 9 }, [
          new Y.XmlText('说'),
          element('timestamp', { at: 9 }),
        ]),
      ),
    )
    expect(() => getSchema(minutesExtensions).nodeFromJSON(json).check()).not.toThrow()
  })

  it('keeps the words inside a node nobody knows, and drops attributes that do not fit', () => {
    const doc = docOf(
      element('constructor', { x: 1 }, [element('paragraph', { at: 'noon' }, [new Y.XmlText('话')])]),
    )
    expect(minutesContent(doc)).toEqual({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: '话' }] }],
    })
  })

  it('has a fingerprint even when half a character was written', () => {
    const doc = docOf(element('paragraph', { speakerName: 'a\uD83D' }, [new Y.XmlText('b')]))
    expect(minutesSha256(minutesContent(doc))).toMatch(/^[0-9a-f]{64}$/)
  })

  it('survives nesting made to exhaust the stack', () => {
    const doc = docOf(element('listItem'))
    let at = doc.getXmlFragment(FRAGMENT).get(0)
    for (let i = 0; i < 1500 && at instanceof Y.XmlElement; i++) {
      at.insert(0, [element('listItem')])
      at = at.get(0)
    }
    expect(minutesSha256(minutesContent(doc))).toMatch(/^[0-9a-f]{64}$/)
  })

  it('has the same fingerprint on every replica, another for other words', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 8 }), { maxLength: 6 }), (words) => {
        const one = docOf(...words.map((word) => element('paragraph', {}, [new Y.XmlText(word)])))
        const two = new Y.Doc()
        Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
        const fingerprint = (doc: Y.Doc) => minutesSha256(minutesContent(doc))
        expect(fingerprint(two)).toBe(fingerprint(one))
        two.getXmlFragment(FRAGMENT).push([element('paragraph', {}, [new Y.XmlText('!')])])
        expect(fingerprint(two)).not.toBe(fingerprint(one))
      }),
    )
  })
})

describe('the beginning of an item', () => {
  it('is one empty paragraph, the same bytes everywhere', () => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, seedUpdate())
    Y.applyUpdate(doc, seedUpdate())
    expect(minutesContent(doc)).toEqual({
      type: 'doc',
      content: [{ type: 'paragraph' }],
    } satisfies MinutesNode)
    expect(seedUpdate()).toEqual(seedUpdate())
  })
})
