import { z } from 'zod'
import {
  conclusionListSchema,
  publicConclusionSchema,
  publicRecordSchema,
} from '../../shared/publication/answers.ts'
import { refused } from '../http/errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import type { Publications } from './service.ts'

/** Codes are typed from paper: case and missing dashes do not matter. */
const params = z.object({
  code: z
    .string()
    .max(20)
    .transform((typed) => typed.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .refine((characters) => characters.length === 12)
    .transform((c) => `${c.slice(0, 4)}-${c.slice(4, 8)}-${c.slice(8)}`),
})

/** What anybody may read: conclusions that are listed, and by code one conclusion or one record. */
export function publicationRoutes({ publications }: { readonly publications: Publications }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/public/conclusions',
      summary: 'Conclusions listed openly, newest first',
      access: 'public',
      response: conclusionListSchema,
      handler: async () => ({ conclusions: await publications.listed() }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/public/conclusions/{code}',
      summary: 'A published conclusion and what became of it, by its code',
      access: 'public',
      params,
      response: publicConclusionSchema,
      async handler({ params: { code }, response }) {
        response.set('X-Robots-Tag', 'noindex, nofollow')
        const found = await publications.conclusion(code)
        if (!found) throw refused('NOT_FOUND')
        return found
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/public/record/{code}',
      summary: 'The record of a meeting as the public may see it, to be verified',
      access: 'public',
      params,
      response: publicRecordSchema,
      async handler({ params: { code }, response }) {
        response.set('X-Robots-Tag', 'noindex, nofollow')
        const found = await publications.record(code)
        if (!found) throw refused('NOT_FOUND')
        return found
      },
    }),
  ]
}
