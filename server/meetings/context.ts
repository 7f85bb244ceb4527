import { randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import type { Actor } from '../../shared/accounts/actor.ts'
import { actorId } from '../../shared/accounts/actor.ts'
import type { PortfolioResult } from '../../shared/draw/portfolio/build.ts'
import { commitmentOf } from '../../shared/draw/randomness.ts'
import type { Candidate, DrawRules } from '../../shared/draw/rules.ts'
import { bytesToHex } from '../../shared/ledger/canonical.ts'
import { forbidden, roleIn } from '../../shared/meeting/abilities.ts'
import type { MeetingCommand } from '../../shared/meeting/commands.ts'
import type { FinalisedItem, MatterFacts, MeetingContext } from '../../shared/meeting/context.ts'
import { decideMeeting } from '../../shared/meeting/decide/decide.ts'
import { candidatesFor, currentDraw, refuseShare } from '../../shared/meeting/decide/draw.ts'
import { refuseFinalising } from '../../shared/meeting/decide/minutes.ts'
import { refuseGiven, refuseNumber } from '../../shared/meeting/decide/number.ts'
import { receiptNumber, refuseOpening, sealsToOpen } from '../../shared/meeting/decide/opinions.ts'
import { openVersion } from '../../shared/meeting/minutes.ts'
import type { MeetingState, Staff } from '../../shared/meeting/state.ts'
import { itemKey } from '../../shared/minutes/versions.ts'
import { findProcedure, pinnedProcedure, procedureHash } from '../../shared/procedures/index.ts'
import { composeDocument } from '../../shared/publication/compose.ts'
import { maskName, maskText } from '../../shared/publication/masking.ts'
import type { SealedTexts } from '../opinions/service.ts'

/** What other modules answer to a meeting that is being decided. */
export interface MeetingNeighbours {
  readonly sealedTexts: SealedTexts
  matterFacts(matterId: string): Promise<MatterFacts | null>
  /** The pool as it stands, with everything the data has against somebody on the day of this meeting. */
  poolForDraw(meetingId: string, state: MeetingState): Promise<NonNullable<MeetingContext['pool']>>
  /** The fairest portfolio for rules with quotas, or which rules conflict. Takes seconds, beside the main thread. */
  portfolio(rules: DrawRules, candidates: readonly Candidate[]): Promise<PortfolioResult>
  staff(accountId: string, role: 'chair' | 'clerk'): Promise<Staff | null>
  /** Reserves the next hearing number of the year, once per meeting. */
  reserveNumber(meetingId: string, year: number): Promise<string>
  /** Closes the stream of one version of an item. */
  finaliseMinutes(meetingId: string, key: string, actor: Actor): Promise<FinalisedItem>
  /** A file handed in for this meeting, or null. */
  findScan(meetingId: string, sha256: string): Promise<{ mime: string; bytes: number } | null>
  /** Calendar date of an instant in the county's zone. */
  dateOf(instant: number): string
}

const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** 12 characters of 32: 60 bits, read aloud and typed without mistaking 0 for O or 1 for I. */
export function newCode(random: (n: number) => Uint8Array = randomBytes): string {
  const characters = [...random(12)].map((byte) => CODE_ALPHABET[byte % 32]).join('')
  return `${characters.slice(0, 4)}-${characters.slice(4, 8)}-${characters.slice(8)}`
}

const openKey = (state: MeetingState, itemId: string): string =>
  itemKey({ itemId, version: openVersion(state, itemId) ?? 1 })

const isRefusal = (value: object): value is { ok: false } => 'ok' in value

/** Gathers what a command's decision needs, touching a secret or another stream only when it may be decided at all. */
export function createMeetingContext(neighbours: MeetingNeighbours) {
  const staffOf = async (data: { chairAccountId: string; clerkAccountIds: readonly string[] }) => {
    const clerks = await Promise.all(data.clerkAccountIds.map((id) => neighbours.staff(id, 'clerk')))
    return {
      chair: await neighbours.staff(data.chairAccountId, 'chair'),
      clerks: clerks.filter((clerk) => clerk !== null),
    }
  }

  const openedShare = async (meetingId: string, state: MeetingState) => {
    const draw = refuseNumber(state)
    if (isRefusal(draw) || !draw.shareRef) return null
    const opened = await neighbours.sealedTexts.openShare(meetingId, draw.shareRef)
    return opened && commitmentOf(opened.salt, opened.share) === draw.commitment ? opened : null
  }

  const unsealed = async (meetingId: string, state: MeetingState) => {
    const opened = await Promise.all(
      sealsToOpen(state)
        .filter(({ seal }) => seal.medium === 'phone')
        .map(async ({ participantId, seal }) => {
          const text = await neighbours.sealedTexts.openOpinion(meetingId, seal.sealId ?? '', seal.commitment)
          return text ? ([participantId, text] as const) : null
        }),
    )
    return Object.fromEntries(opened.filter((entry) => entry !== null))
  }

  /** The part of the context that only this command needs. */
  const particular = async (
    meetingId: string,
    state: MeetingState,
    command: MeetingCommand,
    actor: Actor,
    now: number,
  ): Promise<Partial<MeetingContext>> => {
    switch (command.type) {
      case 'schedule': {
        const procedure = findProcedure(command.data.procedureId) ?? null
        const staff = await staffOf(command.data)
        const matter = await neighbours.matterFacts(command.data.matterId)
        if (!matter || !procedure) return { procedure, staff }
        const part = { procedure, procedureHash: procedureHash(procedure), staff }
        const facts = { matter, number: '', code: newCode() }
        // A number is taken only for a meeting that will be scheduled: a refused one leaves no gap.
        const trial: MeetingContext = { meetingId, now, newId: ulid, actor, ...part, schedule: facts }
        if (!decideMeeting(state, command, trial).ok) return { ...part, schedule: facts }
        const year = Number(neighbours.dateOf(command.data.startsAt).slice(0, 4))
        return {
          ...part,
          schedule: { ...facts, number: await neighbours.reserveNumber(meetingId, year) },
        }
      }
      case 'amend': {
        const staff = await staffOf(command.data)
        const { startsAt } = command.data
        // Nobody sits yet: nobody's day has to be looked at.
        if (state.seats.length === 0) return { staff }
        return { staff, pool: await neighbours.poolForDraw(meetingId, { ...state, startsAt }) }
      }
      case 'begin':
      case 'record-answer':
      case 'close-answers':
      case 'vacate-seat':
      case 'rule-recusal':
      case 'seat-recommended':
        return { pool: await neighbours.poolForDraw(meetingId, state) }
      case 'add-participant':
        return { maskName }
      case 'lock-pool': {
        const pool = await neighbours.poolForDraw(meetingId, state)
        const rules = pinnedProcedure(state.procedure?.hash ?? '')?.panel
        const found = rules?.quotas ? candidatesFor(pool, rules, command.data) : undefined
        if (!rules || !found?.ok || currentDraw(state)) return { pool }
        return { pool, portfolio: await neighbours.portfolio(rules, found.candidates) }
      }
      case 'commit-share': {
        const procedure = pinnedProcedure(state.procedure?.hash ?? '') ?? null
        if (refuseShare(state, command.data.deadline, { now, procedure })) return {}
        const share = bytesToHex(randomBytes(32))
        const salt = bytesToHex(randomBytes(16))
        const ref = ulid()
        await neighbours.sealedTexts.sealShare(meetingId, ref, actorId(actor), { share, salt })
        return { share: { ref, commitment: commitmentOf(salt, share) } }
      }
      case 'give-number':
        return isRefusal(refuseGiven(state, meetingId, command.data))
          ? {}
          : {
              openedShare: await openedShare(meetingId, state),
              pool: await neighbours.poolForDraw(meetingId, state),
            }
      case 'run-without-number': {
        const draw = refuseNumber(state)
        const due = !isRefusal(draw) && now >= (draw.deadline ?? 0)
        if (!due) return {}
        const pool = await neighbours.poolForDraw(meetingId, state)
        return { openedShare: await openedShare(meetingId, state), pool }
      }
      case 'open-opinions':
        return refuseOpening(state, now) ? {} : { unsealed: await unsealed(meetingId, state) }
      case 'finalise-item':
        return refuseFinalising(state, command.data.itemId)
          ? {}
          : {
              finalised: await neighbours.finaliseMinutes(
                meetingId,
                openKey(state, command.data.itemId),
                actor,
              ),
            }
      case 'file-scan': {
        const scan = await neighbours.findScan(meetingId, command.data.sha256)
        return scan ? { scan } : {}
      }
      case 'announce-conclusion': {
        const masks = state.participants
          .filter((p) => p.kind !== 'officer')
          .flatMap(({ name, maskedName: masked }) => (name === undefined ? [] : [{ name, masked }]))
        return { maskText: (text) => maskText(text, masks) }
      }
      case 'publish': {
        const document = composeDocument(state, neighbours.dateOf(state.begunAt ?? state.startsAt))
        return document ? { document } : {}
      }
      default:
        return {}
    }
  }

  return async (
    meetingId: string,
    state: MeetingState,
    command: MeetingCommand,
    actor: Actor,
    now: number,
    seal?: () => Promise<{ sealId: string; commitment: string } | null>,
  ): Promise<MeetingContext> => {
    const procedure = pinnedProcedure(state.procedure?.hash ?? '') ?? null
    const base: MeetingContext = {
      meetingId,
      now,
      newId: ulid,
      actor,
      procedure,
      procedureHash: state.procedure?.hash ?? '',
    }
    if (forbidden(state, roleIn(state, actor, meetingId), command.type)) return base
    const seat = state.seats.find((s) => actor.kind === 'link' && s.participantId === actor.participantId)
    const context = { ...base, ...(await particular(meetingId, state, command, actor, now)) }
    if (!seal || !seat) return context
    const receipt = receiptNumber(state, seat.seat)
    // Nothing is stored for a seal that will be refused.
    const trial = { ...context, seal: { sealId: '', commitment: '', receipt } }
    const sealed = decideMeeting(state, command, trial).ok ? await seal() : null
    return sealed ? { ...context, seal: { ...sealed, receipt } } : trial
  }
}
