import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PublicationPage } from '../../../client/office/meeting/publication-page.tsx'
import { changeLanguage } from '../../../client/ui/i18n.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { publishedDocument } from '../../shared/publication/record-fixture.ts'
import { actors, inStage, Page, recommendation, start } from '../meeting/fixture.tsx'
import { type Answer, open, prepareOffice, stubServer } from './office.tsx'

beforeEach(prepareOffice)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const closed: MeetingState = {
  ...inStage('signing'),
  phase: 'closed',
  closedAt: start,
  closedSeq: 40,
  conclusion: {
    at: start,
    sha256: 'ab',
    recommendation,
    maskedRecommendation: recommendation,
    tally: {},
    agreeing: 4,
    dissenting: 1,
    maskedOpinions: [],
  },
}
/** With everything a published text can have. */
const shownDocument = { ...publishedDocument, missing: ['江既明'] }
const sha256 = 'c0ffee'.padEnd(64, '0')

function show(command: Answer, mayList = false) {
  const asked = stubServer({
    'GET /api/meetings/m1/publication': { body: { document: shownDocument, sha256, mayList } },
    'POST /api/meetings/m1/commands': command,
  })
  open(
    <Page actor={actors.clerk} state={closed}>
      <PublicationPage />
    </Page>,
  )
  return {
    asked,
    commands: () => asked.filter(({ path }) => path.endsWith('/commands')).map(({ body }) => body),
  }
}

async function approve() {
  fireEvent.click(await screen.findByRole('button', { name: '批准公布这份文本' }))
  fireEvent.click(screen.getAllByRole('button', { name: '批准公布这份文本' }).at(-1) ?? document.body)
}

const done: Answer = { body: { ok: true, seq: 41, head: 'h', duplicate: false } }

describe('approving a publication', () => {
  it('shows everything the public will read', async () => {
    show(done)
    await screen.findByText(publishedDocument.title)
    const text = document.querySelector('.publish-text')?.textContent ?? ''
    const { recommendation: said, opinions, panel, requests } = publishedDocument
    const shown = [
      publishedDocument.number,
      publishedDocument.place,
      publishedDocument.responsibleUnit,
      publishedDocument.chair,
      ...publishedDocument.clerks,
      ...requests.map((request) => request.text),
      ...said.findings.map((finding) => finding.text),
      ...said.reasons.flatMap((part) => [part.heading, part.text]),
      ...opinions.flatMap((opinion) => [opinion.reasons, opinion.advice]),
      ...panel.map((seat) => seat.name),
      ...shownDocument.missing,
    ]
    expect(shown.filter((part) => !text.includes(part))).toEqual([])
  })

  it('approves the text that was shown, by its fingerprint, and lists nothing that may not be listed', async () => {
    const { commands } = show(done)
    await approve()
    await waitFor(() =>
      expect(commands()).toEqual([
        expect.objectContaining({ type: 'publish', data: { sha256, listed: false } }),
      ]),
    )
  })

  it('says in both languages that the text has changed, and reads it anew before it can be approved', async () => {
    const { asked } = show({ refuse: 'DOCUMENT_CHANGED' })
    await approve()
    expect((await screen.findByRole('alert')).textContent).toContain('要公布的文本和你看到的不一样了。')
    act(() => changeLanguage('en'))
    expect(screen.getByRole('alert').textContent).toContain('DOCUMENT_CHANGED')
    const reads = () => asked.filter(({ path }) => path.endsWith('/publication')).length
    const before = reads()
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(reads()).toBe(before + 1))
  })
})
