import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;

/** The doors and the worker threads, named as their files under `src/main`. */
const mainEntries = Object.fromEntries(
  [
    'index',
    'serve',
    'cli',
    'workers/library',
    'workers/parser',
    'workers/search',
    'workers/export',
    'workers/duplicates',
    'workers/citations',
  ]
    .map((name) => [name, path.join(root, 'src/main', `${name}.ts`)] as const)
    .filter(([, file]) => existsSync(file)),
);

/** Lists what was built for the page, with sizes and hashes: hosts serve exactly this list and nothing else. */
function fileList(): Plugin {
  return {
    name: 'offprint-file-list',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) throw new Error('the page is built into a folder');
      const files: Record<string, { size: number; sha256: string }> = {};
      for (const entry of globSync('**/*', { cwd: dir, withFileTypes: true })) {
        if (!entry.isFile() || entry.name === 'files.json') continue;
        const file = path.join(entry.parentPath, entry.name);
        const bytes = await readFile(file);
        const name = `/${path.relative(dir, file).split(path.sep).join('/')}`;
        files[name] = { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
      }
      await writeFile(path.join(dir, 'files.json'), `${JSON.stringify(files, null, 1)}\n`);
    },
  };
}

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node24',
      rolldownOptions: {
        input: mainEntries,
        // Chunks stand beside the doors, so that `workerFile` finds `./workers/` from any of them.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: path.join(root, 'src/preload/index.ts') },
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    base: './',
    plugins: [react(), fileList()],
    worker: { format: 'es' },
    build: {
      outDir: path.join(root, 'out/renderer'),
      target: 'chrome140',
      minify: true,
      // Nothing as a data: URL and no inline script: the page's policy allows neither.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Everything is read from this machine's own disk: size costs no one a download.
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: path.join(root, 'src/renderer/index.html') },
    },
  },
});
