import { createHmac, randomBytes } from 'node:crypto'
import type { Connection } from 'mongoose'
import { ulid } from 'ulid'
import type { Actor } from '../../shared/accounts/actor.ts'
import { sha256Hex } from '../../shared/ledger/canonical.ts'
import { refused } from '../http/errors.ts'
import { type LinkRole, type LinkRow, linkModel, linkRowSchema } from './model.ts'

export type LinkActor = Extract<Actor, { kind: 'link' }>

/** Whom a link is for. Observers share one; everybody else has a link of their own. */
export type LinkSubject =
  | { readonly role: 'panelist' | 'party'; readonly participantId: string }
  | { readonly role: 'observer' | 'screen' }

/** A link with the token that is shown once. */
export interface IssuedLink {
  readonly linkId: string
  readonly token: string
}

const TOKEN_BYTES = 24
/** Links any number of people may open. */
const manyTimes = (role: LinkRole) => role === 'observer'

const actorOf = ({ _id, meetingId, role, participantId }: LinkRow): LinkActor => ({
  kind: 'link',
  linkId: _id,
  meetingId,
  role,
  ...(participantId === null ? {} : { participantId }),
})

export interface LinksOptions {
  readonly connection: Connection
  readonly secret: string
  readonly clock: () => number
  /** Told after a link's sign-ins have ended, so that its sockets close at once. */
  readonly onEnded?: (linkId: string) => void
}

/** One-time links into a meeting. Only the hash of a token is kept. */
export function createLinks({ connection, secret, clock, onEnded }: LinksOptions) {
  const model = linkModel(connection)

  const one = async (filter: { _id: string } | { tokenHash: string }): Promise<LinkRow | null> => {
    const found = await model.findOne(filter).lean().exec()
    return found ? linkRowSchema.parse(found) : null
  }

  const active = async (meetingId: string, subject: LinkSubject): Promise<LinkRow[]> => {
    const participantId = 'participantId' in subject ? subject.participantId : null
    const rows = await model
      .find({ meetingId, role: subject.role, participantId, revokedAt: null })
      .sort({ createdAt: 1 })
      .lean()
      .exec()
    return rows.map((row) => linkRowSchema.parse(row))
  }

  const revoke = async (linkId: string): Promise<void> => {
    await model.updateOne({ _id: linkId, revokedAt: null }, { $set: { revokedAt: clock() } }).exec()
    onEnded?.(linkId)
  }

  const insert = async (
    meetingId: string,
    subject: LinkSubject,
    createdBy: string,
    linkId: string,
    token: string,
  ): Promise<LinkRow> => {
    const row: LinkRow = {
      _id: linkId,
      meetingId,
      role: subject.role,
      participantId: 'participantId' in subject ? subject.participantId : null,
      tokenHash: sha256Hex(token),
      createdAt: clock(),
      createdBy,
      redeemedAt: null,
      revokedAt: null,
    }
    await model.create(row)
    return row
  }

  /** The observers' token is derived from its id, so that the projector can show it again. */
  const observerToken = (linkId: string) =>
    createHmac('sha256', secret)
      .update(`mingting observer link ${linkId}`)
      .digest()
      .subarray(0, TOKEN_BYTES)
      .toString('base64url')

  const issue = async (meetingId: string, subject: LinkSubject, createdBy: string): Promise<IssuedLink> => {
    const before = await active(meetingId, subject)
    const linkId = ulid(clock())
    const token = manyTimes(subject.role)
      ? observerToken(linkId)
      : randomBytes(TOKEN_BYTES).toString('base64url')
    await insert(meetingId, subject, createdBy, linkId, token)
    for (const { _id } of before) await revoke(_id)
    return { linkId, token }
  }

  return {
    async prepare(): Promise<void> {
      await model.createIndexes()
    },

    /** Whom a sign-in by link stands for, or null once the link has been replaced. */
    async actor(linkId: string): Promise<LinkActor | null> {
      const row = await one({ _id: linkId })
      return row && row.revokedAt === null ? actorOf(row) : null
    },

    /** Makes a link; one the same person had before ends, and with it every sign-in by it. */
    issue,

    /** The observers' link of a meeting, made at the first asking. */
    async observerLink(meetingId: string, createdBy: string): Promise<IssuedLink> {
      const [row] = await active(meetingId, { role: 'observer' })
      return row
        ? { linkId: row._id, token: observerToken(row._id) }
        : issue(meetingId, { role: 'observer' }, createdBy)
    },

    /**
     * The link somebody already has, or a new one nobody has seen: for seats this server opens by itself.
     * An earlier link of the same person goes on working.
     */
    async seat(meetingId: string, subject: LinkSubject, createdBy: string): Promise<LinkActor> {
      const [row] = await active(meetingId, subject)
      if (row) return actorOf(row)
      const { linkId } = await issue(meetingId, subject, createdBy)
      const made = await one({ _id: linkId })
      if (!made) throw refused('LINK_UNKNOWN')
      return actorOf(made)
    },

    /**
     * Whom a token is for, without using it up.
     * @param held links this browser has opened before
     * @throws RefusedError LINK_UNKNOWN, LINK_REPLACED, LINK_USED
     */
    async look(token: string, held: readonly string[]): Promise<{ actor: LinkActor; resumable: boolean }> {
      const row = await one({ tokenHash: sha256Hex(token) })
      if (!row) throw refused('LINK_UNKNOWN')
      if (row.revokedAt !== null) throw refused('LINK_REPLACED')
      const resumable = held.includes(row._id)
      if (row.redeemedAt !== null && !resumable && !manyTimes(row.role)) throw refused('LINK_USED')
      return { actor: actorOf(row), resumable }
    },

    /**
     * Uses a token: the first browser gets it, and gets it again.
     * @throws RefusedError LINK_UNKNOWN, LINK_REPLACED, LINK_USED
     */
    async redeem(token: string, held: readonly string[]): Promise<LinkActor> {
      const tokenHash = sha256Hex(token)
      const row = await one({ tokenHash })
      if (!row) throw refused('LINK_UNKNOWN')
      if (row.revokedAt !== null) throw refused('LINK_REPLACED')
      if (manyTimes(row.role) || held.includes(row._id)) return actorOf(row)
      const { modifiedCount } = await model
        .updateOne({ tokenHash, redeemedAt: null, revokedAt: null }, { $set: { redeemedAt: clock() } })
        .exec()
      if (modifiedCount !== 1) throw refused('LINK_USED')
      return actorOf(row)
    },

    /** All links of a meeting that still work. */
    async list(meetingId: string): Promise<LinkRow[]> {
      const rows = await model.find({ meetingId, revokedAt: null }).sort({ createdAt: 1 }).lean().exec()
      return rows.map((row) => linkRowSchema.parse(row))
    },

    /** Withdraws one link of this meeting. @throws RefusedError LINK_UNKNOWN */
    async withdraw(meetingId: string, linkId: string): Promise<void> {
      const row = await one({ _id: linkId })
      if (row?.meetingId !== meetingId) throw refused('LINK_UNKNOWN')
      await revoke(linkId)
    },
  }
}

export type Links = ReturnType<typeof createLinks>
