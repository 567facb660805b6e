/** Answers of the library held back, so that a spec can do what a person does while one is on its way. */
import type { BrowserContext } from '@playwright/test';

export interface HeldAnswers {
  /** From now on answers to requests that pass are held; none is before the first call. */
  hold(passes: (name: string, input: unknown) => boolean): void;
  /** How many are held now. */
  count(): number;
  /** Lets them all go, and holds no more. */
  release(): void;
}

/** Stands between the pages that are opened from now on and their host: by the socket of the browser host alone. */
export async function heldAnswers(context: BrowserContext): Promise<HeldAnswers> {
  let isHeld = (_name: string, _input: unknown) => false;
  const held: (() => void)[] = [];
  await context.routeWebSocket(/\/bridge$/, (page) => {
    const host = page.connectToServer();
    const asked = new Set<number>();
    page.onMessage((message) => {
      const { seq = -1, name = '', input } = JSON.parse(String(message)) as { seq?: number; name?: string; input?: unknown };
      if (isHeld(name, input)) asked.add(seq);
      host.send(message);
    });
    host.onMessage((message) => {
      const { kind, seq = -1 } = JSON.parse(String(message)) as { kind: string; seq?: number };
      if (kind === 'reply' && asked.has(seq)) held.push(() => page.send(message));
      else page.send(message);
    });
  });
  return {
    hold: (passes) => {
      isHeld = passes;
    },
    count: () => held.length,
    release: () => {
      isHeld = () => false;
      for (const send of held.splice(0)) send();
    },
  };
}
