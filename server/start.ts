import { buildPages } from './pages.ts'

if (buildPages()) {
  const { main } = await import('./main.ts')
  await main(process.argv.slice(2))
} else process.exitCode = 1
