import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import type { MatterCommand } from '../../../shared/matter/commands.ts'
import { matterListItemSchema, matterViewSchema } from '../../../shared/matter/view.ts'
import { newCommandId, sendCommand } from '../../ui/api.ts'
import { useAnswer } from '../../ui/use-answer.ts'

const listPath = '/api/matters'
const listSchema = z.object({ matters: z.array(matterListItemSchema) })
const matterPath = (matterId: string) => `${listPath}/${matterId}`

export const useMatters = () => useAnswer(listPath, listSchema)

export const useMatter = (matterId: string) => useAnswer(matterPath(matterId), matterViewSchema)

/** Sends a command to a matter and reads it and the list anew once it is accepted. */
export function useSendToMatter(
  matterId: string,
): (command: MatterCommand, expectedSeq?: number) => Promise<void> {
  const queries = useQueryClient()
  return async (command, expectedSeq) => {
    await sendCommand('matter', matterId, {
      ...command,
      commandId: newCommandId(),
      ...(expectedSeq === undefined ? {} : { expectedSeq }),
    })
    await Promise.all(
      [matterPath(matterId), listPath].map((path) => queries.invalidateQueries({ queryKey: [path] })),
    )
  }
}
