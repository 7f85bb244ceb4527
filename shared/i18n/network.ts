import { defineMessages } from './define.ts'

/** The page a phone opens to prove that it reaches the server. */
export const network = defineMessages({
  zh: {
    title: '连通检查',
    reached: '这部手机能连上。可以关闭本页。',
    own: '这是服务器自己打开的。请用手机扫码打开。',
  },
  en: {
    title: 'Connection check',
    reached: 'This phone can connect. You may close this page.',
    own: 'The server itself opened this page. Please open it with a phone.',
  },
})
