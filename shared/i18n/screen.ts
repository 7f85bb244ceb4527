import { defineMessages } from './define.ts'

export const screen = defineMessages({
  zh: { title: '大屏' },
  en: { title: 'Projector' },
})
