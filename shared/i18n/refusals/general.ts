import { defineRefusals } from '../define.ts'

/** Refusals that belong to no module: the border of the application and the way to it. */
export const generalRefusals = defineRefusals({
  zh: {
    OFFLINE: {
      what: '服务器没有应答。',
      next: '你填写的内容还在本页。检查网络后再试一次。',
    },
    UNKNOWN: {
      what: '没有办成，编号 {{code}}。',
      next: '没有改动任何记录。再试一次；还不行，把编号告诉记录员。',
    },
    UNEXPECTED_ANSWER: {
      what: '服务器的回答看不懂。',
      next: '刷新页面再试；还不行，告诉管理员网页和服务器版本可能不同。',
    },
  },
  en: {
    OFFLINE: {
      what: 'The server did not answer.',
      next: 'What you entered is still on this page. Check the network and try again.',
    },
    UNKNOWN: {
      what: 'This was not done, code {{code}}.',
      next: 'No record was changed. Try again; if it fails again, tell the clerk the code.',
    },
    UNEXPECTED_ANSWER: {
      what: 'The server’s answer could not be read.',
      next: 'Reload the page and try again; if it fails again, tell the administrator that page and server may differ in version.',
    },
  },
})
