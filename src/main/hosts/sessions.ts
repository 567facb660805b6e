import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a browser that was let in holds: a cookie, and a token that only the page can read. */
export interface Admission {
  readonly cookie: string;
  readonly page: string;
}

/** Who is let in to the browser host. Everything is drawn afresh at each start and kept in memory alone. */
export interface Sessions {
  /** A code for one printed link; it lets one browser in. */
  newCode(): string;
  /**
   * Lets a browser in for a code: by itself if the code is unused, else only if `cookie` says that it is known already.
   * Null where it is refused.
   */
  admit(code: string, cookie: string | undefined): Admission | null;
  knows(cookie: string | undefined): boolean;
  /** Whether the page holds the token that belongs to its browser's cookie. */
  holds(cookie: string | undefined, page: string): boolean;
}

/** More links than this are not remembered; the oldest stops working. */
const MAX_CODES = 100;

const draw = (bytes: number): string => randomBytes(bytes).toString('base64url');
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export function createSessions(): Sessions {
  const codes = new Map<string, 'unused' | 'used'>();
  const pages = new Map<string, string>();

  return {
    newCode() {
      const code = draw(16);
      codes.set(code, 'unused');
      const oldest = codes.keys().next();
      if (codes.size > MAX_CODES && !oldest.done) codes.delete(oldest.value);
      return code;
    },

    admit(code, cookie) {
      const state = codes.get(code);
      if (state === undefined) return null;
      const page = cookie === undefined ? undefined : pages.get(cookie);
      if (cookie !== undefined && page !== undefined) return { cookie, page };
      if (state === 'used') return null;
      codes.set(code, 'used');
      const admission = { cookie: draw(32), page: draw(32) };
      pages.set(admission.cookie, admission.page);
      return admission;
    },

    knows: (cookie) => cookie !== undefined && pages.has(cookie),

    holds(cookie, page) {
      const expected = cookie === undefined ? undefined : pages.get(cookie);
      return expected !== undefined && timingSafeEqual(digest(expected), digest(page));
    },
  };
}
