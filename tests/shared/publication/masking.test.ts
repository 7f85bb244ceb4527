import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskName, maskNames, maskText, OMITTED } from '../../../shared/publication/masking.ts'

describe('masking names', () => {
  it.each([
    ['田守望', '田某某'],
    ['欧阳渡', '欧阳某某'],
    ['贺兰舟', '贺兰某某'],
    ['萨如拉', '萨某某'],
    ['乌云其其格', '乌某某'],
    ['Ada Example', 'A某某'],
    ['欧阳', '欧某某'],
    [' 田守望 ', '田某某'],
    ['', ''],
  ])('shows %s as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })

  it('never shows two people under one masked name', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[田李王欧][一-龥]{1,3}$/), { maxLength: 12 }), (names) => {
        const masked = maskNames(names)
        expect(new Set(masked).size).toBe(names.length)
      }),
    )
  })

  it('numbers people of the same surname in the order given', () => {
    expect(maskNames(['刘一', '王二', '刘三'])).toEqual(['刘某某甲', '王某某', '刘某某乙'])
  })
})

describe('masking a text', () => {
  it.each([
    ['身份证150525198001011234，', `身份证${OMITTED}，`],
    ['身份证 150525 19800101 123X', `身份证 ${OMITTED}`],
    ['旧证150525800101123号', `旧证${OMITTED}号`],
    ['电话13800000000', `电话${OMITTED}`],
    ['电话 +86 138-0000-0000 联系', `电话 ${OMITTED} 联系`],
    ['座机0475-5550000', `座机${OMITTED}`],
    ['账号6222 0000 1111 2222 333', `账号${OMITTED}`],
    ['车牌蒙G12345的货车', `车牌${OMITTED}的货车`],
    ['新能源车蒙G·D12345', `新能源车${OMITTED}`],
    ['发到a.b@example.cn即可', `发到${OMITTED}即可`],
    ['信访人家住石桥湾村三组12号，靠河', `信访人家住${OMITTED}，靠河`],
    ['住址为青禾县东街路8号2单元301室。', `住址为${OMITTED}。`],
  ])('deletes from %s', (text, expected) => {
    expect(maskText(text, [])).toBe(expected)
  })

  it.each([
    '石桥湾村承包地面积争议',
    '石桥湾村三组12号地的界线',
    '青信复〔2026〕17号',
    '2026-11-02 09:40 在听证室一',
    '补偿 128000 元，面积 12.5 亩',
    '《信访工作条例》第35条',
  ])('leaves alone: %s', (text) => {
    expect(maskText(text, [])).toBe(text)
  })

  it('replaces longer names first, so that no part of a name stays', () => {
    const masks = [
      { name: '田守', masked: '田某某甲' },
      { name: '田守望', masked: '田某某乙' },
    ]
    expect(maskText('田守望和田守都在场', masks)).toBe('田某某乙和田某某甲都在场')
  })

  it('never lets a known name through, whatever its characters', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.stringMatching(/^[田李][守一望.*+?($][守一望.*+?($]$/),
        fc.string(),
        (before, name, after) => {
          const text = maskText(`${before}${name}${after}`, [{ name, masked: maskName(name) }])
          expect(text).not.toContain(name)
        },
      ),
    )
  })
})
