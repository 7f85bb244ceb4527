import { defineMessages } from './define.ts'

/** A published conclusion, the remedy and what happened. */
export const conclusion = defineMessages({
  zh: {
    title: '{{title}}听证结论',
    heading: '结论',
    notPublished: {
      title: '这个核验码下还没有公布的结论',
      text: '核验码 {{code}}。先对照纸条看有没有抄错；没有抄错，就是结论的文字还没有公布，公布以后凭同一个码在这里查看。',
      again: '重新填核验码',
      verify: '先核验这场听证的记录',
    },
    nature: {
      handling: '这是听证评议建议，以处理意见书为准。',
      review: '这是听证评议建议，以复查意见书为准。',
      're-review': '这是听证评议建议，以复核意见书为准。',
    },
    decisionName: { handling: '处理意见书', review: '复查意见书', 're-review': '复核意见书' },
    issued: '已签发',
    listed: '已公示',
    byCode: '凭核验码查看·未在网上公示',
    heldOpen: '{{date}} 公开听证',
    heldClosed: '{{date}} 不公开听证',
    hidden: '当事人姓名、住址已隐去',
    overall: {
      support: '支持信访人的请求',
      partly: '部分支持信访人的请求',
      not: '不支持信访人的请求',
    },
    decision: {
      pending: '{{name}}还没有作出。作出以后写在这里。',
      adopted: '{{name}}（{{number}}）{{date}} 作出，采纳了这份建议。',
      departed: '{{name}}（{{number}}）{{date}} 作出，没有完全采纳这份建议，理由：',
    },
    reasons: '理由',
    verify: '核验这份结论',
    verifyWhat: '在你自己的手机上重算：听证员是不是随机抽的，记录有没有被改过。',
    opinions: {
      title: '{{count}} 名听证员的意见',
      sealed: '各自封存，{{time}} 同时打开。打开之前互不可见。',
      panel: '听证组',
      votes: '{{position}} {{count}}',
      missing: '未提交意见：{{names}}',
      unattributed: '只列意见和人数，不列谁持哪种意见。排列顺序和席位无关。',
      advice: '建议：{{text}}',
      agreed: '合议：{{agreeing}} 人同意这份建议，{{dissenting}} 人不同意。不同意见一样列出。',
    },
    masked: {
      title: '隐去了什么',
      text: '信访人、代理人和证人的姓名，住址，证件号和账号。主持人、听证员和责任单位不隐去；听证员谁持哪种意见不列出。',
    },
    remedy: {
      article: '《信访工作条例》第{{n}}条',
      'request-review': {
        title: '不同意，可以申请复查',
        where: '向原办理机关的上一级机关提出。收到处理意见书之日起 {{days}} 日内，{{article}}。',
        how: '怎样申请复查',
        steps:
          '写一份复查申请书，写明姓名、请求和理由，附处理意见书复印件，交给原办理机关的上一级机关，留好收件凭证。',
      },
      'request-re-review': {
        title: '不同意，可以申请复核',
        where: '向复查机关的上一级机关提出。收到复查意见书之日起 {{days}} 日内，{{article}}。',
        how: '怎样申请复核',
        steps:
          '写一份复核申请书，写明姓名、请求和理由，附复查意见书复印件，交给复查机关的上一级机关，留好收件凭证。',
      },
      final: {
        title: '信访程序已经终结',
        text: '对复核意见不服，以同一事实和理由再提出的，不再受理，{{article}}。',
      },
      awaiting: '收到{{name}}的第二天起算，{{days}}\u00a0天',
      lastDay: '最晚 {{date}}',
      left: '还剩\u00a0{{days}}\u00a0天',
      today: '今天是最后一天',
      dayOff: '这一天是休息日。条例没有写休息日顺延，稳妥的办法是 {{date}} 前提出。',
      expired: '期限已过，最后一天是 {{date}}',
      count: {
        label: '最后一天怎么数',
        served: '送达，有送达记录',
        first: '第 1 天',
        last: '第 {{days}} 天，{{weekday}}，最后一天',
      },
    },
    timeline: {
      title: '这件事的经过',
      here: '现在在这里',
      drawn: '抽取听证员，听证组 {{count}} 人',
      verifyDraw: '核验抽取',
      heldOpen: '公开听证',
      heldClosed: '不公开听证',
      spoken:
        '信访人一方发言 {{petitioner}}，责任单位 {{unit}}。申请回避 {{requested}} 次，准予 {{granted}} 次。',
      published: '听证结论签发',
      decided: '作出{{name}}',
      served: '{{name}}送达',
      last: { 'request-review': '申请复查的最后一天', 'request-re-review': '申请复核的最后一天' },
    },
  },
  en: {
    title: 'Hearing conclusion: {{title}}',
    heading: 'Conclusion',
    notPublished: {
      title: 'Nothing is published under this code yet',
      text: 'Code {{code}}. Compare it with the slip; if it is right, the text is not published yet and will appear here under the same code.',
      again: 'Enter the code again',
      verify: 'Verify the record already',
    },
    nature: {
      handling: 'This is a hearing’s recommendation; the handling decision is what counts.',
      review: 'This is a hearing’s recommendation; the review decision is what counts.',
      're-review': 'This is a hearing’s recommendation; the re-review decision is what counts.',
    },
    decisionName: {
      handling: 'handling decision',
      review: 'review decision',
      're-review': 're-review decision',
    },
    issued: 'Issued',
    listed: 'Published',
    byCode: 'By code only, not published',
    heldOpen: 'Open hearing on {{date}}',
    heldClosed: 'Closed hearing on {{date}}',
    hidden: 'Names and addresses of parties are hidden',
    overall: {
      support: 'The petitioner’s requests are supported',
      partly: 'The petitioner’s requests are partly supported',
      not: 'The petitioner’s requests are not supported',
    },
    decision: {
      pending: 'The {{name}} has not been made yet. It will be recorded here.',
      adopted: 'The {{name}} ({{number}}) of {{date}} adopted this recommendation.',
      departed: 'The {{name}} ({{number}}) of {{date}} departed from this recommendation. Reason:',
    },
    reasons: 'Reasons',
    verify: 'Verify this conclusion',
    verifyWhat:
      'Recompute on your own phone whether the panel was drawn at random and whether the record was changed.',
    opinions: {
      title: 'Opinions of {{count}} officers',
      sealed:
        'Each was sealed; all were opened together at {{time}}. Before that nobody could see another’s.',
      panel: 'Panel',
      votes: '{{position}} {{count}}',
      missing: 'No opinion submitted: {{names}}',
      unattributed:
        'Opinions and numbers are shown, not who held which. The order has nothing to do with the seats.',
      advice: 'Advice: {{text}}',
      agreed:
        'Deliberation: {{agreeing}} agree with this recommendation, {{dissenting}} disagree. Dissent is shown alike.',
    },
    masked: {
      title: 'What is hidden',
      text: 'Names of petitioner, agents and witnesses, addresses, identity and account numbers. Chair, officers and responsible unit are named; which officer held which opinion is not listed.',
    },
    remedy: {
      article: 'Regulations on Petition Work, Art. {{n}}',
      'request-review': {
        title: 'You may request a review',
        where:
          'Addressed to the authority above the handling one, within {{days}} days of receiving the decision; {{article}}.',
        how: 'How to request a review',
        steps:
          'Write a request with your name, what you ask for and why, add a copy of the handling decision, hand it to the authority above the handling one and keep the receipt.',
      },
      'request-re-review': {
        title: 'You may request a re-review',
        where:
          'Addressed to the authority above the reviewing one, within {{days}} days of receiving the review decision; {{article}}.',
        how: 'How to ask for re-review',
        steps:
          'Write a request with your name, what you ask for and why, add a copy of the review decision, hand it to the authority above the reviewing one and keep the receipt.',
      },
      final: {
        title: 'The petition procedure has ended',
        text: 'A petition on the same facts and reasons is not accepted again; {{article}}.',
      },
      awaiting: 'Counts from the day after the {{name}} is received: {{days}} days',
      lastDay: 'By {{date}}',
      left: '{{days}} days left',
      today: 'today is the last day',
      dayOff:
        'This day is on a weekend. The regulations do not say that it moves: to be safe, request by {{date}}.',
      expired: 'The period has passed; its last day was {{date}}',
      count: {
        label: 'How the last day is counted',
        served: 'Served, service recorded',
        first: 'Day 1',
        last: 'Day {{days}}, {{weekday}}, the last day',
      },
    },
    timeline: {
      title: 'What happened',
      here: 'Now here',
      drawn: 'Draw held, panel of {{count}}',
      verifyDraw: 'Verify the draw',
      heldOpen: 'Open hearing',
      heldClosed: 'Closed hearing',
      spoken:
        'Petitioner’s side spoke {{petitioner}}, responsible unit {{unit}}. Recusals requested: {{requested}}, granted: {{granted}}.',
      published: 'Conclusion issued',
      decided: 'Decision made: {{name}}',
      served: 'Decision served: {{name}}',
      last: {
        'request-review': 'Last day to request a review',
        'request-re-review': 'Last day to request a re-review',
      },
    },
  },
})
