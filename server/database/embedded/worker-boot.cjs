/**
 * A worker thread does not inherit the TypeScript loader of the main thread. This one loads by `require`: a loader
 * for modules would run in yet another thread.
 */
require('tsx/cjs/api').register()
require('./worker.ts')
