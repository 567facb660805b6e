/** Where the window stood: kept beside Electron's own data, for it belongs to this screen and not to the library. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace {
  /** Null lets the system choose. */
  readonly bounds: Bounds | null;
  readonly maximised: boolean;
}

export const FIRST_SIZE = { width: 1280, height: 800 } as const;
export const SMALLEST_SIZE = { width: 400, height: 320 } as const;
/** So much of a title bar must lie on a screen for a window to be caught again, in pixels. */
const GRIP = 80;

const ANYWHERE: WindowPlace = { bounds: null, maximised: false };

/** What was kept, where it can be read and still lies on a screen. */
export function readWindowPlace(file: string, screens: readonly Bounds[]): WindowPlace {
  let kept: unknown;
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return ANYWHERE; // the first start, or a file that was damaged: nothing is lost but a place
  }
  if (typeof kept !== 'object' || kept === null) return ANYWHERE;
  const { x, y, width, height, maximised } = kept as Partial<Record<string, unknown>>;
  const numbers = [x, y, width, height];
  if (!numbers.every((n): n is number => Number.isSafeInteger(n))) return ANYWHERE;
  const [left = 0, top = 0, wide = 0, high = 0] = numbers;
  const bounds = { x: left, y: top, width: Math.max(wide, SMALLEST_SIZE.width), height: Math.max(high, SMALLEST_SIZE.height) };
  const reachable = screens.some(
    (screen) =>
      Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x) >= GRIP &&
      bounds.y >= screen.y &&
      bounds.y <= screen.y + screen.height - GRIP,
  );
  return { bounds: reachable ? bounds : null, maximised: maximised === true };
}

/** Keeps a place; a disk that refuses costs no more than that. */
export function keepWindowPlace(file: string, bounds: Bounds, maximised: boolean): void {
  const { x, y, width, height } = bounds;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ x, y, width, height, maximised }));
  } catch {
    // the next start lets the system choose
  }
}
