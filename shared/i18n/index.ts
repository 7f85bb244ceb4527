import { portal } from './portal.ts'
import { screen } from './screen.ts'
import { words } from './words.ts'

/** Every namespace of sentences, for types and for the server; a page loads only the ones it shows. */
export const namespaces = { words, portal, screen }
