import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts', 'e2e/**/*.test.ts'],
    // Real SQLite files and worker threads: processes of their own, so that a crash in native code names its test.
    pool: 'forks',
    // Of itself it leaves a core idle; many tests wait for a process or a disk.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
