/** Which door `npm start` opens, and the one line it says about it. */

export interface Surroundings {
  readonly display: boolean;
  /** On Linux a Chromium, Electron's too, refuses to run as root with its sandbox on; we never turn the sandbox off. */
  readonly root: boolean;
  /** Whether Electron's program is there, or was fetched just now. */
  readonly electron: boolean;
  /** The name of an installed browser that can show an app window. */
  readonly browser: string | null;
}

export interface Choice {
  readonly door: 'electron' | 'window' | 'link';
  readonly line: string;
}

export function chooseDoor({ display, root, electron, browser }: Surroundings): Choice {
  if (!display) return { door: 'link', line: 'There is no display here, so Offprint serves its page to a browser; open this link.' };
  if (root && (electron || browser !== null)) {
    const names = electron ? 'Electron' : browser;
    return {
      door: 'link',
      line: `${names} does not run as root with its sandbox on, so Offprint serves its page to a browser; open this link.`,
    };
  }
  if (electron) return { door: 'electron', line: 'Opening Offprint in Electron.' };
  if (browser !== null) {
    return {
      door: 'window',
      line: `Electron's program is not here and could not be fetched, so Offprint opens in a window of ${browser}.`,
    };
  }
  return {
    door: 'link',
    line: "Electron's program is not here and could not be fetched, and no Chromium or Chrome was found, so Offprint serves its page; open this link.",
  };
}

/** Whether there is a screen to open a window on. */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
