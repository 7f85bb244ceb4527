import { z } from 'zod'
import { network as sentences } from '../../shared/i18n/network.ts'
import { refused } from '../http/errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { isOwnAddress } from './addresses.ts'
import type { Network } from './service.ts'

const staff = ['administrator', 'clerk', 'chair'] as const
const checkParams = z.object({ checkId: z.string().regex(/^[0-9A-Za-z_-]{12}$/) })
const done = z.object({ ok: z.literal(true) })

/** A page without script or style of its own: it must show on any phone that gets here. */
function page(what: 'reached' | 'own'): string {
  const { zh, en } = sentences
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${zh.title}</title></head>
<body><main><h1>${zh[what]}</h1><p lang="en">${en[what]}</p></main></body></html>
`
}

/** Addresses for phones and the check that a phone reaches one. */
export function networkRoutes({ network }: { readonly network: Network }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/network',
      summary: 'Addresses under which phones may reach this computer, and the one QR codes carry',
      access: staff,
      response: z.object({ addresses: z.array(z.string()), chosen: z.string() }),
      handler: async () => ({ addresses: network.bases(), chosen: await network.phoneBase() }),
    }),
    defineRoute({
      method: 'put',
      path: '/api/network',
      summary: 'Choose the address QR codes carry',
      access: ['administrator', 'clerk'],
      body: z.object({ address: z.string().max(200) }).strict(),
      response: done,
      handler: async ({ body }) => {
        await network.choose(body.address)
        return { ok: true as const }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/network/reach-checks',
      summary: 'Make a page whose opening by a phone proves that phones reach this computer',
      access: staff,
      body: z.object({}).strict(),
      response: z.object({ checkId: z.string(), url: z.string() }),
      handler: async () => {
        const checkId = await network.openCheck()
        return { checkId, url: `${await network.phoneBase()}/reach/${checkId}` }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/network/reach-checks/{checkId}',
      summary: 'Whether a phone has opened the page',
      access: staff,
      params: checkParams,
      response: z.object({ reachedAt: z.number().nullable() }),
      handler: async ({ params }) => ({ reachedAt: await network.reachedAt(params.checkId) }),
    }),
    defineRoute({
      method: 'get',
      path: '/reach/{checkId}',
      summary: 'The page a phone opens',
      access: 'public',
      params: checkParams,
      response: { file: 'text/html' },
      handler: async ({ params, request }) => {
        const own = isOwnAddress(request.ip)
        const known = own || (await network.markReached(params.checkId))
        if (!known) throw refused('NOT_FOUND')
        return { bytes: page(own ? 'own' : 'reached'), mime: 'text/html' }
      },
    }),
  ]
}
