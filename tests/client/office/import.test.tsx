import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Forms } from '../../../client/office/forms.tsx'
import { ImportDialog } from '../../../client/office/pool/import-dialog.tsx'
import { importCheckSchema } from '../../../shared/pool/import.ts'
import { type Answer, open, prepareOffice, stubServer } from './office.tsx'

beforeEach(prepareOffice)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const officer = (name: string) => ({
  no: null,
  name,
  category: 'deputy',
  sector: '',
  unit: '示例县人大代表联络站',
  standing: false,
  expertise: [],
  languages: ['汉语'],
  phone: '',
  term: null,
  trainingValidUntil: null,
})
const clean = importCheckSchema.parse({
  officers: [officer('示例甲'), officer('示例乙')],
  errors: [],
  ignored: [],
  rows: 3,
  seq: 7,
})
const wrong = importCheckSchema.parse({
  officers: [],
  errors: [{ row: 4, column: 'category', reason: 'not-a-category', value: '人大代', params: {} }],
  ignored: ['主持人评分（个数）'],
  rows: 3,
  seq: 7,
})

function choose(
  check: unknown,
  command: Answer = { body: { ok: true, seq: 8, head: 'h', duplicate: false } },
) {
  const asked = stubServer({
    'POST /api/pools/main/import-checks': { body: check },
    'POST /api/pools/main/commands': command,
  })
  const onClose = vi.fn()
  open(
    <QueryClientProvider client={new QueryClient()}>
      <Forms>
        <ImportDialog onClose={onClose} />
      </Forms>
    </QueryClientProvider>,
  )
  const input = document.querySelector('input[type=file]')
  if (!input) throw new Error('no file field')
  fireEvent.change(input, { target: { files: [new File(['编号,姓名'], 'officers.csv')] } })
  const commands = () => asked.filter(({ path }) => path.endsWith('/commands'))
  return { onClose, commands }
}

const adopt = () =>
  fireEvent.change(screen.getByLabelText('名单由谁、什么时候通过'), { target: { value: '联席会议 ' } })

describe('importing officers', () => {
  it('names line, column, what stands there and what is wrong, and offers no import', async () => {
    const { commands } = choose(wrong)
    const row = within(await screen.findByRole('region')).getAllByRole('row')[1]
    expect(row?.textContent).toContain('4类别人大代')
    expect(screen.getByText(/这些列不导入：主持人评分（个数）/)).toBeTruthy()
    expect(row?.textContent).toContain('人大代表、政协委员')
    const confirm = screen.getByRole<HTMLButtonElement>('button', { name: '导入名册' })
    expect(confirm.disabled).toBe(true)
    fireEvent.click(confirm)
    expect(commands()).toEqual([])
  })

  it('imports exactly the people it has shown to be right, onto the pool it has checked', async () => {
    const { commands, onClose } = choose(clean)
    const confirm = await screen.findByRole<HTMLButtonElement>('button', { name: /2/ })
    expect(confirm.disabled).toBe(true)
    adopt()
    fireEvent.click(confirm)
    await waitFor(() => expect(onClose).toHaveBeenCalled())
    expect(commands().map(({ body }) => body)).toEqual([
      expect.objectContaining({
        type: 'import-officers',
        data: { officers: clean.officers, adopted: '联席会议' },
        expectedSeq: 7,
      }),
    ])
  })

  it('stays open with the reason where the server refuses', async () => {
    const { onClose } = choose(clean, { refuse: 'STALE_SEQ' })
    const confirm = await screen.findByRole('button', { name: /2/ })
    adopt()
    fireEvent.click(confirm)
    expect((await screen.findByRole('alert')).textContent).toContain('STALE_SEQ')
    expect(onClose).not.toHaveBeenCalled()
  })
})
