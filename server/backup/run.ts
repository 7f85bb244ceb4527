import { explain } from '../main.ts'
import { runCommand } from './commands.ts'

process.exitCode = await runCommand(process.argv.slice(2), process.env, {
  say: (line) => process.stderr.write(`${line}\n`),
  explain,
})
