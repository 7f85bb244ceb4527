import { type Connection, Schema } from 'mongoose'
import { z } from 'zod'

/** Roles of people who sign in with a password. */
export const staffRoleSchema = z.enum(['administrator', 'clerk', 'chair'])
export type StaffRole = z.infer<typeof staffRoleSchema>

/** Roles a one-time link can give. */
export const linkRoleSchema = z.enum(['panelist', 'party', 'observer', 'screen'])
export type LinkRole = z.infer<typeof linkRoleSchema>

export const accountRowSchema = z.object({
  _id: z.string(),
  /** Lower case, unique. */
  login: z.string(),
  name: z.string(),
  roles: z.array(staffRoleSchema),
  passwordHash: z.string(),
  active: z.boolean(),
  /** Raised with every new password or suspension: sign-ins of an older epoch are over. */
  epoch: z.int(),
  createdAt: z.number(),
})
export type AccountRow = z.infer<typeof accountRowSchema>

const accounts = new Schema(
  {
    _id: { type: String, required: true },
    login: { type: String, required: true },
    name: { type: String, required: true },
    roles: { type: [String], required: true },
    passwordHash: { type: String, required: true },
    active: { type: Boolean, required: true },
    epoch: { type: Number, required: true },
    createdAt: { type: Number, required: true },
  },
  { collection: 'accounts', versionKey: false },
)
accounts.index({ login: 1 }, { unique: true })

export const linkRowSchema = z.object({
  _id: z.string(),
  meetingId: z.string(),
  role: linkRoleSchema,
  /** Participant the link speaks for; null for observers and the projector. */
  participantId: z.string().nullable(),
  /** sha256 hex of the token; the token itself is nowhere. */
  tokenHash: z.string(),
  createdAt: z.number(),
  createdBy: z.string(),
  /** When its button was first pressed; a link for one person works once. */
  redeemedAt: z.number().nullable(),
  /** When it was replaced or withdrawn. */
  revokedAt: z.number().nullable(),
})
export type LinkRow = z.infer<typeof linkRowSchema>

const links = new Schema(
  {
    _id: { type: String, required: true },
    meetingId: { type: String, required: true },
    role: { type: String, required: true },
    participantId: { type: String, default: null },
    tokenHash: { type: String, required: true },
    createdAt: { type: Number, required: true },
    createdBy: { type: String, required: true },
    redeemedAt: { type: Number, default: null },
    revokedAt: { type: Number, default: null },
  },
  { collection: 'links', versionKey: false },
)
links.index({ tokenHash: 1 }, { unique: true })
links.index({ meetingId: 1, createdAt: 1 })

export const accountModel = (connection: Connection) => connection.model('Account', accounts)
export const linkModel = (connection: Connection) => connection.model('Link', links)
