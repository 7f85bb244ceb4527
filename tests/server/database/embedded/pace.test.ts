import { expect, it } from 'vitest'
import { Pace } from '../../../../server/database/embedded/pace.ts'

/** A heap of which a share is held for good, and the rest left behind by requests that are over. */
function heapOf(held: number, leftBehind: number) {
  let left = leftBehind
  return {
    used: () => held + left,
    collect() {
      left = 0
    },
  }
}

/** Works until others should have a turn. */
function workATurn(pace: Pace): void {
  while (!pace.check());
}

it('a request that would use up the memory is refused before the thread dies of it', () => {
  expect(() => workATurn(new Pace(Number.POSITIVE_INFINITY, heapOf(0.7, 0.1)))).toThrow(
    expect.objectContaining({ code: 146, codeName: 'ExceededMemoryLimit' }),
  )
})

it('what others left behind in memory is collected, and refuses nobody', () => {
  const heap = heapOf(0.2, 0.7)
  workATurn(new Pace(Number.POSITIVE_INFINITY, heap))
  expect(heap.used()).toBe(0.2)
})
