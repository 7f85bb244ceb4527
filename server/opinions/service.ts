import { randomBytes } from 'node:crypto'
import type { Connection } from 'mongoose'
import { z } from 'zod'
import { canonicalJson, sha256Hex } from '../../shared/ledger/canonical.ts'
import { type Opinion, opinionSchema } from '../../shared/opinions/opinion.ts'
import { sealedModel } from './model.ts'
import type { Sealing } from './sealing.ts'

const sealedTextSchema = z.object({ salt: z.string().regex(/^[0-9a-f]{32}$/), opinion: opinionSchema })

/**
 * What the record holds of a sealed opinion: `sha256(salt ‖ opinion)` over the salt's 16 bytes followed by the
 * opinion's canonical JSON in UTF-8. Anybody who has the opened text can recompute it (docs/record.md).
 */
export function opinionCommitment(salt: string, opinion: Opinion): string {
  return sha256Hex(Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(canonicalJson(opinion), 'utf8')]))
}

const nameOf = (meetingId: string, kind: 'opinion' | 'share', id: string) => `${meetingId}/${kind}/${id}`

/** Stores sealed texts before the record refers to them; the record's commit is what makes them count. */
export function createSealedTexts(connection: Connection, sealing: Sealing) {
  const model = sealedModel(connection)

  const store = async (
    meetingId: string,
    kind: 'opinion' | 'share',
    id: string,
    by: string,
    text: string,
    same: string,
  ) => {
    const name = nameOf(meetingId, kind, id)
    const { ciphertext } = sealing.seal(name, text)
    const { fingerprint } = sealing.seal(`${name}/request`, same)
    await model.collection.insertOne(
      { _id: id as never, meetingId, kind, by, ciphertext, fingerprint },
      { writeConcern: { w: 'majority', j: true } },
    )
  }

  const isSame = (meetingId: string, commandId: string, opinion: Opinion, fingerprint: string): boolean =>
    sealing.isSame(`${nameOf(meetingId, 'opinion', commandId)}/request`, canonicalJson(opinion), fingerprint)

  const readText = async (
    meetingId: string,
    kind: 'opinion' | 'share',
    id: string,
  ): Promise<string | null> => {
    const row = await model.findById(id).where({ meetingId, kind }).exec()
    return row ? sealing.unseal(nameOf(meetingId, kind, id), row.ciphertext) : null
  }

  return {
    /** Whether this person has sealed this text, or somebody another one, under the command's id. */
    async compareOpinion(
      meetingId: string,
      commandId: string,
      by: string,
      opinion: Opinion,
    ): Promise<'unknown' | 'same' | 'other'> {
      const known = await model.findById(commandId).exec()
      if (!known) return 'unknown'
      return known.by === by && isSame(meetingId, commandId, opinion, known.fingerprint) ? 'same' : 'other'
    },

    /**
     * Seals an opinion under the command's id. The same person sending the same text again gets the seal made
     * first; anything else under a known id is `reused`.
     */
    async sealOpinion(
      meetingId: string,
      commandId: string,
      by: string,
      opinion: Opinion,
    ): Promise<{ kind: 'sealed'; commitment: string } | { kind: 'reused' }> {
      const known = await model.findById(commandId).exec()
      if (known) {
        const same = isSame(meetingId, commandId, opinion, known.fingerprint)
        const stored = same && known.by === by ? await readText(meetingId, 'opinion', commandId) : null
        if (stored === null) return { kind: 'reused' }
        const sealed = sealedTextSchema.parse(JSON.parse(stored))
        return { kind: 'sealed', commitment: opinionCommitment(sealed.salt, sealed.opinion) }
      }
      const salt = randomBytes(16).toString('hex')
      await store(
        meetingId,
        'opinion',
        commandId,
        by,
        JSON.stringify({ salt, opinion }),
        canonicalJson(opinion),
      )
      return { kind: 'sealed', commitment: opinionCommitment(salt, opinion) }
    },

    /** The opened text if it is the one committed to; null if it cannot be read or is another. */
    async openOpinion(
      meetingId: string,
      sealId: string,
      commitment: string,
    ): Promise<{ opinion: Opinion; salt: string } | null> {
      const text = await readText(meetingId, 'opinion', sealId)
      if (text === null) return null
      const opened = sealedTextSchema.parse(JSON.parse(text))
      return opinionCommitment(opened.salt, opened.opinion) === commitment ? opened : null
    },

    async sealShare(
      meetingId: string,
      id: string,
      by: string,
      share: { share: string; salt: string },
    ): Promise<void> {
      await store(meetingId, 'share', id, by, JSON.stringify(share), id)
    },

    async openShare(meetingId: string, id: string): Promise<{ share: string; salt: string } | null> {
      const text = await readText(meetingId, 'share', id)
      if (text === null) return null
      return z.object({ share: z.string(), salt: z.string() }).parse(JSON.parse(text))
    },
  }
}

export type SealedTexts = ReturnType<typeof createSealedTexts>
