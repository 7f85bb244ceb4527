import { buildPages } from '../../server/pages.ts'

/** Once before the browser tests: the pages they open, as `npm start` builds them. */
export default function setup(): void {
  if (!buildPages()) throw new Error('The pages could not be built: run `npm run build` to see why.')
}
