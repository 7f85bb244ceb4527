import { z } from 'zod'
import type { Actor } from '../../shared/accounts/actor.ts'
import { keepsMatters } from '../../shared/matter/decide.ts'
import { matterListItemSchema, matterViewSchema } from '../../shared/matter/view.ts'
import { acceptedOrRefused, acceptedSchema } from '../http/commands.ts'
import { refused } from '../http/errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { commandRequestSchema } from '../ledger/service.ts'
import type { Matters } from './service.ts'

const staff = ['administrator', 'clerk', 'chair'] as const

/** Matters are named by ULIDs, made where the matter is registered. */
const params = z.object({ matterId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/) })

export interface MatterRoutesOptions {
  readonly matters: Matters
  /** Matters of the meetings a person presides over. */
  mattersOf(actor: Actor): Promise<ReadonlySet<string>>
}

/** HTTP routes of matters: the office reads all of them, a chair those of their own meetings. */
export function matterRoutes({ matters, mattersOf }: MatterRoutesOptions): Route[] {
  const readableBy = async (actor: Actor): Promise<(matterId: string) => boolean> => {
    if (keepsMatters(actor)) return () => true
    const own = await mattersOf(actor)
    return (matterId) => own.has(matterId)
  }
  return [
    defineRoute({
      method: 'get',
      path: '/api/matters',
      summary: 'Matters, newest first, with their statutory clocks',
      access: staff,
      response: z.object({ matters: z.array(matterListItemSchema) }),
      async handler({ actor }) {
        const isReadable = await readableBy(actor)
        return { matters: (await matters.list()).filter(({ id }) => isReadable(id)) }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/matters/{matterId}',
      summary: 'A matter in full',
      access: staff,
      params,
      response: matterViewSchema,
      async handler({ params: { matterId }, actor }) {
        const isReadable = await readableBy(actor)
        const view = isReadable(matterId) ? await matters.view(matterId) : null
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
