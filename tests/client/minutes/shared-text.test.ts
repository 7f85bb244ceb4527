import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { seeded } from '../../server/minutes/simulation.ts'
import { all, settle, type Writer, writersTogether } from './writer.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function two(): readonly [Writer, Writer] {
  const [one, other] = writersTogether(2)
  if (!one || !other) throw new Error('two were asked for')
  return [one, other]
}

describe('two people in one paragraph', () => {
  it('the caret stays behind the word it stood behind, whatever is written before it', () => {
    const [one, other] = two()
    all(one.typing('记录如下：'))
    settle([one, other])
    other.go('end')
    all(other.composing('bu', '补偿'))
    one.go('start')
    all(one.typing('答复'))
    settle([one, other])
    expect(other.before()).toBe('答复记录如下：补偿')
    expect(one.before()).toBe('答复')
  })

  it('letters of an unfinished word are given to nobody, and the finished word to everybody', () => {
    const [one, other] = two()
    const word = one.composing('bu', '补偿')
    word.next()
    word.next()
    vi.advanceTimersByTime(1000)
    expect(other.inbox).toEqual([])
    all(word)
    settle([one, other])
    expect(other.text()).toBe('补偿')
  })

  it('a paragraph begun with a composed word has its time once the word is there', () => {
    const [one, other] = two()
    vi.setSystemTime(1000)
    all(one.composing('yi', '一'))
    settle([one, other])
    expect(other.editor.state.doc.firstChild?.attrs.at).toBe(1060)
  })

  it('the caret stays where it is in a table too', () => {
    const [one, other] = two()
    one.editor.commands.insertTable({ rows: 2, cols: 2 })
    all(one.typing('格一'))
    settle([one, other])
    other.editor.commands.setTextSelection(1)
    all(other.typing('x'))
    settle([one, other])
    all(one.typing('格二'))
    settle([one, other])
    expect(one.before()).toBe('x格一格二')
  })

  it('the same letters beside each other are not taken for each other’s', () => {
    const [one, other] = two()
    all(one.typing('haha'))
    settle([one, other])
    other.go('start')
    // Beside the word of the first, and of the same letters; the first then replaces its own.
    all(other.typing('ha'))
    one.editor.commands.insertContentAt({ from: 1, to: 5 }, '好')
    settle([one, other])
    expect(one.text()).toBe('ha好')
    expect(other.text()).toBe('ha好')
  })

  it('both begin in the same empty paragraph, and write on before they hear of each other', () => {
    const [one, other] = two()
    all(one.typing('甲说'))
    all(other.typing('乙说'))
    one.hear()
    all(one.typing('完了'))
    all(other.typing('没有'))
    settle([one, other])
    expect(one.text()).toBe(other.text())
    expect([...one.text()].sort()).toEqual([...'甲说完了乙说没有'].sort())
    one.go('end')
    one.editor.commands.splitBlock()
    settle([one, other])
    other.editor.commands.setTextSelection(one.editor.state.selection.head)
    all(one.typing('甲'))
    all(other.typing('乙'))
    settle([one, other])
    all(one.typing('1'))
    all(other.typing('2'))
    settle([one, other])
    expect(['甲1乙2', '乙2甲1']).toContain(other.text().split('\n').at(-1))
    expect(one.text()).toBe(other.text())
  })

  it('undo takes back one’s own words only, and puts the caret where the word was', () => {
    const [one, other] = two()
    all(one.composing('yi', '一'))
    settle([one, other])
    other.go('end')
    all(other.composing('er', '二'))
    settle([one, other])
    one.editor.commands.undo()
    settle([one, other])
    expect(other.text()).toBe('二')
    expect(one.before()).toBe('')
    one.editor.commands.redo()
    other.editor.commands.undo()
    settle([one, other])
    expect(one.text()).toBe('一')
  })

  it('a word that is still settling is there when its author undoes something or leaves', () => {
    const [one, other] = two()
    all(one.composing('yi', '一'))
    one.editor.destroy()
    settle([other])
    expect(other.text()).toBe('一')
  })
})

describe('any number of people, any order', () => {
  /** Words of the same letters, so that what is taken for something else is seen. */
  function play(seed: number): { readonly words: readonly string[]; readonly texts: readonly string[] } {
    const random = seeded(seed)
    const writers = writersTogether(2 + (seed % 2))
    const composeOnly = seed % 4 < 2
    const words: string[] = []
    const jobs = writers.map((who, n) => ({ who, mark: '甲乙丙'[n] ?? '', left: 5, job: undefined as Job }))
    while (jobs.some(({ left, job }) => left > 0 || job)) {
      const at = random.pick(jobs)
      if (!at) break
      const { who } = at
      if (random.chance(0.5)) {
        who.hear()
        vi.advanceTimersByTime(random.below(100))
      } else if (at.job) {
        if (at.job.next().done) at.job = undefined
      } else if (at.left > 0) {
        at.left -= 1
        if (random.chance(0.2)) who.go('start')
        if (composeOnly && random.chance(0.2)) who.go('end')
        // Two who divide one paragraph at once both keep its end; one does it here.
        if (composeOnly && at === jobs[0] && random.chance(0.3)) who.editor.commands.splitBlock()
        const composes = composeOnly || random.chance(0.5)
        const word = `${composes ? '好好' : 'haha'}${at.left}${at.mark}`
        words.push(word)
        at.job = composes ? who.composing('haohao', word) : who.typing(word)
      }
    }
    settle(writers)
    settle(writers)
    return { words, texts: writers.map(({ text }) => text()) }
  }
  type Job = Generator<void> | undefined

  it('every word is whole, nothing else is there, and all see the same', () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 31]) {
      const { words, texts } = play(seed)
      const [text = ''] = texts
      expect(new Set(texts).size, `seed ${seed}`).toBe(1)
      const letters = words.reduce((rest, word) => rest.replace(word, ''), text.replace(/\n/g, ''))
      expect(letters, `seed ${seed}: ${text}`).toBe('')
    }
  })
})
