import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { SearchState, Sort, View } from '../../shared/models.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { changeNumber, undo } from '../library/journal.ts';
import { createNote } from '../library/notes.ts';
import { setTrashed } from '../library/papers.ts';
import { changeTags } from '../library/tags.ts';
import { entry, NOW, takeIn, testFolder, testLibrary } from '../library/testLibrary.ts';
import { startSearch } from './client.ts';

function question(text: string, view: View = { kind: 'all' }, sort: Sort = 'best') {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.mistake.message);
  return { query: parsed.query, view, sort };
}

function open(titles: readonly string[]) {
  const file = join(testFolder(), 'library.db');
  const db = testLibrary(file);
  const ids = takeIn(
    db,
    titles.map((title) => entry(title, { abstract: `About ${title}, at $\\alpha$ and 75\\% of it.` })),
  );
  const states: SearchState[] = [];
  const search = startSearch({ file, indexFile: `${file}.index`, owner: true, onState: (state) => states.push(state) });
  onTestFinished(() => search.close());
  const ask = async (text: string, view: View = { kind: 'all' }, sort: Sort = 'best') => {
    const answer = await search.ask(question(text, view, sort));
    return { ...answer, ids: [...answer.ids] };
  };
  const refresh = (ids: readonly number[] | null) => search.refresh(ids, changeNumber(db));
  const ready = () => vi.waitUntil(() => search.state().state === 'ready', { timeout: 60_000 });
  /** Resolves once everything asked for before has been read. */
  const settled = async () => {
    while (!(await ask('+settled')).complete);
  };
  return { db, ids, search, states, ask, refresh, ready, settled };
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `Paper number${i} of many`);

it('reads a library in the background, tells how far it is, and finds what it has', async () => {
  const { ids, search, states, ask, ready } = open(['Speculative decoding', 'Medusa']);
  expect(search.state().state).toBe('building');
  await ready();
  expect(states.at(-1)).toEqual({ state: 'ready', indexed: 2, total: 2 });
  expect(await ask('medusa')).toMatchObject({ ids: [ids[1]], complete: true });
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
  const { db, ids, refresh, ask, ready } = open(['Speculative decoding', 'Medusa']);
  const [first = 0, second = 0] = ids;
  await ready();
  createNote(db, NOW, { paperId: first, highlightId: null }, 'Reread with the Hydra paper.');
  refresh([first]);
  expect((await ask('note:hydra')).ids).toEqual([first]);
  changeTags(db, NOW, [second], ['drafting heads'], []);
  refresh([second]);
  expect((await ask('drafting')).ids).toEqual([second]);
  setTrashed(db, NOW, [second], true);
  refresh([second]);
  expect((await ask('drafting')).ids, 'a search of everything leaves out the trash').toEqual([]);
  expect((await ask('drafting', { kind: 'trash' })).ids, 'which can be searched').toEqual([second]);
});

it('forgets papers that are gone, and finds what came, named or not', async () => {
  const { db, refresh, ask, ready, settled } = open(['Medusa']);
  await ready();
  const ids = takeIn(db, [entry('Hydra'), entry('Eagle')]);
  refresh(ids.slice(1));
  expect((await ask('hydra')).ids).toEqual([ids[1]]);
  undo(db, NOW);
  refresh(null);
  await settled();
  expect((await ask('hydra')).ids).toEqual([]);
  expect(await ask('medusa')).toMatchObject({ ids: [ids[0]], complete: true });
});

it('reads many named papers in the background', async () => {
  const { db, refresh, ask, ready, settled } = open(['Medusa']);
  await ready();
  const ids = takeIn(
    db,
    numbered(600).map((title) => entry(title)),
  );
  refresh(ids);
  expect((await ask('medusa')).ids).toEqual([ids[0]]);
  await settled();
  expect(await ask('number599')).toMatchObject({ ids: [ids[600]], complete: true });
});

it('fails in words when there is no library, and answers nothing once closed', async () => {
  const states: SearchState[] = [];
  const search = startSearch({
    file: join(testFolder(), 'none.db'),
    indexFile: join(testFolder(), 'none.search.db'),
    owner: true,
    onState: (state) => states.push(state),
  });
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
  await expect(search.ask(question('x'))).rejects.toThrow(/Search has stopped/);
  expect(states.at(-1)?.state).toBe('failed');
  await search.close();

  const { search: closed } = open(['Medusa']);
  await closed.close();
  await expect(closed.ask(question('x'))).rejects.toThrow(/Search has stopped/);
});
