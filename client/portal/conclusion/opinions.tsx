import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../shared/i18n/format.ts'
import { type Position, positionSchema } from '../../../shared/opinions/opinion.ts'
import type { PublicConclusion } from '../../../shared/publication/answers.ts'
import { overall, PositionWord } from './findings.tsx'

const positions = positionSchema.options

/** Names, tally and reasons; who held which position is not said, and dissent is as large as the majority. */
export function Opinions({ conclusion: { document, openedAt } }: { conclusion: PublicConclusion }) {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  const request = (id: string) => document.requests.find((each) => each.id === id)?.text ?? ''
  const several = document.requests.length > 1
  return (
    <section className="card box opinions" aria-labelledby="opinions">
      <h2 id="opinions">{t('opinions.title', { count: document.opinions.length })}</h2>
      {openedAt !== null && (
        <p className="meta">{t('opinions.sealed', { time: formatTime(openedAt, { seconds: true }) })}</p>
      )}
      <p className="names">
        <b>{t('opinions.panel')}</b>
        {document.panel.map((seat) => (
          <span key={seat.seat} className="nb">
            {seat.name} <small>{seat.title}</small>
          </span>
        ))}
      </p>
      {document.requests.map(({ id, text }) => (
        <div key={id}>
          {several && <h3>{text}</h3>}
          <Tally votes={document.tally[id] ?? {}} />
        </div>
      ))}
      {document.missing.length > 0 && (
        <p className="meta">{t('opinions.missing', { names: document.missing.join(' ') })}</p>
      )}
      <p className="meta">{t('opinions.unattributed')}</p>
      {document.opinions.map((opinion, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is fixed by the record and two may read the same
        <article className="opinion" key={index}>
          <PositionWord position={overall(opinion.positions.map((each) => each.position))} />
          <div>
            <p>{opinion.reasons}</p>
            {opinion.advice !== '' && (
              <p className="advice">{t('opinions.advice', { text: opinion.advice })}</p>
            )}
            {several && (
              <ul className="each">
                {opinion.positions.map((each) => (
                  <li key={each.requestId}>
                    <PositionWord position={each.position} /> {request(each.requestId)}
                  </li>
                ))}
              </ul>
            )}
          </div>
        </article>
      ))}
      <p className="basis">
        {t('opinions.agreed', { agreeing: document.agreeing, dissenting: document.dissenting })}
      </p>
    </section>
  )
}

/** Votes as bars of one shape and size each; a position nobody held takes no room. */
function Tally({ votes }: { votes: Readonly<Record<string, number>> }) {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  const held = positions.filter((position) => (votes[position] ?? 0) > 0)
  const word = (position: Position) =>
    t('opinions.votes', { position: t(`words:position.${position}`), count: votes[position] ?? 0 })
  return (
    <div
      className="tally"
      style={{
        gridTemplateColumns: held.map((position) => `minmax(min-content, ${votes[position]}fr)`).join(' '),
      }}
    >
      {held.map((position) => (
        <span key={position} data-position={position}>
          {word(position)}
        </span>
      ))}
    </div>
  )
}
