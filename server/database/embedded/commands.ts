import type { Document } from './bson.ts'
import { type Command, checkCommand, documentField, read, type Server } from './command.ts'
import { adminCommands } from './commands-admin.ts'
import { collectionCommands } from './commands-collections.ts'
import { explained } from './commands-explain.ts'
import { indexCommands } from './commands-indexes.ts'
import { readCommands } from './commands-read.ts'
import { writeCommands } from './commands-write.ts'
import { DamageError, ServerError, unknownCommand } from './errors.ts'
import { int } from './numbers.ts'

const explain = read(['verbosity'], (server, command) => {
  const { $db } = command
  const inner = { ...documentField(command, 'explain'), $db }
  const name = Object.keys(inner)[0] ?? ''
  checkCommand(name, inner, Object.hasOwn(commands, name) ? (commands[name]?.fields ?? []) : 'any')
  return explained(server, inner, command.verbosity ?? 'allPlansExecution')
})

const commands: Readonly<Record<string, Command>> = {
  explain,
  ...adminCommands,
  ...collectionCommands,
  ...indexCommands,
  ...readCommands,
  ...writeCommands,
}

/** A command that was checked and waits to be run. */
export type Task =
  | { readonly kind: 'write'; readonly run: () => Document }
  | { readonly kind: 'read' | 'alone'; readonly run: () => Document | Promise<Document> }

/** Finds and checks a command. Unknown ones have code 59, transactions 20, unknown fields 40415. */
export function prepareCommand(server: Server, command: Document): Task {
  const name = Object.keys(command)[0] ?? ''
  const known = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!known) throw unknownCommand(name)
  checkCommand(name, command, known.fields)
  if (known.onlyAdmin && command.$db !== 'admin')
    throw new ServerError(13, 'Unauthorized', `${name} may only be run against the admin database.`)
  return known.kind === 'write'
    ? { kind: 'write', run: () => known.run(server, command) }
    : { kind: known.kind, run: () => known.run(server, command) }
}

/** The reply to a command that failed. */
export function failure(error: unknown): Document {
  if (error instanceof DamageError)
    return { ok: 0, errmsg: error.message, code: int(301), codeName: 'DataCorruptionDetected' }
  // What grew beyond any array or text of JavaScript.
  if (error instanceof RangeError && /length|call stack/.test(error.message))
    return {
      ok: 0,
      errmsg: `the request needs too much memory: ${error.message}`,
      code: int(146),
      codeName: 'ExceededMemoryLimit',
    }
  return error instanceof ServerError
    ? { ok: 0, errmsg: error.message, code: int(error.code), codeName: error.codeName, ...error.details }
    : {
        ok: 0,
        errmsg: error instanceof Error ? error.message : String(error),
        code: int(1),
        codeName: 'InternalError',
      }
}
