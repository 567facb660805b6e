import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Many tests start the command line and its threads from source: what Node made of it once is kept for the next.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/node');

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts', 'e2e/**/*.test.ts'],
    // Real SQLite files and worker threads: processes of their own, so that a crash in native code names its test.
    pool: 'forks',
    // Of itself it leaves a core idle; many tests wait for a process or a disk.
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
