import { z } from 'zod'
import {
  candidacyOf,
  openApplicationSchema,
  receiptSchema,
  setAsideSchema,
  waitingApplicationsSchema,
} from '../../shared/pool/entry.ts'
import { RefusedError, refused } from '../http/errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import type { Pool } from './service.ts'
import type { Waiting } from './waiting.ts'

export interface WaitingRoutesOptions {
  readonly pool: Pool
  readonly waiting: Waiting
  dateOf(instant: number): string
}

const keepers = ['administrator', 'clerk'] as const
const params = z.object({ receipt: receiptSchema })
const done = z.object({ ok: z.literal(true) })

/**
 * Open applications. The public form tells nobody who else applied or is in the pool: whatever is sent gets a
 * receipt. It becomes an application in the ledger when somebody at the office takes it in.
 */
export function waitingRoutes({ pool, waiting, dateOf }: WaitingRoutesOptions): Route[] {
  const found = async (receipt: string) => {
    const application = await waiting.find(receipt)
    if (!application) throw refused('POOL_APPLICATION_UNKNOWN', {}, 404)
    return application
  }
  return [
    defineRoute({
      method: 'post',
      path: '/api/public/pool-applications',
      summary: 'Applies to join the pool; the office reviews it. Answers with a receipt and nothing else',
      access: 'public',
      body: openApplicationSchema,
      response: z.object({ receipt: z.string() }),
      async handler({ body }) {
        const receipt = await waiting.receive(body)
        if (receipt === null) throw refused('POOL_APPLICATIONS_FULL', {}, 503)
        return { receipt }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/pools/main/open-applications',
      summary: 'Open applications that nobody has taken in yet',
      access: keepers,
      response: waitingApplicationsSchema,
      handler: async () => ({ waiting: [...(await waiting.list())] }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/pools/main/open-applications/{receipt}/taken-in',
      summary: 'Takes an open application in: from here on it is in the record of the pool',
      access: keepers,
      params,
      response: done,
      async handler({ params: { receipt }, actor }) {
        const application = await found(receipt)
        const data = candidacyOf(application, dateOf(application.at))
        // The receipt names the command, so that what was taken in before a crash is not taken in twice.
        const commandId = `open-application-${receipt}`
        const result = await pool.execute({ commandId, type: 'receive-application', data }, actor)
        if (!result.ok) throw new RefusedError(result.refusal)
        await waiting.remove(receipt)
        return { ok: true as const }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/pools/main/open-applications/{receipt}/set-aside',
      summary: 'Deletes what is no application; which, why and by whom is in the record, whose it was is not',
      access: keepers,
      params,
      body: setAsideSchema.pick({ why: true }),
      response: done,
      async handler({ params: { receipt }, body: { why }, actor }) {
        await found(receipt)
        const commandId = `set-aside-${receipt}`
        const result = await pool.execute(
          { commandId, type: 'set-aside-application', data: { receipt, why } },
          actor,
        )
        if (!result.ok) throw new RefusedError(result.refusal)
        await waiting.remove(receipt)
        return { ok: true as const }
      },
    }),
  ]
}
