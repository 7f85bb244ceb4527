import { MongoClient } from 'mongodb'
import { z } from 'zod'

const answerSchema = z.object({ valid: z.boolean(), errors: z.array(z.string()) })

/**
 * Reads everything a running server holds: every document is decoded, every index compared with its collection.
 * Calls `found` with what is wrong, in words. Returns how many documents were read.
 */
export async function checkAll(uri: string, found: (wrong: string) => void): Promise<number> {
  const client = await MongoClient.connect(uri)
  let documents = 0
  try {
    const { databases } = await client.db('admin').admin().listDatabases()
    for (const { name: database } of databases)
      for (const { name } of await client.db(database).listCollections().toArray()) {
        const place = `${database}.${name}`
        try {
          const answer = await client.db(database).command({ validate: name })
          for (const wrong of answerSchema.parse(answer).errors) found(`${place}: ${wrong}`)
          documents += await client.db(database).collection(name).estimatedDocumentCount()
        } catch (error) {
          found(`${place}: ${error instanceof Error ? error.message : String(error)}`)
        }
      }
    return documents
  } finally {
    await client.close()
  }
}
