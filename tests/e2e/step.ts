const startedAt = Date.now()
const elapsed = () => `${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s`

/** One step of a long test: said aloud when it begins, and named where it fails. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  process.stderr.write(`${elapsed()}  ${what}\n`)
  try {
    return await work()
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
