import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { minutesDocx } from '../../../server/documents/minutes-docx.ts'
import { minutesMarkdown } from '../../../server/documents/minutes-markdown.ts'
import { createDocuments } from '../../../server/documents/service.ts'
import { headCode } from '../../../shared/ledger/chain.ts'
import { readableEvent, type StoredEvent } from '../../../shared/ledger/commit.ts'
import { replay } from '../../../shared/ledger/replay.ts'
import { openItems } from '../../../shared/meeting/guards.ts'
import { meeting } from '../../../shared/meeting/meeting.ts'
import type { MinutesNode } from '../../../shared/minutes/content.ts'
import { composeMinutes, type MinutesRecord } from '../../../shared/minutes/record.ts'
import { layOutMinutes } from '../../../shared/minutes/sheet.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import { clerk, createHearing } from '../meetings/hearing.ts'

const address = 'http://192.0.2.7:3000/verify/CODE'
const lay = (record: MinutesRecord, language: 'zh' | 'en' = 'zh') =>
  layOutMinutes(record, { language, zone: 'Asia/Shanghai', address })
const partsOf = async (record: MinutesRecord): Promise<Record<string, string>> => {
  const files = unzipSync(new Uint8Array(await minutesDocx(lay(record))))
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]),
  )
}
const wordsOf = (xml = ''): string => xml.replace(/<[^>]+>/g, '')

let hearing: ReturnType<typeof createHearing>
let documents: ReturnType<typeof createDocuments>
const record = async (level: 'staff' | 'participants' = 'staff'): Promise<MinutesRecord> => {
  const made = await documents.record(hearing.meetingId, { level })
  if (!made) throw new Error('the procedure is installed')
  return made
}

beforeAll(async () => {
  hearing = createHearing()
  documents = createDocuments({ meetings: hearing.meetings, streams: hearing.streams })
  await hearing.schedule()
  const state = await hearing.play((s) => s.stage?.stageId === 'signing' && openItems(s).length === 0)
  const petitioner = hearing.actorFor(
    state,
    state.participants.find((p) => p.kind === 'petitioner')?.id ?? '',
  )
  await hearing.send(petitioner, 'request-correction', {
    itemId: 'unit-statement',
    version: 1,
    passage: '已补偿',
    wanted: '没有补偿 <一分>',
  })
  const correctionId = (await hearing.state()).corrections[0]?.id
  await hearing.send(clerk, 'rule-correction', { correctionId, accepted: false, reason: '原话如此' })
})

describe('the minutes as a Word document', () => {
  it('hold every item, both views of a refused correction, and lines still to be signed', async () => {
    const parts = await partsOf(await record())
    const words = wordsOf(parts['word/document.xml'])
    for (const text of ['听证笔录', '案由', 'petitioner-statement 的记录', 'deliberation 的记录', '以上笔录'])
      expect(words).toContain(text)
    expect(words).toContain('“没有补偿 &lt;一分&gt;”')
    expect(words).toContain('理由：原话如此')
    expect(words).toContain('信访人：周禾生')
    expect(words).not.toContain('在纸质笔录上签字')
  })

  it('are laid out as GB/T 9704 asks: A4, margins 37, 35, 28, 26 mm, 28.95 pt lines, 16 pt', async () => {
    const { 'word/document.xml': xml = '' } = await partsOf(await record())
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/)
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
    expect(xml).toMatch(/w:line="579"[^>]*w:lineRule="exact"/)
    expect(xml).toContain('<w:sz w:val="32"/>')
  })

  it('set 22 lines of 28 characters of 16 pt 仿宋 to a page', async () => {
    const { 'word/document.xml': xml = '', 'word/styles.xml': styles = '' } = await partsOf(await record())
    const { linePitch, charSpace } =
      /<w:docGrid w:type="linesAndChars" w:linePitch="(?<linePitch>\d+)" w:charSpace="(?<charSpace>-?\d+)"\/>/.exec(
        xml,
      )?.groups ?? {}
    const twips = (mm: number) => (mm / 25.4) * 1440
    expect(Math.floor(twips(225) / Number(linePitch))).toBe(22)
    expect(Math.floor(twips(156) / (20 * (16 + Number(charSpace) / 4096)) + 0.01)).toBe(28)
    expect(/<w:docDefaults>.*?<\/w:docDefaults>/.exec(styles)?.[0]).toMatch(
      /w:eastAsia="仿宋".*<w:sz w:val="32"\/>/,
    )
  })

  it('number odd pages on the right and even pages on the left; in both is the head of the record, and a QR', async () => {
    const { head } = await hearing.meetings.load(hearing.meetingId)
    const parts = await partsOf(await record())
    expect(parts['word/settings.xml']).toContain('<w:evenAndOddHeaders/>')
    const footer = (pages: 'default' | 'even'): string => {
      const [, id] =
        new RegExp(`<w:footerReference w:type="${pages}" r:id="(.*?)"/>`).exec(
          parts['word/document.xml'] ?? '',
        ) ?? []
      const target = new RegExp(`Id="${id}"[^>]*Target="(.*?)"`).exec(
        parts['word/_rels/document.xml.rels'] ?? '',
      )
      return parts[`word/${target?.[1]}`] ?? ''
    }
    for (const [pages, side] of [
      ['default', 'right'],
      ['even', 'left'],
    ] as const) {
      const xml = footer(pages)
      expect(xml).toMatch(new RegExp(`<w:ind w:${side}="280"/><w:jc w:val="${side}"/>`))
      expect(wordsOf(xml)).toMatch(/^— PAGE —/)
      expect(wordsOf(xml)).toContain(headCode(head))
      expect(wordsOf(xml)).toContain(address)
      expect(xml).toContain('<a:blip')
    }
    expect(Object.keys(parts).some((name) => /^word\/media\/.+\.png$/.test(name))).toBe(true)
  })
})

describe('the minutes as Markdown', () => {
  it('say the same, and text cannot become markup', async () => {
    const made = await record()
    const item = made.items[0]
    if (!item) throw new Error('there are items')
    const tricky = {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: '# 不是*标题*|<b>' }] }],
    }
    const text = minutesMarkdown(lay({ ...made, items: [{ ...item, content: tricky }] }))
    expect(text).toContain('\\# 不是\\*标题\\*\\|\\<b\\>')
    expect(text).toContain('## 1、核对到场')
  })

  /** The Markdown of an item with this content, from its heading to the one before the signatures. */
  const written = async (content: readonly MinutesNode[]): Promise<string> => {
    const made = await record()
    const [item] = made.items
    if (!item) throw new Error('there are items')
    const text = minutesMarkdown(
      lay({ ...made, items: [{ ...item, content: { type: 'doc', content: [...content] }, kept: [] }] }),
    )
    return text.slice(text.indexOf('## 1、') + 1, text.indexOf('## 签字')).replace(/^.*\n\n/, '')
  }
  const bold = (text: string): MinutesNode => ({ type: 'text', text, marks: [{ type: 'bold' }] })
  const said = (...texts: (string | MinutesNode)[]): MinutesNode => ({
    type: 'paragraph',
    content: texts.map((text) => (typeof text === 'string' ? { type: 'text', text } : text)),
  })
  const list = (type: string, start: number, ...items: MinutesNode[][]): MinutesNode => ({
    type,
    attrs: { start },
    content: items.map((content) => ({ type: 'listItem', content })),
  })
  const lineBreak: MinutesNode = { type: 'hardBreak' }

  it.each([
    ['- 不是条目', '\\- 不是条目'],
    ['+ 不是条目', '\\+ 不是条目'],
    ['1. 不是编号', '1\\. 不是编号'],
    ['2) 不是编号', '2\\) 不是编号'],
    ['&lt;b&gt; &copy;', '\\&lt;b\\&gt; \\&copy;'],
    ['    四个空格', '&#32;&#32;&#32;&#32;四个空格'],
    ['见http://a_b', '见http\\://a\\_b'],
    ['2026-11-27，1.5 亩', '2026-11-27，1.5 亩'],
  ])('leave %s as it was said', async (text, markdown) => {
    expect(await written([said('前'), said(text)])).toContain(`前\n\n${markdown.replace(/^&#32;.*;/, '')}`)
    expect(await written([said('甲', lineBreak, text, lineBreak, '乙')])).toContain(`甲\\\n${markdown}\\\n乙`)
  })

  it('make no heading and no end of a paragraph of what follows a line break', async () => {
    const text = await written([said('标题', lineBreak, '---', lineBreak, '===', lineBreak, lineBreak, '完')])
    expect(text).toBe('标题\\\n\\---\\\n\\===\\\n\\\n完\n\n')
  })

  it('keep what is said after a list out of its last entry', async () => {
    const text = await written([
      list('bulletList', 1, [said('条目'), said('同一条的第二段')]),
      said('信访人的话'),
    ])
    expect(text).toBe('- 条目\n\n同一条的第二段\n\n信访人的话\n\n')
  })

  it('put an entry inside the one it belongs to, and count a new list anew', async () => {
    const inner = list('bulletList', 1, [said('里面')])
    const lists = [
      list('orderedList', 9, [said('九')], [said('十'), inner]),
      list('orderedList', 1, [said('一')]),
    ]
    expect(await written(lists)).toBe('9. 九\n\n10. 十\n\n    - 里面\n\n1) 一\n\n')
  })

  it('set bold from letter to letter: stars beside a full stop are stars', async () => {
    expect(await written([said(bold('（重要）'), '我', bold('说'), bold('的：'), '对')])).toBe(
      '（**重要**）我**说的**：对\n\n',
    )
  })

  it('speak English where it is asked for', async () => {
    const text = minutesMarkdown(lay(await record(), 'en'))
    expect(text).toContain('# Minutes of the hearing')
    expect(text).toContain(`<${address}>`)
    expect(text).toContain('## 1. Check attendance')
  })
})

it('keep a table one table, its rows and the lines of a cell apart', async () => {
  const made = await record()
  const [item] = made.items
  if (!item) throw new Error('there are items')
  const line = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
  const row = (...cells: string[][]) => ({
    type: 'tableRow',
    content: cells.map((texts) => ({ type: 'tableCell', content: texts.map(line) })),
  })
  const table = (...rows: ReturnType<typeof row>[]) => ({ type: 'table', content: rows })
  const tables = [table(row(['上行', '下行'], ['二']), row(['三'])), table(row(['四']))]
  const withTables = { ...made, items: [{ ...item, content: { type: 'doc', content: tables } }] }
  expect(minutesMarkdown(lay(withTables))).toContain(
    '\n| 上行<br>下行 | 二 |\n| --- | --- |\n| 三 |  |\n\n| 四 |\n| --- |\n',
  )
  const { 'word/document.xml': xml = '' } = await partsOf(withTables)
  const inDocument = xml.split('<w:tbl>').slice(1)
  // The third is where people sign.
  expect(inDocument).toHaveLength(3)
  expect(inDocument.map((each) => each.split('<w:tr>').length - 1).slice(0, 2)).toEqual([2, 1])
})

it('say what the record says of an entry they refer to, and that it is unknown where it is', async () => {
  const turn = (await hearing.state()).floor.ended[0]
  const content = {
    type: 'doc',
    content: [
      { type: 'recordEntry', attrs: { of: 'turn', id: turn?.id ?? '' } },
      { type: 'recordEntry', attrs: { of: 'turn', id: '被删的' } },
      {
        type: 'paragraph',
        content: [
          { type: 'evidence', attrs: { no: 1 } },
          { type: 'evidence', attrs: { no: 99 } },
        ],
      },
    ],
  }
  const written = (stored: StoredEvent): StoredEvent => {
    const event = readableEvent(stored)
    return 'fields' in stored && event?.type === 'item-finalised' && event.itemId === 'unit-statement'
      ? { fields: { ...stored.fields, content: { s: '0'.repeat(32), v: content } } }
      : stored
  }
  const commits = await hearing.meetings.commits(hearing.meetingId, { level: 'participants' }, 0)
  const made = composeMinutes(
    replay(meeting, commits),
    commits.map((commit) => ({ ...commit, events: commit.events.map(written) })),
    naimanReview,
  )
  const speaker = (await hearing.state()).participants.find(({ id }) => id === turn?.participantId)?.name
  const title = (await hearing.state()).evidence[0]?.title
  for (const text of [minutesMarkdown(lay(made)), wordsOf((await partsOf(made))['word/document.xml'])]) {
    expect(text).toContain(`，${speaker}发言，用时`)
    expect(text).toContain('〔会议记录〕这里引用的内容不在记录里')
    expect(text).toContain(`证据 1《${title}》证据 99（记录里没有）`)
  }
})

it('leave out what a party may not read, and say so', async () => {
  const words = minutesMarkdown(lay(await record('participants')))
  expect(words).not.toContain('deliberation 的记录')
  expect(words).toContain('以下各项没有定稿，或者不向查看人公开：12、休会·启封合议')
})

it('after closing name the closing head, however the record grows', async () => {
  await hearing.play()
  const closing = (await record()).head
  await hearing.send(clerk, 'add-addendum', { itemId: 'rights', text: '补记一句' })
  const later = await record()
  expect(later.head).toEqual(closing)
  expect(closing.closing).toBe(true)
  expect(minutesMarkdown(lay(later))).toContain('补记一句')
})
