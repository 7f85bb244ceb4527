import { defineConfig } from 'vitest/config'

/** Tests mirror the code; browser tests share one machine, so they run one file after another. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'shared', include: ['tests/shared/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'server',
          include: [
            'tests/server/**/*.test.ts',
            'tests/faults/**/*.test.ts',
            'tests/conformance/**/*.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'client',
          include: ['tests/client/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
