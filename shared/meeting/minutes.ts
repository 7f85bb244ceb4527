import type { Actor } from '../accounts/actor.ts'
import { canonicalJson, sha256Hex } from '../ledger/canonical.ts'
import { parseItemKey } from '../minutes/versions.ts'
import { pinnedProcedure } from '../procedures/index.ts'
import { roleIn } from './abilities.ts'
import type { MeetingState } from './state.ts'

/**
 * Fingerprint of all final items: SHA-256 over the canonical JSON `[[itemId, sha256], …]`, ordered by item.
 * People sign it, the closing records it.
 */
export function itemsFingerprint(items: MeetingState['items']): string {
  const pairs = Object.entries(items)
    .map(([itemId, { sha256 }]) => [itemId, sha256] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return sha256Hex(canonicalJson(pairs.map((pair) => [...pair])))
}

/** Enough of a fingerprint of all items to tell by eye whether paper, scan and record hold the same versions. */
export const itemsCode = (itemsSha256: string): string => itemsSha256.slice(0, 8).toUpperCase()

/** The version of an item that can be written now; null where it is final. */
export function openVersion({ items, revisions }: MeetingState, itemId: string): number | null {
  return revisions[itemId]?.version ?? (items[itemId] === undefined ? 1 : null)
}

/** The version of an item that people look at: the one being written, else the last final one. */
export function shownVersion(state: MeetingState, itemId: string): number {
  return openVersion(state, itemId) ?? state.items[itemId]?.version ?? 1
}

/**
 * What an actor may do in one version of an item's minutes. Chair and clerks write while the meeting is in session and
 * the item is not finalised; panel, office and parties read; parties not what was said after they had left.
 * Observers and the projector get none: minutes hold names in full.
 */
export function minutesAccess(
  state: MeetingState,
  actor: Actor,
  meetingId: string,
  key: string,
): 'write' | 'read' | 'none' {
  const named = parseItemKey(key)
  const stage = pinnedProcedure(state.procedure?.hash ?? '')?.stages.find(({ id }) => id === named?.itemId)
  if (!named || !stage) return 'none'
  const open = openVersion(state, named.itemId)
  if (named.version > (open ?? state.items[named.itemId]?.version ?? 0)) return 'none'
  switch (roleIn(state, actor, meetingId)) {
    case 'chair':
    case 'clerk':
      return state.phase === 'in-session' && named.version === open ? 'write' : 'read'
    case 'administrator':
    case 'office':
    case 'panelist':
      return 'read'
    case 'party':
      return stage.partiesLeave ? 'none' : 'read'
    case 'observer':
    case 'screen':
    case 'clock':
    case 'none':
      return 'none'
  }
}

/** Everything `minutesAccess` depends on, as text: equal texts mean that nobody's access changed. */
export function minutesAccessKey(state: MeetingState): string {
  const { phase, chair, clerks, seats, participants, items, revisions } = state
  return JSON.stringify([
    phase,
    chair?.accountId ?? null,
    clerks.map(({ accountId }) => accountId),
    seats.map(({ participantId }) => participantId),
    participants.map(({ id }) => id),
    Object.entries(items).map(([itemId, { version }]) => [itemId, version]),
    Object.entries(revisions).map(([itemId, { version }]) => [itemId, version]),
  ])
}
