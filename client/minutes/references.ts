import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { formatTime } from '../../shared/i18n/format.ts'

/** What a reference shows, in the page's language. */
export interface ReferenceLabels {
  evidence(no: number): string
}

function chip(className: string, text: string): { dom: HTMLElement } {
  const dom = document.createElement('span')
  dom.className = className
  dom.textContent = text
  return { dom }
}

/** Shows references to evidence and time stamps as words; the text itself holds only the number or instant. */
export const references = ({ evidence }: ReferenceLabels): Extension =>
  Extension.create({
    name: 'references',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          nodeViews: {
            evidence: (node) => chip('minutes-evidence', evidence(Number(node.attrs.no))),
            timestamp: (node) => chip('minutes-stamp', formatTime(Number(node.attrs.at))),
          },
        },
      }),
    ],
  })
