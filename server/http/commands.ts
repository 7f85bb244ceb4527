import { z } from 'zod'
import { commitSchema } from '../../shared/ledger/commit.ts'
import { type CommandResult, commandRequestSchema } from '../ledger/service.ts'
import type { LiveAggregate } from '../realtime/live.ts'
import { RefusedError, refused } from './errors.ts'
import { defineRoute, type Route } from './route.ts'

/** Answer to a command that was carried out, now or under the same id before. */
export const acceptedSchema = z.object({
  ok: z.literal(true),
  seq: z.int(),
  head: z.string(),
  duplicate: z.boolean(),
})

/** @throws RefusedError for a refused command */
export function acceptedOrRefused(result: CommandResult): z.infer<typeof acceptedSchema> {
  if (!result.ok) throw new RefusedError(result.refusal)
  return result
}

const params = z.object({ id: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/) })

/** Reads a stream's commits as the caller may see them: what a browser that missed some asks for. */
export function commitsRoute(live: LiveAggregate, plural: string, clock: () => number): Route {
  return defineRoute({
    method: 'get',
    path: `/api/${plural}/{id}/commits`,
    summary: `Commits of a ${live.name} after a sequence number, redacted for the caller`,
    access: 'signed-in',
    params,
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
    response: z.object({ commits: z.array(commitSchema), now: z.number() }),
    async handler({ params: { id }, query, actor }) {
      const snapshot = await live.snapshot(id)
      const sight = snapshot.sightOf(actor)
      if (!sight) throw refused('NOT_A_MEMBER')
      return { commits: [...snapshot.commits(query.after, sight)], now: clock() }
    },
  })
}

/** Sends a command to a stream: the same handler as the socket's `command`. */
export function commandsRoute(live: LiveAggregate, plural: string): Route {
  return defineRoute({
    method: 'post',
    path: `/api/${plural}/{id}/commands`,
    summary: `Command to a ${live.name}`,
    access: 'signed-in',
    params,
    body: commandRequestSchema,
    response: acceptedSchema,
    handler: async ({ params: { id }, body, actor }) =>
      acceptedOrRefused(await live.execute(id, body, actor)),
  })
}
