import { ServerError } from './errors.ts'

/** How long one request works before the others get a turn. */
const TURN_MS = 8

/** The time a request works: how much of it there may be, and when others get their turn. */
export class Pace {
  private readonly began = performance.now()
  private turn = this.began

  /** `most`: how long may be worked, in milliseconds. */
  constructor(private readonly most: number) {}

  /** @returns whether others should have a turn. @throws ServerError 50 where the time is over */
  check(): boolean {
    const now = performance.now()
    if (now - this.began > this.most)
      throw new ServerError(50, 'MaxTimeMSExpired', 'operation exceeded time limit')
    return now - this.turn > TURN_MS
  }

  /** Lets the others have theirs. */
  async rest(): Promise<void> {
    await new Promise((resume) => setImmediate(resume))
    this.turn = performance.now()
  }
}

/** Does work that pauses now and then, in turns. @throws ServerError 50 where its time is over */
export async function inTurns<T>(work: Generator<unknown, T, undefined>, pace: Pace): Promise<T> {
  try {
    for (;;) {
      const { value, done } = work.next()
      if (done) return value as T
      if (pace.check()) await pace.rest()
    }
  } finally {
    work.return(undefined as T)
  }
}
