import { accessSync, constants } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { ConfigProblem } from '../shared/i18n/console.ts'

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const isReadable = (path: string): boolean => {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

const problem = (code: ConfigProblem) => ({ error: code })

/** Only an origin: the application always lives at the root of its host. */
const publicUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  const plain =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
  if (!url || !plain) {
    context.addIssue({ code: 'custom', message: 'url' satisfies ConfigProblem })
    return z.NEVER
  }
  return url.origin
})

/** A number of proxies, or their addresses and networks as express takes them. */
const trustProxy = z
  .string()
  .regex(/^(\d{1,2}|[0-9a-fA-F.:/]+(,[0-9a-fA-F.:/]+)*|loopback|uniquelocal)$/, problem('proxy'))
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : text.split(',')))

const file = z.string().refine(isReadable, problem('file'))

const environment = z
  .object({
    HOST: z.string().min(1).optional(),
    PORT: z.coerce
      .number(problem('port'))
      .int(problem('port'))
      .min(0, problem('port'))
      .max(65535, problem('port'))
      .default(3000),
    PUBLIC_URL: publicUrl.optional(),
    TLS_CERT: file.optional(),
    TLS_KEY: file.optional(),
    TRUST_PROXY: trustProxy.optional(),
    DATA_DIR: z.string().min(1).default('./data'),
    MONGODB_URI: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\//, problem('mongodb'))
      .optional(),
    REDIS_URI: z
      .string()
      .regex(/^rediss?:\/\//, problem('redis'))
      .optional(),
    SECRET: z.string().min(32, problem('secret')).optional(),
    SEAL_KEY: z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/, problem('sealKey'))
      .optional(),
    TZ: z.string().refine(isZone, problem('zone')).default('Asia/Shanghai'),
    BACKUP_DIR: z.string().min(1).optional(),
    BACKUP_PASSPHRASE: z.string().min(12, problem('passphrase')).optional(),
    DEMO_OPEN: z.enum(['0', '1'], problem('flag')).default('0'),
  })
  .superRefine((env, context) => {
    const add = (path: string, message: ConfigProblem) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (env.TLS_CERT && !env.TLS_KEY) add('TLS_KEY', 'tlsPair')
    if (env.TLS_KEY && !env.TLS_CERT) add('TLS_CERT', 'tlsPair')
    // A browser would never send back a Secure cookie that this server could not know to be encrypted.
    if (env.PUBLIC_URL?.startsWith('https:') && !env.TLS_CERT && env.TRUST_PROXY === undefined)
      add('PUBLIC_URL', 'httpsUnreachable')
  })

/** Everything that can be set from outside, checked once at the start. */
export interface Config {
  /** Address to listen on; undefined: all. */
  readonly host: string | undefined
  /** 0 lets the system choose. */
  readonly port: number
  /** Origin under which people reach the application, if it is fixed. */
  readonly publicUrl: string | undefined
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  readonly trustProxy: number | readonly string[] | undefined
  /** Absolute path. */
  readonly dataDir: string
  /** Absolute path of the directory backups go to. */
  readonly backupDir: string
  /** Locks the keys in a backup; undefined: they stay out of it. */
  readonly backupPassphrase: string | undefined
  /** Undefined: the embedded database. */
  readonly mongodbUri: string | undefined
  readonly redisUri: string | undefined
  readonly secret: string | undefined
  /** 64 hex digits. */
  readonly sealKey: string | undefined
  /** IANA name of the county's time zone. */
  readonly timeZone: string
  /** The demonstration may be opened from other computers. */
  readonly demoOpen: boolean
}

/** A variable that cannot be used; the value itself is not repeated, it may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  constructor(readonly problems: readonly { readonly variable: string; readonly problem: ConfigProblem }[]) {
    super(problems.map(({ variable, problem: code }) => `${variable}: ${code}`).join(', '))
  }
}

const problems = new Set<string>([
  'url',
  'proxy',
  'file',
  'port',
  'mongodb',
  'redis',
  'secret',
  'sealKey',
  'passphrase',
  'zone',
  'flag',
  'tlsPair',
  'httpsUnreachable',
] satisfies ConfigProblem[])
const isProblem = (text: string): text is ConfigProblem => problems.has(text)

/**
 * Reads the configuration from the environment. An empty variable counts as not set.
 * @throws ConfigError naming every variable that cannot be used
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environment.safeParse(given)
  if (!parsed.success)
    throw new ConfigError(
      parsed.error.issues.map((issue) => ({
        variable: String(issue.path[0] ?? ''),
        problem: isProblem(issue.message) ? issue.message : 'flag',
      })),
    )
  const { data } = parsed
  return {
    host: data.HOST,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL,
    tls: data.TLS_CERT && data.TLS_KEY ? { cert: data.TLS_CERT, key: data.TLS_KEY } : undefined,
    trustProxy: data.TRUST_PROXY,
    dataDir: resolve(data.DATA_DIR),
    backupDir: resolve(data.BACKUP_DIR ?? join(data.DATA_DIR, 'backups')),
    backupPassphrase: data.BACKUP_PASSPHRASE,
    mongodbUri: data.MONGODB_URI,
    redisUri: data.REDIS_URI,
    secret: data.SECRET,
    sealKey: data.SEAL_KEY?.toLowerCase(),
    timeZone: data.TZ,
    demoOpen: data.DEMO_OPEN === '1',
  }
}
