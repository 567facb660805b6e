/**
 * `npm test`: every check in order, stopping at the first that fails, and at the end one line that counts the tests.
 * Each check is an npm script of its own, so that any of them can be run alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const RESULTS = 'test-results';
const UNIT = `${RESULTS}/unit.json`;
const E2E = `${RESULTS}/e2e.json`;

function run(title: string, command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const began = performance.now();
  console.log(`\n— ${title}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env }, shell: process.platform === 'win32' });
  console.log(`— ${title}: ${status === 0 ? 'passed' : 'failed'} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  if (status !== 0) process.exit(status ?? 1);
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

run('Format, lint and import rules', 'npm', ['run', '-s', 'lint']);
run('Types', 'npm', ['run', '-s', 'typecheck']);
run('Unit tests', 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT}`]);
run('Build', 'npm', ['run', '-s', 'build']);
run('End-to-end tests', 'playwright', ['test'], { PLAYWRIGHT_JSON_OUTPUT_FILE: E2E });

interface UnitReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}
interface EndToEndReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number; readonly skipped: number };
}
const unit = JSON.parse(readFileSync(UNIT, 'utf8')) as UnitReport; // written by vitest just now
const { stats } = JSON.parse(readFileSync(E2E, 'utf8')) as EndToEndReport; // written by Playwright just now

console.log(`\nUnit tests: ${unit.numPassedTests} passed. End-to-end tests: ${stats.expected} passed.`);
console.log(
  `${unit.numPassedTests + stats.expected} passed, ${unit.numFailedTests + stats.unexpected + stats.flaky} failed, ${unit.numPendingTests + stats.skipped} skipped`,
);
