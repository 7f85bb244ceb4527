import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, IllFormedTextError, sha256Hex } from '../../../shared/ledger/canonical.ts'

describe('canonical JSON', () => {
  it('orders names by UTF-16 code units and writes numbers and escapes as RFC 8785 says', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      '\u{1f600}': 'pair before the private use area',
      '\ufb33': 'after it',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],' +
        '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/",' +
        '"😀":"pair before the private use area","\ufb33":"after it"}',
    )
  })

  it('gives one text for one value, however it was built', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })

  it.each([
    ['half a surrogate pair', { a: ['\ud83d'] }, IllFormedTextError],
    ['a name with half a pair', { '\udc00': 1 }, IllFormedTextError],
    ['NaN', { a: Number.NaN }, RangeError],
    ['infinity', [Number.POSITIVE_INFINITY], RangeError],
    ['undefined', undefined, TypeError],
    ['undefined in an object', { a: undefined }, TypeError],
    ['undefined in a list', [undefined], TypeError],
    ['a big integer', { a: 1n }, TypeError],
    ['a date', { a: new Date(0) }, TypeError],
    ['a map', new Map([['a', 1]]), TypeError],
  ])('refuses %s', (_, value, error) => {
    expect(() => canonicalJson(value)).toThrow(error)
  })

  it('names the place of an ill-formed text', () => {
    expect(() => canonicalJson({ a: [{ b: '\ud800' }] })).toThrow(expect.objectContaining({ path: '/a/0/b' }))
  })
})

it('sha256Hex takes a text as UTF-8 (FIPS 180-2 example and its Chinese sibling)', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(sha256Hex('明听')).toBe(sha256Hex(new Uint8Array([0xe6, 0x98, 0x8e, 0xe5, 0x90, 0xac])))
})
