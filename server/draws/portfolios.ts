import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { PortfolioResult } from '../../shared/draw/portfolio/build.ts'
import { portfolioSchema } from '../../shared/draw/portfolio/portfolio.ts'
import type { Candidate, DrawRules } from '../../shared/draw/rules.ts'

/** What a thread is started with. */
export interface PortfolioJob {
  readonly rules: DrawRules
  readonly candidates: readonly Candidate[]
}

const resultSchema = z.union([
  z.object({ ok: z.literal(true), portfolio: portfolioSchema }),
  z.object({ ok: z.literal(false), conflict: z.array(z.string()) }),
  z.object({ ok: z.literal(false), failure: z.enum(['time', 'solver']) }),
])

/** A pool of 69 with three quotas takes seconds; somebody waits for the answer. */
const LIMIT_MS = 120_000

/**
 * Builds a portfolio in a thread of its own: a hearing that is running must not feel that somebody prepares another.
 * After `limitMs` the thread is ended.
 * @throws Error if the thread dies
 */
export function portfolioInThread(
  rules: DrawRules,
  candidates: readonly Candidate[],
  limitMs = LIMIT_MS,
): Promise<PortfolioResult> {
  const job: PortfolioJob = { rules, candidates }
  const worker = new Worker(new URL('./worker-boot.mjs', import.meta.url), { execArgv: [], workerData: job })
  let timer: NodeJS.Timeout | undefined
  return new Promise<PortfolioResult>((done, fail) => {
    timer = setTimeout(() => done({ ok: false, failure: 'time' }), limitMs)
    worker.once('message', (message) => done(resultSchema.parse(message)))
    worker.once('error', fail)
    worker.once('exit', () => fail(new Error('the thread that builds a portfolio ended')))
  }).finally(() => {
    clearTimeout(timer)
    return worker.terminate()
  })
}
