import type { Document } from './bson.ts'
import type { Server } from './command.ts'
import { failure, prepareCommand, type Task } from './commands.ts'
import { Cursors } from './cursors.ts'
import { type DamageError, ServerError } from './errors.ts'
import { int } from './numbers.ts'
import { asDamage } from './place.ts'
import type { Store } from './store.ts'
import { timestamps } from './timestamps.ts'
import { expiryJobs } from './ttl.ts'

interface Waiting {
  readonly job: () => unknown
  readonly done: (outcome: { value: unknown } | { error: unknown }) => void
}

const OK = int(1)

/**
 * Answers commands. Writes that arrive together are made durable together, and none is answered before; reads see
 * the last commit; what needs the store alone waits for everything else.
 */
export class Service {
  private readonly server: Server
  private waiting: Waiting[] = []
  private scheduled = false
  private reading = 0
  private gate: Promise<void> | null = null
  private idle: (() => void)[] = []
  private told = false

  constructor(
    private readonly store: Store,
    clock: () => number,
    /** Called once, when what is stored makes no sense. */
    private readonly onDamage: (damage: DamageError) => void,
  ) {
    this.server = {
      store,
      cursors: new Cursors(clock),
      clock,
      stamp: timestamps(clock),
      startedAt: clock(),
    }
  }

  async answer(command: Document): Promise<Document> {
    try {
      const reply = await this.run(prepareCommand(this.server, command))
      reply.ok = OK
      return reply
    } catch (error) {
      return failure(this.examined(error))
    }
  }

  /** Stops all writing where an error says that what is stored makes no sense. */
  private examined(error: unknown): unknown {
    const damage = asDamage(error)
    if (!damage) return error
    this.store.damage ??= damage
    if (!this.told) this.onDamage(damage)
    this.told = true
    return damage
  }

  private async run(task: Task): Promise<Document> {
    while (this.gate) await this.gate
    if (this.store.damage && task.kind !== 'read') throw this.store.damage
    switch (task.kind) {
      case 'write':
        return await this.write(task.run)
      case 'read':
        return await this.read(task.run)
      case 'alone':
        return await this.alone(task.run)
    }
  }

  private async read<T>(run: () => T | Promise<T>): Promise<T> {
    this.reading += 1
    try {
      return await run()
    } finally {
      this.reading -= 1
      if (this.reading === 0) for (const resume of this.idle.splice(0)) resume()
    }
  }

  private async alone<T>(run: () => T | Promise<T>): Promise<T> {
    let open: () => void = () => undefined
    this.gate = new Promise((resolve) => {
      open = resolve
    })
    try {
      while (this.reading > 0 || this.waiting.length > 0) {
        this.flush()
        if (this.reading > 0) await new Promise<void>((resume) => this.idle.push(resume))
      }
      this.server.cursors.closeAll()
      return await run()
    } finally {
      this.gate = null
      open()
    }
  }

  private write<T>(job: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.waiting.push({
        job,
        done: (outcome) =>
          'error' in outcome ? reject(this.examined(outcome.error)) : resolve(outcome.value as T),
      })
      if (this.scheduled) return
      this.scheduled = true
      // Everything that came in together is in the queue by then.
      setImmediate(() => {
        this.scheduled = false
        this.flush()
      })
    })
  }

  private flush(): void {
    const batch = this.waiting.splice(0)
    if (batch.length === 0) return
    const outcomes = this.store.commit(batch.map(({ job }) => job))
    for (const [i, { done }] of batch.entries())
      done(outcomes[i] ?? { error: new ServerError(1, 'InternalError', 'no outcome') })
  }

  /** Closes cursors nobody asks for and removes what has run out. */
  async tidy(): Promise<void> {
    this.server.cursors.closeIdle()
    for (const job of expiryJobs(this.store, this.server.clock()))
      for (let more = true; more; ) {
        while (this.gate) await this.gate
        more = await this.write(job)
      }
  }

  async close(): Promise<void> {
    this.flush()
    this.server.cursors.closeAll()
    await this.store.close()
  }
}
