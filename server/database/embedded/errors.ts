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

export const badValue = (message: string) => new ServerError(2, 'BadValue', message)
export const failedToParse = (message: string) => new ServerError(9, 'FailedToParse', message)
export const typeMismatch = (message: string) => new ServerError(14, 'TypeMismatch', message)
export const notSupported = (message: string) => new ServerError(115, 'CommandNotSupported', message)
export const unknownCommand = (name: string) =>
  new ServerError(59, 'CommandNotFound', `no such command: '${name}'`)
export const cursorNotFound = (id: bigint) =>
  new ServerError(43, 'CursorNotFound', `cursor id ${id} not found`)
export const immutableId = () =>
  new ServerError(
    66,
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  )

/** Two documents with the same key in a unique index. */
export const duplicateKey = (
  namespace: string,
  index: string,
  keyPattern: Readonly<Record<string, unknown>>,
  keyValue: Readonly<Record<string, unknown>>,
) =>
  new ServerError(
    11000,
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${index} dup key: ${JSON.stringify(keyValue)}`,
    { keyPattern, keyValue },
  )
