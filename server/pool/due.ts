import { sha256Hex } from '../../shared/ledger/canonical.ts'
import { tallyBallots } from '../../shared/pool/appraisal.ts'
import type { Pool } from './service.ts'
import type { Slips } from './slips.ts'

const EVERY_MS = 60_000

/**
 * Counts the slips of every hearing whose last day is over, and forgets them. The command's id is derived from
 * the hearing, so that several processes, or a restart, count once.
 */
export async function countDueSlips(pool: Pick<Pool, 'load' | 'execute'>, slips: Slips, today: string) {
  const { state } = await pool.load()
  for (const meetingId of await slips.meetings()) {
    const box = state.boxes[meetingId]
    if (!box) continue
    if (box.result !== null) {
      await slips.clear(meetingId)
      continue
    }
    if (today <= box.until) continue
    const ballots = await slips.ballots(meetingId)
    const { ok } = await pool.execute(
      {
        commandId: sha256Hex(`count-slips ${meetingId}`).slice(0, 32),
        type: 'count-slips',
        data: {
          meetingId,
          ballots: ballots.length,
          officers: tallyBallots(state.rules.appraisal.parties, ballots),
        },
      },
      { kind: 'clock' },
    )
    if (ok) await slips.clear(meetingId)
  }
}

/** Counts what is due, now and then. */
export function watchSlips(
  pool: Pick<Pool, 'load' | 'execute'>,
  slips: Slips,
  today: () => string,
  onError: (error: unknown) => void,
) {
  let running: Promise<void> | null = null
  const run = (): void => {
    running ??= countDueSlips(pool, slips, today())
      .catch(onError)
      .finally(() => {
        running = null
      })
  }
  run()
  const timer = setInterval(run, EVERY_MS)
  timer.unref()
  return {
    async stop(): Promise<void> {
      clearInterval(timer)
      await running
    },
  }
}
