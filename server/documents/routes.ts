import { z } from 'zod'
import { type Actor, actorId } from '../../shared/accounts/actor.ts'
import { fillIn } from '../../shared/i18n/fill-in.ts'
import { minutesRecord } from '../../shared/i18n/minutes-record.ts'
import type { Viewer } from '../../shared/ledger/aggregate.ts'
import { roleIn } from '../../shared/meeting/abilities.ts'
import { keptScanSchema, minutesHistorySchema, minutesVersionsSchema } from '../../shared/minutes/answers.ts'
import { minutesRecordSchema } from '../../shared/minutes/record.ts'
import { layOutMinutes, type Sheet } from '../../shared/minutes/sheet.ts'
import { refused } from '../http/errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import type { Meetings } from '../meetings/service.ts'
import { minutesDocx } from './minutes-docx.ts'
import { minutesMarkdown } from './minutes-markdown.ts'
import { scanMimeSchema } from './model.ts'
import type { Scans } from './scans.ts'
import type { Documents } from './service.ts'

const MAX_SCAN_BYTES = 12 * 1024 * 1024
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const params = z.object({ meetingId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/) })
const versionParams = params.extend({
  itemId: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
  version: z.coerce.number().int().min(1).max(9999),
})
const scanParams = params.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const language = z.object({ lang: z.enum(['zh', 'en']).default('zh') })
const staff = ['administrator', 'clerk', 'chair'] as const

export interface DocumentRoutesOptions {
  readonly documents: Documents
  readonly scans: Scans
  readonly meetings: Pick<Meetings, 'load' | 'viewerOf'>
  readonly zone: string
  /** Base of the addresses that QR codes carry. */
  phoneBase(): Promise<string>
}

/** The minutes to print, to file and to look back at; scans of what was signed. */
export function documentRoutes({
  documents,
  scans,
  meetings,
  zone,
  phoneBase,
}: DocumentRoutesOptions): Route[] {
  /** Who reads minutes at all: staff, panel and parties. Observers and the projector do not. */
  const reader = async (meetingId: string, actor: Actor): Promise<Viewer> => {
    const { state } = await meetings.load(meetingId)
    const viewer = meetings.viewerOf(actor, meetingId, state)
    if (!viewer || viewer.level === 'public') throw refused('NOT_A_MEMBER')
    return viewer
  }
  const office = async (meetingId: string, actor: Actor): Promise<void> => {
    const { state } = await meetings.load(meetingId)
    if (!['chair', 'clerk', 'administrator', 'office'].includes(roleIn(state, actor, meetingId)))
      throw refused('NOT_A_MEMBER')
  }
  const recordOf = async (meetingId: string, actor: Actor) => {
    const record = await documents.record(meetingId, await reader(meetingId, actor))
    if (!record) throw refused('NOT_FOUND')
    return record
  }
  const sheetOf = async (meetingId: string, actor: Actor, lang: 'zh' | 'en'): Promise<Sheet> => {
    const record = await recordOf(meetingId, actor)
    const address = `${await phoneBase()}/verify/${record.code}`
    return layOutMinutes(record, { language: lang, zone, address })
  }
  const fileName = ({ number }: Sheet, lang: 'zh' | 'en', ending: string) =>
    `${fillIn(minutesRecord[lang].file, { number })}.${ending}`

  return [
    defineRoute({
      method: 'get',
      path: '/api/meetings/{meetingId}/minutes',
      summary: 'The minutes of the whole meeting, final text only, as the caller may read them',
      access: 'signed-in',
      params,
      response: z.object({ record: minutesRecordSchema, verifyAt: z.string() }),
      async handler({ params: { meetingId }, actor }) {
        const record = await recordOf(meetingId, actor)
        return { record, verifyAt: `${await phoneBase()}/verify/${record.code}` }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/meetings/{meetingId}/minutes.docx',
      summary: 'The same as a Word document in the form an office files',
      access: 'signed-in',
      params,
      query: language,
      response: { file: DOCX },
      async handler({ params: { meetingId }, query: { lang }, actor }) {
        const sheet = await sheetOf(meetingId, actor, lang)
        return { bytes: await minutesDocx(sheet), mime: DOCX, name: fileName(sheet, lang, 'docx') }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/meetings/{meetingId}/minutes.md',
      summary: 'The same as Markdown',
      access: 'signed-in',
      params,
      query: language,
      response: { file: 'text/markdown' },
      async handler({ params: { meetingId }, query: { lang }, actor }) {
        const sheet = await sheetOf(meetingId, actor, lang)
        return { bytes: minutesMarkdown(sheet), mime: 'text/markdown', name: fileName(sheet, lang, 'md') }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/meetings/{meetingId}/minutes/versions',
      summary: 'Every final version of every item the caller may read, with its text',
      access: 'signed-in',
      params,
      response: minutesVersionsSchema,
      async handler({ params: { meetingId }, actor }) {
        return { versions: await documents.versions(meetingId, await reader(meetingId, actor)) }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/meetings/{meetingId}/minutes/{itemId}/{version}/history',
      summary: 'How a version of an item was written, entry by entry',
      access: staff,
      params: versionParams,
      response: minutesHistorySchema,
      async handler({ params: { meetingId, itemId, version }, actor }) {
        await office(meetingId, actor)
        return documents.history(meetingId, { itemId, version })
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/meetings/{meetingId}/scans',
      summary: 'Hands in a scan of the signed minutes; the command file-scan puts it into the record',
      access: staff,
      params,
      body: { upload: scanMimeSchema.options, maxBytes: MAX_SCAN_BYTES },
      response: keptScanSchema,
      async handler({ params: { meetingId }, body, actor }) {
        await office(meetingId, actor)
        return scans.keep(meetingId, body, actorId(actor))
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/meetings/{meetingId}/scans/{sha256}',
      summary: 'A scan of the signed minutes',
      access: staff,
      params: scanParams,
      response: { file: 'application/octet-stream' },
      async handler({ params: { meetingId, sha256 }, actor }) {
        await office(meetingId, actor)
        const scan = await scans.read(meetingId, sha256)
        if (!scan) throw refused('NOT_FOUND')
        const ending = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' }[scan.mime]
        return { bytes: scan.body, mime: scan.mime, name: `${sha256.slice(0, 16)}.${ending}` }
      },
    }),
  ]
}
