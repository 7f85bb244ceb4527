import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8')

/** The verifier's code as one script, for the browsers all pages are built for. */
async function script(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: ['chrome92', 'safari15'],
      lib: {
        entry: fileURLToPath(new URL('./verify-draw.ts', import.meta.url)),
        formats: ['iife'],
        name: 'verifyDraw',
      },
    },
  })
  const outputs = Array.isArray(built) ? built : [built]
  const chunks = outputs.flatMap((one) => ('output' in one ? one.output : []))
  const [code] = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.code : []))
  if (code === undefined) throw new Error('the offline verifier has no script')
  return code.replaceAll('</script', '<\\/script')
}

/** The whole offline verifier as the text of one HTML file that fetches nothing. */
export async function offlinePage(): Promise<string> {
  const [page, tokens, style, code] = await Promise.all([
    read('verify-draw.html'),
    read('../ui/tokens.css'),
    read('verify-draw.css'),
    script(),
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
