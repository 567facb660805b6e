import { spawn } from 'node:child_process';

/** Opens a link in the person's browser where there is one to see; does nothing otherwise, for the link is printed too. */
export function openInBrowser(url: string): void {
  const command = opener(process.platform, process.env);
  if (command === null) return;
  const [program, ...args] = command;
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {}); // no such program: the printed link is left
  child.unref();
}

/** The system's own way to open a link; null without a display. */
export function opener(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly [string, ...string[]] | null {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}
