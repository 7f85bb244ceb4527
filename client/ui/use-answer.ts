import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from './api.ts'

/** Reads from the application and checks the answer; the path is the query's key. Pass undefined to wait. */
export function useAnswer<T>(path: string | undefined, schema: z.ZodType<T>) {
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api(path ?? '', { schema, signal }),
    enabled: path !== undefined,
  })
}
