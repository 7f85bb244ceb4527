import { describe, expect, it } from 'vitest'
import { replay } from '../../../shared/ledger/replay.ts'
import { awaitedIn, ceremonySteps } from '../../../shared/meeting/ceremony.ts'
import { meeting } from '../../../shared/meeting/meeting.ts'
import type { Draw } from '../../../shared/meeting/state.ts'
import { meetingEvents, publicCommits, sealedNumber } from '../publication/record-fixture.ts'

function drawAfter(commands: ReturnType<typeof meetingEvents>, count: number): Draw {
  const [draw] = replay(meeting, publicCommits(commands.slice(0, count))).draws
  if (!draw) throw new Error('nothing locked')
  return draw
}
const shown = (draw: Draw) => ceremonySteps(draw).map(({ id, phase }) => `${id} ${phase}`)

describe('the ceremony', () => {
  it('waits for the office, then for the petitioner, where the number is open', () => {
    const commands = meetingEvents()
    const draws = [2, 3, 4].map((count) => drawAfter(commands, count))
    expect(draws.map((draw) => awaitedIn(draw)?.act)).toEqual(['commit', 'give', undefined])
    expect(draws.map(shown)).toEqual([
      ['lock done', 'commit now', 'give todo', 'open todo', 'draw todo'],
      ['lock done', 'commit done', 'give now', 'open todo', 'draw todo'],
      ['lock done', 'commit done', 'give done', 'open done', 'draw done'],
    ])
  })

  it('waits first for the petitioner, then the office, then the petitioner, where one is sealed in advance', () => {
    const commands = meetingEvents('m1', sealedNumber)
    const draws = [2, 3, 4, 5].map((count) => drawAfter(commands, count))
    expect(draws.map((draw) => awaitedIn(draw)?.act)).toEqual(['seal', 'commit', 'reveal', undefined])
    expect(draws.map(shown)).toEqual([
      ['lock done', 'seal now', 'commit todo', 'reveal todo', 'draw todo'],
      ['lock done', 'seal done', 'commit now', 'reveal todo', 'draw todo'],
      ['lock done', 'seal done', 'commit done', 'reveal now', 'draw todo'],
      ['lock done', 'seal done', 'commit done', 'reveal done', 'draw done'],
    ])
    expect(draws.map((draw) => awaitedIn(draw)?.until !== undefined)).toEqual([true, false, true, false])
  })

  it('says that none was sealed, and goes on with an open number', () => {
    const commands = meetingEvents('m1', sealedNumber).filter(([first]) => first?.type !== 'number-sealed')
    const draw = drawAfter(commands, 3)
    expect(awaitedIn(draw)?.act).toBe('giveUnsealed')
    expect(shown(draw)).toEqual(['lock done', 'commit done', 'give now', 'open todo', 'draw todo'])
    expect(awaitedIn({ ...draw, status: 'void' })).toBeNull()
  })
})
