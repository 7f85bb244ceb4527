import { useTranslation } from 'react-i18next'
import type { Participant } from '../../shared/meeting/state.ts'
import { type Act, useAct } from '../meeting/act.ts'
import { ActError } from '../meeting/act-error.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { attending, bySide, seatOf, shownName } from '../meeting/people.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ScrollArea } from '../ui/scroll-area.tsx'
import { IdentityButton } from './identity-button.tsx'
import { VacateButton } from './vacate-button.tsx'

/** Who is in the room and whose device is connected. `editing` shows the buttons that check both. */
export function AttendanceCard({ editing }: { editing: boolean }) {
  const { t } = useTranslation(['room', 'words'])
  const { state } = useMeeting()
  const act = useAct()
  const people = attending(state)
  const present = people.filter((p) => state.attendance[p.id]?.present).length
  return (
    <Card
      className="att"
      title={t('attendance.title')}
      end={t('attendance.count', { present, total: people.length })}
    >
      <ActError act={act} />
      <ScrollArea className="att-scroll" label={t('attendance.title')}>
        <table>
          {bySide(state).map(([side, group]) => (
            <tbody key={side}>
              {group.map((person, index) => (
                <tr key={person.id}>
                  {index === 0 && (
                    <th scope="rowgroup" rowSpan={group.length}>
                      {t(`words:side.${side}`)}
                    </th>
                  )}
                  <Row person={person} editing={editing} act={act} />
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </ScrollArea>
    </Card>
  )
}

function Row({ person, editing, act }: { person: Participant; editing: boolean; act: Act }) {
  const { t } = useTranslation(['room', 'words'])
  const { state } = useMeeting()
  const may = useMay()
  const seat = seatOf(state, person.id)
  const mark = state.attendance[person.id]
  const name = shownName(person)
  return (
    <>
      <td>
        {seat && <span className="mut">{seat.seat} </span>}
        {name} {person.kind !== 'officer' && <span className="mut">{t(`words:kind.${person.kind}`)}</span>}
      </td>
      <td className={mark?.present === false ? 'soon' : undefined}>
        {editing && may('mark-attendance') && mark === undefined ? (
          <span className="pair">
            <Button
              waiting={act.busy}
              aria-label={t('attendance.markPresent', { name })}
              onClick={() => void act.send('mark-attendance', { participantId: person.id, present: true })}
            >
              {t('attendance.present')}
            </Button>
            <Button
              kind="quiet"
              waiting={act.busy}
              aria-label={t('attendance.markAbsent', { name })}
              onClick={() => void act.send('mark-attendance', { participantId: person.id, present: false })}
            >
              {t('attendance.absent')}
            </Button>
          </span>
        ) : (
          <State person={person} editing={editing} act={act} />
        )}
        {seat && editing && mark?.present === false && <VacateButton seat={seat} />}
      </td>
    </>
  )
}

function State({ person, editing, act }: { person: Participant; editing: boolean; act: Act }) {
  const { t } = useTranslation('room')
  const { state, live } = useMeeting()
  const may = useMay()
  const mark = state.attendance[person.id]
  const name = shownName(person)
  if (mark === undefined) return t('attendance.unchecked')
  if (!mark.present)
    return (
      <>
        {t('attendance.absent')}
        {editing && may('mark-attendance') && (
          <Button
            kind="quiet"
            waiting={act.busy}
            aria-label={t('attendance.markArrived', { name })}
            onClick={() => void act.send('mark-attendance', { participantId: person.id, present: true })}
          >
            {t('attendance.arrived')}
          </Button>
        )}
      </>
    )
  const verified = state.identities.includes(person.id)
  return (
    <>
      {t('attendance.present')}
      {live.online[person.id] !== undefined && ` · ${t('attendance.online')}`}
      {verified && ` · ${t('identity.verified')}`}
      {!verified && person.kind !== 'officer' && may('verify-identity') && editing && (
        <IdentityButton person={person} />
      )}
    </>
  )
}
