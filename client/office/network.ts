import { z } from 'zod'
import { useAnswer } from '../ui/use-answer.ts'

export const networkPath = '/api/network'

const networkSchema = z.object({
  /** Base addresses under which phones may reach this computer, best first. */
  addresses: z.array(z.string()),
  /** The one QR codes carry; this computer's own name where there is no other. */
  chosen: z.string(),
})
export type NetworkAnswer = z.infer<typeof networkSchema>

export function useNetwork() {
  return useAnswer(networkPath, networkSchema)
}

/** The address a QR code carries; undefined where no phone could open any. */
export function usePhoneAddress(path: string): string | undefined {
  const { data } = useNetwork()
  return data && data.addresses.length > 0 ? `${data.chosen}${path}` : undefined
}
