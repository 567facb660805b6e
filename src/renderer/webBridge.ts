import type { Bridge } from '../shared/bridge.ts';
import type { EventName, Events } from '../shared/contract.ts';
import { AppError, type AppErrorJson, type Reply } from '../shared/errors.ts';

/** The same bridge as the preload's, over one WebSocket to the host that served this page. */
export interface WebBridge extends Bridge {
  /** @throws {AppError} `unreachable`, with a sentence that says how to get in. */
  connect(): Promise<void>;
}

type FromHost =
  | { readonly kind: 'open' }
  | { readonly kind: 'reply'; readonly seq: number; readonly reply: Reply }
  | { readonly kind: 'event'; readonly event: { readonly name: EventName; readonly payload: Events[EventName] } };

const TOKEN_KEY = 'offprint.page';
/** Between tries to reconnect, in milliseconds. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 5_000;

const LOST: AppErrorJson = {
  code: 'unreachable',
  message: 'The connection with Offprint is lost. What was saved is safe; this window goes on when Offprint answers again.',
};
const UNKNOWN: AppErrorJson = {
  code: 'unreachable',
  message:
    'This browser is not known to Offprint yet. Press Enter in the terminal where Offprint runs and open the link it prints; each link lets one browser in.',
};
const GONE: AppErrorJson = {
  code: 'unreachable',
  message: 'Offprint does not answer. Start it again and open the link it prints.',
};

function refused(error: AppErrorJson): { readonly ok: false; readonly error: AppErrorJson } {
  return { ok: false, error };
}

/** Does nothing before `connect`. */
export function openWebBridge(): WebBridge {
  const waiting = new Map<number, (reply: Reply) => void>();
  const events = new Map<string, Set<(payload: never) => void>>();
  const connectionListeners = new Set<(state: 'open' | 'lost') => void>();
  let socket: WebSocket | null = null;
  let seq = 0;
  let wait = FIRST_WAIT;

  const tell = (state: 'open' | 'lost') => {
    for (const listener of connectionListeners) listener(state);
  };

  const receive = (message: FromHost) => {
    if (message.kind === 'reply') {
      waiting.get(message.seq)?.(message.reply);
      waiting.delete(message.seq);
    } else if (message.kind === 'event') {
      for (const listener of events.get(message.event.name) ?? []) listener(message.event.payload as never); // kept under its own name
    }
  };

  const loseConnection = () => {
    if (socket === null) return;
    socket = null;
    for (const answer of waiting.values()) answer(refused(LOST));
    waiting.clear();
    tell('lost');
    reconnectLater();
  };

  /** Resolves once the host has taken the page's token. */
  const openSocket = (token: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const next = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/bridge`);
      next.onopen = () => next.send(JSON.stringify({ token }));
      next.onmessage = ({ data }) => {
        const message = JSON.parse(String(data)) as FromHost; // our own host's words
        if (message.kind === 'open') {
          socket = next;
          wait = FIRST_WAIT;
          resolve();
        } else {
          receive(message);
        }
      };
      next.onclose = async () => {
        if (socket === next) loseConnection();
        else reject(AppError.fromJSON((await hostKnowsUs()) === false ? UNKNOWN : GONE));
      };
    });

  const reconnectLater = () => {
    setTimeout(async () => {
      wait = Math.min(wait * 2, LONGEST_WAIT);
      try {
        await openSocket(await pageToken());
        tell('open');
      } catch {
        reconnectLater();
      }
    }, wait);
  };

  const call = (name: string, input: unknown): Promise<Reply> => {
    const open = socket;
    if (open === null) return Promise.resolve(refused(LOST));
    return new Promise((resolve) => {
      seq += 1;
      waiting.set(seq, resolve);
      open.send(JSON.stringify({ seq, name, input }));
    });
  };

  return {
    host: 'browser',
    platform: platformOf(navigator.userAgent),

    async connect() {
      try {
        await openSocket(await pageToken());
      } catch (thrown) {
        // A fresh link opened in this tab changes only the fragment, which by itself loads nothing.
        window.addEventListener('hashchange', () => location.reload(), { once: true });
        throw thrown;
      }
    },

    call,

    on(name, listener) {
      const listeners = events.get(name) ?? new Set();
      events.set(name, listeners.add(listener));
      return () => listeners.delete(listener);
    },

    onConnection(listener) {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },

    async offerFile(file) {
      try {
        const answer = await fetch(`/files?name=${encodeURIComponent(file.name)}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/octet-stream', 'X-Offprint-Page': await pageToken() },
          body: file,
        });
        return (await answer.json()) as Reply<string>;
      } catch (thrown) {
        return refused(thrown instanceof AppError ? thrown.toJSON() : LOST);
      }
    },

    async saveFile(token, suggestedName) {
      const link = document.createElement('a');
      link.href = `/download/${encodeURIComponent(token)}`;
      link.download = suggestedName;
      document.body.append(link);
      link.click();
      link.remove();
      return { ok: true, value: true };
    },
  };
}

/** Why a socket was refused cannot be seen from the socket itself. Null where nobody answers. */
async function hostKnowsUs(): Promise<boolean | null> {
  try {
    return (await fetch('/session')).ok;
  } catch {
    return null;
  }
}

/**
 * The token this page holds, fetched for the code in the address where there is one.
 * @throws {AppError} `unreachable` where neither is there or the host refuses the code.
 */
async function pageToken(): Promise<string> {
  const code = location.hash.slice(1);
  if (/^[A-Za-z0-9_-]{16,}$/.test(code)) {
    history.replaceState(null, '', location.pathname + location.search);
    let answer: Response;
    try {
      answer = await fetch('/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ code }),
      });
    } catch {
      throw AppError.fromJSON(GONE);
    }
    if (answer.ok) {
      const { page } = (await answer.json()) as { page: string };
      sessionStorage.setItem(TOKEN_KEY, page);
      return page;
    }
  }
  const kept = sessionStorage.getItem(TOKEN_KEY);
  if (kept === null) throw AppError.fromJSON(UNKNOWN);
  return kept;
}

function platformOf(userAgent: string): Bridge['platform'] {
  if (userAgent.includes('Mac OS')) return 'mac';
  return userAgent.includes('Windows') ? 'windows' : 'linux';
}
