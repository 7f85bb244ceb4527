import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

it('two processes that are killed under six people lose nothing they acknowledged', async () => {
  const program = fileURLToPath(new URL('./minutes.faults.ts', import.meta.url))
  const env = { ...process.env, KILLS: '2' }
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  const code = await new Promise((done) => child.once('exit', done))
  expect(said).toContain('acknowledged and lost')
  expect(code, said).toBe(0)
})
