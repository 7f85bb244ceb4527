import { useMutation } from '@tanstack/react-query'
import { z } from 'zod'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { api } from '../../ui/api.ts'

const linkSchema = z.object({ url: z.string() })
export type LinkFor = { readonly participantId: string } | { readonly role: 'observer' | 'screen' }

/** Makes a one-time link into the meeting. A new one for somebody replaces theirs. */
export function useMakeLink() {
  const { meetingId } = useMeeting()
  return useMutation({
    mutationFn: (whom: LinkFor) =>
      api(`/api/meetings/${encodeURIComponent(meetingId)}/links`, {
        method: 'post',
        body: whom,
        schema: linkSchema,
      }),
  })
}
