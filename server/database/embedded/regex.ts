import { location } from './errors.ts'

const JS_FLAGS = new Set(['i', 'm', 's', 'u'])

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

/**
 * A Perl-compatible pattern in JavaScript's dialect: options i m s x u, and options set in front `(?i)`.
 * @throws ServerError 51108 for an unknown option, 51091 for a pattern that cannot be read
 */
export function regexFor(pattern: string, options: string): RegExp {
  const front = /^\(\?([imsx]+)\)/.exec(pattern)
  const flags = new Set([...options, ...(front?.[1] ?? '')])
  let source = front ? pattern.slice(front[0].length) : pattern
  if (flags.delete('x')) source = withoutLayout(source)
  for (const flag of flags)
    if (!JS_FLAGS.has(flag)) throw location(51108, `invalid flag in regex options: ${flag}`)
  const plain = [...flags].filter((flag) => flag !== 'u').join('')
  try {
    return new RegExp(source, `${plain}u`)
  } catch {
    try {
      return new RegExp(source, plain)
    } catch (error) {
      throw location(51091, `Regular expression is invalid: ${error instanceof Error ? error.message : ''}`)
    }
  }
}
