import { defineRefusals } from '../define.ts'

/** Refusals of the ledger itself, whatever the command is about. */
export const ledgerRefusals = defineRefusals({
  zh: {
    COMMAND_MALFORMED: {
      what: '提交的内容不完整或写法不对（{{path}}）。',
      next: '检查这一项后再提交；没有改动任何记录。',
    },
    TEXT_ILL_FORMED: {
      what: '文字里有残缺的字符（{{path}}），无法原样保存。',
      next: '删掉那个字符（常见于截断的表情符号）再提交。',
    },
    COMMAND_TOO_LARGE: {
      what: '一次提交的内容太多（上限 {{max}}）。',
      next: '分几次提交。',
    },
    COMMAND_REUSED: {
      what: '这个操作编号已经用在另一项操作上。',
      next: '刷新页面后重新操作；原来那一项没有受影响。',
    },
    STALE_SEQ: {
      what: '你看到的是第 {{expected}} 步，记录已经到了第 {{found}} 步。',
      next: '页面更新后看一眼最新情况，再决定是否继续。',
    },
    BUSY: {
      what: '同时有太多人在改同一份记录，这次没有轮到。',
      next: '稍等几秒再试；没有改动任何记录。',
    },
    RECORD_CORRUPT: {
      what: '记录 {{stream}} 第 {{seq}} 步与校验码不符，已停止使用这份记录。',
      next: '不要继续操作。告诉管理员：保留现场，从备份核对。',
    },
  },
  en: {
    COMMAND_MALFORMED: {
      what: 'What was sent is incomplete or not well formed ({{path}}).',
      next: 'Check this entry and send it again; no record was changed.',
    },
    TEXT_ILL_FORMED: {
      what: 'The text contains a broken character ({{path}}) and cannot be kept as it is.',
      next: 'Remove that character (often a cut-off emoji) and send it again.',
    },
    COMMAND_TOO_LARGE: {
      what: 'This is too much for one submission (the limit is {{max}}).',
      next: 'Send it in several parts.',
    },
    COMMAND_REUSED: {
      what: 'The number of this action was already used for another one.',
      next: 'Reload the page and act again; the earlier action stands as it was.',
    },
    STALE_SEQ: {
      what: 'You were looking at step {{expected}}, the record is at step {{found}}.',
      next: 'Look at the updated page, then decide whether to go on.',
    },
    BUSY: {
      what: 'Too many people are changing this record at once; your turn did not come.',
      next: 'Try again in a few seconds; no record was changed.',
    },
    RECORD_CORRUPT: {
      what: 'Record {{stream}} does not match its check code at step {{seq}} and is out of use.',
      next: 'Do not go on. Tell the administrator to leave everything as it is and compare with a backup.',
    },
  },
})
