import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts', 'e2e/**/*.test.ts'],
    // Real SQLite files and worker threads: processes of their own, so that a crash in native code names its test.
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
