import type { Refusal } from '../../ledger/aggregate.ts'
import type { RefusalSentences } from '../define.ts'
import { fillIn } from '../fill-in.ts'
import type { Language } from '../language.ts'
import { accountsRefusals } from './accounts.ts'
import { drawRefusals } from './draw.ts'
import { generalRefusals } from './general.ts'
import { httpRefusals } from './http.ts'
import { ledgerRefusals } from './ledger.ts'
import { matterRefusals } from './matter.ts'
import { meetingRefusals } from './meeting.ts'
import { poolRefusals } from './pool.ts'

/** One bundle per module. */
const bundles = [
  accountsRefusals,
  httpRefusals,
  drawRefusals,
  generalRefusals,
  ledgerRefusals,
  matterRefusals,
  meetingRefusals,
  poolRefusals,
]

const sentences: Readonly<Record<Language, ReadonlyMap<string, RefusalSentences>>> = {
  zh: new Map(bundles.flatMap((bundle) => Object.entries<RefusalSentences>(bundle.zh))),
  en: new Map(bundles.flatMap((bundle) => Object.entries<RefusalSentences>(bundle.en))),
}

/** Codes that have sentences. */
export function knownRefusalCodes(): readonly string[] {
  return bundles.flatMap((bundle) => Object.keys(bundle.zh))
}

/** The two sentences of a refusal; a code without sentences still says what to do and shows the code. */
export function refusalSentences(refusal: Refusal, language: Language): RefusalSentences {
  const found = sentences[language].get(refusal.code)
  const unknown = generalRefusals[language].UNKNOWN
  const params = found ? refusal.params : { code: refusal.code }
  const { what, next } = found ?? unknown
  return { what: fillIn(what, params), next: fillIn(next, params) }
}
