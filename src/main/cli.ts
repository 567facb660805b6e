/** The command line: `offprint import`, `export`, `annotations`, `open`, `search`, `list`, `serve`. */

// The database's binary crashes an older Node outright, so nothing else may load before this.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(`Offprint needs Node 24 or newer; this is Node ${process.versions.node}. Run it as "npm run -s offprint -- …".\n`);
  process.exit(2);
}

const { runCommandLine } = await import('./hosts/commandLine/run.ts');
const { default: about } = await import('../../package.json', { with: { type: 'json' } });

// A reader that has seen enough ("offprint list | head") is no error; the command that writes ends itself.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const status = await runCommandLine(process.argv.slice(2), {
  version: about.version,
  in: process.stdin,
  out: process.stdout,
  err: process.stderr,
});
if (status !== 'serving') process.exitCode = status;

export {};
