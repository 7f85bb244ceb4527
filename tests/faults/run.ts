/**
 * Runs every program of faults in this folder, one after another: `npm run faults`, or `npm run faults -- minutes`
 * for those whose name contains a word. Each kills real processes and says what was lost; a failure is a loss.
 */
import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const ENDING = '.faults.ts'
const folder = fileURLToPath(new URL('.', import.meta.url))
const wanted = process.argv.slice(2)

const programs = (await readdir(folder))
  .filter((file) => file.endsWith(ENDING))
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .sort()

const run = (file: string): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', `${folder}${file}`], { stdio: 'inherit' })
    child.once('exit', (code) => resolve(code === 0))
  })

let failed = 0
for (const file of programs) {
  console.log(`\n${file.slice(0, -ENDING.length)}`)
  if (!(await run(file))) failed += 1
}
console.log(`${programs.length - failed} passed, ${failed} failed`)
process.exit(failed > 0 || programs.length === 0 ? 1 : 0)
