import { type ComponentType, lazy, Suspense } from 'react'
import { Skeleton } from '../ui/skeleton.tsx'

const Forms = lazy(() => import('./forms.tsx').then((module) => ({ default: module.Forms })))

type Load = () => Promise<{ readonly default: ComponentType }>

/** A page read when somebody opens it. */
export function later(load: Load) {
  const Page = lazy(load)
  return (
    <Suspense fallback={<Skeleton lines={5} />}>
      <Page />
    </Suspense>
  )
}

/** The same for a page with antd's fields, which no other page has to wait for. */
export function laterWithForms(load: Load) {
  const Page = lazy(load)
  return (
    <Suspense fallback={<Skeleton lines={5} />}>
      <Forms>
        <Page />
      </Forms>
    </Suspense>
  )
}
