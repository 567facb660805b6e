import { describe, expect, it } from 'vitest';
import type { View } from '../../shared/models.ts';
import { COUNT_STATES, countPlaces } from './counts.ts';
import { raw } from './db.ts';
import { COUNT_DIGESTS, listDigests } from './digests.ts';
import { BY_IDENTIFIER, BY_TITLE } from './duplicates.ts';
import { type ListFilter, listPapers } from './paperList.ts';
import { findPaper, getPaper, gistOf, paperRows, setStarred, setStatus, setTrashed } from './papers.ts';
import { countSearchDocuments, searchDocuments } from './searchTexts.ts';
import { getSettings, setSettings } from './settings.ts';
import { changeTags, listTags, renameTag } from './tags.ts';
import { entry, NOW, takeIn, testLibrary } from './testLibrary.ts';

const day = (sort: string) => ({ given: sort, sort, precision: 'day', guessed: false }) as const;

const five = () => {
  const db = testLibrary();
  takeIn(db, [entry('C', { date: day('2023-05-01') }), entry('A'), entry('B', { abstract: 'A gist.' })], 'Daily papers');
  const ids = takeIn(db, [entry('É', { date: day('2024-01-01') }), entry('D')]);
  const [c = 0, a = 0, b = 0, e = 0, d = 0] = ids;
  const titles = (
    view: View,
    sort: 'newest' | 'oldest' | 'title' | 'year' | 'best' = 'newest',
    filters: ListFilter[] = [],
    among: number[] | null = null,
  ) => listPapers(db, { view, sort, filters, among }, NOW).ids.map((id) => getPaper(db, id).title);
  return { db, a, b, c, d, e, titles };
};

describe('a list', () => {
  it('keeps a digest in its page order, newest day first, each under its heading', () => {
    const { db, titles } = five();
    expect(titles({ kind: 'all' })).toEqual(['É', 'D', 'C', 'A', 'B']);
    expect(titles({ kind: 'all' }, 'oldest')).toEqual(['C', 'A', 'B', 'É', 'D']);
    expect(listPapers(db, { view: { kind: 'all' }, sort: 'newest', filters: [], among: null }, NOW).groups).toEqual([
      { start: 0, count: 2, label: 'daily.html · May 1' },
      { start: 2, count: 3, label: 'Daily papers · Apr 28' },
    ]);
  });

  it('sorts by title, by year and as search found them', () => {
    const { a, b, d, titles } = five();
    expect(titles({ kind: 'all' }, 'title')).toEqual(['A', 'B', 'C', 'D', 'É']);
    expect(titles({ kind: 'all' }, 'year').slice(0, 2)).toEqual(['É', 'C']);
    expect(titles({ kind: 'all' }, 'best', [], [d, 999, a, b])).toEqual(['D', 'A', 'B']);
    expect(titles({ kind: 'all' }, 'newest', [], [d, a, b])).toEqual(['D', 'A', 'B']);
  });

  it('shows each place, tag and digest, and what filters leave', () => {
    const { db, a, b, c, d, titles } = five();
    setStatus(db, NOW, [a], 'read', null);
    setStatus(db, NOW, [b], 'queued', null);
    setStarred(db, NOW, [a, c], true);
    setTrashed(db, NOW, [d], true);
    changeTags(db, NOW, [a, b, d], ['Decoding'], []);
    const tag = listTags(db)[0];
    expect(tag).toMatchObject({ name: 'Decoding', count: 2 });
    expect(titles({ kind: 'inbox' })).toEqual(['É', 'C']);
    expect(titles({ kind: 'queued' })).toEqual(['B']);
    expect(titles({ kind: 'starred' })).toEqual(['C', 'A']);
    expect(titles({ kind: 'trash' })).toEqual(['D']);
    expect(titles({ kind: 'tag', uid: tag?.uid ?? '' })).toEqual(['A', 'B']);
    expect(titles({ kind: 'digest', uid: listDigests(db)[0]?.uid ?? '' })).toEqual(['C', 'A', 'B']);
    expect(titles({ kind: 'all' }, 'title', [{ kind: 'is', value: 'unread', negated: true }])).toEqual(['A', 'B']);
    expect(titles({ kind: 'all' }, 'title', [{ kind: 'tag', name: 'decoding', negated: false }])).toEqual(['A', 'B']);
    expect(titles({ kind: 'starred' }, 'title', [{ kind: 'tag', name: 'decoding', negated: true }])).toEqual(['C']);
    expect(countPlaces(db)).toEqual({ inbox: 2, queued: 1, reading: 0, starred: 2, all: 4, read: 1, skipped: 0, trash: 1 });
    expect(() => titles({ kind: 'tag', uid: 'gone-for-good' })).toThrow('This tag is gone.');
  });
});

describe('a row', () => {
  it('comes in the order asked, without what is gone', () => {
    const { db, a, b } = five();
    const rows = paperRows(db, [b, 999, a]);
    expect(rows.map((row) => [row.title, row.gist, row.noteCount])).toEqual([
      ['B', 'A gist.', 0],
      ['A', '', 0],
    ]);
    expect(findPaper(db, rows[0]?.uid ?? '')).toBe(b);
  });

  it('shows the opening of an abstract, cut between words', () => {
    const gist = gistOf('word '.repeat(100));
    expect(gist.length).toBeLessThanOrEqual(240);
    expect(gist.endsWith('word')).toBe(true);
    expect(gistOf('𝒳'.repeat(200)).isWellFormed()).toBe(true);
  });
});

it('renames a tag, and joins it to one of the same name', () => {
  const { db, a, b } = five();
  changeTags(db, NOW, [a, b], ['decoding'], []);
  changeTags(db, NOW, [b], ['Speculation'], []);
  const [decoding, speculation] = listTags(db);
  expect(renameTag(db, NOW, speculation?.uid ?? '', 'speculation').changed).toEqual([b]);
  expect(renameTag(db, NOW, decoding?.uid ?? '', 'Speculation').step?.label).toBe('Renamed the tag “decoding” to “Speculation”');
  expect(listTags(db)).toEqual([{ uid: speculation?.uid, name: 'speculation', count: 2 }]);
});

it('gives search the texts of all papers and of some', () => {
  const { db, a } = five();
  changeTags(db, NOW, [a], ['moe', 'vision'], []);
  expect([...searchDocuments(db, null, 2)].map((batch) => batch.length)).toEqual([2, 2, 1]);
  expect([...searchDocuments(db, [a, 999], 10)]).toEqual([
    [{ id: a, title: 'A', abstract: '', authors: '', venue: '', tags: 'moe\u2029vision', notes: '', highlights: '' }],
  ]);
  expect(countSearchDocuments(db)).toBe(5);
});

it('remembers settings and nothing it does not know', () => {
  const db = testLibrary();
  expect(setSettings(db, { theme: 'sepia', sidebarWidth: 210 })).toMatchObject({
    theme: 'sepia',
    sidebarWidth: 210,
    density: 'comfortable',
  });
  raw(db).prepare("INSERT INTO settings VALUES ('old', '1')").run();
  expect(getSettings(db)).not.toHaveProperty('old');
});

it.each([
  ['duplicates by identifier', BY_IDENTIFIER, 'identifiers_by_value'],
  ['duplicates by title', BY_TITLE, 'papers_by_title'],
  ['the counts of the sidebar', COUNT_STATES, 'COVERING INDEX papers_by_import'],
  ['the counts of the digests', COUNT_DIGESTS, 'COVERING INDEX papers_by_import'],
  ['the tags of a paper', 'SELECT 1 FROM paper_tags WHERE paper_id = 1', 'sqlite_autoindex_paper_tags_1'],
  ['the papers of a tag', 'SELECT paper_id FROM paper_tags WHERE tag_id = 1', 'paper_tags_by_tag'],
  ['the notes of a paper', 'SELECT 1 FROM notes WHERE paper_id = 1', 'notes_by_paper'],
  ['the papers of a digest', 'SELECT id FROM papers WHERE digest_id = 1', 'papers_by_digest'],
  ['the changes of a step', 'SELECT 1 FROM changes WHERE step_id = 1 ORDER BY id DESC', 'changes_by_step'],
  ['later changes of a row', "SELECT 1 FROM changes WHERE tbl = 'papers' AND key = 1 AND step_id > 1", 'changes_by_row'],
])('finds %s by an index', (_what, text, index) => {
  const plan = raw(testLibrary())
    .prepare(`EXPLAIN QUERY PLAN ${text.replaceAll(/\?|@\w+/gu, '1')}`)
    .all() as { detail: string }[];
  expect(plan.map((row) => row.detail).join('\n')).toContain(index);
});
