import { backupStateSchema } from '../../shared/backup/state.ts'
import { defineRoute, type Route } from '../http/route.ts'
import type { Backups } from './schedule.ts'

/** What the office is told about backups. `backups`: null where the database is not ours to copy. */
export function backupRoutes({ backups }: { readonly backups: Backups | null }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/backup',
      summary: 'When the last backup was made, and whether the keys are in it',
      access: ['administrator', 'clerk', 'chair'],
      response: backupStateSchema,
      handler: async () => {
        const last = await backups?.last()
        return { embedded: backups !== null, last: last ? { at: last.at, keys: last.keys } : null }
      },
    }),
  ]
}
