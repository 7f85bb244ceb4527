import { z } from 'zod'
import { ballotSchema, wrongMark } from '../../shared/pool/appraisal.ts'
import { satIn } from '../../shared/pool/state.ts'
import { slipSchema, slipsSchema } from '../../shared/pool/view.ts'
import { RefusedError, refused } from '../http/errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { commandRequestSchema } from '../ledger/service.ts'
import type { Pool } from './service.ts'
import type { Slips } from './slips.ts'

export interface SlipRoutesOptions {
  readonly pool: Pool
  readonly slips: Slips
  /** The address phones reach. */
  phoneBase(): Promise<string>
}

const done = z.object({ ok: z.literal(true) })
const codeParams = z.object({ code: z.string().min(1).max(40) })

/**
 * Slips by which the parties of a hearing appraise its officers. Printing is for the office; using one asks for
 * the code on the slip and for nothing else: no sign-in, no name.
 */
export function slipRoutes({ pool, slips, phoneBase }: SlipRoutesOptions): Route[] {
  /** The hearing a slip is for, and how it stands with it. @throws RefusedError POOL_SLIP_UNKNOWN */
  const slipOf = async (code: string) => {
    const slip = await slips.find(code)
    const { state } = await pool.load()
    const box = slip ? state.boxes[slip.meetingId] : undefined
    const hearing = slip ? state.hearings[slip.meetingId] : undefined
    if (!slip || !box || !hearing) throw refused('POOL_SLIP_UNKNOWN', {}, 404)
    const over = box.result !== null || pool.today() > box.until
    const status = over ? ('closed' as const) : slip.used ? ('used' as const) : ('open' as const)
    return { hearing, until: box.until, status, rules: state.rules.appraisal, officers: state.officers }
  }

  return [
    defineRoute({
      method: 'post',
      path: '/api/pools/main/hearings/{meetingId}/slips',
      summary:
        'Codes for the slips of a hearing, one for each person of the two sides; the same when asked again',
      access: ['administrator', 'clerk'],
      params: z.object({ meetingId: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/) }),
      body: commandRequestSchema.pick({ commandId: true }),
      response: slipsSchema,
      async handler({ params: { meetingId }, body: { commandId }, actor }) {
        const before = (await pool.load()).state.boxes[meetingId]
        if (before?.result) throw refused('POOL_SLIPS_COUNTED')
        if (!before) {
          const result = await pool.execute({ commandId, type: 'print-slips', data: { meetingId } }, actor)
          if (!result.ok) throw new RefusedError(result.refusal)
        }
        const { state } = await pool.load()
        const box = state.boxes[meetingId]
        if (!box) throw refused('POOL_HEARING_NOT_ENDED')
        const codes = slips.codes(meetingId, box.slips)
        await slips.open(meetingId, codes)
        return {
          number: state.hearings[meetingId]?.number ?? '',
          until: box.until,
          base: await phoneBase(),
          codes: [...codes],
        }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/public/slips/{code}',
      summary: 'What somebody with a slip may appraise',
      access: 'public',
      params: codeParams,
      response: slipSchema,
      async handler({ params: { code } }) {
        const { hearing, until, status, rules, officers } = await slipOf(code)
        return {
          number: hearing.number,
          until,
          state: status,
          criteria: rules.parties,
          officers: satIn(hearing).map((no) => ({ no, name: officers[no]?.name ?? '' })),
        }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/public/slips/{code}',
      summary: 'Uses a slip, once. Nothing is kept of who did, or when',
      access: 'public',
      params: codeParams,
      body: z.object({ ballot: ballotSchema.min(1) }).strict(),
      response: done,
      async handler({ params: { code }, body: { ballot } }) {
        const { hearing, status, rules } = await slipOf(code)
        if (status === 'closed') throw refused('POOL_SLIPS_COUNTED')
        const sat = satIn(hearing)
        const stranger = ballot.find(({ no }) => !sat.includes(no))
        if (stranger) throw refused('POOL_DID_NOT_SIT', { no: stranger.no })
        if (new Set(ballot.map(({ no }) => no)).size !== ballot.length) throw refused('POOL_LISTED_TWICE')
        for (const { marks } of ballot) {
          const criterion = wrongMark(rules.parties, marks)
          if (criterion !== null) throw refused('POOL_CRITERION', { criterion })
        }
        if (status === 'used' || !(await slips.cast(code, ballot))) throw refused('POOL_SLIP_USED')
        return { ok: true as const }
      },
    }),
  ]
}
