#!/usr/bin/env node
// The `offprint` command for whichever Node is first in PATH: an older one hands over to the Node 24 beside it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const built = path.join(root, 'out', 'main', 'cli.js');
const program = existsSync(built) ? built : path.join(root, 'src', 'main', 'cli.ts');

if (Number(process.versions.node.split('.')[0]) >= 24) {
  process.argv[1] = program;
  await import(new URL(`file://${program}`).href);
} else {
  let node;
  try {
    const require = createRequire(path.join(root, 'package.json'));
    node = path.join(path.dirname(require.resolve('node/package.json')), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    node = '';
  }
  if (!existsSync(node)) {
    process.stderr.write(`Offprint needs Node 24 or newer; this is Node ${process.versions.node}, and "npm ci" has not been run here.\n`);
    process.exit(2);
  }
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches both; what is sent to this process alone is passed on, and either way the other one ends first.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (status) => process.exit(status ?? 1));
}
