import { unzipSync } from 'fflate'
import { readCells } from '../../../server/pool/sheet.ts'
import type { Served } from '../http/served.ts'
import type { Watcher } from './onlookers.ts'

/** One request to try as everybody. */
export interface Call {
  readonly path: string
  readonly body?: unknown
  readonly type?: string
}

/** What the requests are about. */
export interface Subject {
  readonly meetingId: string
  readonly otherMeetingId: string
  readonly matterId: string
  readonly otherMatterId: string
  readonly code: string
  /** Fingerprint of a scan that is kept. */
  readonly scanSha256: string
  /** A participant's link that has been used. */
  readonly usedToken: string
  readonly commandId: () => string
}

const nobody = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
const unknownToken = 'x'.repeat(32)

/** Commands that nobody may give in the places they are tried in, or that are not well-formed. */
const refusedCommands = ({ commandId }: Subject): unknown[] => [
  { commandId: commandId(), type: 'frobnicate', data: {} },
  { commandId: commandId(), type: 'advance', data: { from: 'nowhere' } },
  { commandId: commandId(), type: 'open-opinions', data: { now: true } },
  { commandId: commandId(), type: 'confirm-paper-opinion', data: { participantId: 'nobody' } },
  { commandId: commandId(), expectedSeq: 0, type: 'terminate', data: { reason: 'x' } },
  { commandId: 'short' },
]

/**
 * For every route of the application the requests that are tried as every onlooker, more than once in a hearing:
 * none of them changes what is looked at. A route that has no row here makes the leak test fail.
 */
export const calls: Readonly<Record<string, (subject: Subject) => readonly Call[]>> = {
  'GET /api/session': () => [{ path: '/api/session' }, { path: '/api/session?seat=screen' }],
  // A wrong password costs a quarter of a second each: its answer is tried where signing in is.
  'POST /api/login': () => [{ path: '/api/login', body: { login: 'clerk' } }],
  // Only refused: whoever signs out sees nothing any more.
  'POST /api/logout': () => [{ path: '/api/logout', body: { all: true } }],
  'PUT /api/session/password': () => [
    { path: '/api/session/password', body: { current: 'wrong', next: 'short' } },
  ],
  'GET /api/accounts': () => [{ path: '/api/accounts' }],
  'POST /api/accounts': () => [{ path: '/api/accounts', body: { login: 'a' } }],
  'PUT /api/accounts/{accountId}': () => [
    { path: `/api/accounts/${nobody}`, body: { name: 'x', roles: ['chair'], active: true } },
  ],
  'PUT /api/accounts/{accountId}/password': () => [
    { path: `/api/accounts/${nobody}/password`, body: { password: 'a new long password' } },
  ],
  'GET /api/setup': () => [{ path: '/api/setup' }],
  'POST /api/setup': () => [
    {
      path: '/api/setup',
      body: { token: unknownToken, county: 'x', login: 'xx', name: 'x', password: 'a new long password' },
    },
  ],
  'GET /api/links/{token}': ({ usedToken }) => [
    { path: `/api/links/${unknownToken}` },
    { path: `/api/links/${usedToken}` },
  ],
  'POST /api/links/{token}/redeem': ({ usedToken }) => [
    { path: `/api/links/${unknownToken}/redeem`, body: {} },
    { path: `/api/links/${usedToken}/redeem`, body: { again: true } },
  ],
  'GET /api/meetings/{meetingId}/links': ({ meetingId }) => [{ path: `/api/meetings/${meetingId}/links` }],
  'POST /api/meetings/{meetingId}/links': ({ meetingId }) => [
    { path: `/api/meetings/${meetingId}/links`, body: { participantId: 'nobody' } },
  ],
  'DELETE /api/meetings/{meetingId}/links/{linkId}': ({ meetingId }) => [
    { path: `/api/meetings/${meetingId}/links/nobody` },
  ],
  'GET /api/meetings/{meetingId}/observer-code': ({ meetingId }) => [
    { path: `/api/meetings/${meetingId}/observer-code` },
  ],
  'POST /api/meetings/{meetingId}/screen': ({ meetingId }) => [
    { path: `/api/meetings/${meetingId}/screen`, body: { seat: 'x' } },
  ],
  'GET /api/network': () => [{ path: '/api/network' }],
  'PUT /api/network': () => [{ path: '/api/network', body: { address: 'http://10.9.8.7:1' } }],
  'POST /api/network/reach-checks': () => [{ path: '/api/network/reach-checks', body: {} }],
  'GET /api/network/reach-checks/{checkId}': () => [{ path: '/api/network/reach-checks/abcdefghijkl' }],
  'GET /reach/{checkId}': () => [{ path: '/reach/abcdefghijkl' }],
  'GET /api/pools/main': () => [{ path: '/api/pools/main' }],
  'GET /api/pools/main/rules-changes': () => [{ path: '/api/pools/main/rules-changes' }],
  'GET /api/pools/main/officers/{no}': () =>
    [20, 24].map((no) => ({ path: `/api/pools/main/officers/${no}` })),
  'GET /api/pools/main/days/{day}': () => [{ path: '/api/pools/main/days/2026-11-24?no=21' }],
  'GET /api/pools/main/health': () => [{ path: '/api/pools/main/health' }],
  'GET /api/pools/main/applications': () => [{ path: '/api/pools/main/applications' }],
  'GET /api/pools/main/open-applications': () => [{ path: '/api/pools/main/open-applications' }],
  'GET /api/pools/main/eliminations': () => [{ path: '/api/pools/main/eliminations' }],
  'GET /api/pools/main/appraisals': () => [{ path: '/api/pools/main/appraisals' }],
  'GET /api/pools/main/exclusion-proposals/{meetingId}': ({ meetingId }) => [
    { path: `/api/pools/main/exclusion-proposals/${meetingId}` },
  ],
  // Of a hearing that has not ended: nothing is printed.
  'POST /api/pools/main/hearings/{meetingId}/slips': ({ otherMeetingId, commandId }) => [
    { path: `/api/pools/main/hearings/${otherMeetingId}/slips`, body: { commandId: commandId() } },
  ],
  'GET /api/public/slips/{code}': () => [{ path: '/api/public/slips/2222-2222-2222' }],
  'POST /api/public/slips/{code}': () => [
    {
      path: '/api/public/slips/2222-2222-2222',
      body: { ballot: [{ no: 1, marks: { listened: 1 }, remark: '' }] },
    },
  ],
  'POST /api/public/pool-applications': () => [
    { path: '/api/public/pool-applications', body: { applicant: { name: '' }, statement: '' } },
  ],
  'POST /api/pools/main/open-applications/{receipt}/taken-in': () => [
    { path: '/api/pools/main/open-applications/2222-2222/taken-in' },
  ],
  'POST /api/pools/main/open-applications/{receipt}/set-aside': () => [
    { path: '/api/pools/main/open-applications/2222-2222/set-aside', body: { why: 'sent-twice' } },
  ],
  'POST /api/pools/main/commands': (subject) =>
    refusedCommands(subject)
      .slice(-2)
      .map((body) => ({ path: '/api/pools/main/commands', body })),
  'POST /api/pools/main/import-checks': () => [
    { path: '/api/pools/main/import-checks', body: '姓名,类别\n某,无', type: 'text/csv' },
    { path: '/api/pools/main/import-checks', body: 'PK', type: 'text/csv' },
  ],
  'GET /api/pools/main/export.csv': () => [{ path: '/api/pools/main/export.csv' }],
  'GET /api/pools/main/export.xlsx': () => [{ path: '/api/pools/main/export.xlsx' }],
  'GET /api/pools/main/template.csv': () => [{ path: '/api/pools/main/template.csv' }],
  'GET /api/pools/main/template.xlsx': () => [{ path: '/api/pools/main/template.xlsx' }],
  'GET /api/matters': () => [{ path: '/api/matters' }],
  'GET /api/matters/{matterId}': ({ matterId, otherMatterId, meetingId }) =>
    [matterId, otherMatterId, meetingId].map((id) => ({ path: `/api/matters/${id}` })),
  'POST /api/matters/{matterId}/commands': (subject) =>
    refusedCommands(subject)
      .slice(-2)
      .map((body) => ({ path: `/api/matters/${subject.matterId}/commands`, body })),
  'GET /api/meetings': () => [{ path: '/api/meetings' }],
  'GET /api/meetings/{meetingId}': ({ meetingId, otherMeetingId }) =>
    [meetingId, otherMeetingId, nobody].map((id) => ({ path: `/api/meetings/${id}` })),
  'GET /api/meetings/{meetingId}/commits': ({ meetingId }) => [
    { path: `/api/meetings/${meetingId}/commits?after=0` },
    { path: `/api/meetings/${meetingId}/commits?after=9007199254740993` },
  ],
  'POST /api/meetings/{meetingId}/commands': (subject) =>
    refusedCommands(subject).map((body) => ({ path: `/api/meetings/${subject.meetingId}/commands`, body })),
  'GET /api/meetings/{meetingId}/publication': ({ meetingId }) => [
    { path: `/api/meetings/${meetingId}/publication` },
  ],
  'GET /api/meetings/{meetingId}/minutes': ({ meetingId }) => [
    { path: `/api/meetings/${meetingId}/minutes` },
  ],
  'GET /api/meetings/{meetingId}/minutes.docx': ({ meetingId }) => [
    { path: `/api/meetings/${meetingId}/minutes.docx?lang=zh` },
  ],
  'GET /api/meetings/{meetingId}/minutes.md': ({ meetingId }) => [
    { path: `/api/meetings/${meetingId}/minutes.md` },
  ],
  'GET /api/meetings/{meetingId}/minutes/versions': ({ meetingId }) => [
    { path: `/api/meetings/${meetingId}/minutes/versions` },
  ],
  'GET /api/meetings/{meetingId}/minutes/{itemId}/{version}/history': ({ meetingId }) =>
    ['petitioner-statement', 'deliberation'].map((itemId) => ({
      path: `/api/meetings/${meetingId}/minutes/${itemId}/1/history`,
    })),
  'POST /api/meetings/{meetingId}/scans': ({ meetingId }) => [
    { path: `/api/meetings/${meetingId}/scans`, body: 'no image', type: 'image/png' },
  ],
  'GET /api/meetings/{meetingId}/scans/{sha256}': ({ meetingId, scanSha256 }) => [
    { path: `/api/meetings/${meetingId}/scans/${scanSha256}` },
    { path: `/api/meetings/${meetingId}/scans/${'0'.repeat(64)}` },
  ],
  'GET /api/public/conclusions': () => [{ path: '/api/public/conclusions' }],
  'GET /api/public/conclusions/{code}': ({ code }) => [
    { path: `/api/public/conclusions/${code}` },
    { path: '/api/public/conclusions/2222-2222-2222' },
  ],
  'GET /api/public/record/{code}': ({ code }) => [{ path: `/api/public/record/${code}` }],
  'GET /api/backup': () => [{ path: '/api/backup' }],
  'GET /api/demo': () => [{ path: '/api/demo' }],
  'POST /api/demo/seats': ({ meetingId }) => [
    { path: '/api/demo/seats', body: { meetingId, seatId: 'observer' } },
  ],
}

/** What a file says to whoever opens it. */
async function textOf(bytes: Uint8Array, type: string): Promise<string> {
  if (type.includes('spreadsheetml')) return JSON.stringify(await readCells(bytes))
  if (!type.includes('wordprocessingml')) return Buffer.from(bytes).toString('utf8')
  return Object.values(unzipSync(bytes))
    .map((file) => Buffer.from(file).toString('utf8'))
    .join('\n')
}

/** Sends a request as somebody would; every byte of the answer as text. */
export async function bytesOf(
  { base }: Pick<Served, 'base'>,
  { browser }: Pick<Watcher, 'browser'>,
  method: string,
  { path, body, type = 'application/json' }: Call,
): Promise<string> {
  const cookie = browser.cookieHeader()
  const response = await fetch(`${base}${path}`, {
    method,
    headers: {
      ...(cookie === '' ? {} : { cookie }),
      ...(method === 'GET' ? {} : { origin: base }),
      ...(body === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = await textOf(bytes, response.headers.get('content-type') ?? '')
  return [response.status, JSON.stringify([...response.headers]), text].join('\n')
}
