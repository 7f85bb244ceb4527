/**
 * Lets the tasks of one stream run one after another, so that writers of this process do not race each other.
 * Correctness does not need it: writers of other processes are told apart by the stream itself.
 */
export function createTurns() {
  const last = new Map<string, Promise<unknown>>()
  return async <T>(stream: string, task: () => Promise<T>): Promise<T> => {
    const before = last.get(stream) ?? Promise.resolve()
    const mine = before.then(task, task)
    last.set(stream, mine)
    try {
      return await mine
    } finally {
      if (last.get(stream) === mine) last.delete(stream)
    }
  }
}
