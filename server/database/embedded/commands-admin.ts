import { MAX_DOCUMENT_BYTES } from './bson.ts'
import { Long } from './bson-classes.ts'
import { type Command, flagField, onAdmin, read, textField } from './command.ts'
import { invalidOptions, ServerError } from './errors.ts'
import { int } from './numbers.ts'
import { MAX_MESSAGE_BYTES } from './wire.ts'

const VERSION = '7.0.0'
/** Of a 7.0 server. */
const WIRE_VERSION = 21

const hello = read('any', ({ clock }) => ({
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  maxBsonObjectSize: int(MAX_DOCUMENT_BYTES),
  maxMessageSizeBytes: int(MAX_MESSAGE_BYTES),
  maxWriteBatchSize: int(100_000),
  localTime: new Date(clock()),
  logicalSessionTimeoutMinutes: int(30),
  connectionId: int(1),
  minWireVersion: int(0),
  maxWireVersion: int(WIRE_VERSION),
  readOnly: false,
}))

const buildInfo = read('any', () => ({
  version: VERSION,
  versionArray: [7, 0, 0, 0].map(int),
  gitVersion: 'embedded',
  modules: [],
  allocator: 'system',
  javascriptEngine: 'none',
  bits: int(64),
  debug: false,
  maxBsonObjectSize: int(MAX_DOCUMENT_BYTES),
  storageEngines: ['lmdb'],
}))

/** Copies the whole store to a new file on the server's side, while it is in use. Not a command of MongoDB. */
const embeddedBackup = read([], async ({ store }, command) => {
  await store.backup(textField(command, 'embeddedBackup'))
  return {}
})

/** What can be asked of a server's settings. */
const PARAMETERS = {
  featureCompatibilityVersion: { version: '7.0' },
  enableTestCommands: false,
  requireApiVersion: false,
}

const noTransaction = onAdmin(
  read([], () => {
    throw new ServerError(
      20,
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    )
  }),
)

/** Commands about the server itself. */
export const adminCommands: Readonly<Record<string, Command>> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: read('any', () => ({})),
  buildInfo,
  buildinfo: buildInfo,
  endSessions: read('any', () => ({})),
  startSession: read([], () => ({ timeoutMinutes: int(30) })),
  refreshSessions: read([], () => ({})),
  killSessions: read([], () => ({})),
  embeddedBackup,
  serverStatus: read(['repl', 'metrics', 'locks'], ({ clock, startedAt, cursors }) => ({
    version: VERSION,
    process: 'embedded',
    pid: Long.fromNumber(process.pid),
    uptime: (clock() - startedAt) / 1000,
    localTime: new Date(clock()),
    metrics: { cursor: { open: { total: Long.fromNumber(cursors.open) } } },
    storageEngine: { name: 'lmdb', persistent: true },
  })),
  connectionStatus: read(['showPrivileges'], () => ({
    authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
  })),
  whatsmyuri: read([], () => ({ you: '127.0.0.1:0' })),
  getLog: onAdmin(read([], () => ({ totalLinesWritten: int(0), log: [] }))),
  getCmdLineOpts: onAdmin(read([], () => ({ argv: ['embedded'], parsed: {} }))),
  getParameter: onAdmin(
    read('any', (_server, command) => {
      const all = command.getParameter === '*' || flagField(command, 'allParameters')
      const asked = Object.entries(PARAMETERS).filter(([name]) => all || command[name] !== undefined)
      if (asked.length === 0) throw invalidOptions('no option found to get')
      return Object.fromEntries(asked)
    }),
  ),
  replSetGetStatus: onAdmin(
    read([], () => {
      throw new ServerError(76, 'NoReplicationEnabled', 'not running with --replSet')
    }),
  ),
  abortTransaction: noTransaction,
  commitTransaction: noTransaction,
}
