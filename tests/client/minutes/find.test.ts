import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  currentPlace,
  found,
  goToPlace,
  lookFor,
  replaceAll,
  replacePlace,
} from '../../../client/minutes/find.ts'
import { all, settle, type Writer, writersTogether } from './writer.ts'

beforeEach(() => {
  vi.useFakeTimers()
  Element.prototype.scrollIntoView = () => {}
})
afterEach(() => {
  vi.useRealTimers()
})

function two(text: string): readonly [Writer, Writer] {
  const [one, other] = writersTogether(2)
  if (!one || !other) throw new Error('two were asked for')
  one.editor.commands.insertContent(text)
  settle([one, other])
  return [one, other]
}

it('every place is replaced, and the caret of somebody between two of them stays where it was', () => {
  const [one, other] = two('<p>张三说，张三到了。</p>')
  // 张三说，|张三
  other.editor.commands.setTextSelection(5)
  lookFor(one.editor, '张三')
  expect(found(one.editor)).toHaveLength(2)
  expect(replaceAll(one.editor, '李小四')).toBe(2)
  settle([one, other])
  expect(other.text()).toBe('李小四说，李小四到了。')
  expect(other.before()).toBe('李小四说，')
  all(other.typing('嗯'))
  settle([one, other])
  expect(one.text()).toBe('李小四说，嗯李小四到了。')
})

it('undo takes back all that was replaced at once, and nothing that was typed just before it', () => {
  const [one, other] = two('<p>甲乙甲</p>')
  one.go('end')
  all(one.typing('丙'))
  lookFor(one.editor, '甲')
  replaceAll(one.editor, '丁')
  all(one.typing('戊'))
  settle([one, other])
  expect(other.text()).toBe('丁乙丁丙戊')
  one.editor.commands.undo()
  one.editor.commands.undo()
  settle([one, other])
  expect(other.text()).toBe('甲乙甲丙')
})

it('goes round from place to place, and replaces the one it stands at', () => {
  const [one] = two('<p>a甲A</p><table><tbody><tr><td><p>甲a</p></td></tr></tbody></table>')
  one.editor.commands.setTextSelection(1)
  lookFor(one.editor, 'A')
  expect(found(one.editor)).toHaveLength(3)
  const visited = [1, 1, 1, 1, -1].map((direction) => {
    goToPlace(one.editor, direction === 1 ? 1 : -1)
    return currentPlace(one.editor)
  })
  expect(visited).toEqual([0, 1, 2, 0, 2])
  replacePlace(one.editor, '')
  expect(one.text()).toContain('甲')
  expect(found(one.editor)).toHaveLength(2)
})

it('finds words whatever their look, and never across a reference', () => {
  const [one] = two('<p>补<b>偿</b>款<span data-evidence="4"></span>项</p>')
  lookFor(one.editor, '补偿款')
  expect(found(one.editor)).toHaveLength(1)
  lookFor(one.editor, '款项')
  expect(found(one.editor)).toHaveLength(0)
})
