import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8')

/**
 * A module and all it imports as one script, for the browsers all pages are built for.
 * @param name of the global variable that holds what the module exports
 */
export async function browserScript(entry: URL, name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: ['chrome92', 'safari15'],
      lib: {
        entry: fileURLToPath(entry),
        formats: ['iife'],
        name,
      },
    },
  })
  const outputs = Array.isArray(built) ? built : [built]
  const chunks = outputs.flatMap((one) => ('output' in one ? one.output : []))
  const [code] = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.code : []))
  if (code === undefined) throw new Error(`no script: ${entry}`)
  return code.replaceAll('</script', '<\\/script')
}

/** The whole offline verifier as the text of one HTML file that fetches nothing. */
export async function offlinePage(): Promise<string> {
  const [page, tokens, style, code] = await Promise.all([
    read('verify-draw.html'),
    read('../ui/tokens.css'),
    read('verify-draw.css'),
    browserScript(new URL('./verify-draw.ts', import.meta.url), 'verifyDraw'),
  ])
  return page.replace('/*style*/', () => tokens + style).replace('/*script*/', () => code)
}

/** Adds `verify-draw.html` to the built client: to be downloaded and opened from disk. */
export function offlineVerifier(): Plugin {
  return {
    name: 'offline-verifier',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'verify-draw.html', source: await offlinePage() })
    },
  }
}
