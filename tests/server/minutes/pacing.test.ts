import { describe, expect, it } from 'vitest'
import { createMemorySnapshots } from '../../../server/minutes/snapshots.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import { startCluster } from './cluster.ts'
import { seeded, simulatedClock } from './simulation.ts'
import { createTypist } from './typist.ts'

describe('a process far from the database', () => {
  it('gets its word in although one near it never stops writing', async () => {
    const waits: number[] = []
    for (let seed = 1; seed <= 3; seed++) {
      const [random, clock, faults] = [seeded(seed), simulatedClock(), { rate: 0 }]
      const streams = createMemoryStreams()
      const cluster = startCluster(
        { streams, snapshots: createMemorySnapshots(), clock, random, faults, killed: new Set() },
        [0.3, 8],
      )
      const typist = (by: string, node: number) =>
        createTypist({ by, mode: 'write' }, clock, random, faults, () => cluster.at(node))
      const near = ['ann', 'bob', 'cho', 'dee'].map((by) => typist(by, 0))
      const far = typist('eve', 1)
      for (const one of [...near, far]) void one.connect()
      await clock.run(3000)
      for (let turn = 0; turn < 60; turn++) {
        for (const one of near) one.act()
        await clock.run(5)
      }
      far.act()
      const since = clock.now()
      while (far.durable().length === 0 && clock.now() - since < 3000) {
        for (const one of near) one.act()
        await clock.run(5)
      }
      waits.push(clock.now() - since)
    }
    expect(Math.max(...waits)).toBeLessThan(2000)
  })
})
