import { defineMessages } from './define.ts'

export const portal = defineMessages({
  zh: { title: '信访听证公开' },
  en: { title: 'Petition hearings in public' },
})
