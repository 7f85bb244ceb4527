import { fireEvent, render, screen } from '@testing-library/react'
import axe from 'axe-core'
import type { ReactElement } from 'react'
import { vi } from 'vitest'
import { startI18n } from '../../../client/ui/i18n.ts'
import { meeting } from '../../../shared/i18n/meeting.ts'
import { minutes } from '../../../shared/i18n/minutes.ts'
import { phone } from '../../../shared/i18n/phone.ts'
import { room } from '../../../shared/i18n/room.ts'
import { sealedNumber } from '../../../shared/i18n/sealed-number.ts'

export interface Sent {
  readonly type: string
  readonly data: unknown
  readonly commandId: string
}

/** Answers every command as the server would; `refuse` names the code of a refusal, `silent` gives no answer. */
export function stubCommands(answer: 'done' | 'silent' | { readonly refuse: string } = 'done'): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)))
    if (answer === 'silent') throw new TypeError('no answer')
    return answer === 'done'
      ? Response.json({ ok: true, seq: 2, head: 'h', duplicate: false })
      : Response.json({ ok: false, refusal: { code: answer.refuse, params: {} } }, { status: 409 })
  })
  return sent
}

/** jsdom knows neither dialogs nor i18n by itself. */
export function prepareDom(): void {
  window.localStorage.clear()
  startI18n({ room, phone, meeting, minutes, sealedNumber })
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.setAttribute('open', '')
  }
}

export const show = (page: ReactElement) => render(page)

export const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

/** What axe finds against WCAG A and AA, as ids; colours are not computed in jsdom. */
export async function violations(): Promise<string[]> {
  const result = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'],
    rules: { 'color-contrast': { enabled: false } },
  })
  return result.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)
}
