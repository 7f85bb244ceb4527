import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Shows a sentence instead of an empty page when rendering fails. */
export class CrashBoundary extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false }

  static getDerivedStateFromError() {
    return { crashed: true }
  }

  override render() {
    return this.state.crashed ? <CrashMessage /> : this.props.children
  }
}

/** What is shown in place of a page that could not be drawn. */
export function CrashMessage() {
  const { t } = useTranslation()
  return (
    <main>
      <div className="message message-error" role="alert">
        <h1>{t('error.crash')}</h1>
        <p>{t('error.crashNext')}</p>
      </div>
    </main>
  )
}
