import * as Y from 'yjs'
import { decodeBody, type MinutesBody } from '../../shared/minutes/body.ts'
import { minutesSha256 } from '../../shared/minutes/content.ts'
import { type CloseCode, closeCode, limits } from '../../shared/minutes/protocol.ts'
import type { Entry } from '../streams/streams.ts'
import { type Change, readChange } from './change.ts'
import { type Clock, wait } from './clock.ts'
import type { Closing, MinutesDocument, Verdict } from './document.ts'
import { createOutbox } from './gathering.ts'
import { createPacing } from './pacing.ts'
import type { PresentUser } from './presence.ts'
import type { Store } from './store.ts'

/** A connection as its room sees it. */
export interface Member {
  /** Stable identity of whoever writes. */
  readonly by: string
  readonly mayWrite: boolean
  /** How the others see this person; null: not at all, and they are not shown to this person either. */
  readonly user: PresentUser | null
  send(message: Uint8Array): void
  close(code: CloseCode): void
}

/** A change on its way into the stream. `settle` is called once it is durable. */
interface Waiting {
  readonly member: Member
  readonly change: Change
  readonly settle: () => void
  /** The stream has been read since this came: what does not fit now did not come late from another node. */
  looked: boolean
}

export interface RoomOptions {
  readonly clock: Clock
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly onError: (error: unknown) => void
  /** How long to gather what is handed on, in milliseconds; 0: not at all. */
  readonly gatherMs: () => number
  /** Entries after which a snapshot is worth its writing. */
  readonly snapshotEvery?: number
}

/** Updates of one person that go into the stream as one entry. */
const MAX_BATCH = 20
/** Changes of one line that wait for a hole to be filled: a browser has a few, and looking at them takes time. */
const MOST_HELD = 100
/** What may wait in a room. Readers have half of it: they cannot take the place of whoever writes. */
const MOST_QUEUED = { changes: 10_000, bytes: 32 * 1024 * 1024 }
const BACKOFF = { first: 50, most: 2000 }
/** How long storage may fail before everybody is told to come back later. */
const PATIENCE_MS = 10_000
const SNAPSHOT_EVERY = 500

/**
 * The live document of one item. It changes only by entries of its stream, in order: what members send is
 * judged, appended in batches, and only then applied, broadcast and acknowledged.
 */
export interface Room {
  readonly closing: Closing | null
  readonly document: MinutesDocument
  readonly members: ReadonlySet<Member>
  /** True when storage has failed for so long that nobody is let in. */
  readonly inTrouble: boolean
  join(member: Member): void
  leave(member: Member): void
  judge(change: Change, by: string): Verdict
  submit(member: Member, change: Change, settle: () => void): void
  /** Closes the item after everything received so far. Asked again, it returns the first answer. */
  finalise(by: string): Promise<Closing>
  /** Resolves when everything received that can be written is durable. */
  settled(): Promise<void>
  /** Nobody is here and nothing waits to become durable. */
  isIdle(): boolean
  keepSnapshot(): Promise<void>
  /** Lets go of the stream. Only when idle. */
  close(): void
}

const soleMember = (batch: readonly Waiting[]): Member | null => {
  const [first] = batch
  return first && batch.every(({ member }) => member === first.member) ? first.member : null
}

export async function openRoom(
  store: Store,
  { clock, random, onError, gatherMs, snapshotEvery = SNAPSHOT_EVERY }: RoomOptions,
): Promise<Room> {
  const document = await store.load()
  const pacing = createPacing(clock, random)
  const turns = await store.followTurns(pacing.asked)
  const members = new Set<Member>()
  let queue: Waiting[] = []
  let closingBy: { readonly by: string; readonly done: (closing: Closing) => void } | null = null
  let working: Promise<void> | null = null
  let moreWork = false
  /** The append in flight, and the one connection it came from: that one needs no copy of its own words. */
  let inFlight: { readonly id: string; readonly origin: Member | null } | null = null
  let failures = 0
  let failingSince = 0
  let snapshotSeq = document.seq

  const broadcast = (message: Uint8Array, except: Member | null | undefined = null): void => {
    for (const member of members) if (member !== except) member.send(message)
  }
  const closeAll = (code: CloseCode): void => {
    for (const member of [...members]) member.close(code)
  }

  const outbox = createOutbox<Member>(clock, gatherMs, broadcast)

  function onEntry(entry: Entry): void {
    if (!document.apply(entry)) return
    const own = inFlight?.id === entry.id ? inFlight : null
    if (!own) {
      pacing.heard()
      // What waits here may have waited for this.
      if (queue.length > 0) work()
    }
    const body = decodeBody(entry.body)
    if (body.kind === 'edit') outbox.put(body.update, own?.origin ?? null)
    else finish()
  }
  const following = store.follow(document.seq, onEntry)

  /** The item is final: nobody's waiting words can get in any more. */
  function finish(): void {
    outbox.flush()
    queue = []
    if (document.closing) closingBy?.done(document.closing)
    closingBy = null
    closeAll(closeCode.finalised)
  }

  /**
   * A browser that comes from another node brings along what it read there, and this node may not have read it
   * yet. So nobody is turned away before the stream has been looked at.
   */
  function refuse(waiting: Waiting, rest: Waiting[]): void {
    if (waiting.looked) waiting.member.close(closeCode.forbidden)
    else rest.push(waiting)
  }

  /** Reads the stream for changes that do not fit as it is known here. False if none has to be looked up. */
  async function lookUp(): Promise<boolean> {
    const doubtful = queue.filter(({ looked }) => !looked)
    if (doubtful.length === 0) return false
    try {
      await store.catchUp(document, onEntry)
      failures = 0
      for (const waiting of doubtful) waiting.looked = true
    } catch (error) {
      onError(error)
      await retryLater()
    }
    return true
  }

  /** The next changes of one person that can go into one entry; the rest stays in the queue. */
  function takeBatch(): Waiting[] {
    const batch: Waiting[] = []
    const ahead = new Map<number, number>()
    const rest: Waiting[] = []
    let size = 0
    for (const waiting of queue) {
      const { member, change, settle } = waiting
      switch (document.judge(change, member.by, ahead)) {
        case 'known':
          settle()
          break
        case 'foreign':
          refuse(waiting, rest)
          break
        case 'waiting':
          // A reader has nothing that the stream does not have. What its sender never completed can never be completed.
          if (!member.mayWrite) refuse(waiting, rest)
          else if (!waiting.looked || members.has(member)) rest.push(waiting)
          break
        case 'new': {
          if (!member.mayWrite) {
            refuse(waiting, rest)
            break
          }
          const sameHand = batch.every((one) => one.member.by === member.by)
          const fits =
            batch.length < MAX_BATCH && (size === 0 || size + change.update.length <= limits.message)
          if (!sameHand || !fits) {
            rest.push(waiting)
            break
          }
          batch.push(waiting)
          size += change.update.length
          for (const [client, { to }] of change.adds) ahead.set(client, to)
        }
      }
    }
    queue = rest
    return batch.length > 0 ? batch : takeTogether()
  }

  /** What waits for each other: a hole in one change of a line, and the change on the same line that fills it. */
  function takeTogether(): Waiting[] {
    const withHoles = new Set<Member>()
    for (const { member, change } of queue) if (change.gaps.size > 0 && member.mayWrite) withHoles.add(member)
    for (const member of withHoles) {
      const own = queue.filter((waiting) => waiting.member === member)
      if (own.length > MOST_HELD) {
        member.close(closeCode.overloaded)
        continue
      }
      const whole = readChange(Y.mergeUpdates(own.map(({ change }) => change.update)))
      if (whole.update.length > limits.message || document.judge(whole, member.by) !== 'new') continue
      queue = queue.filter((waiting) => waiting.member !== member)
      return own
    }
    return []
  }

  function nextBody(batch: readonly Waiting[]): MinutesBody {
    return batch.length > 0
      ? { kind: 'edit', update: Y.mergeUpdates(batch.map(({ change }) => change.update)) }
      : { kind: 'close', sha256: minutesSha256(document.content()) }
  }

  /** One append. After a failure or a lost race: read what is there, put back what is not, decide again. */
  async function step(): Promise<boolean> {
    const batch = takeBatch()
    if (batch.length === 0 && (await lookUp())) return true
    const by = batch[0]?.member.by ?? closingBy?.by
    if (by === undefined) return false
    const startedAt = clock.now()
    const after = document.seq
    let lost = false
    const entry = store.draft(by, nextBody(batch))
    inFlight = { id: entry.id, origin: soleMember(batch) }
    try {
      const result = await store.append(after, entry)
      failures = 0
      if (result.kind === 'appended') {
        onEntry(result.entry)
        for (const { settle } of batch) settle()
        inFlight = null
        const aside = pacing.won(clock.now() - startedAt)
        if (aside > 0) await wait(clock, aside)
        return true
      }
      lost = true
    } catch (error) {
      onError(error)
      await retryLater()
    }
    inFlight = null
    if (!document.closing) queue = [...batch, ...queue]
    await store.catchUp(document, onEntry).catch(onError)
    if (lost && document.seq === after) {
      onError(new Error(`the place after ${after} is taken, and nothing is there`))
      await retryLater()
    }
    if (lost && pacing.lost()) turns.ask(by, clock.now() - startedAt).catch(onError)
    return true
  }

  async function retryLater(): Promise<void> {
    if (failures === 0) failingSince = clock.now()
    failures += 1
    if (clock.now() - failingSince >= PATIENCE_MS) closeAll(closeCode.tryAgain)
    const most = Math.min(BACKOFF.most, BACKOFF.first * 2 ** Math.min(failures, 10))
    await wait(clock, most * (0.5 + random() / 2))
  }

  function work(): void {
    moreWork = true
    working ??= workOn()
      .catch(onError)
      .finally(() => {
        working = null
        pacing.rested()
        if (moreWork) work()
        else if (document.seq - snapshotSeq >= snapshotEvery) keepSnapshot().catch(onError)
      })
  }

  async function workOn(): Promise<void> {
    while (moreWork) {
      moreWork = false
      while (!document.closing && (await step()));
    }
  }

  async function keepSnapshot(): Promise<void> {
    if (document.seq === snapshotSeq) return
    snapshotSeq = document.seq
    await store.saveSnapshot(document)
  }

  function isFullFor({ mayWrite }: Member): boolean {
    const share = mayWrite ? 1 : 0.5
    if (queue.length >= MOST_QUEUED.changes * share) return true
    const bytes = queue.reduce((sum, { change }) => sum + change.update.length, 0)
    return bytes >= MOST_QUEUED.bytes * share
  }

  const isIdle = (): boolean => members.size === 0 && working === null && queue.length === 0

  return {
    document,
    members,
    isIdle,
    get closing() {
      return document.closing
    },
    get inTrouble() {
      return failures > 0 && clock.now() - failingSince >= PATIENCE_MS
    },
    join(member) {
      members.add(member)
    },
    leave(member) {
      members.delete(member)
      work()
    },
    judge: (change, by) => document.judge(change, by),
    submit(member, change, settle) {
      // After the wish to close nothing more gets in; its sender keeps it and hears of the closing.
      if (document.closing || closingBy) return
      if (isFullFor(member)) {
        member.close(closeCode.overloaded)
        return
      }
      queue.push({ member, change, settle, looked: false })
      work()
    },
    async finalise(by) {
      const { closing } = document
      if (closing) return closing
      return new Promise<Closing>((resolve) => {
        const before = closingBy
        closingBy = {
          by: before?.by ?? by,
          done: (closing) => {
            before?.done(closing)
            resolve(closing)
          },
        }
        work()
      })
    },
    async settled() {
      while (working) await working
    },
    keepSnapshot: () => keepSnapshot().catch(onError),
    close() {
      following.stop()
      turns.stop()
      document.destroy()
    },
  }
}
