import { z } from 'zod'
import { type Applicant, applicantSchema, officerDetailsSchema, routeSchema } from './officer.ts'

/** What a reviewer found about a candidate, criterion by criterion. */
export const findingSchema = z
  .object({ criterion: z.string().min(1).max(40), met: z.boolean(), note: z.string().trim().max(400) })
  .strict()
export type Finding = z.infer<typeof findingSchema>

const statement = z.string().trim().max(2000)

/** Candidacy as it comes in: on somebody's recommendation, on the office's invitation, or on one's own. */
export const candidacySchema = z
  .object({
    route: routeSchema.exclude(['list']),
    /** Who recommended, or who invited; empty for an open application. */
    by: z.string().trim().max(120),
    /** What they say for themselves, or what is said for them. */
    statement,
    receivedOn: z.iso.date(),
    /** The number of somebody who left and wants to come back. */
    formerNo: z.int().min(1).nullable(),
    officer: officerDetailsSchema,
  })
  .strict()
export type Candidacy = z.infer<typeof candidacySchema>

/** An open application as the public form sends it. */
export const openApplicationSchema = z.object({ applicant: applicantSchema, statement }).strict()
export type OpenApplication = z.infer<typeof openApplicationSchema>

/** Open applications nobody at the office has taken in yet; `at` in UTC milliseconds. For those who keep the pool. */
export const waitingApplicationsSchema = z.object({
  waiting: z.array(openApplicationSchema.extend({ receipt: z.string(), at: z.int() })),
})
export type WaitingApplication = z.infer<typeof waitingApplicationsSchema>['waiting'][number]

/** Letters of a receipt that nobody mistakes. */
export const receiptSchema = z.string().regex(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)

/** What can be wrong with an open application so that it is none: everything else is taken in and decided. */
export const setAsideReasons = ['advertising', 'sent-twice', 'taken-back'] as const
/** An open application that was deleted: which, why and when. Whose it was is not kept. */
export const setAsideSchema = z.object({ receipt: receiptSchema, why: z.enum(setAsideReasons) }).strict()
export type SetAsideReason = (typeof setAsideReasons)[number]

/** The candidacy that an open application becomes when it is taken in. @param receivedOn the county's date */
export const candidacyOf = (
  { applicant, statement: said }: { readonly applicant: Applicant; readonly statement: string },
  receivedOn: string,
): Candidacy => ({
  route: 'application',
  by: '',
  statement: said,
  receivedOn,
  formerNo: null,
  officer: { ...applicant, standing: false, term: null, trainingValidUntil: null },
})

/**
 * What a person found about a candidate who is like somebody who left: the number they had, or null for
 * somebody else, and how that was established.
 */
export const identitySchema = z
  .object({ no: z.int().min(1).nullable(), reason: z.string().trim().min(1).max(400) })
  .strict()
export type Identity = z.infer<typeof identitySchema>

export const applicationStates = ['received', 'reviewed', 'admitted', 'refused', 'withdrawn'] as const

/** A candidacy and what became of it. For staff only. */
export interface Application extends Candidacy {
  readonly id: string
  readonly state: (typeof applicationStates)[number]
  /** UTC milliseconds of its last step. */
  readonly at: number
  readonly review: {
    readonly findings: readonly Finding[]
    readonly advice: 'admit' | 'refuse'
    readonly note: string
  } | null
  /** Why admitted, refused or withdrawn. */
  readonly reason: string
  readonly no: number | null
  /** Account that took it in; null where the record does not say. */
  readonly enteredBy: string | null
  /** Null where nobody who left is like them. */
  readonly identity: Identity | null
}

/** Whether somebody still has to act on it. */
export const isOpen = ({ state }: Pick<Application, 'state'>): boolean =>
  state === 'received' || state === 'reviewed'
