import { defineConfig } from 'vitest/config'

/**
 * Tests mirror the code; browser tests have the machine to themselves, after all others, one file after another.
 * Other files of a project share their loaded modules, which halves the time: a test takes back what it changes.
 * One that puts another module in the place of a loaded one cannot: it is called `….alone.test.…`.
 */
export default defineConfig({
  test: {
    // Two cores are what every machine has; the default leaves one of them idle.
    maxWorkers: 2,
    projects: [
      {
        test: { name: 'shared', include: ['tests/shared/**/*.test.ts'], isolate: false, testTimeout: 30_000 },
      },
      {
        test: {
          name: 'server',
          include: [
            'tests/server/**/*.test.ts',
            'tests/faults/**/*.test.ts',
            'tests/conformance/**/*.test.ts',
          ],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'client',
          include: ['tests/client/**/*.test.{ts,tsx}'],
          exclude: ['**/*.alone.test.*'],
          environment: 'jsdom',
          setupFiles: 'tests/client/setup.ts',
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'alone',
          include: ['tests/client/**/*.alone.test.{ts,tsx}'],
          environment: 'jsdom',
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: 'tests/e2e/build.ts',
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
