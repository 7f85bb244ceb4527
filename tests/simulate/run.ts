import { parseArgs } from 'node:util'
import { z } from 'zod'
import { simulate } from './hearing.ts'

const { values } = parseArgs({ options: { url: { type: 'string' }, speed: { type: 'string' } } })
const parsed = z
  .object({ url: z.url().default('http://127.0.0.1:3000'), speed: z.coerce.number().positive().default(1) })
  .safeParse(values)
if (!parsed.success) {
  console.error('usage: npm run simulate -- --url http://127.0.0.1:3000 --speed 10')
  process.exit(2)
}
const { url, speed } = parsed.data
const startedAt = Date.now()
try {
  const result = await simulate({
    url,
    speed,
    onMeeting: (meetingId, code) =>
      console.log(`meeting ${meetingId}, screen ${url}/screen/${meetingId}, code ${code}`),
    onStep: (state, { by, type }) => console.log(`${state.stage?.stageId ?? state.phase}: ${by} ${type}`),
  })
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  const lines = Object.values(result.written).flat().length
  console.log(
    `${result.verdict}: ${result.state.number}, ${result.steps} steps, ${lines} lines of minutes, code ${result.code}, head ${result.headCode}, ${seconds} s`,
  )
  process.exit(result.verdict === 'unchanged' ? 0 : 1)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
