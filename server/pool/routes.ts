import { importCheckSchema } from '../../shared/pool/import.ts'
import { poolViewSchema } from '../../shared/pool/view.ts'
import { acceptedOrRefused, acceptedSchema } from '../http/commands.ts'
import { RefusedError } from '../http/errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { commandRequestSchema } from '../ledger/service.ts'
import type { Pool, SheetFormat } from './service.ts'
import { mimes } from './sheet.ts'

const staff = ['administrator', 'clerk', 'chair'] as const
const keepers = ['administrator', 'clerk'] as const

/** A list of 500 officers is a tenth of this. */
const MAX_FILE_BYTES = 2_000_000

const sheetRoute = (pool: Pool, what: 'pool' | 'template', format: SheetFormat): Route =>
  defineRoute({
    method: 'get',
    path: `/api/pools/main/${what === 'pool' ? 'export' : 'template'}.${format}`,
    summary: what === 'pool' ? 'The pool as a file' : 'Empty list to fill in and import',
    access: keepers,
    response: { file: mimes[format] },
    async handler() {
      const { name, bytes } = await pool.sheet(what, format)
      return { name, bytes, mime: mimes[format] }
    },
  })

/** HTTP routes of the pool. */
export function poolRoutes({ pool, today }: { readonly pool: Pool; readonly today: () => string }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/pools/main',
      summary: 'All officers of the pool, with what bars them today',
      access: staff,
      response: poolViewSchema,
      handler: ({ actor }) => pool.view(today(), actor),
    }),
    defineRoute({
      method: 'post',
      path: '/api/pools/main/commands',
      summary: 'Changes the pool',
      access: keepers,
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
        const result = await pool.checkImport(body)
        if (!result.ok) throw new RefusedError(result.refusal, 422)
        return result.check
      },
    }),
    ...(['pool', 'template'] as const).flatMap((what) =>
      (['csv', 'xlsx'] as const).map((format) => sheetRoute(pool, what, format)),
    ),
  ]
}
