import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Aggregate, CommandBase, EventBase } from '../../shared/ledger/aggregate.ts'
import { createLiveStream, type LiveSnapshot } from './live-stream.ts'
import { socketWire } from './live-wire.ts'

/** Follows a stream while the component is on the page. `aggregate` must be a constant. */
export function useLive<S, E extends EventBase, C extends CommandBase, X>(
  aggregate: Aggregate<S, E, C, X>,
  id: string,
): LiveSnapshot<S> {
  const [stream, setStream] = useState<ReturnType<typeof createLiveStream<S, E, C, X>>>()
  useEffect(() => {
    const opened = createLiveStream(aggregate, id, socketWire)
    setStream(opened)
    return () => opened.close()
  }, [aggregate, id])
  const before = useMemo(() => notYet<S>(), [])
  return useSyncExternalStore(
    stream ? stream.subscribe : subscribeToNothing,
    stream ? stream.getSnapshot : () => before,
  )
}

const subscribeToNothing = () => () => {}

function notYet<S>(): LiveSnapshot<S> {
  return {
    connection: 'connecting',
    state: undefined,
    seq: 0,
    offsetMs: 0,
    currentAt: undefined,
    online: {},
    refusal: undefined,
  }
}

/** Server time, ticking while the component is on the page; UTC milliseconds. */
export function useServerNow(offsetMs: number, everyMs = 250): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now + offsetMs
}
