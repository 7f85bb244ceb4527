import { useTranslation } from 'react-i18next'
import { SavedIndicator } from '../ui/saved-indicator.tsx'
import { caretColour } from './carets.ts'
import { useRoleWord } from './role-word.ts'
import type { Person, SessionState } from './session.ts'

/** One line above the text: is it saved, and who is here. */
export function PeopleLine({ state }: { state: SessionState }) {
  const { t } = useTranslation('minutes')
  const roleWord = useRoleWord()
  const word = ({ name, role, writing }: Person) =>
    writing ? t('people.writing', { name, role: roleWord(role) }) : t('people.viewing', { name })
  return (
    <div className="minutes-line">
      <SavedIndicator saved={state.saved} />
      {state.people.length > 0 && (
        <ul aria-label={t('people.label')}>
          {state.people.map((person) => (
            <li key={person.id}>
              <i style={{ background: person.writing ? caretColour(person.id) : 'var(--line-3)' }} />
              {word(person)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
