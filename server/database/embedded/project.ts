import { type Document, fieldsOf, isDocument, setField, type Value } from './bson.ts'
import { badValue, location, noTextScore, typeMismatch } from './errors.ts'
import { compileQuery } from './match.ts'
import { isNumber, truth, wholeNumber } from './numbers.ts'
import { withMatchedElement } from './positions.ts'

/** Compiles an expression to what gives its value for a document; `undefined` means the field stays away. */
export type CompileExpression = (expression: Value) => (document: Document) => Value

type Leaf =
  | { readonly kind: 'include' }
  | { readonly kind: 'exclude' }
  | { readonly kind: 'computed'; readonly value: (document: Document) => Value }
  | { readonly kind: 'slice'; readonly cut: (items: Value[]) => Value[] }
  | { readonly kind: 'element'; readonly test: (item: Value) => boolean }
type Tree = Map<string, Leaf | Tree>

function slicer(operand: Value): (items: Value[]) => Value[] {
  const numbers = Array.isArray(operand) ? operand : [operand]
  const [first, second] = numbers.map(wholeNumber)
  if (first === undefined || numbers.length > 2 || (numbers.length === 2 && second === undefined))
    throw location(28667, 'First argument to $slice must be an array or an integer')
  if (second === undefined) return (items) => (first < 0 ? items.slice(first) : items.slice(0, first))
  if (second <= 0) throw location(28724, 'Third argument to $slice must be positive')
  return (items) => {
    const from = first < 0 ? Math.max(0, items.length + first) : first
    return items.slice(from, from + second)
  }
}

function elementTest(operand: Value): (item: Value) => boolean {
  if (!isDocument(operand)) throw badValue('elemMatch: Invalid argument, object required')
  const test = compileQuery({ item: { $elemMatch: operand } })
  return (item) => test({ item: [item] })
}

interface Found {
  readonly path: string
  readonly leaf: Leaf
}

/** The leaves of a projection; nested documents stand for dotted paths. */
function leavesOf(spec: Document, prefix: string, expression: CompileExpression, find: boolean): Found[] {
  return fieldsOf(spec).flatMap(([name, value]): Found[] => {
    const path = prefix + name
    if (name === '' || path.split('.').includes('')) throw location(40353, 'FieldPath must not be empty')
    if (typeof value === 'boolean' || isNumber(value))
      return [{ path, leaf: { kind: truth(value) ? 'include' : 'exclude' } }]
    if (!isDocument(value)) return [{ path, leaf: { kind: 'computed', value: expression(value) } }]
    const operator = Object.keys(value)[0]
    if (operator === undefined) throw location(51270, 'An empty sub-projection is not a valid value')
    if (!operator.startsWith('$')) return leavesOf(value, `${path}.`, expression, find)
    if (find && operator === '$slice' && !(Array.isArray(value.$slice) && value.$slice.length === 3))
      if (!Array.isArray(value.$slice) || isNumber(value.$slice[0]))
        return [{ path, leaf: { kind: 'slice', cut: slicer(value.$slice) } }]
    if (find && operator === '$elemMatch')
      return [{ path, leaf: { kind: 'element', test: elementTest(value.$elemMatch) } }]
    if (operator === '$meta') throw noTextScore()
    return [{ path, leaf: { kind: 'computed', value: expression(value) } }]
  })
}

function treeOf(found: readonly Found[]): Tree {
  const root: Tree = new Map()
  for (const { path, leaf } of found) {
    const parts = path.split('.')
    const last = parts.pop() ?? ''
    let tree = root
    for (const [i, part] of parts.entries()) {
      const next = tree.get(part) ?? new Map()
      if (!(next instanceof Map))
        throw location(
          31249,
          `Path collision at ${path} remaining portion ${[...parts.slice(i + 1), last].join('.')}`,
        )
      tree.set(part, next)
      tree = next
    }
    if (tree.has(last)) throw location(31250, `Path collision at ${path}`)
    tree.set(last, leaf)
  }
  return root
}

function cutDown(value: Value, leaf: Leaf): Value {
  switch (leaf.kind) {
    case 'include':
      return value
    case 'exclude':
    case 'computed':
      return undefined
    case 'slice':
      return Array.isArray(value) ? leaf.cut(value) : value
    case 'element': {
      const item = Array.isArray(value) ? value.find(leaf.test) : undefined
      return item === undefined ? undefined : [item]
    }
  }
}

/** Keeps what the tree names (`including`), or all it does not name. Undefined: nothing is left of the value. */
function shape(value: Value, tree: Tree, including: boolean): Value {
  if (Array.isArray(value))
    return value.flatMap((item) => {
      const shaped = shape(item, tree, including)
      return shaped === undefined ? [] : [shaped]
    })
  if (!isDocument(value)) return including ? undefined : value
  const shaped: Document = {}
  for (const [name, item] of fieldsOf(value)) {
    const node = tree.get(name)
    const kept =
      node === undefined
        ? including
          ? undefined
          : item
        : node instanceof Map
          ? shape(item, node, including)
          : cutDown(item, node)
    if (kept !== undefined) setField(shaped, name, kept)
  }
  return shaped
}

/** Sets a computed value at a path, in each element of the arrays on its way. */
export function setComputed(target: Value, parts: readonly string[], value: Value): Value {
  const [head, ...rest] = parts
  if (head === undefined) return value
  if (Array.isArray(target)) return target.map((item) => setComputed(item, parts, value))
  const made: Document = isDocument(target) ? { ...target } : {}
  const next = setComputed(Object.hasOwn(made, head) ? made[head] : undefined, rest, value)
  if (next === undefined) delete made[head]
  else setField(made, head, next)
  return made
}

/** A find projection may name the array element that matched (`a.$`), which depends on the query. */
export interface FindContext {
  readonly query: Document
}

function positionalPath(spec: Document): string | null {
  const paths = Object.keys(spec).filter((path) => path.endsWith('.$'))
  if (paths.length > 1) throw location(31276, 'Cannot specify more than one positional projection per query.')
  return paths[0]?.slice(0, -2) ?? null
}

/**
 * Compiles a projection of `find` (given a context) or `$project`.
 * @throws ServerError 31253/31254 where fields are both included and excluded
 */
export function compileProjection(
  given: Value,
  expression: CompileExpression,
  context: FindContext | null,
): ((document: Document) => Document) | null {
  if (given === undefined || given === null) return null
  if (!isDocument(given)) throw typeMismatch('the projection must be a document')
  if (Object.keys(given).length === 0) {
    if (context) return null
    throw location(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    )
  }
  const positional = context ? positionalPath(given) : null
  const spec =
    positional === null
      ? given
      : Object.fromEntries(
          Object.entries(given).map(([path, value]) => [path.endsWith('.$') ? positional : path, value]),
        )
  const found = leavesOf(spec, '', expression, context !== null)
  const others = found.filter(({ path }) => path !== '_id')
  const deciding = others.find(({ leaf }) => leaf.kind !== 'slice')
  const ofId = found.find(({ path }) => path === '_id')?.leaf
  const including = deciding
    ? deciding.leaf.kind !== 'exclude'
    : others.length === 0 && ofId?.kind !== 'exclude'
  for (const { path, leaf } of others) {
    if (including && leaf.kind === 'exclude')
      throw location(31254, `Cannot do exclusion on field ${path} in inclusion projection`)
    if (!including && (leaf.kind === 'include' || leaf.kind === 'element'))
      throw location(31253, `Cannot do inclusion on field ${path} in exclusion projection`)
    if (!including && leaf.kind === 'computed')
      throw location(31252, `Cannot use expression other than $meta in exclusion projection`)
  }
  const tree = treeOf(found.filter(({ path }) => path !== '_id'))
  const computed = found.flatMap(({ path, leaf }) =>
    leaf.kind === 'computed' ? [{ parts: path.split('.'), value: leaf.value }] : [],
  )
  return (document) => {
    const source =
      positional !== null && context ? withMatchedElement(document, context.query, positional) : document
    const { _id, ...rest } = source
    const shaped = shape(rest, tree, including)
    let result: Document = ofId?.kind === 'exclude' || _id === undefined ? {} : { _id }
    Object.assign(result, isDocument(shaped) ? shaped : {})
    for (const { parts, value } of computed) {
      const set = setComputed(result, parts, value(document))
      result = isDocument(set) ? set : result
    }
    return result
  }
}
