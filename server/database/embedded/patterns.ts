import { Script } from 'node:vm'
import { badValue, location } from './errors.ts'
import { regexFor } from './regex.ts'

/** A regular expression that answers in a bounded time, whatever the text. */
export interface Pattern {
  test(text: string): boolean
  all(text: string): RegExpMatchArray[]
}

/** As long as a server takes one, in bytes. */
const MOST_BYTES = 32_764
/** How long one text may be looked at, in milliseconds. */
const MOST_MS = 500
/** Steps that take no time worth watching. */
const STEPS = 1_000_000

/** What a pattern can cost: how often each character may be looked at again, as a power of the text's length. */
interface Cost {
  readonly power: number
  /** Repeats what itself repeats or chooses: the steps may double with each character. */
  readonly nested: boolean
}

const QUANTIFIER = /^(?:[*+?]|\{\d+(?:,\d*)?\})/

/** @param source a pattern in JavaScript's dialect */
function costOf(source: string): Cost {
  let power = 1
  let nested = false
  /** For each group that is open, whether anything in it can go more than one way. */
  const open: boolean[] = [false]
  let closed = false
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i] ?? ''
    const [quantifier] = QUANTIFIER.exec(source.slice(i, i + 24)) ?? []
    const isGroupMark = char === '?' && source[i - 1] === '('
    if (char === '\\') i += 1
    else if (char === '[') while (i < source.length && source[i] !== ']') i += source[i] === '\\' ? 2 : 1
    else if (char === '(') open.push(false)
    else if (char === '|') open[open.length - 1] = true
    else if (quantifier && !isGroupMark) {
      i += quantifier.length - 1
      if (quantifier !== '?') power += 1
      if (closed && quantifier !== '?') nested = true
      open[open.length - 1] = true
    }
    closed = false
    if (char === ')' && source[i - 1] !== '\\') {
      closed = open.pop() ?? false
      if (closed && open.length > 0) open[open.length - 1] = true
    }
  }
  return { power, nested }
}

const slot = globalThis as unknown as { embeddedPatternWork: (() => unknown) | null }
const runner = new Script('embeddedPatternWork()')

/** Runs what might take for ever. @throws ServerError 51156 where it takes too long */
function watched<T>(work: () => T): T {
  slot.embeddedPatternWork = work
  try {
    return runner.runInThisContext({ timeout: MOST_MS }) as T
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw location(
        51156,
        'Error occurred while executing the regular expression: match limit exceeded; a simpler pattern is needed',
      )
    throw error
  } finally {
    slot.embeddedPatternWork = null
  }
}

/**
 * A Perl-compatible pattern with its options i m s x u.
 * @throws ServerError 2 for one that is too long, 51108 and 51091 for one that cannot be read or said here; `test` and
 * `all` throw 51156 where a text takes too long
 */
export function patternFor(pattern: string, options: string): Pattern {
  if (Buffer.byteLength(pattern) > MOST_BYTES) throw badValue('Regular expression is too long')
  const once = regexFor(pattern, options)
  const each = new RegExp(once.source, `${once.flags}g`)
  const { power, nested } = costOf(once.source)
  const run = <T>(text: string, work: () => T): T =>
    nested || text.length ** power > STEPS ? watched(work) : work()
  return {
    test: (text) => run(text, () => once.test(text)),
    all: (text) => run(text, () => [...text.matchAll(each)]),
  }
}
