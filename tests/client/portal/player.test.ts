import { describe, expect, it } from 'vitest'
import { type PlayerStatus, play } from '../../../client/portal/demo/player.ts'
import { type Commit, commitSchema } from '../../../shared/ledger/commit.ts'
import { replay } from '../../../shared/ledger/replay.ts'
import { meeting } from '../../../shared/meeting/meeting.ts'
import { meetingEvents, publicCommits } from '../../shared/publication/record-fixture.ts'

/** A server whose meeting goes on by one recorded command whenever an act is performed. */
function fakeServer(from: number) {
  const commits: Commit[] = publicCommits(meetingEvents()).map((commit) => commitSchema.parse(commit))
  let seq = from
  return {
    look: async () => ({
      state: replay(meeting, commits.slice(0, seq)),
      seq,
      now: commits[seq - 1]?.at ?? 0,
    }),
    advance: () => {
      seq += 1
    },
  }
}

const base = { speed: 1000, pause: async () => {} }

describe('playing the seats nobody holds', () => {
  it('acts for the state it looked at, and looks again after each act', async () => {
    const server = fakeServer(2)
    const controller = new AbortController()
    const acts: [string, number][] = []
    await play(
      {
        ...base,
        look: server.look,
        isHeld: () => false,
        tell: () => {},
        perform: async (act, seq) => {
          acts.push([act.request.type, seq])
          if (acts.length === 2) controller.abort()
          server.advance()
        },
      },
      controller.signal,
    )
    expect(acts.map(([, seq]) => seq)).toEqual([2, 3])
  })

  it('waits for a person and never acts from a seat that is held', async () => {
    const server = fakeServer(1)
    const controller = new AbortController()
    const told: PlayerStatus[] = []
    await play(
      {
        ...base,
        look: server.look,
        isHeld: () => true,
        tell: (status) => {
          told.push(status)
          if (told.length === 3) controller.abort()
        },
        perform: async () => expect.unreachable('acted from a held seat'),
      },
      controller.signal,
    )
    expect(told.every((status) => status.kind === 'waiting')).toBe(true)
  })

  it('gives up after three refusals in a row and says why', async () => {
    let tries = 0
    await expect(
      play(
        {
          ...base,
          look: fakeServer(1).look,
          isHeld: () => false,
          tell: () => {},
          perform: async () => {
            tries += 1
            throw new Error('refused')
          },
        },
        new AbortController().signal,
      ),
    ).rejects.toThrow('refused')
    expect(tries).toBe(3)
  })

  it('stops when the conclusion is published', async () => {
    const told: PlayerStatus[] = []
    await play(
      {
        ...base,
        look: fakeServer(meetingEvents().length).look,
        isHeld: () => false,
        tell: (status) => told.push(status),
        perform: async () => expect.unreachable('acted after the end'),
      },
      new AbortController().signal,
    )
    expect(told).toEqual([{ kind: 'finished' }])
  })
})
