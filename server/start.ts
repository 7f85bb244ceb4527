import { main } from './main.ts'
import { buildPages } from './pages.ts'

// The server is loaded before the pages are built, so that it serves soon after the build's end.
if (buildPages()) await main(process.argv.slice(2))
else process.exitCode = 1
