import { z } from 'zod'
import { languages } from '../../shared/i18n/language.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import { keepsPool } from '../../shared/pool/decide/decide.ts'
import { poolHealth, poolHealthSchema } from '../../shared/pool/health.ts'
import { answerForDay, dayAnswerSchema } from '../../shared/pool/history.ts'
import { importCheckSchema } from '../../shared/pool/import.ts'
import {
  applicationsSchema,
  appraisalsSchema,
  eliminationsSchema,
  exclusionProposalsSchema,
  officerPageSchema,
  poolViewSchema,
  rulesHistorySchema,
} from '../../shared/pool/view.ts'
import { acceptedOrRefused, acceptedSchema } from '../http/commands.ts'
import { RefusedError, refused } from '../http/errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { commandRequestSchema } from '../ledger/service.ts'
import { checkImport, writePool, writeTemplate } from './lists.ts'
import type { Pool } from './service.ts'
import { mimes } from './sheet.ts'
import {
  applicationList,
  appraisalList,
  eliminationList,
  type NameOf,
  officerPage,
  poolView,
  rulesHistory,
} from './views.ts'

const staff = ['administrator', 'clerk', 'chair'] as const
const keepers = ['administrator', 'clerk'] as const

/** A list of 500 officers is a tenth of this. */
const MAX_FILE_BYTES = 2_000_000

export interface PoolRoutesOptions {
  readonly pool: Pool
  dateOf(instant: number): string
  meeting(meetingId: string): Promise<MeetingState>
  /** Names behind the identities in the ledger. */
  names(): Promise<NameOf>
}

const formats = ['csv', 'xlsx'] as const
/** Of headers and words in a file. */
const inLanguage = z.object({ language: z.enum(languages).default('zh') })

/** Files of the pool: what is in them follows from the reader's role. */
const fileRoutes = ({ pool, dateOf }: PoolRoutesOptions): Route[] =>
  formats.flatMap((format) => [
    defineRoute({
      method: 'get',
      path: `/api/pools/main/export.${format}`,
      summary: 'The pool as a file: the list, and what the record knows beyond it, as far as the role goes',
      access: staff,
      query: inLanguage,
      response: { file: mimes[format] },
      async handler({ actor, query: { language } }) {
        const state = keepsPool(actor) ? (await pool.load()).state : await pool.publicState()
        const file = await writePool(format, state, { actor, language, today: pool.today(), dateOf })
        return { ...file, mime: mimes[format] }
      },
    }),
    defineRoute({
      method: 'get',
      path: `/api/pools/main/template.${format}`,
      summary: 'Empty list to fill in and import',
      access: keepers,
      query: inLanguage,
      response: { file: mimes[format] },
      handler: async ({ query: { language } }) => ({
        ...(await writeTemplate(format, language)),
        mime: mimes[format],
      }),
    }),
  ])

/** What the office reads of the pool. */
function readingRoutes({ pool, dateOf, meeting, names }: PoolRoutesOptions): Route[] {
  const load = async () => (await pool.load()).state
  return [
    defineRoute({
      method: 'get',
      path: '/api/pools/main',
      summary: 'All officers of the pool, with what bars them today, and the rules of the pool',
      access: staff,
      response: poolViewSchema,
      async handler({ actor }) {
        const loaded = await pool.load()
        const state = keepsPool(actor) ? loaded.state : await pool.publicState()
        return poolView({ ...loaded, state }, pool.today())
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/pools/main/rules-changes',
      summary: 'Every change of the rules of the pool: when, by whom, why, and in which sections',
      access: staff,
      response: rulesHistorySchema,
      handler: async () => rulesHistory(await pool.commits(), await names()),
    }),
    defineRoute({
      method: 'get',
      path: '/api/pools/main/officers/{no}',
      summary: 'One officer with everything the ledger says of them',
      access: keepers,
      params: z.object({ no: z.coerce.number().int().min(1) }),
      response: officerPageSchema,
      async handler({ params: { no } }) {
        const page = officerPage(await load(), await pool.commits(), no, pool.today(), await names())
        if (!page) throw refused('OFFICER_UNKNOWN', { no }, 404)
        return page
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/pools/main/days/{day}',
      summary: 'Who was in the pool at the end of that day, and why an officer could not be drawn',
      access: keepers,
      params: z.object({ day: z.iso.date() }),
      query: z.object({ no: z.coerce.number().int().min(1).optional() }),
      response: dayAnswerSchema,
      handler: async ({ params: { day }, query }) =>
        answerForDay(await pool.commits(), day, query.no ?? null, dateOf, await names()),
    }),
    defineRoute({
      method: 'get',
      path: '/api/pools/main/health',
      summary:
        'The pool at a glance: shares of officers with who they are, and the pool by category and sector',
      access: keepers,
      response: poolHealthSchema,
      handler: async () => poolHealth(await load(), pool.today(), dateOf),
    }),
    defineRoute({
      method: 'get',
      path: '/api/pools/main/applications',
      summary: 'Candidacies for the pool and what became of them',
      access: keepers,
      response: applicationsSchema,
      handler: async () => applicationList(await load()),
    }),
    defineRoute({
      method: 'get',
      path: '/api/pools/main/eliminations',
      summary: 'Whom the rules of the pool propose to eliminate today; a person decides',
      access: keepers,
      response: eliminationsSchema,
      handler: async () => eliminationList(await load(), pool.today()),
    }),
    defineRoute({
      method: 'get',
      path: '/api/pools/main/appraisals',
      summary: 'Hearings that ended, with the appraisals of their officers; a chair reads those of their own',
      access: staff,
      response: appraisalsSchema,
      handler: async ({ actor }) => appraisalList(await load(), actor, await names()),
    }),
    defineRoute({
      method: 'get',
      path: '/api/pools/main/exclusion-proposals/{meetingId}',
      summary: 'What the data suggests about a meeting before its draw, certain and doubtful',
      access: keepers,
      params: z.object({ meetingId: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/) }),
      response: exclusionProposalsSchema,
      async handler({ params: { meetingId } }) {
        const state = await meeting(meetingId)
        if (state.phase === 'none') throw refused('NOT_FOUND')
        const { seq, proposals } = await pool.forDraw(meetingId, state)
        return { seq, proposals: [...proposals] }
      },
    }),
  ]
}

/** HTTP routes of the pool. */
export function poolRoutes(options: PoolRoutesOptions): Route[] {
  const { pool } = options
  return [
    ...readingRoutes(options),
    defineRoute({
      method: 'post',
      path: '/api/pools/main/commands',
      summary: 'Changes the pool',
      access: staff,
      body: commandRequestSchema,
      response: acceptedSchema,
      handler: async ({ body, actor }) => acceptedOrRefused(await pool.execute(body, actor)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/pools/main/import-checks',
      summary: 'Reads a list of officers, CSV or XLSX, without importing it',
      access: keepers,
      body: { upload: ['application/octet-stream', 'text/csv', mimes.xlsx], maxBytes: MAX_FILE_BYTES },
      response: importCheckSchema,
      async handler({ body }) {
        const { state, seq } = await pool.load()
        const result = await checkImport(body, state, seq)
        if (!result.ok) throw new RefusedError(result.refusal, 422)
        return result.check
      },
    }),
    ...fileRoutes(options),
  ]
}
