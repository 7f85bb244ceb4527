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
      next: '退出后不再改动；要回来，登记一份入库申请并填原编号。',
    },
    POOL_ALREADY_SUSPENDED: { what: '{{no}} 号{{name}}已经停用。', next: '不用再停用；需要时可以恢复。' },
    POOL_NOT_SUSPENDED: { what: '{{no}} 号{{name}}没有停用。', next: '不用恢复。' },
    POOL_TRAINING_REVERSED: {
      what: '培训有效期 {{validUntil}} 早于培训日期 {{heldOn}}。',
      next: '核对两个日期。',
    },
    POOL_RULE_UNKNOWN: { what: '现行规则里没有“{{rule}}”这一条。', next: '刷新页面，按现行规则重新选择。' },
    POOL_RULES_SAME: { what: '这些规则和现行的一样，没有可以记入的改动。', next: '改了再保存，或者不保存。' },
    POOL_RULES_CHANGED: {
      what: '你在改的时候，这一部分规则已经被别人改过，还没有保存你的。',
      next: '上面是现行的，下面是你填的。再点一次保存，用你的代替；不想代替就取消。',
    },
    POOL_RULES_SLIPS_OUT: {
      what: '还有考评条没有汇总：当事人评的各条和最少张数，现在不能改。',
      next: '考评条收到 {{until}} 为止，次日汇总以后再改；其他规则可以先改。',
    },
    POOL_REPORT_MISSING: { what: '没有写明反映的是什么情况。', next: '写明谁反映了什么，再作决定。' },
    POOL_RULE_NOT_MET: {
      what: '按现在的数字，{{no}} 号{{name}}不符合这一条。',
      next: '刷新页面看最新的数字；不能用不符合的条文作决定。',
    },
    POOL_NOT_LEFT: { what: '{{no}} 号{{name}}还在库里。', next: '不用重新入库；资料有变化可以修改。' },
    POOL_BACK_TOO_SOON: {
      what: '{{no}} 号{{name}}被淘汰不满 {{days}} 天。',
      next: '再过 {{left}} 天可以申请；期限由本县的规则规定。',
    },
    POOL_LEFT_BEFORE: {
      what: '可能就是已经出库的 {{no}} 号{{name}}：姓名相同，单位或电话也相同。',
      next: '登记一份入库申请，决定时写明是本人还是另一个人、怎么核实的；是本人的用原编号，期限照规则。',
    },
    POOL_FORMER_OTHER: {
      what: '{{no}} 号原来是{{former}}，不是{{name}}。',
      next: '核对原编号；不是同一个人的，不填原编号。改了名的，先用原名回来，再修改资料。',
    },
    POOL_SECOND_PERSON: {
      what: '{{name}}是你登记的：本县规定由另一个人审查。',
      next: '请另一位管理人才库的人登录审查。',
    },
    POOL_SPONSOR_MISSING: {
      what: '没有写推荐或者邀请的单位。',
      next: '填写推荐（邀请）单位或人，或者改为公开报名。',
    },
    POOL_APPLICATION_PENDING: {
      what: '{{unit}}的{{name}}已有一份申请在办。',
      next: '先把在办的一份审完，或者登记撤回。',
    },
    POOL_APPLICATION_UNKNOWN: { what: '没有这份申请。', next: '刷新页面。' },
    POOL_APPLICATIONS_FULL: {
      what: '等着办的申请太多，这一份没有收下。',
      next: '过几天再报，或者直接交给信访机关。填好的内容还在这一页。',
    },
    POOL_APPLICATION_CLOSED: { what: '{{name}}的申请已经办结。', next: '需要时另行登记一份。' },
    POOL_APPLICATION_UNREVIEWED: { what: '{{name}}的申请还没有审查。', next: '先逐条写审查结果，再决定。' },
    POOL_CRITERION: { what: '“{{criterion}}”一条没有填，或者不在现行标准里。', next: '刷新页面，逐条填写。' },
    POOL_HEARING_RECORDED: { what: '这场听证已经记入人才库。', next: '不用再记。' },
    POOL_HEARING_NOT_ENDED: { what: '这场听证还没有结束。', next: '闭会以后再作考评。' },
    POOL_NOT_THE_CHAIR: { what: '只有这场听证的主持人可以考评。', next: '请主持人登录后填写。' },
    POOL_DID_NOT_SIT: { what: '{{no}} 号没有在这场听证中坐到最后。', next: '只考评坐到最后的听证员。' },
    POOL_APPRAISED: { what: '{{no}} 号{{name}}在这场听证的考评已经填过。', next: '考评填写以后不能改。' },
    POOL_NO_SLIPS: { what: '这场听证没有当事人，或者没有坐到最后的听证员。', next: '不用发考评条。' },
    POOL_SLIPS_PRINTED: { what: '这场听证的考评条已经生成。', next: '再次打印用原来的编码。' },
    POOL_SLIPS_COUNTED: { what: '考评条已经截止。', next: '不能再填。' },
    POOL_SLIPS_STILL_TAKEN: { what: '考评条收到 {{until}} 为止。', next: '过了那一天自动汇总。' },
    POOL_SLIP_UNKNOWN: { what: '没有这个编码。', next: '照考评条上的 12 个字符重新输入。' },
    POOL_SLIP_USED: {
      what: '这张考评条已经用过，每张只能用一次。',
      next: '如果不是你自己填的，请告诉信访机关。',
    },
    POOL_REVIEW_PERIOD: {
      what: '考核期间 {{from}} 到 {{until}} 不对。',
      next: '止期不早于起期，也不晚于今天。',
    },
    POOL_LISTED_TWICE: { what: '同一位听证员填了两次。', next: '去掉重复的一条。' },
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
      next: 'Entries of people who left stay as they are; to come back they apply, naming their former number.',
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
    POOL_RULE_UNKNOWN: {
      what: 'The present rules have no “{{rule}}”.',
      next: 'Reload the page and choose from the present rules.',
    },
    POOL_RULES_SAME: {
      what: 'These are the rules in force; there is no change to record.',
      next: 'Change something and save, or leave them as they are.',
    },
    POOL_RULES_CHANGED: {
      what: 'Somebody else changed this section meanwhile; yours is not saved yet.',
      next: 'Above is what holds now, below what you entered. Save again to put yours in its place, or cancel.',
    },
    POOL_RULES_SLIPS_OUT: {
      what: 'Slips are still out: what the parties are asked and the least number of slips cannot change now.',
      next: 'Slips are taken until {{until}}; change this once they are counted. Other rules can change now.',
    },
    POOL_REPORT_MISSING: {
      what: 'What was reported is not written down.',
      next: 'Write who reported what, then decide.',
    },
    POOL_RULE_NOT_MET: {
      what: 'By the present figures officer {{no}}, {{name}}, does not meet this rule.',
      next: 'Reload for the latest figures; nobody is decided on by a rule they do not meet.',
    },
    POOL_NOT_LEFT: {
      what: 'Officer {{no}}, {{name}}, is still in the pool.',
      next: 'No need to come back; edit the entry if something changed.',
    },
    POOL_BACK_TOO_SOON: {
      what: 'Officer {{no}}, {{name}}, was eliminated less than {{days}} days ago.',
      next: 'They may apply in {{left}} days; the period is the county’s rule.',
    },
    POOL_LEFT_BEFORE: {
      what: 'This may be officer {{no}}, {{name}}, who left: same name, and same unit or telephone.',
      next: 'Record an application and say at the decision whether it is the same person and how that was checked; the same person has the old number and the county’s period.',
    },
    POOL_FORMER_OTHER: {
      what: 'Number {{no}} was {{former}}, not {{name}}.',
      next: 'Check the former number, or leave it empty for somebody else. Whoever changed their name comes back under the old one, and the entry is edited then.',
    },
    POOL_SECOND_PERSON: {
      what: 'You entered {{name}}: by the county’s rule somebody else reviews.',
      next: 'Have another person who keeps the pool sign in and review.',
    },
    POOL_SPONSOR_MISSING: {
      what: 'Who recommended or invited is missing.',
      next: 'Name the unit or person, or choose open application.',
    },
    POOL_APPLICATION_PENDING: {
      what: '{{name}} of {{unit}} already has an application under way.',
      next: 'Finish that one, or record that it was withdrawn.',
    },
    POOL_APPLICATION_UNKNOWN: { what: 'There is no such application.', next: 'Reload the page.' },
    POOL_APPLICATIONS_FULL: {
      what: 'Too many applications are waiting; this one was not taken.',
      next: 'Try again in a few days, or hand it to the petition office. What you filled in is still on this page.',
    },
    POOL_APPLICATION_CLOSED: {
      what: 'The application of {{name}} is finished.',
      next: 'Record a new one where needed.',
    },
    POOL_APPLICATION_UNREVIEWED: {
      what: 'The application of {{name}} has not been reviewed.',
      next: 'Write the findings first, then decide.',
    },
    POOL_CRITERION: {
      what: '“{{criterion}}” is missing, or not among the present criteria.',
      next: 'Reload the page and fill in every criterion.',
    },
    POOL_HEARING_RECORDED: { what: 'This hearing is already in the pool’s record.', next: 'Nothing to do.' },
    POOL_HEARING_NOT_ENDED: {
      what: 'This hearing has not ended.',
      next: 'Appraise once it is closed.',
    },
    POOL_NOT_THE_CHAIR: {
      what: 'Only the chair of this hearing may appraise.',
      next: 'Let the chair sign in and fill it in.',
    },
    POOL_DID_NOT_SIT: {
      what: 'Officer {{no}} did not sit in this hearing to the end.',
      next: 'Only those who sat to the end are appraised.',
    },
    POOL_APPRAISED: {
      what: 'Officer {{no}}, {{name}}, has been appraised for this hearing.',
      next: 'An appraisal cannot be changed.',
    },
    POOL_NO_SLIPS: {
      what: 'This hearing has no parties, or nobody who sat to the end.',
      next: 'No slips are needed.',
    },
    POOL_SLIPS_PRINTED: {
      what: 'The slips of this hearing exist already.',
      next: 'Printing again gives the same codes.',
    },
    POOL_SLIPS_COUNTED: { what: 'Slips are no longer taken.', next: 'Nothing more can be filled in.' },
    POOL_SLIPS_STILL_TAKEN: {
      what: 'Slips are taken until {{until}}.',
      next: 'They are counted by themselves after that day.',
    },
    POOL_SLIP_UNKNOWN: {
      what: 'There is no such code.',
      next: 'Type the 12 characters as they are on the slip.',
    },
    POOL_SLIP_USED: {
      what: 'This slip has been used; each counts once.',
      next: 'If that was not you, tell the petition office.',
    },
    POOL_REVIEW_PERIOD: {
      what: 'The period {{from}} to {{until}} cannot be.',
      next: 'It ends no earlier than it begins and no later than today.',
    },
    POOL_LISTED_TWICE: { what: 'An officer is listed twice.', next: 'Drop one of the two.' },
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
