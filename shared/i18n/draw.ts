import { defineMessages } from './define.ts'

/** Words of the draw: why officers are excluded, what is recomputed, how far its promise goes. */
export const draw = defineMessages({
  zh: {
    reason: {
      'party-or-kin': '当事人或者近亲属',
      'same-unit': '和责任单位同一单位',
      'earlier-stage': '参加过本事项以前的办理',
      'declared-interest': '本人申明有利害关系',
      suspended: '停用',
      unreviewed: '入库还没有审查',
      'term-ended': '聘期已满',
      unavailable: '当天不能到场',
      'training-lapsed': '培训过期或者没有培训',
      resting: '轮休',
      'not-told-apart': '不分类（类别只在第一次锁定时公布；再公布一次，一比就知道谁是哪一类）',
      'not-available': '按人才库当天不能抽（停用、审查、聘期、培训、轮休、不能到场，不分开公布）',
    },
    step: {
      format: '格式完整',
      record: '就是这场听证的这一次抽取',
      sealing: '记录里封存在先、出数在后，各只一次（记录自身前后相接；整份换没换过，看核对码）',
      candidates: '编号没有重复',
      portfolio: '方案表里每一种组成都合规则，份额合计正好是一（有没有更公平的方案，不在核验之列）',
      chances: '每个人的机会按规则算对了，合计等于席位数',
      commitment: '机关启封的数就是事先封存的数',
      number: '信访人启封的数就是事先封存的数',
      seed: '种子由名册和两个数合成',
      panel: '照种子抽出的就是这几个人',
      order: '候补顺序也是照种子排的',
    },
    promise: {
      nobody: '机关的数先封存，信访人后出数：只要这个数事先猜不到，双方都没法挑选结果。',
      'nobody-both-sealed':
        '信访人先封了一个数，机关没有它的盐，猜不出来；机关再封自己的数，然后都启封：双方都没法挑选结果。',
      'order-unknown':
        '照公开的数重算一致。但光凭这个文件，看不出哪个数在先：要证明机关先封存、信访人后出数，请选整场听证的记录文件。',
      'office-could-unopened': '信访人封了数，到时限没有启封：照公开的数重算一致，但不能说没有人能影响结果。',
      'office-could': '信访人没有在时限内出数：照公开的数重算一致，但不能说没有人能影响结果。',
    },
    fails: {
      DRAW_MALFORMED: '格式不对',
      DRAW_FOREIGN: '这是另一次抽取的记录，或者锁定以后被改过',
      DRAW_SHARE_REUSED: '封存用的数或者盐以前用过，不再保密',
      DRAW_SEALING: '记录里看不出封存在先、出数在后：次序不对、缺一步、多一步，或者记录前后接不上',
      DRAW_CANDIDATES: '编号重复或者次序不对',
      DRAW_INFEASIBLE: '按这些规则抽不出听证组',
      DRAW_PORTFOLIO: '方案表里有一种组成不合规则，或者份额合计不是一',
      DRAW_CHANCE: '公布的机会和按规则算出的不同',
      DRAW_COMMITMENT: '机关启封的数和事先封存的不是同一个',
      DRAW_NUMBER: '信访人启封的数和事先封存的不是同一个',
      DRAW_SEED: '种子对不上：名册、规则或者两个数里有一处被改过',
      DRAW_PANEL: '照种子抽出的不是这些人',
      DRAW_ORDER: '候补顺序不是照种子排的',
    },
    portfolio: {
      title: '这次抽取用了一张方案表',
      what: '组成规则互相交叠（比如又要有律师、又要有通蒙古语的人），没法一席一席地抽。所以抽取以前，机关先公布了一张方案表，共 {{count}} 种方案：每种写明哪一组人坐几席，各占一个份额，份额合起来正好是一。抽的时候先按份额抽出一种方案，再在每一组人里抽出坐席位的人。',
      checked:
        '这里重算了：每种方案都合规则；份额合计是一；每个人的机会，就是从方案表算出来的那个数；种子里有这张表，换一张，抽出的人就对不上。',
      unchecked:
        '这里没有核验：这张表是不是最公平的一张，换一张表会不会让机会更平均。那要重新求解，不是重算能回答的。',
    },
    offline: {
      title: '核验抽取（不用联网）',
      lead: '选一个抽取记录文件，用这台设备重新算一遍。文件不会上传，这个页面也不会联网。',
      choose: '选择文件',
      paste: '或者把内容粘贴在这里',
      check: '重新算一遍',
      unreadable: '读不懂：不是 JSON 格式的抽取记录。',
      holds: '一致',
      fails: '不一致',
      failsAt: '位置：{{place}}',
      expected: '应当是',
      found: '实际是',
      panel: '抽出的人（编号）',
      seat: '席{{seat}}',
      number: '编号',
      kind: '席位',
      standing: '常设',
      adhoc: '非常设',
      chance: '抽前的机会',
      substitutes: '候补顺序',
      foreseen: '候补顺序不能重排；所以谁都能预先看出，有人退出时下一个坐上来的是谁。',
      recommended: '行业推荐，不经抽取',
      limit: '这里只重算抽取和补席。记录有没有整份换过，要用闭会时拿到的核对码，在核验页上看。',
      language: 'English',
    },
  },
  en: {
    reason: {
      'party-or-kin': 'Party or close kin',
      'same-unit': 'Same unit as the responsible unit',
      'earlier-stage': 'Took part in an earlier stage',
      'declared-interest': 'Declared an interest',
      suspended: 'Suspended',
      unreviewed: 'Entered without a review so far',
      'term-ended': 'Term of office ended',
      unavailable: 'Unavailable that day',
      'training-lapsed': 'Training lapsed or missing',
      resting: 'Resting',
      'not-told-apart':
        'Not by class (classes are published with the first lock only; a second time, the difference would tell whose is which)',
      'not-available':
        'Cannot be drawn that day by the pool (suspension, review, term, training, rest, absence: not told apart)',
    },
    step: {
      format: 'The transcript is complete',
      record: 'It is this draw of this meeting',
      sealing:
        'In the record sealing comes first and the number after, each once (the record hangs together; whether all of it was replaced, the head code tells)',
      candidates: 'No number appears twice',
      portfolio:
        'Every composition in the portfolio keeps the rules; the shares make up one whole (whether another would be fairer is not checked)',
      chances: 'Every chance follows from the rules; together they make the seats',
      commitment: 'The share the office opened is the one it sealed before',
      number: 'The number the petitioner opened is the one they sealed before',
      seed: 'The seed follows from the pool and the two shares',
      panel: 'The seed draws these people',
      order: 'The order of substitutes follows from the seed',
    },
    promise: {
      nobody:
        'The office sealed first, the petitioner named a number after: unless that number could be guessed beforehand, neither could choose the result.',
      'nobody-both-sealed':
        'The petitioner sealed a number with a salt the office did not have and could not guess, the office sealed its share after, then both opened: neither could choose the result.',
      'order-unknown':
        'It recomputes. But this file alone does not show which came first: to see that the office sealed before the petitioner named a number, choose the file of the whole record.',
      'office-could-unopened':
        'The petitioner sealed a number and did not open it in time: it recomputes, but nobody can say that nobody could steer it.',
      'office-could':
        'The petitioner gave no number in time: it recomputes, but nobody can say that nobody could steer it.',
    },
    fails: {
      DRAW_MALFORMED: 'The form is wrong',
      DRAW_FOREIGN: 'This is another draw, or it was changed after the lock',
      DRAW_SHARE_REUSED: 'A share or a salt was used before and is no secret',
      DRAW_SEALING:
        'The record does not show sealing first and the number after: out of order, a step missing or doubled, or the record does not hang together',
      DRAW_CANDIDATES: 'Numbers are doubled or out of order',
      DRAW_INFEASIBLE: 'No panel can be drawn by these rules',
      DRAW_PORTFOLIO: 'A composition in the portfolio breaks a rule, or the shares do not make up one whole',
      DRAW_CHANCE: 'A published chance is not what the rules give',
      DRAW_COMMITMENT: 'The share opened is not the one sealed before',
      DRAW_NUMBER: 'The number the petitioner opened is not the one sealed before',
      DRAW_SEED: 'The seed does not follow: pool, rules or one of the shares was changed',
      DRAW_PANEL: 'The seed draws other people',
      DRAW_ORDER: 'The order of substitutes does not follow from the seed',
    },
    portfolio: {
      title: 'This draw used a portfolio',
      what: 'Its rules overlap (a lawyer is needed, and somebody who speaks Mongolian, for example), so seats cannot be drawn one by one. Before the draw the office therefore published a portfolio of {{count}} compositions: each says how many sit from which group of people and has a share, and the shares make up exactly one whole. First one composition is drawn by these shares, then the people within each of its groups.',
      checked:
        'Recomputed here: every composition keeps the rules, the shares make up one whole, everybody’s chance is the one that follows from the portfolio, and the portfolio is in the seed: with another one these people would not come out.',
      unchecked:
        'That the portfolio is optimal is not what is checked: whether another one would make the chances more even. That is a new search, and recomputing cannot answer it.',
    },
    offline: {
      title: 'Verify a draw (offline)',
      lead: 'Choose the file of a draw; it is computed again on this device. Nothing is uploaded and this page never goes online.',
      choose: 'Choose a file',
      paste: 'Or paste its content here',
      check: 'Compute it again',
      unreadable: 'Not readable: this is no transcript in JSON.',
      holds: 'Matches',
      fails: 'Does not match',
      failsAt: 'Place: {{place}}',
      expected: 'Should be',
      found: 'Is',
      panel: 'People drawn (numbers)',
      seat: 'Seat {{seat}}',
      number: 'Number',
      kind: 'Kind',
      standing: 'Standing',
      adhoc: 'Ad hoc',
      chance: 'Chance before',
      substitutes: 'Order of substitutes',
      foreseen:
        'This order cannot be drawn again; so anybody can foresee who sits next when somebody leaves.',
      recommended: 'recommended by a sector, not by lot',
      limit:
        'This recomputes the draw and, in a record, who followed in the seats. Whether the whole record was replaced is told by the head code from the closing, on the verification page.',
      language: '中文',
    },
  },
})
