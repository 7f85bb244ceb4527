import { hostname, networkInterfaces } from 'node:os'

/** An address of this computer that phones on the same network can reach. */
export interface LanAddress {
  /** Name of the network card, so that the clerk can tell them apart. */
  readonly card: string
  readonly address: string
}

/** IPv4 addresses of this computer beyond itself, private networks first: a phone on the Wi-Fi is on one of these. */
export function lanAddresses(
  cards: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): LanAddress[] {
  const isPrivate = (address: string) => /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address)
  return Object.entries(cards)
    .flatMap(([card, addresses]) =>
      (addresses ?? [])
        .filter(
          ({ family, internal, address }) =>
            family === 'IPv4' && !internal && !address.startsWith('169.254.'),
        )
        .map(({ address }) => ({ card, address })),
    )
    .sort((a, b) => Number(isPrivate(b.address)) - Number(isPrivate(a.address)))
}

const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/** Whether the request comes from any address of this computer: it proves nothing about a phone. */
export function isOwnAddress(remoteAddress: string | undefined): boolean {
  const address = (remoteAddress ?? '').replace(/^::ffff:/, '')
  return loopback.test(address) || lanAddresses().some((own) => own.address === address)
}

/** Where the application listens. */
export interface Listening {
  readonly scheme: 'http' | 'https'
  readonly port: number
  readonly publicUrl: string | undefined
}

function origin({ scheme, port }: Listening, host: string): string {
  return new URL(`${scheme}://${host}:${port}`).origin
}

/** Base addresses a phone could use, without localhost: the fixed public one, else one per network card. */
export function phoneBases(listening: Listening): string[] {
  return listening.publicUrl
    ? [listening.publicUrl]
    : lanAddresses().map(({ address }) => origin(listening, address))
}

/** The address to open on this computer itself. */
export function localBase(listening: Listening): string {
  return listening.publicUrl ?? origin(listening, 'localhost')
}

/**
 * Whether a page of this origin may send commands and open sockets: exactly the public address, or else the
 * names and addresses of this computer at this port. A name an attacker made point here is not among them.
 */
export function isOwnOrigin(listening: Listening, asked: string): boolean {
  if (asked === listening.publicUrl) return true
  const names = ['localhost', '127.0.0.1', '[::1]', hostname(), `${hostname()}.local`]
  const hosts = [...names, ...lanAddresses().map(({ address }) => address)].filter((host) =>
    URL.canParse(`http://${host}`),
  )
  return hosts.some((host) => origin(listening, host) === asked)
}
