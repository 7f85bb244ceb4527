import { randomBytes } from 'node:crypto'
import { unzipSync, zipSync } from 'fflate'
import { beforeEach, describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { createLedger } from '../../../server/ledger/service.ts'
import { checkImport, writePool, writeTemplate } from '../../../server/pool/lists.ts'
import { createPool, type Pool } from '../../../server/pool/service.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import type { Actor } from '../../../shared/accounts/actor.ts'
import { initialPool, officersOf } from '../../../shared/pool/state.ts'

const clerk: Actor = { kind: 'account', accountId: 'a1', name: '白书简', roles: ['clerk'] }
const header = '编号,姓名,类别,行业部门,单位,常设,专长,语言,电话,任期起,任期止,培训有效至'
const lines = [
  '1,安平野,人大代表,,青禾县人大,是,土地、调解,汉语、蒙古语,13800000001,2026-01-01,2026-12-31,2026-12-31',
  ',秦度田,行业部门,农牧,农牧局,否,,,+86 138 0000 0002,2026/1/1,2026年12月31日,',
]
const csv = (...rows: readonly string[]) => [header, ...rows].join('\r\n')
const utf8 = (text: string) => new TextEncoder().encode(text)

const neighbours = { clock: () => 1, dateOf: () => '2026-11-24', matter: async () => null }

let pool: Pool
beforeEach(() => {
  const ledger = createLedger({ streams: createMemoryStreams(), clock: () => 1, random: randomBytes })
  pool = createPool(ledger, neighbours)
})

const read = async (bytes: Uint8Array) => {
  const { state, seq } = await pool.load()
  return checkImport(bytes, state, seq)
}
const today = '2026-11-24'
const exported = async (format: 'csv' | 'xlsx', actor: Actor = clerk, language: 'zh' | 'en' = 'zh') =>
  writePool(format, (await pool.load()).state, { actor, language, today, dateOf: () => today })

async function check(bytes: Uint8Array) {
  const result = await read(bytes)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.check
}

let commands = 0
async function importAll(bytes: Uint8Array) {
  const { officers, seq } = await check(bytes)
  return pool.execute(
    {
      commandId: `import-command-${String(++commands).padStart(6, '0')}`,
      expectedSeq: seq,
      type: 'import-officers',
      data: { officers, adopted: '联席会议通过' },
    },
    clerk,
  )
}

const command = async (type: string, data: unknown) => {
  const commandId = `command-of-the-test-${String(++commands).padStart(6, '0')}`
  expect(await pool.execute({ commandId, type, data }, clerk)).toMatchObject({ ok: true })
}
const blank = {
  no: null,
  name: '',
  category: 'deputy',
  sector: '',
  unit: '',
  standing: false,
  expertise: [],
  languages: [],
  phone: '',
  term: null,
  trainingValidUntil: null,
}

const people = async () => officersOf((await pool.load()).state)
const wrong = async (...rows: readonly string[]) =>
  (await check(utf8(csv(...rows)))).errors.map(({ row, column, reason }) => [row, column, reason])

/** 秦度田 and the header in GB18030, as a Chinese spreadsheet saves CSV by default. */
const gbk = Buffer.from(
  'd0d5c3fb2cc0e0b1f02cd0d0d2b5b2bfc3c52cb5a5cebb2cb3a3c9e80d0ac7d8b6c8ccef2cd0d0d2b5b2bfc3c52cc5a9c4c12cc5a9c4c1bed62cb7f10d0a',
  'hex',
)

describe('importing a list', () => {
  it('reads CSV in UTF-8 with and without BOM, and puts everybody in', async () => {
    const { officers } = await check(utf8(`\ufeff${csv(...lines)}`))
    expect(officers).toEqual((await check(utf8(csv(...lines)))).officers)
    expect(await importAll(utf8(csv(...lines)))).toMatchObject({ ok: true })
    expect(await people()).toMatchObject([
      {
        no: 1,
        category: 'deputy',
        standing: true,
        expertise: ['土地', '调解'],
        languages: ['汉语', '蒙古语'],
      },
      {
        no: 2,
        sector: '农牧',
        phone: '+86 138 0000 0002',
        term: { from: '2026-01-01', until: '2026-12-31' },
      },
    ])
  })

  it('reads the CSV a Chinese spreadsheet saves (GB18030)', async () => {
    expect((await check(gbk)).officers).toMatchObject([{ name: '秦度田', sector: '农牧', standing: false }])
  })

  it('reads XLSX with real numbers and dates in its cells', async () => {
    const bytes = await writeXlsxFile([
      ['编号', '姓名', '类别', '行业部门', '单位', '常设', '培训有效至'],
      [
        { value: 3, type: Number },
        '柏如松',
        '人大代表',
        '',
        '青禾县人大',
        '否',
        { value: new Date(Date.UTC(2026, 11, 31)), type: Date, format: 'yyyy-mm-dd' },
      ],
    ]).toBuffer()
    expect((await check(bytes)).officers).toMatchObject([
      { no: 3, name: '柏如松', trainingValidUntil: '2026-12-31' },
    ])
  })

  it('refuses a workbook that would unpack to more than a list can be, without unpacking it', async () => {
    const parts = unzipSync(new Uint8Array(await writeXlsxFile([['姓名']]).toBuffer()))
    const bomb = zipSync({ ...parts, 'xl/media/zeros': new Uint8Array(64 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(200_000)
    expect(await read(bomb)).toMatchObject({ ok: false, refusal: { code: 'POOL_FILE_UNREADABLE' } })
  })

  it('takes English headers and words', async () => {
    const text = 'Name,Category,Sector,Unit,Standing\nQin,Private lawyers,,Qinghe Law,yes\n'
    expect((await check(utf8(text))).officers).toMatchObject([{ category: 'private-lawyer', standing: true }])
  })

  it('names every wrong cell by row and column, and imports nobody', async () => {
    const rows = [
      lines[0] ?? '',
      'x,,校长,,单位,也许,,,,2026-02-30,2026-12-31,明年',
      ',邢绿原,行业部门,,生态环境局,否,,,,2026-12-31,2026-01-01,',
      ',叶知林,人大代表,交通,交通局,否,,,,2026-01-01,,',
      `,${'长'.repeat(41)},人大代表,,单位,否,,,,,,`,
    ]
    expect(await wrong(...rows)).toEqual([
      [3, 'category', 'not-a-category'],
      [3, 'standing', 'not-yes-or-no'],
      [3, 'no', 'not-a-number'],
      [3, 'termFrom', 'not-a-date'],
      [3, 'trainingValidUntil', 'not-a-date'],
      [4, 'termUntil', 'range-reversed'],
      [4, 'sector', 'sector-mismatch'],
      [5, 'termUntil', 'half-a-range'],
      [5, 'sector', 'sector-mismatch'],
      [6, 'name', 'too-long'],
    ])
    expect((await check(utf8(csv(...rows)))).officers).toEqual([])
    expect(await people()).toEqual([])
  })

  it('counts rows as the spreadsheet does, blank lines too', async () => {
    expect(await wrong('', lines[0] ?? '', ',,,,,,,,,,,', ',无类别,,,单位,否,,,,,,')).toEqual([
      [5, 'category', 'required'],
    ])
  })

  it('sees numbers and people that are taken, in the pool and in the list itself', async () => {
    await importAll(utf8(csv(...lines)))
    expect(await wrong('2,新人,人大代表,,人大,否,,,,,,', ',秦度田,行业部门,农牧,农牧局,否,,,,,,')).toEqual([
      [2, 'no', 'POOL_NUMBER_TAKEN'],
      [3, 'name', 'POOL_OFFICER_TWICE'],
    ])
    expect(await wrong('9,甲,人大代表,,人大,否,,,,,,', '9,甲,人大代表,,人大,否,,,,,,')).toEqual([
      [3, 'no', 'POOL_NUMBER_TAKEN'],
      [3, 'name', 'POOL_OFFICER_TWICE'],
    ])
  })

  it('is refused when the pool changed after the check', async () => {
    const { officers, seq } = await check(utf8(csv(lines[0] ?? '')))
    await importAll(utf8(csv(lines[1] ?? '')))
    const late = await pool.execute(
      {
        commandId: 'late-import-000001',
        expectedSeq: seq,
        type: 'import-officers',
        data: { officers, adopted: '联席会议通过' },
      },
      clerk,
    )
    expect(late).toMatchObject({ ok: false, refusal: { code: 'STALE_SEQ' } })
    expect(await people()).toHaveLength(1)
  })

  it.each([
    ['bytes that are no text', Uint8Array.of(0, 1, 2, 255, 254), 'POOL_FILE_UNREADABLE'],
    ['a broken workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9), 'POOL_FILE_UNREADABLE'],
    ['no header', utf8('安平野,人大代表'), 'POOL_FILE_COLUMNS'],
    ['nothing', utf8(''), 'POOL_FILE_COLUMNS'],
    ['a header only', utf8(header), 'POOL_FILE_EMPTY'],
    [
      'too many rows',
      utf8(csv(...Array.from({ length: 501 }, (_, i) => `${i + 1},某${i},人大代表,,人大,否,,,,,,`))),
      'POOL_FILE_TOO_LONG',
    ],
  ])('refuses a file with %s', async (_what, bytes, code) => {
    expect(await read(bytes)).toMatchObject({ ok: false, refusal: { code } })
  })
})

describe('files the office downloads', () => {
  const nasty = [
    ['=HYPERLINK("http://x")', '@单位', ['-1+1', "'=x"], ['汉语']],
    ["'＝甲", '+单位,"引号"', ['土地/林权'], ['汉语', '蒙古语']],
    ['乙\t', '单位；二', [], ['a;b']],
  ] as const

  it.each([
    ['csv', 'zh'],
    ['csv', 'en'],
    ['xlsx', 'zh'],
    ['xlsx', 'en'],
  ] as const)('the pool as %s in %s is imported to the same list, cell by cell', async (format, language) => {
    await importAll(utf8(csv(...lines)))
    for (const [name, unit, expertise, languages] of nasty)
      await command('add-officer', { ...blank, name, unit, expertise, languages })
    const result = await checkImport((await exported(format, clerk, language)).bytes, initialPool, 0)
    if (!result.ok) throw new Error(result.refusal.code)
    const again = result.check
    expect(again.errors).toEqual([])
    const fields = Object.keys(blank)
    const picked = (officer: object) =>
      Object.fromEntries(Object.entries(officer).filter(([key]) => fields.includes(key)))
    expect(again.officers.map(picked)).toEqual((await people()).map(picked))
  })

  it('holds what the record knows beyond the list; the columns are named when they come back, and not read', async () => {
    await importAll(utf8(csv(...lines)))
    await command('record-training', {
      nos: [1],
      title: '年度培训',
      heldOn: '2026-03-01',
      validUntil: '2027-03-01',
    })
    await command('suspend-officer', { no: 1, reason: '待查' })
    const text = (await exported('csv')).bytes.toString()
    for (const known of ['停用；待查', '2026-03-01 年度培训（有效至 2027-03-01）', '列入名册'])
      expect(text).toContain(known)
    const { ignored } = await check((await exported('csv')).bytes)
    expect(ignored).toContain('培训记录')
    expect(ignored).not.toContain('姓名')
    const english = (await exported('csv', clerk, 'en')).bytes.toString()
    for (const known of ['Suspended; 待查', '2026-03-01 年度培训 (valid until 2027-03-01)', 'Number,Name,'])
      expect(english).toContain(known)
    expect((await check((await exported('csv', clerk, 'en')).bytes)).ignored).toContain('Trainings')
  })

  it('has telephones for who keeps the pool, names of kin for administrators, neither for a chair', async () => {
    await importAll(utf8(csv(...lines)))
    const ties = { kin: [{ name: '示例亲属', relation: '兄' }], units: [] }
    await command('declare-ties', { no: 1, ties })
    const seen = async (...roles: ('administrator' | 'clerk' | 'chair')[]) => {
      const file = await exported('csv', { kind: 'account', accountId: 'x', name: '甲', roles })
      return ['安平野', '13800000001', '示例亲属'].map((word) => file.bytes.toString().includes(word))
    }
    expect(await seen('administrator')).toEqual([true, true, true])
    expect(await seen('clerk')).toEqual([true, true, false])
    expect(await seen('chair')).toEqual([true, false, false])
  })

  it('no cell of the CSV runs as a formula', async () => {
    await importAll(utf8(csv(`1,"=HYPERLINK(""http://x"")",人大代表,,@cmd,否,-1+1,,+86 1,,,`)))
    const text = (await exported('csv')).bytes.toString()
    expect(text).toContain(`'=HYPERLINK`)
    for (const cell of text.split(/[,\r\n"]/)) expect(cell).not.toMatch(/^[=+\-@]/)
  })

  it.each([
    ['csv', 'zh', '听证员导入模板'],
    ['csv', 'en', 'officer-template'],
    ['xlsx', 'zh', '听证员导入模板'],
    ['xlsx', 'en', 'officer-template'],
  ] as const)(
    'the %s template in %s lists every column and is itself an empty list',
    async (format, language, title) => {
      const { name, bytes } = await writeTemplate(format, language)
      expect(name).toBe(`${title}.${format}`)
      expect(await read(bytes)).toMatchObject({ ok: false, refusal: { code: 'POOL_FILE_EMPTY' } })
    },
  )
})
