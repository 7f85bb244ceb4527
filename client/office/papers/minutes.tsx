import { useTranslation } from 'react-i18next'
import { signers } from '../../../shared/meeting/guards.ts'
import type { Stage } from '../../../shared/procedures/schema.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { MinutesPane } from '../../meeting/minutes-pane.tsx'
import { attending, nameOf, shownName } from '../../meeting/people.ts'
import { useBilingual } from '../../ui/i18n.ts'
import { Paper, useSheetWriting } from './paper.tsx'

/** 听证笔录: who was there, every item in full, and the place to sign. */
export function MinutesSheet() {
  const { t } = useTranslation(['papers', 'words', 'room'])
  const write = useSheetWriting()
  const { state, procedure } = useMeeting()
  const begun = procedure.stages.filter((stage) => state.stageLog.some((run) => run.stageId === stage.id))
  const from = state.begunAt ?? state.startsAt
  const facts: readonly (readonly [string, string])[] = [
    [t('subject'), `${state.subject ?? state.maskedSubject}（${state.matterNumber ?? ''}）`],
    [
      t('when'),
      state.closedAt === null
        ? `${write.date(from)} ${write.time(from)}`
        : t('minutes.fromTo', {
            from: `${write.date(from)} ${write.time(from)}`,
            to: `${write.date(state.closedAt)} ${write.time(state.closedAt)}`,
          }),
    ],
    [t('where'), state.place],
    [t('mode'), state.open ? t('openly') : t('notOpenly', { reason: state.closedReason })],
    [t('minutes.staff'), write.list([state.chair?.name ?? '', ...state.clerks.map(({ name }) => name)])],
  ]
  return (
    <Paper paper="minutes" sealed>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h2>{t('minutes.people')}</h2>
      <table>
        <tbody>
          {attending(state).map((person) => {
            const mark = state.attendance[person.id]
            return (
              <tr key={person.id}>
                <th scope="row">{shownName(person)}</th>
                <td>
                  {t(`words:kind.${person.kind}`)} {person.title}
                </td>
                <td>{mark && t(mark.present ? 'minutes.present' : 'minutes.absent')}</td>
                <td>{state.identities.includes(person.id) && t('minutes.identity')}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {begun.map((stage) => (
        <Item key={stage.id} stage={stage} n={procedure.stages.indexOf(stage) + 1} />
      ))}
      <Signatures />
    </Paper>
  )
}

function Item({ stage, n }: { stage: Stage; n: number }) {
  const { t } = useTranslation('papers')
  const say = useBilingual()
  const write = useSheetWriting()
  const { state } = useMeeting()
  const final = state.items[stage.id]
  return (
    <section className="sheet-item">
      <h2>
        {t('minutes.item', { n, name: say(stage.name) })}{' '}
        <small className="sheet-small">
          {final
            ? t('minutes.final', { date: write.date(final.at), time: write.time(final.at) })
            : t('minutes.notFinal')}
        </small>
      </h2>
      <MinutesPane itemId={stage.id} mode="read" />
    </section>
  )
}

function Signatures() {
  const { t } = useTranslation(['papers', 'words', 'room'])
  const write = useSheetWriting()
  const { state } = useMeeting()
  const kindOf = (id: string) =>
    id === 'chair' || id === 'clerk' ? id : (state.participants.find((p) => p.id === id)?.kind ?? 'witness')
  return (
    <>
      <h2>{t('minutes.signatures')}</h2>
      <p className="indent">{t('minutes.signaturesLead')}</p>
      <table className="sheet-sign-here">
        <thead>
          <tr>
            {(['name', 'capacity', 'how', 'signHere'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`minutes.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {signers(state).map((id) => {
            const signature = state.signatures[id]
            return (
              <tr key={id}>
                <td>{nameOf(state, id)}</td>
                <td>{t(`words:kind.${kindOf(id)}`)}</td>
                <td>
                  {signature &&
                    `${t(`room:signatures.method.${signature.method}`)} ${write.date(signature.at)} ${write.time(signature.at)} ${signature.note ?? ''}`}
                </td>
                <td />
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}
