import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { formatTime } from '../../shared/i18n/format.ts'
import type { EntryRef } from '../../shared/minutes/record-entries.ts'

/** What references show, in the page's language, from the record as this reader may see it. */
export interface RecordWords {
  evidence(no: number): string
  entry(ref: EntryRef): string
}

/** References in the text, which itself holds only number, instant or name of the entry. */
export interface References {
  readonly extension: Extension
  /** The record has grown, or the language is another: every reference says it anew. */
  show(words: RecordWords): void
}

export function createReferences(): References {
  let words: RecordWords = { evidence: String, entry: () => '' }
  const shown = new Set<() => void>()

  const view =
    (tag: 'span' | 'div', className: string, say: (attrs: Node['attrs']) => string) => (node: Node) => {
      const dom = document.createElement(tag)
      dom.className = className
      const render = (): void => {
        dom.textContent = say(node.attrs)
      }
      render()
      shown.add(render)
      return { dom, destroy: () => shown.delete(render) }
    }
  return {
    extension: Extension.create({
      name: 'references',
      addProseMirrorPlugins: () => [
        new Plugin({
          props: {
            nodeViews: {
              evidence: view('span', 'minutes-evidence', ({ no }) => words.evidence(Number(no))),
              timestamp: view('span', 'minutes-stamp', ({ at }) => formatTime(Number(at))),
              recordEntry: view('div', 'minutes-entry', ({ of, id }) =>
                words.entry({ of: String(of), id: String(id) }),
              ),
            },
          },
        }),
      ],
    }),
    show(next) {
      words = next
      for (const render of shown) render()
    },
  }
}
