import { accessSync, constants } from 'node:fs';
import path from 'node:path';

export interface FoundBrowser {
  readonly name: string;
  readonly file: string;
}

const ON_PATH = [
  ['Chromium', 'chromium'],
  ['Chromium', 'chromium-browser'],
  ['Chrome', 'google-chrome'],
  ['Chrome', 'google-chrome-stable'],
] as const;
const MAC = [
  ['Chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  ['Chromium', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
] as const;
const WINDOWS = [
  ['Chrome', 'Google\\Chrome\\Application\\chrome.exe'],
  ['Edge', 'Microsoft\\Edge\\Application\\msedge.exe'],
] as const;

/** An installed browser that can show a page as an app window. */
export function findBrowser(platform = process.platform, env = process.env): FoundBrowser | null {
  for (const [name, file] of candidates(platform, env)) {
    try {
      accessSync(file, constants.X_OK);
      return { name, file };
    } catch {
      // not this one
    }
  }
  return null;
}

function candidates(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly (readonly [string, string])[] {
  if (platform === 'darwin') return MAC;
  if (platform === 'win32') {
    const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter((folder) => folder !== undefined);
    return folders.flatMap((folder) => WINDOWS.map(([name, file]) => [name, path.join(folder, file)] as const));
  }
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return ON_PATH.flatMap(([name, file]) => folders.map((folder) => [name, path.join(folder, file)] as const));
}
