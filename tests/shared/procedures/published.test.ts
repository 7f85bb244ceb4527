import { describe, expect, it } from 'vitest'
import { allVersions, pinnedProcedure, procedureHash } from '../../../shared/procedures/index.ts'

/** Every version ever released, by its hash. Lines are added, never changed or taken away. */
const published = {
  'naiman-review 1': '59703a5fe738ea2dd77009f34961da0439e056bb8b2f7af8b4b52eb4fde81a1b',
  'naiman-complex 1': '6595f789f246c205c1863754ef98d3e763238695d25a35b3350b3ce719a8224b',
  'naiman-review 2': '1b4994efcf7c3578406710491807e3330d42d010470c8acb2541f4cc7eae1386',
  'naiman-complex 2': '856c5a76933b96b56f3de3140bb8d98b642e30695ed882e46bfc900caa88108a',
  'naiman-review 3': '33d857df7260d7962174e829ba423437383a9cd75123cd59468f3f394b061d1e',
  'naiman-complex 3': '7f525dd09817d1a811f3c31af2580d2ba6b845acebea613ffc848405edbc9fcb',
  'naiman-review 4': 'a4add174937477d5d7ec23a0c2df42f02ffc9bf9b8f3e441dc6644b42fcb8c26',
  'naiman-complex 4': '2ed06f3bdfa65d95017838a4764d0e6aece5cbd26d43f902d245531d8b785e07',
} as const

const nameOf = ({ id, version }: { id: string; version: number }) => `${id} ${version}`

const inPlace = (name: string) =>
  `Meetings pin procedure "${name}" by its hash: changed in place, they would no longer find their own rules. ` +
  'Leave this version as it was and add a version with the next number.'

describe('published procedures', () => {
  it.each(Object.entries(published))('%s is what meetings have pinned', (name, hash) => {
    const pinned = pinnedProcedure(hash)
    expect(pinned && nameOf(pinned), inPlace(name)).toBe(name)
  })

  it('has every version an installation offers written down here', () => {
    const hashes = Object.fromEntries(allVersions().map((each) => [nameOf(each), procedureHash(each)]))
    expect(hashes, 'A version that is offered gets pinned: write its hash down beside the others.').toEqual(
      published,
    )
  })
})
