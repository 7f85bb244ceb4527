import { location } from './errors.ts'

const FLAGS = new Set(['i', 'm', 's', 'u'])

/** Leaves out what the option `x` makes meaningless: white space and comments outside of classes. */
function withoutLayout(source: string): string {
  let inClass = false
  let result = ''
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i] ?? ''
    if (char === '\\') {
      result += char + (source[i + 1] ?? '')
      i += 1
    } else if (inClass || !/[\s#]/.test(char)) {
      if (char === '[') inClass = true
      else if (char === ']') inClass = false
      result += char
    } else if (char === '#') while (i < source.length && source[i] !== '\n') i += 1
  }
  return result
}

/** Escapes that mean the same in both dialects. */
const SHARED = /[bBdDwWnrtfcxk0-9]/
const SYNTAX = /[\^$\\.*+?()[\]{}|/]/
const END = '(?![\\s\\S])'
/** White space is ASCII's, and a line ends with a line feed, whatever Unicode has besides. */
const SPACE = '\\t-\\r '
const NO_SPACE = '\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}'
const LINE_BEGINS = `(?<![^\\n])(?:(?<!\\n)|(?!${END}))`
const LINE_ENDS = '(?![^\\n])'
const ESCAPES: Readonly<Record<string, string>> = {
  A: '(?<![\\s\\S])',
  z: END,
  Z: `(?=\\n?${END})`,
  h: '[\\t\\u180e\\p{Zs}]',
  v: '[\\n-\\r\\x85\\u2028\\u2029]',
  s: `[${SPACE}]`,
  S: `[${NO_SPACE}]`,
  e: '\\x1b',
  a: '\\x07',
}
const CLASSES: Readonly<Record<string, string>> = {
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: SPACE,
  word: '\\w',
  xdigit: '0-9A-Fa-f',
  punct: '!-\\/:-@\\[-`\\{-~',
}

const quoted = (text: string, inClass: boolean): string =>
  text.replace(inClass ? /[\^$\\.*+?()[\]{}|/-]/g : /[\^$\\.*+?()[\]{}|/]/g, '\\$&')
const unreadable = (why: string) => location(51091, `Regular expression is invalid: ${why}`)

/** What follows a backslash. @throws ServerError 51091 for what this dialect cannot say */
function escaped(char: string, inClass: boolean): string {
  if (SHARED.test(char) || SYNTAX.test(char)) return `\\${char}`
  const known = ESCAPES[char]
  if (known !== undefined && !(inClass && known.startsWith('(')))
    return inClass ? known.replace(/^\[|\]$/g, '') : known
  if (/[A-Za-z]/.test(char) || char === '') throw unreadable(`\\${char} is not supported`)
  return inClass && char === '-' ? '\\-' : char
}

/** A pattern in JavaScript's stricter dialect, in which nothing has a meaning that was not asked for. */
function translated(source: string, flags: ReadonlySet<string>): string {
  const lines = flags.has('m')
  let result = ''
  let inClass = false
  for (let i = 0; i < source.length; i += 1) {
    const rest = source.slice(i)
    const char = source[i] ?? ''
    const quote = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(rest)
    const posix = inClass ? /^\[[:.=]([^\]]*)[:.=]\]/.exec(rest) : null
    const property = /^\\[pP](?:\{[^{}]*\}|[A-Za-z])/.exec(rest)
    if (quote) {
      result += quoted(quote[1] ?? '', inClass)
      i += quote[0].length - 1
    } else if (property) {
      const [whole] = property
      result += whole.length === 3 ? `${whole.slice(0, 2)}{${whole[2]}}` : whole
      i += whole.length - 1
    } else if (char === '\\') {
      result += escaped(source[i + 1] ?? '', inClass)
      i += 1
    } else if (posix) {
      const members = posix[0].startsWith('[:') ? CLASSES[posix[1] ?? ''] : undefined
      if (members === undefined) throw unreadable(`${posix[0]} is not supported`)
      result += members
      i += posix[0].length - 1
    } else if (inClass) {
      if (char === ']') inClass = false
      result += char === '[' ? '\\[' : char
    } else if (char === '[') {
      inClass = true
      // A bracket that comes first is one of the class.
      const first = /^\[\^?\]?/.exec(rest)?.[0] ?? '['
      result += first.endsWith(']') ? `${first.slice(0, -1)}\\]` : first
      i += first.length - 1
    } else if (char === '{' && !/^\{\d+(?:,\d*)?\}/.test(rest)) result += '\\{'
    else if (char === '{') {
      const [quantifier = '{'] = /^\{\d+(?:,\d*)?\}/.exec(rest) ?? []
      result += quantifier
      i += quantifier.length - 1
    } else if (char === '}') result += '\\}'
    else if (char === ']') result += '\\]'
    // Before a line feed that ends the text, too.
    else if (char === '$') result += lines ? LINE_ENDS : `(?=\\n?${END})`
    else if (char === '^' && lines) result += LINE_BEGINS
    else if (char === '.' && !flags.has('s')) result += '[^\\n]'
    else result += char
  }
  return result
}

/**
 * A Perl-compatible pattern in JavaScript's dialect: options i m s x u, and options set in front `(?i)`.
 * @throws ServerError 51108 for an unknown option, 51091 for a pattern that cannot be read or said here
 */
export function regexFor(pattern: string, options: string): RegExp {
  const front = /^\(\?([imsx]+)\)/.exec(pattern)
  const flags = new Set([...options, ...(front?.[1] ?? '')])
  let source = front ? pattern.slice(front[0].length) : pattern
  if (flags.delete('x')) source = withoutLayout(source)
  for (const flag of flags)
    if (!FLAGS.has(flag)) throw location(51108, `invalid flag in regex options: ${flag}`)
  const said = translated(source, flags)
  try {
    return new RegExp(said, `${flags.has('i') ? 'i' : ''}${flags.has('s') ? 's' : ''}u`)
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : '')
  }
}
