import type { Audience, Audiences, EventBase, Viewer } from './aggregate.ts'
import type { JsonValue } from './canonical.ts'
import { type Commit, eventLeaf, fieldDigest, type StoredEvent, type StoredField } from './commit.ts'

const RANK = { public: 0, participants: 1, panel: 2, staff: 3 } as const

/** Whether `viewer` may read a field of this audience. Undeclared means staff. */
function mayRead(
  audience: Audience | undefined,
  viewer: Viewer,
  isOpen: boolean,
  values: Readonly<Record<string, JsonValue | undefined>>,
): boolean {
  if (audience === undefined) return viewer.level === 'staff'
  if (typeof audience === 'object')
    return viewer.person !== undefined && values[audience.person] === viewer.person
  const level = audience === 'open' ? (isOpen ? 'public' : 'participants') : audience
  return RANK[viewer.level] >= RANK[level]
}

/** What has been hidden once, by the field or event itself: a record is read by many, its digests are taken once. */
const hiddenFields = new WeakMap<StoredField, StoredField>()
const hiddenEvents = new WeakMap<StoredEvent, StoredEvent>()

function hide(name: string, field: StoredField): StoredField {
  if ('d' in field) return field
  const hidden = hiddenFields.get(field) ?? { d: fieldDigest(name, field.s, field.v) }
  hiddenFields.set(field, hidden)
  return hidden
}

function hideEvent(event: StoredEvent): StoredEvent {
  const hidden = hiddenEvents.get(event) ?? { leaf: eventLeaf(event) }
  hiddenEvents.set(event, hidden)
  return hidden
}

function redactEvent(
  event: StoredEvent,
  audiences: Readonly<Record<string, Readonly<Record<string, Audience | undefined>>>>,
  viewer: Viewer,
  isOpen: boolean,
): StoredEvent {
  if ('leaf' in event) return event
  const values = Object.fromEntries(
    Object.entries(event.fields).map(([name, field]) => [name, 'v' in field ? field.v : undefined]),
  )
  const declared = typeof values.type === 'string' ? audiences[values.type] : undefined
  const readable = (name: string) => mayRead(declared?.[name], viewer, isOpen, values)
  if (!readable('type')) return hideEvent(event)
  return {
    fields: Object.fromEntries(
      Object.entries(event.fields).map(([name, field]) => [name, readable(name) ? field : hide(name, field)]),
    ),
  }
}

/**
 * The commit as one viewer may see it: hidden fields become digests, hidden events bare leaves; the head stays
 * and can still be recomputed. Nothing above the viewer's audience is left in it.
 */
export function redact<E extends EventBase>(
  commit: Commit,
  audiences: Audiences<E>,
  viewer: Viewer,
  isOpen: boolean,
): Commit {
  return { ...commit, events: commit.events.map((event) => redactEvent(event, audiences, viewer, isOpen)) }
}
