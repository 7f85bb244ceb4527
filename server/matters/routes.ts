import { z } from 'zod'
import { matterListItemSchema, matterViewSchema } from '../../shared/matter/view.ts'
import { acceptedOrRefused, acceptedSchema } from '../http/commands.ts'
import { refused } from '../http/errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { commandRequestSchema } from '../ledger/service.ts'
import type { Matters } from './service.ts'

const staff = ['administrator', 'clerk', 'chair'] as const

/** Matters are named by ULIDs, made where the matter is registered. */
const params = z.object({ matterId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/) })

/** HTTP routes of matters. */
export function matterRoutes({ matters }: { readonly matters: Matters }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/matters',
      summary: 'Matters, newest first, with their statutory clocks',
      access: staff,
      response: z.object({ matters: z.array(matterListItemSchema) }),
      handler: async () => ({ matters: [...(await matters.list())] }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/matters/{matterId}',
      summary: 'A matter in full',
      access: staff,
      params,
      response: matterViewSchema,
      async handler({ params: { matterId } }) {
        const view = await matters.view(matterId)
        if (!view) throw refused('NOT_FOUND')
        return view
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/matters/{matterId}/commands',
      summary: 'Registers or changes a matter',
      access: ['administrator', 'clerk'],
      params,
      body: commandRequestSchema,
      response: acceptedSchema,
      handler: async ({ params: { matterId }, body, actor }) =>
        acceptedOrRefused(await matters.execute(matterId, body, actor)),
    }),
  ]
}
