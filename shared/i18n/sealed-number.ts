import { defineMessages } from './define.ts'

/** A number the petitioner seals in advance: choosing it, sealing and opening it, and what becomes of it. */
export const sealedNumber = defineMessages({
  zh: {
    choose: {
      legend: '信访人怎样出数',
      open: '公开出数：机关封数以后，当众说、写在出数单上，或者在手机上报',
      sealed: '先封后启：机关封数以前，信访人先在自己的手机上封一个数，机关看不到',
      until: '封数的时限',
      needsPhone: '要用信访人自己的手机。没有手机的，选公开出数：在机关的电脑上封，等于已经给机关看过。',
    },
    title: '你先封一个数',
    explain:
      '机关还没有封数。你先封一个数，任意一个都行；只公开它的指纹。数和一串 128 位的随机盐只留在这部手机上，机关猜不出来。机关封好自己的数以后，你再启封。',
    number: '你的数',
    another: '另出一个',
    seal: '封好这个数',
    sealTitle: '封存 {{number}}',
    sealExplain: '封好就不能换。请不要清除这部手机上的网页数据：启封要用。',
    fingerprint: '信访人封好的数，指纹：',
    yours: '这是你封的，和这部手机上的对得上。',
    keep: '抄下数和盐',
    keepExplain: '手机丢了、坏了，可以照抄下的启封，或者让记录员代为录入。启封以前不要给别人看。',
    notKept: '这部手机没有存住。现在就抄下数和盐：离开这个页面就找不回来了。',
    salt: '盐（32 位）',
    notHere: '数不是在这部手机上封的。用封数的那部手机启封，或者照抄下的录入。',
    reveal: '启封我的数',
    revealTitle: '启封 {{number}}',
    revealExplain: '点下去以后机关同时启封，马上抽取，所有人都看到两个数和结果。',
    drawn: '信访人启封的数是 {{number}}，和封的相同。抽出：',
    never: '信访人封了数，到时限没有启封，没有用上（不能说没有人能影响结果）。抽出：',
    enter: '代信访人启封',
    enterExplain: '照信访人抄下的数和盐录入。对不上就不会启封，可以再试。',
    without: '时限已过，信访人封的数没有启封。抽取照样进行，公开页不会说没有人能影响结果。',
    paper: {
      commitment: '信访人先封的数（指纹）',
      salt: '盐',
      notSealed: '没有在时限内先封；可以改为公开出数',
      never: '封了数，没有在时限内启封',
    },
  },
  en: {
    choose: {
      legend: 'How the petitioner gives a number',
      open: 'Openly: said, written on the sheet or named by phone, after the office has sealed',
      sealed:
        'Sealed in advance: on the petitioner’s own phone before the office seals, unseen by the office',
      until: 'Time to seal',
      needsPhone:
        'It needs the petitioner’s own phone. Without one choose the open way: a number sealed on an office computer has been shown to the office.',
    },
    title: 'Seal a number first',
    explain:
      'The office has not sealed yet. Seal a number, any number; only its fingerprint is shown. The number and a random salt of 128 bits stay on this phone, so the office cannot guess it. When the office has sealed its own, you open yours.',
    number: 'Your number',
    another: 'Another one',
    seal: 'Seal this number',
    sealTitle: 'Seal {{number}}',
    sealExplain:
      'It cannot be replaced. Do not clear this phone’s website data: it is needed to open the number.',
    fingerprint: 'The petitioner’s sealed number, fingerprint:',
    yours: 'You sealed it: it is the one on this phone.',
    keep: 'Write down number and salt',
    keepExplain:
      'If the phone is lost or broken, you can open it from what you wrote, or the clerk can enter it. Show it to nobody before that.',
    notKept:
      'This phone could not keep it. Write number and salt down now: they are gone when you leave this page.',
    salt: 'Salt (32 digits)',
    notHere:
      'It was not sealed on this phone. Open it on the phone that sealed it, or enter what was written down.',
    reveal: 'Open my number',
    revealTitle: 'Open {{number}}',
    revealExplain:
      'The office opens at the same moment and the draw runs; everybody sees both and the result.',
    drawn: 'The petitioner opened {{number}}, the same as sealed. Drawn:',
    never:
      'The petitioner sealed a number and did not open it in time; drawn without it (nobody can claim that it could not be steered):',
    enter: 'Open it for the petitioner',
    enterExplain:
      'Enter number and salt as the petitioner wrote them down. If they do not fit nothing opens, and you can try again.',
    without:
      'The time is up and the sealed number was not opened. The draw runs; no page will claim that nobody could steer it.',
    paper: {
      commitment: 'The petitioner’s number, sealed first (fingerprint)',
      salt: 'Salt',
      notSealed: 'not sealed in time; a number could still be given openly',
      never: 'sealed, not opened in time',
    },
  },
})
