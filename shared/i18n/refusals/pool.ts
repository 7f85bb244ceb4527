import { defineRefusals } from '../define.ts'

/** Refusals of the pool and of its import. */
export const poolRefusals = defineRefusals({
  zh: {
    POOL_NUMBER_TAKEN: {
      what: '编号 {{no}} 已经有人用过。',
      next: '编号不重复使用。换一个编号，或留空由系统接着编。',
    },
    POOL_OFFICER_TWICE: {
      what: '{{unit}}的{{name}}已经在库里。',
      next: '修改原来的一条；确是同名的两个人，在姓名后加以区别。',
    },
    POOL_OFFICER_REMOVED: {
      what: '{{no}} 号{{name}}已经退出人才库。',
      next: '退出后不再改动；重新入库请新增，用新编号。',
    },
    POOL_ALREADY_SUSPENDED: { what: '{{no}} 号{{name}}已经停用。', next: '不用再停用；需要时可以恢复。' },
    POOL_NOT_SUSPENDED: { what: '{{no}} 号{{name}}没有停用。', next: '不用恢复。' },
    POOL_TRAINING_REVERSED: {
      what: '培训有效期 {{validUntil}} 早于培训日期 {{heldOn}}。',
      next: '核对两个日期。',
    },
    POOL_FILE_EMPTY: { what: '文件里没有听证员。', next: '下载模板，在表头下面逐行填写。' },
    POOL_FILE_UNREADABLE: {
      what: '读不懂这个文件。',
      next: '另存为 XLSX，或者 UTF-8、GB18030 编码的 CSV，再导入一次。没有导入任何人。',
    },
    POOL_FILE_TOO_LONG: { what: '文件有 {{rows}} 行，一次最多 {{max}} 行。', next: '分成几个文件导入。' },
    POOL_FILE_COLUMNS: { what: '表头缺少：{{columns}}。', next: '使用模板的表头，不要改名。' },
    POOL_ROWS_WRONG: {
      what: '{{count}} 处填写有误，没有导入任何人。',
      next: '按下面列出的行和列改正，再导入一次。',
    },
    POOL_CHANGED_MEANWHILE: {
      what: '核对之后人才库有变化，没有导入任何人。',
      next: '再导入一次，会按现在的库重新核对。',
    },
  },
  en: {
    POOL_NUMBER_TAKEN: {
      what: 'Number {{no}} has been used before.',
      next: 'Numbers are never reused. Choose another, or leave it empty for the next free one.',
    },
    POOL_OFFICER_TWICE: {
      what: '{{name}} of {{unit}} is already in the pool.',
      next: 'Edit that entry; if they are two people, tell their names apart.',
    },
    POOL_OFFICER_REMOVED: {
      what: 'Officer {{no}}, {{name}}, has left the pool.',
      next: 'Entries of people who left stay as they are; add them anew under a new number.',
    },
    POOL_ALREADY_SUSPENDED: {
      what: 'Officer {{no}}, {{name}}, is already suspended.',
      next: 'Nothing more to do; you can reinstate them later.',
    },
    POOL_NOT_SUSPENDED: {
      what: 'Officer {{no}}, {{name}}, is not suspended.',
      next: 'Nothing to reinstate.',
    },
    POOL_TRAINING_REVERSED: {
      what: 'The training is valid until {{validUntil}}, before it was held on {{heldOn}}.',
      next: 'Check the two dates.',
    },
    POOL_FILE_EMPTY: {
      what: 'There are no officers in the file.',
      next: 'Download the template and fill in one row each below the header.',
    },
    POOL_FILE_UNREADABLE: {
      what: 'This file cannot be read.',
      next: 'Save it as XLSX, or as CSV in UTF-8 or GB18030, and import again. Nobody was imported.',
    },
    POOL_FILE_TOO_LONG: {
      what: 'The file has {{rows}} rows; {{max}} at most can be imported at once.',
      next: 'Split it into several files.',
    },
    POOL_FILE_COLUMNS: {
      what: 'The header lacks: {{columns}}.',
      next: 'Use the header of the template unchanged.',
    },
    POOL_ROWS_WRONG: {
      what: '{{count}} entries are wrong; nobody was imported.',
      next: 'Correct the rows and columns listed below, then import again.',
    },
    POOL_CHANGED_MEANWHILE: {
      what: 'The pool changed after the check; nobody was imported.',
      next: 'Import again; it is checked against the pool as it is now.',
    },
  },
})
