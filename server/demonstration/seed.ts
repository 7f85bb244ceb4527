import { randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import type { Actor } from '../../shared/accounts/actor.ts'
import type { MatterCommand } from '../../shared/matter/commands.ts'
import { addDays } from '../../shared/matter/days.ts'
import type { MeetingRequest } from '../../shared/meeting/commands.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import type { PoolCommand } from '../../shared/pool/commands.ts'
import { pinnedProcedure } from '../../shared/procedures/index.ts'
import type { AccountActor, Accounts } from '../accounts/service.ts'
import type { Counties } from '../county/service.ts'
import type { CommandRequest, CommandResult } from '../ledger/service.ts'
import type { Matters } from '../matters/service.ts'
import type { Meetings } from '../meetings/service.ts'
import type { Pool } from '../pool/service.ts'
import { COUNTY_NAME, demonstrationAccounts, demonstrationHearings } from './matters.ts'
import { demonstrationPool, PAST_CHAIR, type PoolStep } from './pool.ts'

export interface DemonstrationParts {
  readonly county: Counties
  readonly accounts: Accounts
  readonly pool: Pool
  readonly matters: Matters
  readonly meetings: Meetings
  readonly clock: () => number
  /** Calendar date of an instant in the county's zone. */
  dateOf(instant: number): string
}

type Hearing = (typeof demonstrationHearings)[number]
type Command = PoolCommand | MatterCommand | MeetingRequest

const HOUR_MS = 3_600_000

/** A command of the demonstration was refused: its data and the rules do not fit together. */
export class SeedRefusedError extends Error {
  override readonly name = 'SeedRefusedError'
}

/**
 * Sets up the invented county, through the same commands people use. Each step looks at what is there first,
 * so that a start that was cut off is finished by the next one and a finished one changes nothing.
 */
export async function seedDemonstration(parts: DemonstrationParts): Promise<void> {
  const { county, clock, dateOf } = parts
  await county.create(COUNTY_NAME, true)
  const now = clock()
  const staff = await seedAccounts(parts.accounts)
  const clerk = staffMember(staff, 'clerk1')
  await seedPool(parts.pool, staff, dateOf(now))
  for (const hearing of demonstrationHearings) {
    await seedMatter(parts.matters, hearing, clerk, dateOf(now))
    await seedMeeting(parts, hearing, staff, now)
  }
}

type Staff = ReadonlyMap<string, AccountActor>

async function seedAccounts(accounts: Accounts): Promise<Staff> {
  const known = new Map((await accounts.list()).map((row) => [row.login, row]))
  const staff = new Map<string, AccountActor>()
  for (const account of demonstrationAccounts) {
    const row = known.get(account.login)
    const actor: AccountActor = row
      ? { kind: 'account', accountId: row._id, name: row.name, roles: row.roles }
      : await accounts.create({ ...account, password: randomBytes(24).toString('base64url') })
    staff.set(account.login, actor)
  }
  return staff
}

function staffMember(staff: Staff, login: string): AccountActor {
  const actor = staff.get(login)
  if (!actor) throw new SeedRefusedError(login)
  return actor
}

/** Sends commands one after another; each is new, the checks before it decide whether it is needed. */
function sender(execute: (request: CommandRequest) => Promise<CommandResult>) {
  return async (command: Command): Promise<void> => {
    const result = await execute({ commandId: ulid(), ...command })
    if (!result.ok) throw new SeedRefusedError(`${command.type}: ${result.refusal.code}`)
  }
}

async function seedPool(pool: Pool, staff: Staff, today: string): Promise<void> {
  const actors: Readonly<Record<PoolStep['by'], Actor>> = {
    clerk: staffMember(staff, 'clerk1'),
    chair: staffMember(staff, PAST_CHAIR),
    clock: { kind: 'clock' },
  }
  // One commit each, in this order: what the pool holds already was done, by an earlier start or by people.
  const steps = demonstrationPool(today, staffMember(staff, PAST_CHAIR).accountId)
  for (const { by, command } of steps.slice((await pool.load()).seq))
    await sender((request) => pool.execute(request, actors[by]))(command)
}

async function seedMatter(matters: Matters, hearing: Hearing, clerk: Actor, today: string): Promise<void> {
  const { state } = await matters.load(hearing.matterId)
  if (state.registeredAt !== null) return
  await sender((request) => matters.execute(hearing.matterId, request, clerk))({
    type: 'register',
    data: hearing.details(today),
  })
}

/** On the full hour, so that the notice reads like one. */
const startOf = (now: number, inHours: number): number => Math.ceil(now / HOUR_MS + inHours) * HOUR_MS

async function seedMeeting(
  { meetings, dateOf }: DemonstrationParts,
  hearing: Hearing,
  staff: Staff,
  now: number,
): Promise<void> {
  const { meetingId, matterId, place, chair, clerks, inHours } = hearing
  const clerkAccountIds = clerks.map((login) => staffMember(staff, login).accountId)
  const clerk = staffMember(staff, clerks[0] ?? '')
  const send = sender((request) => meetings.execute(meetingId, request, clerk))
  const state = async (): Promise<MeetingState> => (await meetings.load(meetingId)).state

  if ((await state()).phase === 'none')
    await send({
      type: 'schedule',
      data: {
        matterId,
        procedureId: 'naiman-review',
        place,
        startsAt: startOf(now, inHours),
        open: true,
        closedReason: '',
        chairAccountId: staffMember(staff, chair).accountId,
        clerkAccountIds,
      },
    })
  // The announcement is the last step: from then on the hearing belongs to people.
  const { phase, announcedAt } = await state()
  if (phase !== 'preparing' || announcedAt !== null) return
  for (const command of outstanding(await state(), hearing)) await send(command)
  for (const { id } of unserved(await state()))
    await send({
      type: 'record-service',
      data: {
        participantId: id,
        document: 'notice',
        method: 'in-person',
        // Invented like the rest: a hearing of tomorrow whose notice was served in time.
        servedOn: addDays(dateOf(startOf(now, inHours)), -8),
        proof: '示例送达回证',
      },
    })
  await send({ type: 'publish-announcement', data: {} })
}

/** What is still to be entered before the hearing is prepared up to the draw. */
function outstanding(state: MeetingState, hearing: Hearing): readonly MeetingRequest[] {
  const procedure = pinnedProcedure(state.procedure?.hash ?? '')
  const missingPeople = hearing.others.filter(
    ({ kind, name }) => !state.participants.some((p) => p.kind === kind && p.name === name),
  )
  const unchecked = (procedure?.preparation ?? []).filter(({ id }) => state.preparation[id]?.done !== true)
  return [
    ...missingPeople.map((data): MeetingRequest => ({ type: 'add-participant', data })),
    ...hearing.evidence
      .slice(state.evidence.length)
      .map((data): MeetingRequest => ({ type: 'list-evidence', data })),
    ...unchecked.map(
      ({ id }): MeetingRequest => ({ type: 'check-preparation', data: { itemId: id, done: true, note: '' } }),
    ),
    ...(state.noticeIssuedAt === null ? [{ type: 'issue-notice', data: {} } as const] : []),
  ]
}

const unserved = (state: MeetingState) =>
  state.participants.filter(
    ({ id, side }) =>
      (side === 'petitioner' || side === 'unit') &&
      !state.services.some((service) => service.participantId === id && service.document === 'notice'),
  )
