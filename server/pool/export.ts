import type { Actor } from '../../shared/accounts/actor.ts'
import { appraisal as appraisalWords } from '../../shared/i18n/appraisal.ts'
import { fillIn } from '../../shared/i18n/fill-in.ts'
import type { Language } from '../../shared/i18n/language.ts'
import { officer as words } from '../../shared/i18n/officer.ts'
import { pool as sentences } from '../../shared/i18n/pool.ts'
import { addDays } from '../../shared/matter/days.ts'
import { type Average, chairAverage, meanOf, partyAverage } from '../../shared/pool/appraisal.ts'
import { barsOn } from '../../shared/pool/eligibility.ts'
import { columns } from '../../shared/pool/import.ts'
import type { Officer } from '../../shared/pool/officer.ts'
import type { PoolRules } from '../../shared/pool/rules.ts'
import { officersOf, type PoolState } from '../../shared/pool/state.ts'
import { countOutcomes, satBefore } from '../../shared/pool/workload.ts'
import { type Row, rowOf } from './rows.ts'
import type { Cells } from './sheet.ts'

/** What a file of the pool is made for: who asked, and when. */
export interface ExportFor {
  readonly actor: Actor
  /** Of headers and words; a list is read back in either. */
  readonly language: Language
  /** The county's date, 'YYYY-MM-DD'. */
  readonly today: string
  dateOf(instant: number): string
}

type Reader = 'administrator' | 'clerk' | 'chair'
type About = Pick<ExportFor, 'language' | 'today' | 'dateOf'> & { readonly rules: PoolRules }
type Fact = keyof (typeof sentences)['zh']['fact']

const everybody: readonly Reader[] = ['administrator', 'clerk', 'chair']
const keepers: readonly Reader[] = ['administrator', 'clerk']

const several = (texts: readonly string[], language: Language): string =>
  texts.join(sentences[language].sheet.separator)
const marks = (average: Average, language: Language): string => {
  const mean = meanOf(average)
  return mean === null
    ? ''
    : fillIn(sentences[language].sheet.marks, { mean: mean.toFixed(1), count: average.count })
}

/** Columns of the list itself that only those who keep the pool may take out of the house. */
const keptColumns: readonly (keyof Row)[] = ['phone', 'trainingValidUntil']

/**
 * What the record knows beyond the list, and who may take it out of the house in a file. Names of kin are other
 * people's, and only an administrator's file has them.
 */
const facts: readonly {
  readonly fact: Fact
  readonly readers: readonly Reader[]
  readonly cell: (officer: Officer, about: About) => string
}[] = [
  {
    fact: 'state',
    readers: keepers,
    cell(officer, { today, rules, language }) {
      const { bar } = sentences[language]
      const bars = barsOn(officer, today, rules).map((reason) => bar[reason])
      return several(
        [...(bars.length === 0 ? [bar.none] : bars), ...(officer.reason ? [officer.reason] : [])],
        language,
      )
    },
  },
  { fact: 'route', readers: keepers, cell: ({ route }, { language }) => words[language].route[route] },
  { fact: 'since', readers: everybody, cell: ({ since }, { dateOf }) => dateOf(since) },
  {
    fact: 'absences',
    readers: keepers,
    cell: ({ unavailable }, { language }) =>
      several(
        unavailable.map((absence) => fillIn(sentences[language].sheet.absence, { ...absence }).trim()),
        language,
      ),
  },
  {
    fact: 'trainings',
    readers: keepers,
    cell: ({ trainings }, { language }) =>
      several(
        trainings.map((training) => fillIn(sentences[language].sheet.training, { ...training })),
        language,
      ),
  },
  {
    fact: 'sat',
    readers: keepers,
    cell: (officer, { today, rules }) => String(satBefore(officer, addDays(today, 1), rules.workload.days)),
  },
  {
    fact: 'lastHearing',
    readers: keepers,
    cell: ({ hearings }) => hearings.filter(({ outcome }) => outcome === 'sat').at(-1)?.on ?? '',
  },
  {
    fact: 'refusals',
    readers: keepers,
    cell: (officer, { today, rules }) =>
      String(countOutcomes(officer, ['declined', 'silent'], addDays(today, -rules.workload.days), today)),
  },
  {
    fact: 'missed',
    readers: keepers,
    cell: (officer, { today, rules }) =>
      String(countOutcomes(officer, ['absent'], addDays(today, -rules.workload.days), today)),
  },
  {
    fact: 'chairMarks',
    readers: keepers,
    cell: ({ appraisals }, { language }) => marks(chairAverage(appraisals), language),
  },
  {
    fact: 'partyMarks',
    readers: keepers,
    cell: ({ tallies }, { language }) => marks(partyAverage(tallies), language),
  },
  {
    fact: 'lastReview',
    readers: keepers,
    cell({ reviews }, { language }) {
      const last = reviews.at(-1)
      return last ? `${last.on} ${appraisalWords[language].review.outcomes[last.outcome]}` : ''
    },
  },
  {
    fact: 'kin',
    readers: ['administrator'],
    cell: ({ ties }, { language }) =>
      several(
        ties.kin.map((kin) => fillIn(sentences[language].sheet.kin, { ...kin })),
        language,
      ),
  },
  {
    fact: 'interests',
    readers: ['administrator'],
    cell: ({ ties }, { language }) => several(ties.units, language),
  },
]

const mayRead = (actor: Actor, readers: readonly Reader[]): boolean =>
  actor.kind === 'account' && actor.roles.some((role) => readers.includes(role))

/**
 * The pool as a sheet: the columns of the list first, as they can be imported elsewhere, then what the record
 * knows beyond them, as far as the reader's role goes.
 */
export function exportCells(state: PoolState, { actor, language, today, dateOf }: ExportFor): Cells {
  const { column: columnTitles, fact: titles } = sentences[language]
  const listed = columns.filter((column) => !keptColumns.includes(column) || mayRead(actor, keepers))
  const known = facts.filter(({ readers }) => mayRead(actor, readers))
  const about = { language, today, dateOf, rules: state.rules }
  return [
    [...listed.map((column) => columnTitles[column]), ...known.map(({ fact }) => titles[fact])],
    ...officersOf(state).map((officer) => {
      const row = rowOf(officer, language)
      return [...listed.map((column) => row[column]), ...known.map(({ cell }) => cell(officer, about))]
    }),
  ]
}
