import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router } from 'express'

interface Page {
  readonly paths: readonly string[]
  readonly file: string
  /** Search engines keep out: the page is about people. */
  readonly noindex?: true
}

/** Which page of the build answers which address; the page's own router does the rest. */
const pages: readonly Page[] = [
  { paths: ['/office', '/office/{*rest}'], file: 'office.html', noindex: true },
  { paths: ['/room/:meetingId'], file: 'room.html', noindex: true },
  { paths: ['/phone/:meetingId'], file: 'phone.html', noindex: true },
  { paths: ['/screen/:meetingId'], file: 'screen.html', noindex: true },
  {
    paths: ['/c/:code', '/l/:token', '/verify/:code', '/s', '/s/:code', '/demo'],
    file: 'portal.html',
    noindex: true,
  },
  { paths: ['/', '/verify', '/apply'], file: 'portal.html' },
]

/** Whether the pages have been built. */
export function isBuilt(directory: string): boolean {
  return existsSync(join(directory, 'portal.html'))
}

/** Serves the built pages. Files under `assets` carry a hash in their name and may be kept for ever. */
export function servePages(directory: string): Router {
  const router = Router({ caseSensitive: true, strict: false })
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), {
      immutable: true,
      maxAge: '1y',
      index: false,
      redirect: false,
    }),
    (_request, response) => {
      response.status(404).type('text/plain').send('404')
    },
  )
  for (const { paths, file, noindex } of pages)
    router.get([...paths], (_request, response) => {
      if (noindex) response.set('X-Robots-Tag', 'noindex, nofollow')
      response.set('Cache-Control', 'no-cache').sendFile(file, { root: directory })
    })
  router.use(express.static(directory, { index: false, redirect: false, extensions: false, maxAge: '1h' }))
  router.get('/{*any}', (_request, response) => {
    response.status(404).set('Cache-Control', 'no-cache').sendFile('portal.html', { root: directory })
  })
  return router
}
