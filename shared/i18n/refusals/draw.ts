import { defineRefusals } from '../define.ts'

const relax = {
  zh: '能放宽的：排除名单，由记录员复核；推荐的专家，由推荐的部门撤回；席位数、每组人数、名额，由规定听证规程的机关修改。系统不会自行放宽。',
  en: 'What can be relaxed: exclusions, reviewed by the clerk; recommended experts, withdrawn by the sector that asked; seats, limits and quotas, changed by the authority that sets the procedure. Nothing is relaxed silently.',
}

/** Refusals of a draw that no panel can satisfy: the smallest set of rules in conflict, and who could relax what. */
export const drawRefusals = defineRefusals({
  zh: {
    EXCLUSION_CERTAIN: {
      what: '{{no}} 号{{name}}按数据必须排除，不能留下。',
      next: '数据有误的，先改正名册或者信访事项，再锁定。',
    },
    EXCLUSION_UNDECIDED: {
      what: '{{no}} 号{{name}}疑似应当排除，还没有人决定。',
      next: '决定排除，或者写明理由留下，再锁定名册。',
    },
    EXCLUSION_NOT_DECLARABLE: {
      what: '{{no}} 号{{name}}：这一类排除只能来自数据，不能由人登记。',
      next: '选当事人或者近亲属、同一单位、参加过以前的办理、利害关系、当天不能到场中的一类；停用、聘期、培训、轮休先在人才库里记。',
    },
    EXCLUSION_WITHOUT_NOTE: {
      what: '{{no}} 号{{name}}的排除没有写是谁申明、因为什么。',
      next: '写一句，再锁定名册。',
    },
    RECOMMENDED_ONE_GROUP: {
      what: '推荐的专家里有 {{count}} 人属于同一类别或者同一部门，一个听证组最多坐 {{groupCap}} 人。',
      next: '请推荐的部门减到 {{groupCap}} 人，再锁定名册。',
    },
    DRAW_TOO_FEW_STANDING: {
      what: '要抽常设听证员 {{seats}} 人，可抽的只有 {{eligible}} 人。',
      next: relax.zh,
    },
    DRAW_TOO_FEW_ADHOC: {
      what: '要抽非常设听证员 {{seats}} 人，可抽的只有 {{eligible}} 人。',
      next: relax.zh,
    },
    DRAW_GROUP_CAP_STANDING: {
      what: '要抽常设听证员 {{seats}} 人；可抽的 {{eligible}} 人里，同一类别、同一部门最多 {{groupCap}} 人，只能坐下 {{places}} 人。',
      next: relax.zh,
    },
    DRAW_GROUP_CAP_ADHOC: {
      what: '要抽非常设听证员 {{seats}} 人；可抽的 {{eligible}} 人里，同一类别、同一部门最多 {{groupCap}} 人，只能坐下 {{places}} 人。',
      next: relax.zh,
    },
    DRAW_GROUP_CAP_PANEL: {
      what: '两类席位各自够人，合起来同一类别、同一部门最多 {{groupCap}} 人，要 {{seats}} 人，只能坐下 {{places}} 人。',
      next: relax.zh,
    },
    DRAW_RULES_CONFLICT: {
      what: '没有一个 {{seats}} 人的听证组能满足：{{zh}}。不止一条的，去掉任何一条就有。',
      next: relax.zh,
    },
    PORTFOLIO_TIME: {
      what: '规定的时间里没有算出组成方案，也没有算出方案不存在；抽取没有开始。',
      next: '再锁定一次；仍然不行，请规定听证规程的机关减少互相交叠的名额，或者改用没有名额的规程。',
    },
    PORTFOLIO_UNSOLVED: {
      what: '求解程序没有得出结论：不是说没有合规则的听证组。抽取没有开始。',
      next: '再锁定一次；仍然不行，请管理员看服务器日志，或者改用没有名额的规程。',
    },
    PORTFOLIO_MISSING: {
      what: '没有算出组成方案，抽取没有开始。',
      next: '再锁定一次；仍然不行，请联系管理员。',
    },
    TOO_MANY_RECOMMENDED: {
      what: '行业推荐的专家最多 {{max}} 人，这里是 {{count}} 人。',
      next: '减少推荐的人，其余席位由抽取产生。',
    },
    ANSWER_STILL_AWAITED: {
      what: '答复期限还没有到，不能算没有答复。',
      next: '到期后再记；本人不来的，现在就可以记不能到场。',
    },
    ANSWERS_NOT_AWAITED: { what: '现在没有在等答复。', next: '先通知抽中的人，并定下答复期限。' },
    ANSWER_DEADLINE: {
      what: '答复期限要在现在以后、开会以前。',
      next: '换一个时刻。',
    },
    ANSWER_PERIOD_SHORT: {
      what: '给听证员答复的时间太短：从现在起至少 {{hours}} 小时。',
      next: '期限定晚一些。离开会不到 {{hours}} 小时的，不能按没有答复换人：逐个打电话，记下答复；到时没有来的，当场由候补接替。',
    },
    ANSWER_DEADLINE_EARLIER: {
      what: '答复期限只能延后，不能提前：已经告诉听证员可以答复到那时。',
      next: '选一个更晚的时刻，或者等原来的期限到。',
    },
    ANSWER_NOTE_MISSING: {
      what: '电话里的谢绝要写明是谁说的、什么时候说的。',
      next: '写一句，例如“上午十点本人接电话，说当天出差”，再记。',
    },
    ABSENT_TOO_EARLY: {
      what: '会还没有开，不能记没有到场。',
      next: '本人说不来的，记谢绝；生病的，记生病；到了开会时间没有来的，再记没有到场。',
    },
    OFFICER_LOST_STANDING: {
      what: '席{{seat}}的{{name}}在锁定名册以后不再符合条件，会不能开始。',
      next: '在这一席选“候补接替”，原因选“不再符合条件”，由抽出的顺序里下一位接替。',
    },
    OFFICER_HAS_STANDING: {
      what: '人才库里没有说{{name}}不再符合条件。',
      next: '停用、离库、当天不能到场的，先在人才库里记；生病或者没有到场的，选那一项。',
    },
    NUMBER_PERIOD_SHORT: {
      what: '给信访人的时间太短：从现在起至少 {{minutes}} 分钟。',
      next: '期限定晚一些，让信访人来得及出数。',
    },
    NUMBER_NOT_SEALED: {
      what: '这次抽取由信访人先封一个数，时限还没到。',
      next: '等信访人在手机上封好；到时限没有封，机关再封数，信访人公开出数。',
    },
    NUMBER_NOT_BY_PHONE: {
      what: '从手机给出的数只能由信访人自己的手机发来。',
      next: '代为录入时，选“当众说出”或“写在纸上”。',
    },
    NUMBER_IS_OPEN: { what: '这次抽取的数由信访人公开出，没有先封。', next: '直接公开报数。' },
    NUMBER_SEALED: { what: '信访人一方已经封好一个数，不能更换。', next: '等机关封数，然后启封。' },
    NUMBER_SEALED_LATE: {
      what: '机关已经封了数，现在先封没有用处。',
      next: '请公开出数：机关的数已经定下，换不了。',
    },
    NUMBER_NOT_AS_SEALED: {
      what: '这个数和盐，跟当初封的对不上。',
      next: '用封数的那部手机启封，或者照抄下的数和盐一字不差地录入。时限以前可以再试。',
    },
    NUMBER_SEAL_REUSED: {
      what: '这是以前那次抽取用过的，已经公开，不再保密。',
      next: '重新封一个数。',
    },
  },
  en: {
    EXCLUSION_CERTAIN: {
      what: 'By the data officer {{no}}, {{name}}, must be excluded and cannot be left in.',
      next: 'Where the data is wrong, correct the pool or the matter first, then lock.',
    },
    EXCLUSION_UNDECIDED: {
      what: 'Officer {{no}}, {{name}}, may have to be excluded, and nobody has decided.',
      next: 'Exclude them, or leave them in with a reason, then lock the pool.',
    },
    EXCLUSION_NOT_DECLARABLE: {
      what: 'Officer {{no}}, {{name}}: this class of exclusion comes from the data only; nobody can declare it.',
      next: 'Choose party or kin, same unit, earlier stage, declared interest or unavailable; suspension, term, training and rest are recorded in the pool first.',
    },
    EXCLUSION_WITHOUT_NOTE: {
      what: 'The exclusion of officer {{no}}, {{name}}, does not say who declared it, and why.',
      next: 'Write a sentence, then lock the pool.',
    },
    RECOMMENDED_ONE_GROUP: {
      what: '{{count}} of the recommended experts belong to one category or department; at most {{groupCap}} may sit on a panel.',
      next: 'Ask the sectors to recommend {{groupCap}} of them, then lock the pool.',
    },
    DRAW_TOO_FEW_STANDING: {
      what: '{{seats}} standing officers are needed; {{eligible}} can be drawn.',
      next: relax.en,
    },
    DRAW_TOO_FEW_ADHOC: {
      what: '{{seats}} ad hoc officers are needed; {{eligible}} can be drawn.',
      next: relax.en,
    },
    DRAW_GROUP_CAP_STANDING: {
      what: '{{seats}} standing officers are needed; of {{eligible}}, with at most {{groupCap}} per category or department, {{places}} can sit.',
      next: relax.en,
    },
    DRAW_GROUP_CAP_ADHOC: {
      what: '{{seats}} ad hoc officers are needed; of {{eligible}}, with at most {{groupCap}} per category or department, {{places}} can sit.',
      next: relax.en,
    },
    DRAW_GROUP_CAP_PANEL: {
      what: 'Each kind of seat could be filled, but with at most {{groupCap}} per category or department over the panel {{places}} of {{seats}} can sit.',
      next: relax.en,
    },
    DRAW_RULES_CONFLICT: {
      what: 'No panel of {{seats}} can keep: {{en}}. Where these are several, dropping any one of them would do.',
      next: relax.en,
    },
    PORTFOLIO_TIME: {
      what: 'In the time allowed the portfolio of panels was neither found nor found impossible; the draw has not begun.',
      next: 'Lock again; if it fails again, ask the authority that sets the procedure for fewer overlapping quotas, or use a procedure without quotas.',
    },
    PORTFOLIO_UNSOLVED: {
      what: 'The solver came to no conclusion, which does not mean that no panel keeps the rules; the draw has not begun.',
      next: 'Lock again; if it fails again, ask the administrator to look at the server’s log, or use a procedure without quotas.',
    },
    PORTFOLIO_MISSING: {
      what: 'The portfolio of panels was not computed; the draw has not begun.',
      next: 'Lock again; if it fails again, ask the administrator.',
    },
    TOO_MANY_RECOMMENDED: {
      what: 'At most {{max}} recommended experts may sit; these are {{count}}.',
      next: 'Recommend fewer people; the draw fills the other seats.',
    },
    ANSWER_STILL_AWAITED: {
      what: 'The time to answer is not over; nobody counts as silent yet.',
      next: 'Record it after the deadline; whoever says they cannot come can be recorded now.',
    },
    ANSWERS_NOT_AWAITED: {
      what: 'No answers are awaited now.',
      next: 'First notify the drawn officers and set a deadline.',
    },
    ANSWER_DEADLINE: {
      what: 'The deadline must lie after now and before the meeting.',
      next: 'Choose another time.',
    },
    ANSWER_PERIOD_SHORT: {
      what: 'Officers have too little time to answer: at least {{hours}} hours from now.',
      next: 'Choose a later time. Where the meeting begins sooner, nobody is replaced for silence: call each of them and record the answer; whoever does not come is replaced in the room.',
    },
    ANSWER_DEADLINE_EARLIER: {
      what: 'The deadline can be moved on but not back: officers were told that they may answer until then.',
      next: 'Choose a later time, or wait for the one that was set.',
    },
    ANSWER_NOTE_MISSING: {
      what: 'Whoever declines on a call needs a note of who said so, and when.',
      next: 'Write a sentence such as “At ten this morning; they answered themselves and are away that day”, then record it.',
    },
    ABSENT_TOO_EARLY: {
      what: 'The meeting has not begun; nobody is absent from it yet.',
      next: 'Record a refusal for whoever says they will not come, and illness for whoever is ill; record an absence from the time of the meeting on.',
    },
    OFFICER_LOST_STANDING: {
      what: 'Seat {{seat}}, {{name}}: since the pool was locked they can no longer sit in this meeting; it cannot begin.',
      next: 'Choose “Substitute” at this seat with the cause “No longer entitled”; the next in the drawn order takes it.',
    },
    OFFICER_HAS_STANDING: {
      what: 'Nothing in the pool says that {{name}} may no longer sit.',
      next: 'Record a suspension, a departure or an absence in the pool first; for illness or absence on the day choose that cause.',
    },
    NUMBER_PERIOD_SHORT: {
      what: 'The petitioner has too little time: at least {{minutes}} minutes from now.',
      next: 'Choose a later time, so that the petitioner can give a number.',
    },
    NUMBER_NOT_SEALED: {
      what: 'In this draw the petitioner seals a number first and still has time.',
      next: 'Wait until it is sealed on the phone. If the time passes, seal the office’s number; the petitioner then names one openly.',
    },
    NUMBER_NOT_BY_PHONE: {
      what: 'A number given by phone comes from the petitioner’s own phone only.',
      next: 'To enter it for them, say that it was spoken or written on the sheet.',
    },
    NUMBER_IS_OPEN: {
      what: 'In this draw the petitioner names a number openly; none was sealed.',
      next: 'Say the number openly.',
    },
    NUMBER_SEALED: {
      what: 'The petitioner’s side has sealed a number; it cannot be replaced.',
      next: 'Wait for the office to seal its own, then open yours.',
    },
    NUMBER_SEALED_LATE: {
      what: 'The office has sealed its number already; sealing one now would add nothing.',
      next: 'Name a number openly: the office’s is fixed and cannot be changed.',
    },
    NUMBER_NOT_AS_SEALED: {
      what: 'This number and salt are not the ones that were sealed.',
      next: 'Open it on the phone that sealed it, or copy number and salt exactly. You can try again until the deadline.',
    },
    NUMBER_SEAL_REUSED: {
      what: 'This was used in an earlier draw and is no secret any more.',
      next: 'Seal a new number.',
    },
  },
})
