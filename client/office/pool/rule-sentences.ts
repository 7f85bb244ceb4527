import { useTranslation } from 'react-i18next'
import { formatList } from '../../../shared/i18n/format.ts'
import type { Criterion, EliminationRule, PoolRules, RuleSection } from '../../../shared/pool/rules.ts'
import { useBilingual, useLanguage } from '../../ui/i18n.ts'
import { usePool } from './use-pool.ts'

interface Sourced {
  readonly source: string
  readonly confirmed: boolean
}

/** What one section says, and where it comes from: null where nothing is laid down. Cases of elimination have sources of their own. */
export interface SectionInWords {
  readonly lines: readonly { readonly key: string; readonly text: string; readonly from?: Sourced }[]
  readonly from: Sourced | null
}

/** The ground of a rule of elimination in words. */
function useGroundWords(): (rule: Pick<EliminationRule, 'ground'>) => string {
  const { t } = useTranslation('poolRules')
  return ({ ground }) => t(`ground.${ground.kind}`, ground)
}

/** The same for a rule known by its id; the id itself where the rules in force have it no more. */
export function useRuleWords(): (id: string) => string {
  const groundWords = useGroundWords()
  const rules = usePool().data?.rules.elimination.rules ?? []
  return (id) => {
    const rule = rules.find((one) => one.id === id)
    return rule ? groundWords(rule) : id
  }
}

/** The rules in words, section by section. */
export function useRuleSentences(): (rules: PoolRules) => Readonly<Record<RuleSection, SectionInWords>> {
  const { t } = useTranslation('poolRules')
  const say = useBilingual()
  const language = useLanguage()
  const groundWords = useGroundWords()
  const names = (criteria: readonly Criterion[]) => ({
    list: formatList(
      criteria.map(({ label }) => say(label)),
      language,
    ),
  })
  return ({ entry, appraisal, rest, workload, health, elimination }) => ({
    entry: {
      lines: [
        { key: 'criteria', text: t('says.criteria', names(entry.criteria)) },
        { key: 'reentry', text: t('says.reentry', { days: entry.reentryAfterDays }) },
        ...(entry.secondPerson ? [{ key: 'second', text: t('says.secondPerson') }] : []),
        ...(entry.trainingFirst ? [{ key: 'training', text: t('says.trainingFirst') }] : []),
      ],
      from: entry,
    },
    appraisal: {
      lines: [
        { key: 'chair', text: t('says.chair', names(appraisal.chair)) },
        { key: 'parties', text: t('says.parties', names(appraisal.parties)) },
        {
          key: 'ballots',
          text: t('says.ballots', { least: appraisal.leastBallots, days: appraisal.openDays }),
        },
      ],
      from: appraisal,
    },
    rest: {
      lines: [{ key: 'rest', text: rest ? t('says.rest', rest) : t('says.noRest') }],
      from: rest,
    },
    workload: {
      lines: [{ key: 'workload', text: t(workload.balance ? 'says.balance' : 'says.noBalance', workload) }],
      from: workload,
    },
    health: {
      lines: [
        { key: 'dormant', text: t('says.dormant', { days: health.dormantDays }) },
        { key: 'overused', text: t('says.overused', health.overused) },
        { key: 'warn', text: t('says.warn', { days: health.warnDays }) },
        { key: 'review', text: t('says.review', { days: health.reviewEveryDays }) },
      ],
      from: health,
    },
    elimination: {
      lines: [
        ...elimination.rules.map((rule) => ({ key: rule.id, text: groundWords(rule), from: rule })),
        { key: 'kept', text: t('says.kept', { days: elimination.keptForDays }) },
      ],
      from: elimination,
    },
  })
}
