import { useTranslation } from 'react-i18next'
import { publicClassSchema } from '../../../shared/draw/eligibility.ts'
import type { Draw } from '../../../shared/meeting/state.ts'
import { type Category, categories } from '../../../shared/pool/officer.ts'
import { ChanceList } from '../../meeting/chance-list.tsx'
import { chanceSpan } from '../../meeting/chances.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { OfficerToken, type OfficerTokenProps } from '../../ui/officer-token.tsx'
import { DrawRulesLine } from './draw-rules.tsx'
import { PortfolioList } from './portfolio-list.tsx'

/** Everybody in the locked pool by category, the chances, the exclusions by class. */
export function PoolGrid({ draw }: { draw: Draw }) {
  const { t } = useTranslation(['office', 'pool', 'draw', 'words'])
  const { state } = useMeeting()
  const { candidates, officers, rules, exclusionCounts } = draw.locked
  const byNo = new Map(candidates.map((candidate) => [candidate.no, candidate]))
  const drawn = new Map((draw.drawnSeats ?? []).map((seat) => [seat.officerNo, seat.seat]))
  const substitutes = new Map(
    draw.status === 'drawn' ? state.substitutes.map((s) => [s.officerNo, s.order] as const) : [],
  )
  const look = (no: number): Pick<OfficerTokenProps, 'state' | 'place'> => {
    const seat = drawn.get(no)
    const order = substitutes.get(no)
    if (seat !== undefined) return { state: 'drawn', place: seat }
    if (order !== undefined) return { state: 'substitute', place: order }
    return { state: byNo.get(no)?.eligible ? 'eligible' : 'excluded' }
  }
  const excluded = Object.values(exclusionCounts).reduce((sum, count) => sum + count, 0)
  const label = (category: Category) => t(`pool:category.${category}`)
  return (
    <>
      <p className="draw-legend">
        {(['drawn', 'substitute', 'eligible', 'excluded'] as const).map((state_) => (
          <span key={state_}>{t(`draw.legend.${state_}`)}</span>
        ))}
      </p>
      <div className="draw-groups">
        {categories.map((category) => {
          const members = officers.filter((officer) => officer.category === category)
          const eligible = members.filter((officer) => byNo.get(officer.no)?.eligible).length
          return members.length === 0 ? null : (
            <div className="draw-group" key={category}>
              <div>
                <b>{label(category)}</b>
                <br />
                <small className="mut">
                  {members.length}·{t('home.eligible')} {eligible}
                </small>
              </div>
              <div>
                {members.map((officer) => (
                  <OfficerToken
                    key={officer.no}
                    no={officer.no}
                    name={officer.name}
                    standing={byNo.get(officer.no)?.standing ?? false}
                    {...look(officer.no)}
                  />
                ))}
              </div>
            </div>
          )
        })}
      </div>
      <div className="office-foot">
        <b>{t('draw.chances')}</b>
        {rules.kinds.map(({ kind, seats }) => {
          const members = candidates.filter((c) => c.eligible && c.standing === (kind === 'standing'))
          return (
            <span key={kind}>
              {t(`draw.kind.${kind}`)} {chanceSpan(members.map((c) => c.chance)).join(' – ')}
              <small className="mut"> {t('draw.chanceOf', { count: members.length, seats })}</small>
            </span>
          )
        })}
        <span>{t('draw.sum', { sum: rules.panelSize })}</span>
      </div>
      <DrawRulesLine rules={rules} />
      <PortfolioList locked={draw.locked} />
      <div className="office-foot">
        <ChanceList draw={draw} />
      </div>
      <div className="office-foot">
        <b>{t('draw.exclusions', { count: excluded })}</b>
        {Object.entries(exclusionCounts).map(([reason, count]) => {
          const known = publicClassSchema.safeParse(reason)
          return (
            <span key={reason}>
              {known.success ? t(`draw:reason.${known.data}`) : reason} {count}
            </span>
          )
        })}
      </div>
    </>
  )
}
