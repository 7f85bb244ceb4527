import '../ui/polyfills.ts'
import { type DrawVerdict, verifyDraw } from '../../shared/draw/verify.ts'
import { draw } from '../../shared/i18n/draw.ts'
import { fillIn } from '../../shared/i18n/fill-in.ts'
import { type Language, languageTag } from '../../shared/i18n/language.ts'
import { verify } from '../../shared/i18n/verify.ts'
import type { SeatsVerdict } from '../../shared/publication/replay-seats.ts'
import { drawsIn, type FoundDraw, seatsIn } from './draws-in.ts'

type Child = Node | string

/** Text is always text: nothing of a file is ever read as HTML. */
function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: Child[]
): HTMLElement {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

type Words = (typeof draw)['zh']

function stepList(verdict: DrawVerdict, words: Words): HTMLElement {
  const { steps } = verdict
  const failed = verdict.ok ? steps.length : steps.indexOf(verdict.step)
  const items = steps.slice(0, failed + 1).map((step, i) => {
    const word = i < failed ? words.offline.holds : words.offline.fails
    return element(
      'li',
      { class: i < failed ? 'holds' : 'fails' },
      element('b', {}, word),
      ` ${words.step[step]}`,
    )
  })
  return element('ol', { class: 'steps' }, ...items)
}

interface Difference {
  readonly place: string
  readonly expected: string
  readonly found: string
}

function difference({ place, expected, found }: Difference, what: string, words: Words, ...rest: Child[]) {
  return element(
    'dl',
    {},
    element('dt', {}, what),
    element('dd', {}, fillIn(words.offline.failsAt, { place: place || '/' })),
    element('dt', {}, words.offline.expected),
    element('dd', { class: 'value' }, expected),
    element('dt', {}, words.offline.found),
    element('dd', { class: 'value' }, found),
    ...rest,
  )
}

const drawDifference = (verdict: Extract<DrawVerdict, { ok: false }>, words: Words): HTMLElement =>
  difference(verdict, words.fails[verdict.code], words, element('dd', { class: 'code' }, verdict.code))

/** What became of the seats after the draw, as far as the record shows it. */
function seatsSection(verdict: SeatsVerdict, language: Language): HTMLElement {
  const words = draw[language]
  const { name, holds, fails, 'not-given': unshown } = verify[language].check.seats
  const title = element('h2', {}, name)
  if (!verdict.ok) {
    const head = element('p', { class: 'verdict fails' }, words.offline.fails)
    return element('section', { id: 'seats' }, title, head, difference(verdict, fails, words))
  }
  const { changed, passed } = verdict
  const lines =
    verdict.unshown > 0
      ? [element('p', {}, fillIn(unshown, { unshown: verdict.unshown }))]
      : [
          element('p', { class: 'verdict holds' }, words.offline.holds),
          element('p', {}, fillIn(holds, { changed, passed })),
        ]
  return element('section', { id: 'seats' }, title, ...lines)
}

function panelTable({ transcript, steered }: Extract<DrawVerdict, { ok: true }>, words: Words): Child[] {
  const { offline } = words
  const heads = [offline.number, offline.kind, offline.chance].map((head) =>
    element('th', { scope: 'col' }, head),
  )
  const recommended = new Set(transcript.candidates.flatMap((each) => (each.recommended ? [each.no] : [])))
  const rows = transcript.panel.map(({ seat, no, kind, chance }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, fillIn(offline.seat, { seat })),
      ...[String(no), offline[kind], recommended.has(no) ? offline.recommended : chance].map((cell) =>
        element('td', {}, cell),
      ),
    ),
  )
  return [
    element('p', { class: 'promise' }, words.promise[steered]),
    ...(transcript.portfolio ? [portfolioNote(transcript.portfolio.length, words)] : []),
    element(
      'table',
      {},
      element('caption', {}, offline.panel),
      element('thead', {}, element('tr', {}, element('td', {}), ...heads)),
      element('tbody', {}, ...rows),
    ),
    element('p', {}, element('b', {}, offline.substitutes), ` ${transcript.order.join(' ')}`),
    element('p', {}, offline.foreseen),
  ]
}

/** What a portfolio is, and what recomputing it does not show. */
function portfolioNote(count: number, words: Words): HTMLElement {
  const { title, what, checked, unchecked } = words.portfolio
  const lines = [fillIn(what, { count }), checked, unchecked].map((line) => element('p', {}, line))
  return element('div', { class: 'portfolio' }, element('b', {}, title), ...lines)
}

/** A file can hold anything: what the verifier cannot even compute with has the wrong form. */
function judged(raw: unknown, known: FoundDraw['known']): DrawVerdict {
  try {
    return verifyDraw(raw, known)
  } catch {
    const nothing = { place: '', expected: '"transcript"', found: '' }
    return { ok: false, step: 'format', steps: ['format'], code: 'DRAW_MALFORMED', ...nothing }
  }
}

interface Found {
  readonly draws: readonly FoundDraw[]
  readonly seats: SeatsVerdict | null
}

/** Null: nothing in it can be read as a draw. */
function found(text: string): Found | null {
  try {
    const value: unknown = JSON.parse(text)
    const draws = drawsIn(value)
    return draws.length === 0 ? null : { draws, seats: seatsIn(value) }
  } catch {
    return null
  }
}

function result(text: string, language: Language): Child[] {
  const words = draw[language]
  const read = found(text)
  if (!read) return [element('p', { class: 'verdict fails' }, words.offline.unreadable)]
  const sections = read.draws.map(({ raw, known }) => {
    const verdict = judged(raw, known)
    const word = verdict.ok ? words.offline.holds : words.offline.fails
    const head = element('p', { class: `verdict ${verdict.ok ? 'holds' : 'fails'}` }, word)
    const rest = verdict.ok ? panelTable(verdict, words) : [drawDifference(verdict, words)]
    return element('section', {}, head, stepList(verdict, words), ...rest)
  })
  return read.seats ? [...sections, seatsSection(read.seats, language)] : sections
}

/** The page of the offline verifier: a file or pasted text in, a verdict out; no network, no storage. */
function show(root: HTMLElement, language: Language, text: string): void {
  const words = draw[language]
  const { offline } = words
  document.documentElement.lang = languageTag[language]
  document.title = offline.title
  const output = element('div', { id: 'result', 'aria-live': 'polite' })
  const area = element('textarea', { id: 'text', rows: '8', spellcheck: 'false' }) as HTMLTextAreaElement
  area.value = text
  const check = () =>
    output.replaceChildren(...(area.value.trim() === '' ? [] : result(area.value, language)))
  const file = element('input', {
    id: 'file',
    type: 'file',
    accept: '.json,application/json',
  }) as HTMLInputElement
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? []
    void chosen?.text().then((content) => {
      area.value = content
      check()
    })
  })
  const button = element('button', { type: 'button' }, offline.check)
  button.addEventListener('click', check)
  const other = element('button', { type: 'button', class: 'link' }, offline.language)
  other.addEventListener('click', () => show(root, language === 'zh' ? 'en' : 'zh', area.value))
  root.replaceChildren(
    element('header', {}, element('h1', {}, offline.title), other),
    element('p', {}, offline.lead),
    element('p', {}, element('label', { for: 'file' }, offline.choose), ' ', file),
    element('p', {}, element('label', { for: 'text' }, offline.paste)),
    area,
    element('p', {}, button),
    output,
    element('p', { class: 'limit' }, offline.limit),
  )
  check()
}

const root = document.querySelector<HTMLElement>('main')
if (root) show(root, 'zh', '')
