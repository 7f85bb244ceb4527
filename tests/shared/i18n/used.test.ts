// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Messages } from '../../../shared/i18n/define.ts'
import { namespaces } from '../../../shared/i18n/index.ts'

const root = new URL('../../../', import.meta.url)
const sources = ['client', 'server', 'shared']
  .flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file}`,
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('shared/i18n/'))
  .map((file) => readFileSync(new URL(file, root), 'utf8'))

/** Every key with a text, `a.b.c`; forms of a number are one key. */
const keysOf = (messages: Messages, path = ''): string[] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${path}${key}`.replace(/_(one|other)$/, '')]
      : keysOf(value, `${path}${key}.`),
  )

const HOLE = /\$\{(?:[^{}]|\{[^{}]*\})*\}/g

/** Keys as the code writes them: `a.b`, `namespace:a.b`, words.a.b, and with holes, which become `*`. */
const writtenIn = (source: string): readonly string[] => [
  ...[...source.matchAll(/'([\w:.-]+)'/g)].map(([, text = '']) => text),
  // One inside the other as well, so each is looked for from where it begins.
  ...[...source.matchAll(/(?=`((?:[\w:.-]|\$\{(?:[^{}]|\{[^{}]*\})*\})+)`)/g)].map(([, text = '']) =>
    text.replace(HOLE, '*'),
  ),
  ...[...source.matchAll(/\b\w+(?:\.\w+)+/g)].map(([text]) => text),
]

/** What one file can say of a namespace: where it names its namespaces, a key without one is of one of them. */
interface Said {
  readonly homes: readonly string[]
  readonly name: string | null
  readonly text: string
}

const said: readonly Said[] = sources.flatMap((source) => {
  const homes = [...source.matchAll(/useTranslation\(([^)]*)\)/g)].flatMap(
    ([, names = '']) => names.match(/\w+/g) ?? [],
  )
  return [...new Set(writtenIn(source))].map((written) => {
    const [, name = null, text = ''] = /^(?:(\w+):)?(.*)$/.exec(written) ?? []
    return { homes, name, text }
  })
})
const words = new Set(sources.flatMap((source) => source.match(/[\w-]+/g) ?? []))

/** `a` and `a.b` of `a.b.c`. */
const partsOf = (key: string): string[] =>
  key.split('.').flatMap((_, i, all) => (i === 0 ? [] : [all.slice(0, i).join('.')]))

function isSaid(namespace: string): (key: string) => boolean {
  const mine = said.filter(({ name, homes }) =>
    name === null ? homes.length === 0 || homes.includes(namespace) : name === namespace,
  )
  const texts = new Set(mine.map(({ text }) => text))
  const holed = [...texts]
    .filter((text) => /\*/.test(text) && /\w/.test(text))
    .map((text) => new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '([^.]+)')}$`))
  const members = [...texts].filter((text) => text.includes('.'))
  const taken = [...texts].filter((text) => /^\w*words\.|\.(zh|en)\./i.test(text))
  return (key) =>
    texts.has(key) ||
    members.some((text) => text.endsWith(`.${key}`)) ||
    // A part taken as a whole, `words.portfolio`: all of it counts as said.
    partsOf(key).some((part) => taken.some((text) => text.endsWith(`.${part}`))) ||
    // What fills a hole is a word of the code: a state, a reason, an identifier.
    holed.some((pattern) =>
      pattern
        .exec(key)
        ?.slice(1)
        .every((filled) => words.has(filled)),
    )
}

/** Looked up by a variable, `titles[fact]`: what reads the code cannot see them. */
const looked = [
  /^pool:fact\./,
  /^minutes:(entry|phrases)\./,
  /^minutesRecord:(method|readOut)\./,
  /^draw:offline\.(standing|adhoc)$/,
]

it('every sentence is said somewhere', () => {
  const unused = Object.entries(namespaces).flatMap(([name, { zh }]) => {
    const used = isSaid(name)
    return [...new Set(keysOf(zh))].filter((key) => !used(key)).map((key) => `${name}:${key}`)
  })
  expect(unused.filter((key) => !looked.some((pattern) => pattern.test(key)))).toEqual([])
})
