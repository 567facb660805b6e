import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  contentSecurityPolicy,
  isAllowedExternal,
  isOurOrigin,
  isTrustedSender,
  mayLoad,
  securityHeaders,
  WEB_PREFERENCES,
} from './policy.ts';

describe('the content security policy', () => {
  it('allows nothing by default and no inline or evaluated script', () => {
    for (const host of ['electron', 'browser'] as const) {
      const policy = contentSecurityPolicy(host);
      expect(policy.startsWith("default-src 'none'; ")).toBe(true);
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe-eval');
      expect(policy).not.toMatch(/(script|style)-src [^;]*unsafe/);
      expect(policy).not.toMatch(/https?:|\*/);
      expect(policy).toContain("require-trusted-types-for 'script'");
    }
  });

  it('lets the page connect only where it came from, and in Electron nowhere', () => {
    expect(contentSecurityPolicy('browser')).toContain("connect-src 'self';");
    expect(contentSecurityPolicy('electron')).toContain("connect-src 'none';");
  });

  it('names the style element react-aria makes by the hash of its text', async () => {
    const source = await readFile('node_modules/react-aria/dist/private/interactions/usePress.mjs', 'utf8');
    const template = /style\.textContent = `\n([^`]*)`\.trim\(\)/.exec(source)?.[1];
    const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1];
    const text = template?.replace(/\$\{[^}]*\}/, attribute ?? '').trim() ?? '';
    expect(contentSecurityPolicy('browser')).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  });
});

it('forbids sniffing, referrers, caches and frames on every answer', () => {
  expect(securityHeaders('browser')).toMatchObject({
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'X-Frame-Options': 'DENY',
  });
  expect(Object.keys(securityHeaders('browser')).filter((name) => name.startsWith('Access-Control'))).toEqual([]);
});

it('gives a window no more than a page has', () => {
  expect(WEB_PREFERENCES).toMatchObject({ sandbox: true, contextIsolation: true, webSecurity: true });
  for (const off of ['nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'webviewTag', 'experimentalFeatures']) {
    expect(WEB_PREFERENCES).toHaveProperty(off, false);
  }
});

describe('links that leave Offprint', () => {
  it.each(['https://arxiv.org/abs/1706.03762', 'http://localhost:8080/', 'mailto:someone@example.org', 'HTTPS://EXAMPLE.ORG'])(
    'opens %s',
    (url) => expect(isAllowedExternal(url)).toBe(true),
  );

  it.each([
    '',
    'arxiv.org',
    'javascript:alert(1)',
    ' \u0001javascript:alert(1)',
    'data:text/html,hello',
    'file:///etc/passwd',
    'app://offprint/',
    'smb://server/share',
    'ms-msdt:/id',
    'vbscript:x',
    'blob:https://example.org/1',
    'view-source:https://example.org',
    'https://user@example.org/',
    'https://user:secret@example.org/',
    'https://',
    `https://example.org/${'a'.repeat(2048)}`,
  ])('does not open %j', (url) => expect(isAllowedExternal(url)).toBe(false));
});

describe('what counts as our page', () => {
  it.each(['app://offprint/', 'app://offprint/index.html?x#y', 'app://offprint'])('%s does', (url) => expect(isOurOrigin(url)).toBe(true));
  it.each([
    '',
    'about:blank',
    'app://other/',
    'app://offprint.example/',
    'app://offprint:80/',
    'app://user@offprint/',
    'http://offprint/',
    'file:///app://offprint/',
  ])('%j does not', (url) => expect(isOurOrigin(url)).toBe(false));

  it('is all that a window may load', () => {
    expect(mayLoad('app://offprint/index.html')).toBe(true);
    for (const url of ['https://example.org/', 'file:///etc/passwd', 'ws://127.0.0.1:1/', 'app://other/', 'ftp://example.org/']) {
      expect(mayLoad(url), url).toBe(false);
    }
  });

  it('is asked of the sender, which must be the top frame', () => {
    expect(isTrustedSender({ url: 'app://offprint/', parent: null })).toBe(true);
    expect(isTrustedSender({ url: 'app://offprint/', parent: {} })).toBe(false);
    expect(isTrustedSender({ url: 'https://example.org/', parent: null })).toBe(false);
    expect(isTrustedSender(null)).toBe(false);
  });
});
