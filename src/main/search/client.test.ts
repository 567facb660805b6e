import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ChangeResult, SearchState, Sort, View } from '../../shared/models.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { beside } from '../library/beside.ts';
import type { LibraryWriter } from '../library/db.ts';
import { createHighlight } from '../library/highlights.ts';
import { changeNumber, retoldPapers, undo } from '../library/journal.ts';
import { createNote } from '../library/notes.ts';
import { setStarred, setStatus, setTrashed } from '../library/papers.ts';
import { changeTags, deleteTag, listTags, renameTag } from '../library/tags.ts';
import { entry, NOW, takeIn, testFolder, testLibrary } from '../library/testLibrary.ts';
import { startSearch } from './client.ts';

function question(text: string, view: View = { kind: 'all' }, sort: Sort = 'best') {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.mistake.message);
  const filters = parsed.query.filters.filter((filter) => filter.kind === 'is' || filter.kind === 'has' || filter.kind === 'tag');
  return { query: { clauses: parsed.query.clauses, filters }, view, sort };
}

const aboutOf = (title: string) => entry(title, { abstract: `About ${title}, at $\\alpha$ and 75\\% of it.` });

function open(titles: readonly string[]) {
  const file = join(testFolder(), 'library.db');
  const db = testLibrary(file);
  const ids = takeIn(db, titles.map(aboutOf));
  return { ids, ...start(file, db) };
}

/** Starts search over a library, as its owner or beside it. */
function start(file: string, db: LibraryWriter, owner = true) {
  const indexFile = beside(file, 'search.db');
  const states: SearchState[] = [];
  const search = startSearch({ file, indexFile, owner, onState: (state) => states.push(state) });
  onTestFinished(() => search.close());
  const ask = async (text: string, view: View = { kind: 'all' }, sort: Sort = 'best') => {
    const answer = await search.ask(question(text, view, sort));
    return { ...answer, ids: [...answer.ids] };
  };
  const refresh = (ids: readonly number[] | null) => search.refresh({ ids, shown: ids, changeNumber: changeNumber(db) });
  const ready = () => vi.waitUntil(() => search.state().state === 'ready', { timeout: 60_000 });
  /** Resolves once everything asked for before has been read. */
  const settled = async () => {
    while (!(await ask('+settled')).complete);
  };
  return { file, indexFile, db, search, states, ask, refresh, ready, settled };
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

it('searches venues and highlights, the highlights in the words they show', async () => {
  const { db, refresh, ask, ready } = open([]);
  const ids = takeIn(db, [entry('Medusa', { venue: 'NeurIPS 2024', abstract: 'At $\\alpha$ it saves 75\\% of memory.' }), entry('Hydra')]);
  const [id = 0] = ids;
  refresh(ids);
  await ready();
  expect((await ask('venue:neurips')).ids).toEqual([id]);
  expect((await ask('highlight:memory')).ids).toEqual([]);
  createHighlight(db, NOW, { paperId: id, field: 'abstract', color: 'yellow', start: 3, end: 23, quote: '$\\alpha$ it saves 75' });
  refresh([id]);
  expect((await ask('highlight:alpha')).ids).toEqual([id]);
  expect((await ask('highlight:memory')).ids).toEqual([]);
});

it('keeps to the view and the filters, counts what they hide, and sorts', async () => {
  const { db, ids, ask, ready } = open(['Medusa heads', 'Medusa trees', 'Medusa seas', 'Hydra']);
  const [a = 0, b = 0, c = 0] = ids;
  await ready();
  setStatus(db, NOW, [a], 'read', null);
  setStarred(db, NOW, [a, b], true);
  expect(await ask('medusa is:starred', { kind: 'inbox' })).toMatchObject({ ids: [b], elsewhere: 1, withoutFilter: [1], respelt: null });
  expect(await ask('medusa -is:starred is:read', { kind: 'inbox' })).toMatchObject({ ids: [], elsewhere: 0, withoutFilter: [0, 1] });
  setTrashed(db, NOW, [c], true);
  expect(await ask('medusa', { kind: 'inbox' })).toMatchObject({ ids: [b], elsewhere: 1 });
  expect(await ask('medusa', { kind: 'trash' })).toMatchObject({ ids: [c], elsewhere: 2 });
  expect(await ask('medusa', { kind: 'all' }, 'title')).toMatchObject({ ids: [a, b], groups: [] });
  const newest = await ask('medusa', { kind: 'all' }, 'newest');
  expect(newest).toMatchObject({ ids: [a, b], groups: [{ start: 0, count: 2 }] });
  await expect(ask('medusa', { kind: 'tag', uid: 'gone' })).rejects.toMatchObject({ code: 'not-found' });
});

it('knows who is in a view or passes a filter after every write, whether it was told of it or not', async () => {
  const { db, ids, search, ask, ready } = open(['Medusa heads', 'Medusa trees', 'Medusa seas']);
  const [a = 0, b = 0, c = 0] = ids;
  await ready();
  changeTags(db, NOW, [a], ['later'], []);
  search.refresh({ ids: [a], shown: [a], changeNumber: changeNumber(db) });
  const uid = listTags(db)[0]?.uid ?? '';
  const asked: readonly (() => Promise<{ readonly ids: readonly number[] }>)[] = [
    () => ask('medusa is:starred'),
    () => ask('medusa -is:starred', { kind: 'inbox' }),
    () => ask('medusa has:note'),
    () => ask('medusa tag:later'),
    () => ask('medusa tag:soon'),
    () => ask('medusa', { kind: 'tag', uid }),
    () => ask('medusa', { kind: 'trash' }),
  ];
  const found = async () => {
    const answers: (readonly number[])[] = [];
    for (const one of asked) answers.push((await one()).ids);
    return answers;
  };
  /** Tells search of a write, as the library thread does. */
  const told = ({ step, changed }: ChangeResult) => {
    search.refresh({ ids: retoldPapers(db, step?.id ?? 0), shown: changed, changeNumber: changeNumber(db) });
    return found();
  };
  expect(await found()).toEqual([[], [c, b, a], [], [a], [], [a], []]);
  expect(await told(setStarred(db, NOW, [a, b], true))).toEqual([[b, a], [c], [], [a], [], [a], []]);
  expect(await told(setStatus(db, NOW, [c], 'read', null))).toEqual([[b, a], [], [], [a], [], [a], []]);
  expect(await told(createNote(db, NOW, { paperId: b, highlightId: null }, 'Reread.'))).toEqual([[b, a], [], [b], [a], [], [a], []]);
  expect(await told(changeTags(db, NOW, [c], ['later'], []))).toEqual([[b, a], [], [b], [c, a], [], [c, a], []]);
  expect(await told(renameTag(db, NOW, uid, 'soon'))).toEqual([[b, a], [], [b], [], [c, a], [c, a], []]);
  expect(await told(setTrashed(db, NOW, [a], true))).toEqual([[b], [], [b], [], [c], [c], [a]]);
  setStarred(db, NOW, [b], false);
  expect(await found(), 'not told').toEqual([[], [b], [b], [], [c], [c], [a]]);
  expect(await told(undo(db, NOW))).toEqual([[b], [], [b], [], [c], [c], [a]]);
  expect(await told(undo(db, NOW))).toEqual([[b, a], [], [b], [], [c, a], [c, a], []]);
  const deleted = deleteTag(db, NOW, uid);
  await expect(told(deleted)).rejects.toMatchObject({ code: 'not-found' });
  expect(await told(undo(db, NOW))).toEqual([[b, a], [], [b], [], [c, a], [c, a], []]);
  const d = takeIn(db, [entry('Medusa lakes')]).at(-1) ?? 0;
  search.refresh({ ids: [d], shown: [d], changeNumber: changeNumber(db) });
  expect(await found(), 'with a paper that came').toEqual([[b, a], [d], [b], [], [c, a], [c, a], []]);
  expect(await told(setStarred(db, NOW, [d], true))).toEqual([[b, a, d], [], [b], [], [c, a], [c, a], []]);
});

it('offers any of the words, or another spelling, where nothing is found', async () => {
  const { ask, ready } = open(['Speculative decoding', 'Medusa heads']);
  await ready();
  expect(await ask('+speculative +heads')).toMatchObject({ ids: [], anyOfTheWords: 2 });
  const { respelt } = await ask('+speclative +decodign');
  expect(respelt?.map(({ term }) => term)).toEqual(['speculative', 'decoding']);
});

it('gives up a question when its asker has a newer one, and no other', async () => {
  const { search } = open(numbered(50));
  const older = search.ask(question('paper'), 'a window');
  const others = search.ask(question('paper'), 'another window');
  const nobodys = search.ask(question('paper'));
  const newer = search.ask(question('many'), 'a window');
  await expect(older).rejects.toMatchObject({ code: 'cancelled' });
  expect((await others).ids.length).toBe((await nobodys).ids.length);
  expect((await newer).bounded).toBeNull();
});

describe('papers like others', () => {
  const TITLES = ['Speculative decoding with draft models', 'Draft models for speculative decoding', 'Sea urchins', 'Urchins, deep sea'];

  it('are told with the words that make them so, as they are written', async () => {
    const { ids, search, ready } = open(TITLES);
    await ready();
    const { papers, complete } = await search.similar(ids[0] ?? 0, 1);
    expect(complete).toBe(true);
    expect(papers[0]).toMatchObject({ id: ids[1], words: expect.arrayContaining(['decoding']) });
    expect(await search.similar(99, 5)).toMatchObject({ papers: [] });
  });

  it('order a view by what is starred', async () => {
    const { db, ids, search, ready } = open(TITLES);
    await ready();
    setStarred(db, NOW, [ids[2] ?? 0], true);
    const like = await search.like({ view: { kind: 'inbox' } });
    expect([...like.ids].slice(0, 2)).toEqual([ids[2], ids[3]]);
    const [why] = await search.whyLike([ids[3] ?? 0]);
    expect(why).toMatchObject({ id: ids[3], words: expect.arrayContaining(['Urchins', 'sea']) });
  });
});

describe('the index that is kept', () => {
  async function closed(titles: readonly string[]) {
    const opened = open(titles);
    await opened.ready();
    await opened.search.close();
    return opened;
  }

  it('is taken up by the next start, which reads nothing anew', async () => {
    const { file, db, ids } = await closed(['Speculative decoding', 'Medusa']);
    const { states, ready, ask } = start(file, db);
    await ready();
    expect(states[0]).toEqual({ state: 'ready', indexed: 2, total: 2 });
    expect(await ask('medusa')).toMatchObject({ ids: [ids[1]], complete: true });
  });

  it('is brought up to what happened meanwhile', async () => {
    const { file, db, ids } = await closed(['Speculative decoding', 'Medusa', 'Hydra']);
    const [a = 0, b = 0, c = 0] = ids;
    createNote(db, NOW, { paperId: a, highlightId: null }, 'A xylophone.');
    takeIn(db, [entry('Eagle')]);
    undo(db, NOW);
    const [, , , d = 0] = takeIn(db, [entry('Falcon')]);
    const { ask, ready } = start(file, db);
    await ready();
    expect((await ask('+xylophone')).ids).toEqual([a]);
    expect((await ask('eagle')).ids).toEqual([]);
    expect((await ask('falcon')).ids).toEqual([d]);
    expect((await ask('-falcon')).ids).toEqual([c, b, a]);
  });

  it('may be from an earlier day, or of another library', async () => {
    const { file, indexFile, db, ids } = await closed(['Speculative decoding', 'Medusa']);
    const earlier = `${indexFile}.earlier`;
    copyFileSync(indexFile, earlier);
    changeTags(db, NOW, ids, ['serving'], []);
    const foreign = await closed(['Sea urchins', 'Urchins in the sea', 'The sea']);
    for (const other of [earlier, foreign.indexFile]) {
      copyFileSync(other, indexFile);
      const { ask, ready, search } = start(file, db);
      await ready();
      expect((await ask('serving')).ids).toEqual(ids.toReversed());
      expect((await ask('urchins')).ids).toEqual([]);
      expect((await ask('+medusa')).ids).toEqual([ids[1]]);
      await search.close();
    }
  });

  it('is made anew where it is gone or damaged', async () => {
    const { file, indexFile, db, ids } = await closed(['Speculative decoding', 'Medusa']);
    for (const harm of [() => rmSync(indexFile), () => writeFileSync(indexFile, 'SQLite format 3\0'.repeat(500))]) {
      harm();
      const { states, ask, ready, search } = start(file, db);
      await ready();
      expect(states[0]?.state).toBe('building');
      expect((await ask('medusa')).ids).toEqual([ids[1]]);
      await search.close();
      expect(existsSync(indexFile)).toBe(true);
    }
  });

  it('is read but not written beside the owner', async () => {
    const { file, indexFile, db, ids } = await closed(['Speculative decoding', 'Medusa']);
    const reader = start(file, db, false);
    await reader.ready();
    expect(reader.states[0]?.state).toBe('ready');
    expect((await reader.ask('medusa')).ids).toEqual([ids[1]]);
    await reader.search.close();
    rmSync(indexFile);
    const without = start(file, db, false);
    await without.ready();
    expect((await without.ask('medusa')).ids).toEqual([ids[1]]);
    await without.search.close();
    expect(existsSync(indexFile)).toBe(false);
  });

  it('is done without where it cannot be written', async () => {
    const { file, db, ids } = await closed(['Speculative decoding', 'Medusa']);
    const nowhere = join(testFolder(), 'no', 'such', 'folder', 'library.search.db');
    const search = startSearch({ file, indexFile: nowhere, owner: true, onState: () => {} });
    onTestFinished(() => search.close());
    await vi.waitUntil(() => search.state().state === 'ready', { timeout: 60_000 });
    search.refresh({ ids, shown: ids, changeNumber: changeNumber(db) });
    expect([...(await search.ask(question('medusa'))).ids]).toEqual([ids[1]]);
  });

  it('says nothing of writes that search was not told of', async () => {
    const { file, db, ids, search, ready } = open(['Medusa']);
    await ready();
    createNote(db, NOW, { paperId: ids[0] ?? 0, highlightId: null }, 'A xylophone.');
    // Not told: as if the program was killed between the write and the telling.
    await search.close();
    const again = start(file, db);
    await again.ready();
    expect((await again.ask('xylophone')).ids).toEqual(ids);
  });
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
