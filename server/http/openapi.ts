import { z } from 'zod'
import type { Route } from './route.ts'

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

const refusalSchema = {
  type: 'object',
  required: ['ok', 'refusal'],
  properties: {
    ok: { const: false },
    refusal: {
      type: 'object',
      required: ['code', 'params'],
      properties: {
        code: { type: 'string' },
        params: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
      },
    },
  },
}

const objectShape = z.object({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
})

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query') {
  if (!schema) return []
  const { properties, required } = objectShape.parse(jsonSchema(schema, 'input'))
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: one,
  }))
}

function requestBody(body: Route['body']) {
  if (!body) return {}
  const content =
    'upload' in body
      ? Object.fromEntries(
          body.upload.map((mime) => [mime, { schema: { type: 'string', format: 'binary' } }]),
        )
      : { 'application/json': { schema: jsonSchema(body, 'input') } }
  return { requestBody: { required: true, content } }
}

function operation(route: Route) {
  const content =
    'file' in route.response
      ? { [route.response.file]: { schema: { type: 'string', format: 'binary' } } }
      : { 'application/json': { schema: jsonSchema(route.response, 'output') } }
  return {
    summary: route.summary,
    'x-access': route.access,
    security: route.access === 'public' ? [] : [{ session: [] }],
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...requestBody(route.body),
    responses: {
      200: { description: 'OK', content },
      default: {
        description: 'Refused',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refused' } } },
      },
    },
  }
}

/** The OpenAPI 3.1 description of all routes. */
export function openApiDocument(routes: readonly Route[], cookie: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) }
  return {
    openapi: '3.1.0',
    info: { title: 'Mingting', version: '1' },
    paths,
    components: {
      schemas: { Refused: refusalSchema },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookie } },
    },
  }
}
