/**
 * Many seeds of the minutes simulation: `npm run fuzz:minutes`, or `npm run fuzz:minutes -- 5000 20001` for
 * 5,000 of them from 20,001 on.
 */
const [seeds = '1000', first = '1'] = process.argv.slice(2)
process.env.MINUTES_SEEDS = seeds
process.env.MINUTES_FIRST_SEED = first
process.argv.splice(2, process.argv.length, 'tests/server/minutes/fuzz.test.ts')
await import('../../run.mjs')
