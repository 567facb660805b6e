import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Electron's executable where it was downloaded, or null. Never `require('electron')`: that would start the download. */
export function electronBinary(): string | null {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const root = join(import.meta.dirname, '..', 'node_modules', 'electron');
  const named = join(root, 'path.txt');
  if (!existsSync(named)) return null;
  const file = join(override ?? join(root, 'dist'), readFileSync(named, 'utf8').trim());
  return existsSync(file) ? file : null;
}
