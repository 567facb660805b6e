/** What every host holds pages to, as plain data and functions, so that it can be read and tested in one place. */
import { createHash } from 'node:crypto';

/** Where the page stands in Electron: a scheme of its own instead of `file:`, with nothing else behind it. */
export const APP_ORIGIN = 'app://offprint';

/** The one style element that comes from a library: react-aria's usePress sets it as the text of a style element. */
const PRESSABLE_STYLE = `@layer {
  [data-react-aria-pressable] {
    touch-action: pan-x pan-y pinch-zoom;
  }
}`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The Content-Security-Policy of the page. In Electron it has nothing to connect to;
 * in the browser only the host it came from.
 */
export function contentSecurityPolicy(host: 'electron' | 'browser'): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${hashOf(PRESSABLE_STYLE)}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self'",
    "font-src 'self'",
    `connect-src ${host === 'browser' ? "'self'" : "'none'"}`,
    "worker-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types offprint dompurify',
  ].join('; ');
}

/** Sent with every answer, whatever it is. */
export function securityHeaders(host: 'electron' | 'browser'): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(host),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Frame-Options': 'DENY',
  };
}

/** Every window's web preferences: the page is a page and no more. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  experimentalFeatures: false,
  allowRunningInsecureContent: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
} as const;

/** How `app://` stands among schemes: as good as https, but without fetch, service workers or CORS. */
export const SCHEME_PRIVILEGES = {
  standard: true,
  secure: true,
  supportFetchAPI: false,
  corsEnabled: false,
  allowServiceWorkers: false,
  bypassCSP: false,
  stream: false,
} as const;

/** Longest address handed to the person's own browser, in UTF-16 units. */
const MAX_EXTERNAL_LENGTH = 2048;

/** Whether a link may be opened in the person's own browser or mail program. */
export function isAllowedExternal(url: string): boolean {
  if (url.length > MAX_EXTERNAL_LENGTH || !URL.canParse(url)) return false;
  const { protocol, username, password, hostname } = new URL(url);
  if (username !== '' || password !== '') return false;
  return protocol === 'mailto:' || ((protocol === 'https:' || protocol === 'http:') && hostname !== '');
}

/** Whether an address is a page of ours, whatever its path. */
export function isOurOrigin(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  // `origin` is "null" for schemes that are not the web's own.
  return `${protocol}//${host}` === APP_ORIGIN && username === '' && password === '';
}

/** What a window may load at all, whoever asks: its own page and, while developing, the developer tools. No network. */
export function mayLoad(url: string): boolean {
  return isOurOrigin(url) || url.startsWith('devtools://');
}

/** A frame that asks over IPC: taken only if it is the top frame and shows our page. */
export function isTrustedSender(frame: { readonly url: string; readonly parent: unknown } | null): boolean {
  return frame !== null && frame.parent === null && isOurOrigin(frame.url);
}
