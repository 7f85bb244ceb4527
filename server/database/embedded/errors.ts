/** A refusal or failure with the code a MongoDB server uses for it. */
export class ServerError extends Error {
  constructor(
    readonly code: number,
    readonly codeName: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
  }
}

/**
 * What is stored makes no sense: the disk, or something that is no part of this, changed it. Not a refusal of one
 * request, so it ends whatever it meets; a client is told 301.
 */
export class DamageError extends Error {
  override readonly name = 'DamageError'
  constructor(what: string, options?: ErrorOptions) {
    super(
      `the stored data is damaged (${what}); nothing is written any more: stop, move the data away and restore a backup`,
      options,
    )
  }
}

/** The process was taken for dead while it stood still; what it knows of the data is not true any more. */
export class TakenOverError extends DamageError {
  constructor() {
    super('taken over')
    this.message =
      'another process took the data over while this one stood still; this one writes nothing any more: stop it'
  }
}

/** An error with a number of its own, as the server names those without a word: `Location40353`. */
export const location = (code: number, message: string) => new ServerError(code, `Location${code}`, message)

export const badValue = (message: string) => new ServerError(2, 'BadValue', message)
export const failedToParse = (message: string) => new ServerError(9, 'FailedToParse', message)
export const typeMismatch = (message: string) => new ServerError(14, 'TypeMismatch', message)
export const invalidOptions = (message: string) => new ServerError(72, 'InvalidOptions', message)
export const notSupported = (message: string) => new ServerError(115, 'CommandNotSupported', message)
export const noNamespace = (namespace: string) =>
  new ServerError(26, 'NamespaceNotFound', `ns not found ${namespace}`)
export const unknownCommand = (name: string) =>
  new ServerError(59, 'CommandNotFound', `no such command: '${name}'`)
export const noTextScore = () =>
  location(40218, 'query requires text score metadata, but it is not available')
export const cursorNotFound = (id: bigint) =>
  new ServerError(43, 'CursorNotFound', `cursor id ${id} not found`)
export const immutableField = (path: string) =>
  new ServerError(
    66,
    'ImmutableField',
    `Performing an update on the path '${path}' would modify the immutable field '_id'`,
  )

/** Two documents with the same key in a unique index. */
export const duplicateKey = (
  namespace: string,
  index: string,
  keyPattern: Readonly<Record<string, unknown>>,
  keyValue: Readonly<Record<string, unknown>>,
  shown: string,
) =>
  new ServerError(
    11000,
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${index} dup key: ${shown}`,
    { keyPattern, keyValue },
  )
