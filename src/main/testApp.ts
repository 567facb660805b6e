/** Opened apps for tests: the door every window goes through, over real files. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AppEvent, Input, Output, RequestName } from '../shared/contract.ts';
import { AppError } from '../shared/errors.ts';
import { type App, createApp } from './app.ts';
import { NOW, testFolder } from './library/testLibrary.ts';

export interface Opened {
  readonly app: App;
  readonly file: string;
  readonly events: AppEvent[];
  /** Asks and takes the answer; a refusal is thrown. */
  readonly call: <N extends RequestName>(name: N, input: Input<N>) => Promise<Output<N>>;
}

/** An app that is closed with its test. */
export async function open(file: string = join(testFolder(), 'library.db'), mode: 'owner' | 'reader' = 'owner'): Promise<Opened> {
  const app = await createApp({ file, mode, door: 'a test', now: NOW.toISOString() });
  onTestFinished(() => app.close());
  const events: AppEvent[] = [];
  app.on((event) => events.push(event));
  return {
    app,
    file,
    events,
    async call(name, input) {
      const reply = await app.call(name, input);
      if (!reply.ok) throw AppError.fromJSON(reply.error);
      return reply.value as Output<typeof name>; // as the contract says
    },
  };
}

/** Papers as JSON lines. */
export const lines = (...papers: object[]) => papers.map((paper) => JSON.stringify(paper)).join('\n');

/** Takes papers in as pasted JSON lines, whatever they change. */
export async function imported(opened: Opened, ...papers: object[]): Promise<Output<'imports.commit'>> {
  const plan = await opened.call('imports.prepare', { source: { kind: 'paste', text: lines(...papers) } });
  return opened.call('imports.commit', { planId: plan.id });
}
