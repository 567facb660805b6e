import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { SearchState } from '../../shared/models.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { undo } from '../library/journal.ts';
import { createNote } from '../library/notes.ts';
import { setTrashed } from '../library/papers.ts';
import { changeTags } from '../library/tags.ts';
import { entry, NOW, takeIn, testFolder, testLibrary } from '../library/testLibrary.ts';
import { startSearch } from './client.ts';

function open(titles: readonly string[]) {
  const file = join(testFolder(), 'library.db');
  const db = testLibrary(file);
  const ids = takeIn(
    db,
    titles.map((title) => entry(title, { abstract: `About ${title}, at $\\alpha$ and 75\\% of it.` })),
  );
  const states: SearchState[] = [];
  const search = startSearch({ file, onState: (state) => states.push(state) });
  onTestFinished(() => search.close());
  const ask = async (text: string) => {
    const parsed = parseQuery(text);
    if (!parsed.ok) throw new Error(parsed.mistake.message);
    return search.ask(parsed.query.clauses);
  };
  const ready = () => vi.waitUntil(() => search.state().state === 'ready', { timeout: 60_000 });
  /** Resolves once everything asked for before has been read. */
  const settled = async () => {
    while (!(await ask('+settled')).complete);
  };
  return { db, ids, search, states, ask, ready, settled };
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `Paper number${i} of many`);

it('reads a library in the background, tells how far it is, and finds what it has', async () => {
  const { ids, search, states, ask, ready } = open(['Speculative decoding', 'Medusa']);
  expect(search.state().state).toBe('building');
  await ready();
  expect(states.at(-1)).toEqual({ state: 'ready', indexed: 2, total: 2 });
  expect(await ask('medusa')).toEqual({ ids: [ids[1]], complete: true });
  expect((await ask('75%')).ids).toEqual([ids[1], ids[0]]);
});

it('answers while it builds, and says that there may be more', async () => {
  const { ids, states, ask, ready } = open(numbered(600));
  const early = await ask('+many');
  expect(early.complete).toBe(false);
  expect(early.ids.length).toBeLessThan(ids.length);
  await ready();
  expect((await ask('+many')).ids).toHaveLength(600);
  expect(states.every(({ indexed, total }) => indexed <= total)).toBe(true);
});

it('has seen every refresh that came before a question', async () => {
  const { db, ids, search, ask, ready } = open(['Speculative decoding', 'Medusa']);
  const [first = 0, second = 0] = ids;
  await ready();
  createNote(db, NOW, { paperId: first, highlightId: null }, 'Reread with the Hydra paper.');
  search.refresh([first]);
  expect((await ask('note:hydra')).ids).toEqual([first]);
  changeTags(db, NOW, [second], ['drafting heads'], []);
  search.refresh([second]);
  expect((await ask('drafting')).ids).toEqual([second]);
  setTrashed(db, NOW, [second], true);
  search.refresh([second]);
  expect((await ask('drafting')).ids, 'views hide the trash, not search').toEqual([second]);
});

it('forgets papers that are gone, and finds what came, named or not', async () => {
  const { db, search, ask, ready, settled } = open(['Medusa']);
  await ready();
  const ids = takeIn(db, [entry('Hydra'), entry('Eagle')]);
  search.refresh(ids.slice(1));
  expect((await ask('hydra')).ids).toEqual([ids[1]]);
  undo(db, NOW);
  search.refresh(null);
  await settled();
  expect((await ask('hydra')).ids).toEqual([]);
  expect(await ask('medusa')).toEqual({ ids: [ids[0]], complete: true });
});

it('reads many named papers in the background', async () => {
  const { db, search, ask, ready, settled } = open(['Medusa']);
  await ready();
  const ids = takeIn(
    db,
    numbered(600).map((title) => entry(title)),
  );
  search.refresh(ids);
  expect((await ask('medusa')).ids).toEqual([ids[0]]);
  await settled();
  expect(await ask('number599')).toEqual({ ids: [ids[600]], complete: true });
});

it('fails in words when there is no library, and answers nothing once closed', async () => {
  const states: SearchState[] = [];
  const search = startSearch({ file: join(testFolder(), 'none.db'), onState: (state) => states.push(state) });
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
  await expect(search.ask([])).rejects.toThrow(/Search has stopped/);
  expect(states.at(-1)?.state).toBe('failed');
  await search.close();

  const { search: closed } = open(['Medusa']);
  await closed.close();
  await expect(closed.ask([])).rejects.toThrow(/Search has stopped/);
});
