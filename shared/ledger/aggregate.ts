import type { ZodType } from 'zod'

/** A refusal: a stable code with parameters. Its sentences (what happened, what would make it possible) are in `shared/i18n/refusals.ts`. */
export interface Refusal {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

export type Decision<E> =
  | { readonly ok: true; readonly events: readonly E[] }
  | { readonly ok: false; readonly refusal: Refusal }

/** Shorthand used by every `decide`. */
export function refuse(code: string, params: Refusal['params'] = {}): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, params } }
}

export function accept<E>(...events: readonly E[]): { ok: true; events: readonly E[] } {
  return { ok: true, events }
}

/**
 * Who may read a field. Each level includes the ones before it: public < participants < panel < staff.
 * `open` is public in an open meeting and participants in a closed one. `{ person }` names the field of the
 * same event that holds the participant id (or actor id) who alone, beside nobody else, may read it.
 * A field that is not listed is for staff.
 */
export type Audience = 'public' | 'open' | 'participants' | 'panel' | 'staff' | { readonly person: string }

/** One reader. `person` is the participant id the reader speaks for in this stream, if any. */
export interface Viewer {
  readonly level: 'public' | 'participants' | 'panel' | 'staff'
  readonly person?: string
}

export interface EventBase {
  readonly type: string
}

/** An event as a viewer may see it: every field but the type may be hidden. `evolve` is total on these. */
export type Seen<E extends EventBase> = E extends EventBase
  ? { readonly type: E['type'] } & { readonly [K in Exclude<keyof E, 'type'>]?: E[K] | undefined }
  : never

/** Facts of the commit that carries an event. `at` is UTC milliseconds, never before the previous commit. */
export interface CommitFacts {
  readonly seq: number
  readonly at: number
}

/** Field audiences of every event type. `type` is itself a field: where it is hidden the event is a bare leaf. */
export type Audiences<E extends EventBase> = {
  readonly [T in E['type']]: {
    readonly [K in keyof Extract<E, { type: T }>]?: Audience
  }
}

export interface CommandBase {
  readonly type: string
  readonly data: unknown
}

/**
 * A kind of stream: pure rules shared by server and browser.
 * @template S state, plain JSON
 * @template E events, plain JSON
 * @template C commands
 * @template X context: everything `decide` may not make itself (time, actor, ids, secrets, other streams' facts)
 */
export interface Aggregate<S, E extends EventBase, C extends CommandBase, X> {
  /** First part of the stream's name: `meeting`, `matter`, `pool`. */
  readonly name: string
  readonly initial: S
  readonly commandSchema: ZodType<C>
  readonly eventSchema: ZodType<E>
  readonly audiences: Audiences<E>
  /** Whether fields of audience `open` are public in this state. */
  isOpen(state: S): boolean
  decide(state: S, command: C, context: X): Decision<E>
  evolve(state: S, event: Seen<E>, facts: CommitFacts): S
}
