import { type Criterion, type Ground, limits, type PoolRules } from '../../../shared/pool/rules.ts'
import { newCommandId } from '../../ui/api.ts'

/** What a case of elimination asks for, by kind, with the limits of each figure. */
export const groundFields = {
  'low-appraisal': { below: limits.mark, hearings: limits.count, days: limits.days },
  absences: { count: limits.count, days: limits.days },
  refusals: { count: limits.count, days: limits.days },
  'training-lapsed': { days: limits.days },
  reported: {},
} as const satisfies Record<Ground['kind'], Partial<Record<'below' | 'hearings' | 'count' | 'days', object>>>
export const groundKinds = Object.keys(groundFields) as Ground['kind'][]

/** The rules as a form holds them: rest can be switched off and on again. */
export interface RulesValues extends Omit<PoolRules, 'rest'> {
  readonly rests: boolean
  readonly rest?: NonNullable<PoolRules['rest']> | undefined
}

/** A new line of a form; its id is nobody else's, so that old marks keep their meaning. */
const newId = () => newCommandId().toLowerCase()
export const newCriterion = (): Criterion => ({ id: newId(), label: { zh: '', en: '' } })
export const newEliminationRule = () => ({
  id: newId(),
  ground: { kind: 'absences' },
  source: '',
  confirmed: false,
})

export const valuesOf = ({ rest, ...rules }: PoolRules): RulesValues => ({
  ...rules,
  rests: rest !== null,
  rest: rest ?? undefined,
})

/** Figures of another kind, chosen before, are no part of the case. */
function groundOf(ground: Ground): Ground {
  const kept = ['kind', ...Object.keys(groundFields[ground.kind])]
  return Object.fromEntries(Object.entries(ground).filter(([name]) => kept.includes(name))) as Ground
}

/** The rules a form says, as they would be saved. */
export function rulesOf({ rests, rest, elimination, ...rules }: RulesValues): PoolRules {
  const { trainingFirst, secondPerson, ...entry } = rules.entry
  return {
    ...rules,
    entry: {
      ...entry,
      ...(trainingFirst ? { trainingFirst } : {}),
      ...(secondPerson ? { secondPerson } : {}),
    },
    rest: rests && rest ? rest : null,
    elimination: {
      ...elimination,
      rules: elimination.rules.map((rule) => ({ ...rule, ground: groundOf(rule.ground) })),
    },
  }
}
