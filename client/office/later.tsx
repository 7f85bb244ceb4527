import { lazy, Suspense } from 'react'
import { Skeleton } from '../ui/skeleton.tsx'

const Forms = lazy(() => import('./forms.tsx').then((module) => ({ default: module.Forms })))

/** A page with antd, read when somebody opens it: the home page does without. */
export function later(load: () => Promise<{ readonly default: () => React.ReactNode }>) {
  const Page = lazy(load)
  return (
    <Suspense fallback={<Skeleton lines={5} />}>
      <Forms>
        <Page />
      </Forms>
    </Suspense>
  )
}
