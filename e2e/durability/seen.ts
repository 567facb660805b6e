/** What a reopened library shows through the contract, as far as a life may have changed it. */
import type { App } from '../../src/main/app.ts';
import type { Input, Output, RequestName } from '../../src/shared/contract.ts';
import { AppError, type Reply } from '../../src/shared/errors.ts';
import type { Paper, PaperRow } from '../../src/shared/models.ts';
import { originOf } from './digests.ts';

export interface Seen {
  readonly rows: readonly PaperRow[];
  /** The papers that were asked for and are there. */
  readonly papers: ReadonlyMap<number, Paper>;
  /** Every version of every note of those papers, and of the notes asked for though they be deleted, by the note's number. */
  readonly versions: ReadonlyMap<number, readonly string[]>;
  /** By an import's mark: its papers, by their number in it. */
  readonly imports: ReadonlyMap<string, ReadonlyMap<number, PaperRow>>;
}

/** Asks a library; a refusal is thrown. */
export async function ask<N extends RequestName>(app: App, name: N, input: Input<N>): Promise<Output<N>> {
  const reply = (await app.call(name, input)) as Reply<Output<N>>;
  if (!reply.ok) throw AppError.fromJSON(reply.error);
  return reply.value;
}

/** What of a library to look at closely. */
export interface Wanted {
  readonly papers: Iterable<number>;
  readonly notes: Iterable<number>;
}

export async function look(app: App, wanted: Wanted): Promise<Seen> {
  const list = await ask(app, 'papers.list', { view: { kind: 'all' }, sort: 'oldest' });
  if (list.kind === 'mistake') throw new Error(list.mistake.message);
  const rows: PaperRow[] = [];
  for (let start = 0; start < list.ids.length; start += 500) {
    rows.push(...(await ask(app, 'papers.rows', { ids: list.ids.slice(start, start + 500) })));
  }

  const imports = new Map<string, Map<number, PaperRow>>();
  for (const row of rows) {
    const origin = originOf(row.title);
    if (origin === null) continue;
    const papers = imports.get(origin.mark) ?? new Map<number, PaperRow>();
    imports.set(origin.mark, papers.set(origin.number, row));
  }

  const here = new Set(list.ids);
  const papers = new Map<number, Paper>();
  const versions = new Map<number, readonly string[]>();
  const notes = new Set(wanted.notes);
  for (const id of wanted.papers) {
    if (!here.has(id)) continue;
    const paper = await ask(app, 'papers.get', { id });
    papers.set(id, paper);
    for (const note of paper.notes) notes.add(note.id);
  }
  for (const noteId of notes) {
    versions.set(
      noteId,
      (await ask(app, 'notes.revisions', { noteId })).map(({ body }) => body),
    );
  }
  return { rows, papers, versions, imports };
}

/** Everything a reader can tell apart, as text: two equal ones mean that undo and redo led back. */
export function picture({ rows, papers }: Seen): string {
  return JSON.stringify([
    [...rows]
      .sort((a, b) => a.id - b.id)
      .map(({ id, title, status, starred, noteCount, highlightCount }) => [id, title, status, starred, noteCount, highlightCount]),
    [...papers].map(([id, paper]) => [
      id,
      paper.statusAt,
      paper.starredAt,
      paper.tags.map(({ name }) => name).sort(),
      paper.notes.map(({ id: note, highlightId, body }) => [note, highlightId, body]),
      paper.highlights.map(({ id: highlight, color, range, quote }) => [highlight, color, range, quote]),
    ]),
  ]);
}
