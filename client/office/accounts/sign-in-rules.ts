/** Least length of a password; the server asks the same. */
export const MIN_PASSWORD = 10

/** How an account is written; the server asks the same. */
export const loginPattern = '[a-z0-9._\\-]{2,40}'
