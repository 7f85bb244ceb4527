import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { offlineVerifier } from './client/offline/build-page.ts'
import { words } from './shared/i18n/words.ts'

const client = fileURLToPath(new URL('./client', import.meta.url))
const surfaces = ['portal', 'office', 'room', 'phone', 'screen']

/** Sentences in the static pages come from the same place as all others. */
function pageSentences(): Plugin {
  return {
    name: 'page-sentences',
    transformIndexHtml: (html) =>
      html
        .replace('%title%', words.zh.product)
        .replace('%unsupported-zh%', words.zh.unsupported)
        .replace('%unsupported-en%', words.en.unsupported),
  }
}

/** One copy of each: two copies of Yjs or ProseMirror do not recognise each other's objects. */
const singletons = [
  'yjs',
  'y-protocols',
  'lib0',
  'react',
  'react-dom',
  'prosemirror-model',
  'prosemirror-state',
  'prosemirror-transform',
  'prosemirror-view',
]

export default defineConfig({
  root: client,
  plugins: [react(), pageSentences(), offlineVerifier()],
  resolve: { dedupe: singletons },
  build: {
    outDir: fileURLToPath(new URL('./dist/client', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome92', 'safari15'],
    cssTarget: ['chrome92', 'safari15'],
    // The page's content security policy allows no inline script.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: surfaces.map((surface) => `${client}/${surface}.html`),
      // Alone in its file, nothing shared with other code can be read before it.
      output: { codeSplitting: { groups: [{ name: 'polyfills', test: /core-js|ui\/polyfills/ }] } },
    },
  },
})
