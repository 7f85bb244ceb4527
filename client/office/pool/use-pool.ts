import { useQueryClient } from '@tanstack/react-query'
import type { PoolCommand } from '../../../shared/pool/commands.ts'
import { POOL_ID } from '../../../shared/pool/pool.ts'
import { poolViewSchema } from '../../../shared/pool/view.ts'
import { newCommandId, sendCommand } from '../../ui/api.ts'
import { useAnswer } from '../../ui/use-answer.ts'

export const poolPath = `/api/pools/${POOL_ID}`

export const usePool = () => useAnswer(poolPath, poolViewSchema)

/** Sends a command to the pool and reads the pool anew once it is accepted. */
export function useSendToPool(): (command: PoolCommand, expectedSeq?: number) => Promise<void> {
  const queries = useQueryClient()
  return async (command, expectedSeq) => {
    await sendCommand('pool', POOL_ID, {
      ...command,
      commandId: newCommandId(),
      ...(expectedSeq === undefined ? {} : { expectedSeq }),
    })
    // Every page of the pool rests on the same stream.
    await queries.invalidateQueries({
      predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith(poolPath),
    })
  }
}
