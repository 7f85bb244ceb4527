import { z } from 'zod'
import type { Actor } from '../../shared/accounts/actor.ts'
import { useAnswer } from '../ui/use-answer.ts'

const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({
    kind: z.literal('account'),
    accountId: z.string(),
    name: z.string(),
    roles: z.array(z.enum(['administrator', 'clerk', 'chair'])),
  }),
  z
    .object({
      kind: z.literal('link'),
      linkId: z.string(),
      meetingId: z.string(),
      participantId: z.string().optional(),
      role: z.enum(['panelist', 'party', 'observer', 'screen']),
    })
    .transform(({ participantId, ...link }) =>
      participantId === undefined ? link : { ...link, participantId },
    ),
])

const sessionSchema = z.object({
  actor: actorSchema,
  county: z.object({ name: z.string(), timezone: z.string() }),
  demonstration: z.boolean(),
  /** Whether this browser reached the server over TLS. */
  encrypted: z.boolean(),
})

/** Who this tab is signed in as, and what the installation says of itself. */
export function useSessionAnswer() {
  return useAnswer('/api/session', sessionSchema)
}

/** Who this tab is signed in as. */
export function useSession(): { readonly actor: Actor | undefined; readonly error: unknown; retry(): void } {
  const session = useSessionAnswer()
  return { actor: session.data?.actor, error: session.error, retry: () => void session.refetch() }
}
