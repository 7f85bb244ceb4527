import { type Document, isDocument, type Value } from './bson.ts'
import { location } from './errors.ts'
import { PAUSE, PAUSE_EVERY } from './query.ts'

/** Documents on their way through a pipeline. */
export type Stream = Generator<Document | typeof PAUSE, void, undefined>
/** One step of a pipeline. */
export type Stage = (input: Stream) => Stream

/** What a pipeline is compiled in. */
export interface PipelineContext {
  readonly variables: ReadonlyMap<string, Value>
  /** Documents of another collection of the same database that match a query; its expressions may name variables. */
  readonly find: (collection: string, query: Document, variables: ReadonlyMap<string, Value>) => Stream
}

/** Takes all there is, and lets others have their turn meanwhile. */
export function* gathered(input: Stream, take: (document: Document) => void): Generator<typeof PAUSE> {
  let taken = 0
  for (const document of input) {
    if (document !== PAUSE) {
      take(document)
      taken += 1
    }
    if (document === PAUSE || taken % PAUSE_EVERY === 0) yield PAUSE
  }
}

/** What waits for its whole input: reads it all, then gives what is made of it. */
export const whole = (finish: (documents: Document[]) => Iterable<Document | typeof PAUSE>): Stage =>
  function* (input) {
    const documents: Document[] = []
    yield* gathered(input, (document) => documents.push(document))
    yield* finish(documents)
  }

/** What turns each document into others. */
export const each = (turn: (document: Document) => Iterable<Document | typeof PAUSE>): Stage =>
  function* (input) {
    for (const document of input) {
      if (document === PAUSE) yield PAUSE
      else yield* turn(document)
    }
  }

/** The argument of a stage that must be a document. @throws ServerError with the stage's own code */
export const asSpec = (name: string, value: Value, code = 15959): Document => {
  if (!isDocument(value)) throw location(code, `the ${name} stage's argument must be an object`)
  return value
}

/** The arguments of a stage, where it knows them all. @throws ServerError of the given code for another one */
export function withKnown(name: string, spec: Document, known: readonly string[], code: number): Document {
  const other = Object.keys(spec).find((one) => !known.includes(one))
  if (other !== undefined) throw location(code, `unrecognized option to ${name} stage: ${other}`)
  return spec
}

/** One stage after another. */
export const inTurn =
  (first: Stage, second: Stage): Stage =>
  (input) =>
    second(first(input))

/** Documents as a stream. */
export function* streamOf(documents: Iterable<Document | typeof PAUSE>): Stream {
  yield* documents
}
