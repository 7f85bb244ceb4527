import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

/** Something to look at about versions of an item, once it has been read from the record. */
export function VersionDialog<T>({
  title,
  note,
  answer,
  onClose,
  children,
}: {
  title: ReactNode
  note?: ReactNode
  answer: UseQueryResult<T>
  onClose: () => void
  children: (data: T) => ReactNode
}) {
  return (
    <Dialog title={title} onCancel={onClose}>
      {note !== undefined && <p className="mut">{note}</p>}
      {answer.error && <ErrorBox error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <Skeleton lines={4} />}
      {answer.data !== undefined && children(answer.data)}
    </Dialog>
  )
}
