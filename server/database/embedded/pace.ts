import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ServerError } from './errors.ts'

/** How long one request works before the others get a turn. */
const TURN_MS = 8
/**
 * Share of this thread's heap above which a request is refused: the rest is for what it does within a turn, and for
 * saying so. A thread that runs out of memory dies, and every connection with it.
 */
const MOST_OF_HEAP = 0.6

/** This thread's memory. */
export interface Heap {
  /** Share in use, what nobody holds any more included. */
  used(): number
  /** Collects what nobody holds any more. */
  collect(): void
}

const ownHeap: Heap = {
  used() {
    const { used_heap_size, external_memory, heap_size_limit } = getHeapStatistics()
    return (used_heap_size + external_memory) / heap_size_limit
  },
  collect() {
    // There is no other way to ask for it from within.
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')()
  },
}

/** @throws ServerError 146 where what is held in memory has grown too large */
function checkRoom(heap: Heap): void {
  if (heap.used() <= MOST_OF_HEAP) return
  heap.collect()
  if (heap.used() <= MOST_OF_HEAP) return
  throw new ServerError(
    146,
    'ExceededMemoryLimit',
    'the request holds more in memory than there is room for; sort by an index, match first or ask for less',
  )
}

/** The time a request works: how much of it there may be, and when others get their turn. */
export class Pace {
  private readonly began = performance.now()
  private turn = this.began
  private looked = this.began

  /** `most`: how long may be worked, in milliseconds. */
  constructor(
    private readonly most: number,
    private readonly heap: Heap = ownHeap,
  ) {}

  /** @returns whether others should have a turn. @throws ServerError 50 where the time is over, 146 where memory is */
  check(): boolean {
    const now = performance.now()
    if (now - this.began > this.most)
      throw new ServerError(50, 'MaxTimeMSExpired', 'operation exceeded time limit')
    if (now - this.looked > TURN_MS) {
      this.looked = now
      checkRoom(this.heap)
    }
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
