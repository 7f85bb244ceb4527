import type { Actor } from '../../accounts/actor.ts'
import { accept, refuse } from '../../ledger/aggregate.ts'
import { pinnedProcedure } from '../../procedures/index.ts'
import type { Procedure } from '../../procedures/schema.ts'
import type { MeetingEvent } from '../events.ts'
import { areMinutesFinal, awaitsReadOut, openCorrections, openItems } from '../guards.ts'
import { itemsFingerprint, openVersion } from '../minutes.ts'
import type { MeetingState } from '../state.ts'
import { actingFor, type Decide } from './decision.ts'

/** Asked before the item's stream is closed, and again in the decision. */
export function refuseFinalising(state: MeetingState, itemId: string) {
  if (openVersion(state, itemId) === null) return refuse('ITEM_FINALISED', { item: itemId })
  // A stage the meeting has stepped back from comes again: its minutes are not final before that.
  const stages = pinnedProcedure(state.procedure?.hash ?? '')?.stages ?? []
  const isAhead = stages.findIndex(({ id }) => id === itemId) > (state.stage?.index ?? -1)
  if (isAhead || !openItems(state).includes(itemId)) return refuse('ITEM_NOT_BEGUN', { item: itemId })
  return null
}

/** Whether the parties had left while this item was discussed: its words are then for the panel only. */
const isForPanel = (procedure: Procedure | null, itemId: string): boolean =>
  procedure?.stages.find((stage) => stage.id === itemId)?.partiesLeave ?? true

/** A value of an item in the field whose audience may read it; the other field is null. */
const shownTo = <T>(forPanel: boolean, value: T): readonly [T | null, T | null] =>
  forPanel ? [null, value] : [value, null]

export const finaliseItem: Decide<'finalise-item'> = (state, { itemId }, { finalised, procedure }) => {
  const refusal = refuseFinalising(state, itemId)
  if (refusal) return refusal
  if (!finalised) return refuse('ITEM_NOT_BEGUN', { item: itemId })
  const { content: whole, ...rest } = finalised
  const [content, panelContent] = shownTo(isForPanel(procedure, itemId), whole)
  const version = openVersion(state, itemId) ?? 1
  return accept({ type: 'item-finalised', itemId, version, ...rest, content, panelContent })
}

/** A version somebody speaks of must be the one that is final now. */
function refuseVersion(state: MeetingState, itemId: string, version: number) {
  const final = state.items[itemId]
  if (!final || state.revisions[itemId]) return refuse('ITEM_NOT_FINAL')
  return final.version === version ? null : refuse('ITEM_VERSION_CHANGED', { version: final.version })
}

type Reader = ReturnType<typeof actingFor>

/** Whoever acts, if they may read this item at all. */
function readerOf(...[state, data, context]: Parameters<Decide<'check-item'>>): Reader {
  const acting = actingFor(state, context, data.onBehalfOf)
  if (!acting.ok) return acting
  const { participant } = acting
  const onPanel = state.seats.some((seat) => seat.participantId === participant.id)
  if (participant.kind === 'officer' && !onPanel) return refuse('NOT_ON_PANEL')
  return !onPanel && isForPanel(context.procedure, data.itemId) ? refuse('ITEM_NOT_YOURS') : acting
}

export const checkItem: Decide<'check-item'> = (state, data, context) => {
  const refusal = refuseVersion(state, data.itemId, data.version)
  if (refusal) return refusal
  const reader = readerOf(state, data, context)
  if (!reader.ok) return reader
  const { participant, self } = reader
  if (state.itemChecks[data.itemId]?.[participant.id] === data.version) return refuse('ALREADY_CHECKED')
  const { itemId, version } = data
  return accept({
    type: 'item-checked',
    itemId,
    version,
    participantId: participant.id,
    via: self ? 'self' : 'paper',
  })
}

export const requestCorrection: Decide<'request-correction'> = (state, data, context) => {
  const { itemId, version, passage, wanted } = data
  const refusal = refuseVersion(state, itemId, version)
  if (refusal) return refusal
  if (areMinutesFinal(state)) return refuse('MINUTES_FINAL')
  const reader = readerOf(state, data, context)
  if (!reader.ok) return reader
  const { participant, self } = reader
  const as = participant.kind === 'officer' ? 'panelist' : 'party'
  if (!context.procedure?.minutes.corrections.value.includes(as)) return refuse('CORRECTION_NOT_ALLOWED')
  const [text, panelText] = shownTo(isForPanel(context.procedure, itemId), { passage, wanted })
  return accept({
    type: 'correction-requested',
    correctionId: context.newId(),
    itemId,
    version,
    participantId: participant.id,
    text,
    panelText,
    via: self ? 'self' : 'paper',
  })
}

export const ruleCorrection: Decide<'rule-correction'> = (state, data, { procedure }) => {
  const { correctionId, accepted, reason: why } = data
  const correction = state.corrections.find((one) => one.id === correctionId)
  if (!correction) return refuse('CORRECTION_UNKNOWN')
  if (correction.ruling) return refuse('CORRECTION_RULED')
  if (!accepted && why === '') return refuse('RULING_WITHOUT_REASON')
  const { itemId } = correction
  const [reason, panelReason] = shownTo(isForPanel(procedure, itemId), why)
  const ruled = { type: 'correction-ruled', correctionId, accepted, reason, panelReason } as const
  if (!accepted || state.revisions[itemId]) return accept(ruled)
  const version = (state.items[itemId]?.version ?? 1) + 1
  return accept<MeetingEvent>(ruled, { type: 'item-reopened', itemId, version, correctionId })
}

export const addAddendum: Decide<'add-addendum'> = (state, data, { procedure, actor, newId }) => {
  const { itemId } = data
  if (!state.items[itemId]) return refuse('ITEM_NOT_FINAL')
  const [text, panelText] = shownTo(isForPanel(procedure, itemId), data.text)
  const by = actor.kind === 'account' ? actor.name : ''
  return accept({ type: 'addendum-added', addendumId: newId(), itemId, by, text, panelText })
}

/** Under which name an account signs for itself; null for whoever came in by a link and has a name of their own. */
function ownOffice({ chair }: MeetingState, actor: Actor): 'chair' | 'clerk' | null {
  if (actor.kind !== 'account') return null
  return actor.accountId === chair?.accountId ? 'chair' : 'clerk'
}

/** What is read out and signed is the whole, and nothing of it is still asked to be otherwise. */
function refuseUnsettled(state: MeetingState) {
  const open = openItems(state).length
  if (open > 0) return refuse('ITEMS_OPEN', { count: open })
  const asked = openCorrections(state).length
  return asked > 0 ? refuse('CORRECTIONS_OPEN', { count: asked }) : null
}

/** What somebody says of the minutes holds for the versions they saw, which must be the ones that are final now. */
const refuseUnseen = (state: MeetingState, itemsSha256: string) =>
  itemsSha256 === itemsFingerprint(state.items) ? null : refuse('MINUTES_CHANGED')

export const fileScan: Decide<'file-scan'> = (state, { sha256, pages, itemsSha256 }, { scan }) => {
  if (!scan) return refuse('SCAN_UNKNOWN')
  if (state.scans.some((one) => one.sha256 === sha256)) return refuse('SCAN_FILED')
  return (
    refuseUnseen(state, itemsSha256) ?? accept({ type: 'scan-filed', sha256, ...scan, pages, itemsSha256 })
  )
}

export const readOutMinutes: Decide<'read-out-minutes'> = (state, { how, itemsSha256 }) =>
  refuseUnsettled(state) ??
  refuseUnseen(state, itemsSha256) ??
  (state.readOut ? refuse('ALREADY_READ_OUT') : accept({ type: 'minutes-read-out', how, itemsSha256 }))

export const signMinutes: Decide<'sign-minutes'> = (state, data, context) => {
  const { method, note, itemsSha256, onBehalfOf, drawing = '' } = data
  const refusal = refuseUnsettled(state) ?? refuseUnseen(state, itemsSha256)
  if (refusal) return refusal
  if (context.procedure && awaitsReadOut(state, context.procedure)) return refuse('MINUTES_NOT_READ_OUT')
  if (method === 'refused' && note === '') return refuse('REFUSAL_WITHOUT_REASON')
  const { actor, procedure } = context
  const own = ownOffice(state, actor)
  const office = own === null ? undefined : (onBehalfOf ?? own)
  if (office === 'chair' || office === 'clerk') {
    if (state.signatures[office]) return refuse('ALREADY_SIGNED')
    if (office !== own && method === 'phone') return refuse('NOT_YOURSELF')
    return accept({ type: 'minutes-signed', participantId: office, method, note, itemsSha256, drawing })
  }
  const acting = actingFor(state, context, onBehalfOf)
  if (!acting.ok) return acting
  const { participant, self } = acting
  if (state.signatures[participant.id]) return refuse('ALREADY_SIGNED')
  if (!self && method === 'phone') return refuse('NOT_YOURSELF')
  if (method === 'phone' && !procedure?.minutes.drawnSignature.value) return refuse('SIGN_ON_PAPER')
  if (method === 'phone' && drawing === '') return refuse('DRAWING_MISSING')
  return accept({ type: 'minutes-signed', participantId: participant.id, method, note, itemsSha256, drawing })
}
