import { defineRefusals } from '../define.ts'

/** Refusals of matters. */
export const matterRefusals = defineRefusals({
  zh: {
    MATTER_REGISTERED: { what: '这件事项已经登记，编号 {{number}}。', next: '需要更正时修改登记内容。' },
    MATTER_DATE_AHEAD: { what: '日期 {{date}} 还没有到。', next: '填写已经发生的日期。' },
    MATTER_OPINION_LATER: {
      what: '原意见的日期 {{date}} 晚于收到申请的日期 {{receivedOn}}。',
      next: '核对两个日期。',
    },
    MATTER_PERSON_SERVED: {
      what: '{{name}}已有送达记录，不能从事项中删除。',
      next: '先更正送达记录，写明理由。',
    },
    MATTER_DECIDED: { what: '已经登记了意见书 {{number}}。', next: '需要更正时用更正，写明理由。' },
    MATTER_UNDECIDED: { what: '还没有登记意见书。', next: '先登记意见书，再登记送达。' },
    MATTER_DECISION_EARLY: {
      what: '意见书日期 {{date}} 早于收到申请的日期 {{receivedOn}}。',
      next: '核对两个日期。',
    },
    MATTER_SERVED_EARLY: { what: '送达日期 {{servedOn}} 早于意见书日期 {{date}}。', next: '核对两个日期。' },
    MATTER_SERVICE_UNKNOWN: { what: '没有这条送达记录。', next: '刷新页面，选现有的一条。' },
  },
  en: {
    MATTER_REGISTERED: {
      what: 'This matter is already registered as {{number}}.',
      next: 'Edit it to correct it.',
    },
    MATTER_DATE_AHEAD: {
      what: 'The date {{date}} lies ahead.',
      next: 'Enter the date on which it happened.',
    },
    MATTER_OPINION_LATER: {
      what: 'The earlier opinion is dated {{date}}, after the request came in on {{receivedOn}}.',
      next: 'Check the two dates.',
    },
    MATTER_PERSON_SERVED: {
      what: 'Service on {{name}} is recorded; they cannot be taken out of the matter.',
      next: 'Correct the record of service first, with its reason.',
    },
    MATTER_DECIDED: {
      what: 'The decision {{number}} is already recorded.',
      next: 'Correct it, with the reason.',
    },
    MATTER_UNDECIDED: {
      what: 'No decision is recorded.',
      next: 'Record the decision first, then its service.',
    },
    MATTER_DECISION_EARLY: {
      what: 'The decision is dated {{date}}, before the request came in on {{receivedOn}}.',
      next: 'Check the two dates.',
    },
    MATTER_SERVED_EARLY: {
      what: 'Service on {{servedOn}} lies before the decision of {{date}}.',
      next: 'Check the two dates.',
    },
    MATTER_SERVICE_UNKNOWN: {
      what: 'There is no such record of service.',
      next: 'Reload the page and choose an existing one.',
    },
  },
})
