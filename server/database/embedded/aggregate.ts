import { Aggregator } from 'mingo'
import { BSON } from 'mongodb'
import { type Collection, decode } from './collection.ts'
import { badValue, ServerError } from './errors.ts'
import { matches } from './match.ts'
import { type Document, isDocument } from './values.ts'

const REFUSED = new Map([
  [
    '$changeStream',
    new ServerError(40573, 'Location40573', 'The $changeStream stage is only supported on replica sets'),
  ],
])
const REFUSED_STAGES = ['$out', '$merge', '$function', '$where']

const plain = (document: Document): Document => BSON.deserialize(BSON.serialize(document))

/** Runs a pipeline: leading `$match` by our own matcher, over the index it can use; the rest by mingo on plain values. */
export function aggregate(
  collection: Collection | undefined,
  pipeline: readonly Document[],
  lookup: (name: string) => Collection | undefined,
): Document[] {
  for (const stage of pipeline) {
    const name = Object.keys(stage)[0] ?? ''
    const refusal = REFUSED.get(name)
    if (refusal) throw refusal
    if (REFUSED_STAGES.includes(name))
      throw new ServerError(115, 'CommandNotSupported', `${name} is not supported`)
  }
  const [first, ...others] = pipeline
  const leading = isDocument(first?.$match) ? first.$match : null
  const rest = leading ? others : pipeline
  const found = (collection?.find(leading ?? {}).records ?? []).map(({ document }) => document)
  if (rest.length === 0) return found.filter((document) => matches(document, {}))
  try {
    const aggregator = new Aggregator(
      rest.map((stage) => plain(stage)) as never,
      {
        scriptEnabled: false,
        collectionResolver: (name: string) =>
          (lookup(name)?.find({}).records ?? []).map(({ document }) => plain(document)),
      } as never,
    )
    return aggregator
      .run(found.map(plain) as never)
      .map((document) => decode(BSON.serialize(document as Document)))
  } catch (error) {
    if (error instanceof ServerError) throw error
    throw badValue(error instanceof Error ? error.message : String(error))
  }
}
