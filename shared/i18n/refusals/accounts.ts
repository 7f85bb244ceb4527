import { defineRefusals } from '../define.ts'

/** Refusals of signing in, accounts and one-time links. */
export const accountsRefusals = defineRefusals({
  zh: {
    LOGIN_REQUIRED: { what: '你还没有登录，或登录已经结束。', next: '重新登录，或再扫一次你的二维码。' },
    LOGIN_WRONG: { what: '账号或密码不对。', next: '再输一次；忘了密码，请管理员重设。' },
    LOGIN_TAKEN: { what: '这个账号名已经有人用。', next: '换一个账号名。' },
    ACCOUNT_UNKNOWN: { what: '没有这个账号。', next: '刷新页面，从列表里选。' },
    LAST_ADMINISTRATOR: {
      what: '这是唯一的管理员，不能停用，也不能去掉管理员身份。',
      next: '先设立另一个管理员。',
    },
    SETUP_DONE: { what: '第一个管理员已经设立，这个链接已失效。', next: '用账号和密码登录。' },
    HTTPS_REQUIRED: {
      what: '这里只能通过加密地址（https）登录。',
      next: '打开以 https:// 开头的地址再登录。',
    },
    LINK_UNKNOWN: { what: '没有这个链接。', next: '再扫一次二维码，或请记录员给你一个新的。' },
    LINK_REPLACED: { what: '这个链接已经被新的代替。', next: '用新的二维码；没有的话，请记录员再给一次。' },
    LINK_USED: {
      what: '这个链接已经在另一台设备上用过。',
      next: '用原来的设备打开；换了手机，请记录员换一个链接，一点就好。',
    },
    OBSERVERS_NOT_ADMITTED: { what: '这次会议不公开，没有旁听码。', next: '改为公开举行后才能旁听。' },
    NOT_A_MEMBER: { what: '你不在这次会议里。', next: '用这次会议发给你的二维码进入，或询问记录员。' },
    ADDRESS_UNKNOWN: { what: '这台电脑现在没有这个地址。', next: '刷新后从列表里选一个。' },
  },
  en: {
    LOGIN_REQUIRED: {
      what: 'You are not signed in, or your sign-in has ended.',
      next: 'Sign in again, or scan your code once more.',
    },
    LOGIN_WRONG: {
      what: 'The account or the password is wrong.',
      next: 'Try again; if you forgot it, ask an administrator to set a new one.',
    },
    LOGIN_TAKEN: { what: 'This account name is taken.', next: 'Choose another.' },
    ACCOUNT_UNKNOWN: { what: 'There is no such account.', next: 'Reload the page and choose from the list.' },
    LAST_ADMINISTRATOR: {
      what: 'This is the only administrator; it can neither be suspended nor lose that role.',
      next: 'Make another administrator first.',
    },
    SETUP_DONE: {
      what: 'The first administrator exists; this link no longer works.',
      next: 'Sign in with account and password.',
    },
    HTTPS_REQUIRED: {
      what: 'Signing in works only over the encrypted address (https).',
      next: 'Open the address that begins with https:// and sign in there.',
    },
    LINK_UNKNOWN: {
      what: 'There is no such link.',
      next: 'Scan the code again, or ask the clerk for a new one.',
    },
    LINK_REPLACED: {
      what: 'This link has been replaced by a new one.',
      next: 'Use the new code; if you have none, ask the clerk for it.',
    },
    LINK_USED: {
      what: 'This link has been used on another device.',
      next: 'Open it on that device; on a new phone, ask the clerk to replace the link with one click.',
    },
    OBSERVERS_NOT_ADMITTED: {
      what: 'This meeting is closed; there is no code for observers.',
      next: 'Observers can come only after it has been made open.',
    },
    NOT_A_MEMBER: {
      what: 'You are not part of this meeting.',
      next: 'Come in by the code you were given for it, or ask the clerk.',
    },
    ADDRESS_UNKNOWN: {
      what: 'This computer does not have that address now.',
      next: 'Reload and choose one from the list.',
    },
  },
})
