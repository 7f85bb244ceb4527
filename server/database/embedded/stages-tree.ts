import { type Document, fieldsOf, isDocument, setField, type Value } from './bson.ts'
import { Long } from './bson-classes.ts'
import { failedToParse, location } from './errors.ts'
import { compileExpression } from './expressions.ts'
import { wholeNumber } from './numbers.ts'
import { reach } from './paths.ts'
import { setComputed } from './project.ts'
import { PAUSE } from './query.ts'
import { asSpec, each, type PipelineContext, type Stage } from './stage.ts'
import { encodeKey } from './values.ts'

/** `$redact`: each document inside a document is kept, dropped, or looked into. */
export function redacting(value: Value, { variables }: PipelineContext): Stage {
  const decide = compileExpression(value)
  const redacted = (current: Document, known: ReadonlyMap<string, Value>): Document | undefined => {
    const decision = decide({ root: current, variables: known })
    if (decision === 'KEEP') return current
    if (decision === 'PRUNE') return undefined
    if (decision !== 'DESCEND')
      throw location(
        17053,
        "$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE",
      )
    const inside = (item: Value): Value => {
      if (Array.isArray(item)) return item.map(inside).filter((left) => left !== undefined)
      return isDocument(item) ? redacted(item, known) : item
    }
    const made: Document = {}
    for (const [name, item] of fieldsOf(current)) {
      const left = inside(item)
      if (left !== undefined) setField(made, name, left)
    }
    return made
  }
  return each(function* (document) {
    const left = redacted(document, new Map([...variables, ['ROOT', document]]))
    if (left) yield left
  })
}

const GRAPH_TEXTS = ['from', 'as', 'connectFromField', 'connectToField'] as const
const GRAPH_FIELDS = [...GRAPH_TEXTS, 'startWith', 'maxDepth', 'depthField', 'restrictSearchWithMatch']

/** `$graphLookup`: what can be reached from a value, document by document, each once and as near as it is found. */
export function climbing(value: Value, { variables, find }: PipelineContext): Stage {
  const given = asSpec('$graphLookup', value, 40327)
  for (const name of Object.keys(given))
    if (!GRAPH_FIELDS.includes(name)) throw location(40104, `Unknown argument to $graphLookup: ${name}`)
  if ([...GRAPH_TEXTS, 'startWith'].some((name) => given[name] === undefined))
    throw location(40105, `$graphLookup requires ${GRAPH_TEXTS.join(', ')} and startWith`)
  const [from, as, connectFrom, connectTo] = GRAPH_TEXTS.map((name) => {
    const text = given[name]
    if (typeof text !== 'string') throw location(40103, `expected string as argument for ${name}`)
    return text
  }) as [string, string, string, string]
  const { depthField, restrictSearchWithMatch: restriction = {} } = given
  if (depthField !== undefined && typeof depthField !== 'string')
    throw location(40103, 'expected string as argument for depthField')
  if (!isDocument(restriction)) throw location(40185, 'restrictSearchWithMatch must be an object')
  const maxDepth = given.maxDepth === undefined ? Number.POSITIVE_INFINITY : wholeNumber(given.maxDepth)
  if (maxDepth === undefined) throw location(40100, 'maxDepth must be numeric')
  if (maxDepth < 0) throw location(40101, 'maxDepth requires a nonnegative argument')
  const start = compileExpression(given.startWith)
  const depthParts = depthField?.split('.')
  return each(function* (document) {
    const first = start({ root: document, variables })
    const found = new Map<string, Document>()
    const searched = new Set<string>()
    let next: Value[] = Array.isArray(first) ? first : [first ?? null]
    for (let depth = 0; depth <= maxDepth && next.length > 0; depth += 1) {
      const values = next.filter((one) => {
        const key = encodeKey(one).toString('latin1')
        return !searched.has(key) && searched.add(key)
      })
      next = []
      if (values.length === 0) break
      const query = { $and: [{ [connectTo]: { $in: values } }, restriction] }
      for (const one of find(from, query, variables)) {
        if (one === PAUSE) {
          yield PAUSE
          continue
        }
        const key = encodeKey(one._id).toString('latin1')
        if (found.has(key)) continue
        const placed = depthParts ? setComputed(one, depthParts, Long.fromNumber(depth)) : one
        found.set(key, isDocument(placed) ? placed : one)
        next.push(
          ...reach(one, connectFrom).flatMap((reached) => (Array.isArray(reached) ? reached : [reached])),
        )
      }
    }
    const made = setComputed(document, as.split('.'), [...found.values()])
    if (!isDocument(made)) throw failedToParse("'as' names no place for the result of $graphLookup")
    yield made
  })
}
