import { readMessage } from '../../../shared/minutes/messages.ts'
import type { Random, simulatedClock } from './simulation.ts'

/** One direction of one connection. */
export interface Channel {
  /** Delivers a message a little late; with faults also twice, or after updates that were sent later. */
  carry(message: Uint8Array, deliver: (message: Uint8Array) => void): void
  /** After everything carried so far. */
  last(action: () => void): void
}

/**
 * A WebSocket keeps its order, and the protocol leans on it in one place only: an acknowledgement speaks of
 * what came before it. So updates may overtake each other here, and nothing overtakes anything else.
 */
export function createChannel(
  clock: ReturnType<typeof simulatedClock>,
  random: Random,
  faults: { readonly rate: number },
): Channel {
  let floor = 0
  let latest = 0
  const at = (earliest: number, most: number, action: () => void): void => {
    const when = Math.max(earliest, clock.now() + random.below(most))
    latest = Math.max(latest, when)
    clock.after(when - clock.now(), action)
  }
  const last = (action: () => void): void => {
    at(latest, 30, action)
    floor = latest
  }
  return {
    last,
    carry(message, deliver) {
      if (readMessage(message).kind !== 'update') {
        last(() => deliver(message))
        return
      }
      const late = random.chance(faults.rate * 0.05) ? 400 : 30
      const overtaken = random.chance(faults.rate * 0.3)
      at(overtaken ? floor : latest, late, () => deliver(message))
      if (random.chance(faults.rate * 0.1)) at(floor, 200, () => deliver(message))
    },
  }
}
