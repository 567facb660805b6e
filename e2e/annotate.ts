/** Marks and notes on papers, made in the running library through its own requests, as another window of it would make them. */

import { connectLocal } from '../src/main/hosts/localSocket.ts';
import type { Input, Output, RequestName } from '../src/shared/contract.ts';
import { AppError } from '../src/shared/errors.ts';
import type { HighlightColor, HighlightField } from '../src/shared/models.ts';

export interface Annotator {
  ask<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** The id of the paper with this title. */
  paper(title: string): Promise<number>;
  /** Highlights words of a paper, with a comment where one is given; returns the highlight's id. */
  mark(title: string, quote: string, color: HighlightColor, comment?: string, field?: HighlightField): Promise<number>;
  /** Writes a note on a paper as a whole; returns its id. */
  note(title: string, body: string): Promise<number>;
  close(): Promise<void>;
}

/** Connects to the program that holds a library. */
export async function annotator(library: string): Promise<Annotator> {
  const app = await connectLocal(library);
  if (app === null) throw new Error('nothing holds this library');
  const ask = async <N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> => {
    const reply = await app.call(name, input);
    if (!reply.ok) throw AppError.fromJSON(reply.error);
    return reply.value as Output<N>; // the library answers each request with the contract's type
  };
  const paper = async (title: string): Promise<number> => {
    const list = await ask('papers.list', { view: { kind: 'all' } });
    const rows = list.kind === 'papers' ? await ask('papers.rows', { ids: list.ids.slice(0, 500) }) : [];
    const found = rows.find((row) => row.title.startsWith(title));
    if (found === undefined) throw new Error(`no paper is called ${title}`);
    return found.id;
  };
  return {
    ask,
    paper,
    async mark(title, quote, color, comment, field = 'abstract') {
      const paperId = await paper(title);
      const whole = await ask('papers.get', { id: paperId });
      const start = (whole[field] ?? '').indexOf(quote);
      const { highlight } = await ask('highlights.create', { paperId, field, color, start, end: start + quote.length, quote });
      if (comment !== undefined) await ask('notes.create', { paperId, highlightId: highlight.id, body: comment });
      return highlight.id;
    },
    async note(title, body) {
      const { note } = await ask('notes.create', { paperId: await paper(title), body });
      return note.id;
    },
    close: () => app.close(),
  };
}
