import { z } from 'zod'

/** Roles a person can hold. `screen` is the projector, `clock` the machine itself when something falls due. */
export const roleSchema = z.enum([
  'administrator',
  'clerk',
  'chair',
  'panelist',
  'party',
  'observer',
  'screen',
])
export type Role = z.infer<typeof roleSchema>

/**
 * Who is acting. Staff sign in with an account; panelists, parties, observers and the projector come in by
 * a one-time link that is bound to one meeting and one seat in it.
 */
export type Actor =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'account'
      readonly accountId: string
      readonly name: string
      readonly roles: readonly ('administrator' | 'clerk' | 'chair')[]
    }
  | {
      readonly kind: 'link'
      readonly linkId: string
      readonly meetingId: string
      /** Participant this link speaks for; absent for observers and the projector. */
      readonly participantId?: string
      readonly role: 'panelist' | 'party' | 'observer' | 'screen'
    }
  | { readonly kind: 'clock' }

/** Stable identity written to the ledger beside every command. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'anonymous':
      return 'anonymous'
    case 'account':
      return `account:${actor.accountId}`
    case 'link':
      return actor.participantId
        ? `participant:${actor.meetingId}:${actor.participantId}`
        : `link:${actor.linkId}`
    case 'clock':
      return 'clock'
  }
}
