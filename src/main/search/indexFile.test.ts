import { copyFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { parseQuery } from '../../shared/query/parse.ts';
import { testFolder } from '../library/testLibrary.ts';
import { type SearchDocument, SearchIndex } from './index.ts';
import { IndexKeeper, loadIndex } from './indexFile.ts';
import { postingsFile } from './postingsFile.ts';

const paper = (id: number, title: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
  id,
  title,
  abstract: `About ${title}`,
  authors: 'José Müller',
  tags: '',
  notes: '',
  venue: '',
  highlights: '',
  stamp: id * 7,
  ...more,
});

const RULES = 'rules 1';

function kept(papers: readonly SearchDocument[], upTo: string | null = 'point 1') {
  const file = join(testFolder(), 'library.search.db');
  const index = new SearchIndex();
  index.put(papers);
  const keeper = IndexKeeper.open(file, RULES, index, null);
  onTestFinished(() => keeper.close());
  keeper.changed(index.ids());
  keeper.write(Number.POSITIVE_INFINITY, upTo);
  return { file, index, keeper };
}

function answers(index: SearchIndex): unknown[] {
  return ['cats', 'abstract:about', 'jose', 'numb', '"paper number"', 'dogs', '-cats'].map((text) => {
    const parsed = parseQuery(text);
    if (!parsed.ok) throw new Error(parsed.mistake.message);
    const { ids, scores } = index.ask({ clauses: parsed.query.clauses });
    return Array.from(ids, (id, at) => [id, scores[at]?.toFixed(9)]);
  });
}

const many = (count: number, from = 1) => Array.from({ length: count }, (_, i) => paper(from + i, `Paper number ${from + i} on cats`));

it('comes back as it was, with stamps and the point it was kept at', () => {
  const { file, index } = kept(many(500));
  const loaded = loadIndex(file, RULES);
  expect(loaded?.upTo).toBe('point 1');
  expect(loaded?.index.size).toBe(500);
  expect(loaded?.index.stampOf(499)).toBe(499 * 7);
  expect(loaded?.index.stampOf(501)).toBe(-1);
  if (loaded) expect(answers(loaded.index)).toEqual(answers(index));
});

it('is read by nobody but its user', () => {
  const { file } = kept([paper(1, 'Cats')]);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('says that it is not whole until the last pack is written, and keeps the changes of a session', () => {
  const { file, index, keeper } = kept(many(500));
  index.put([paper(3, 'Dogs'), paper(400, 'Dogs'), paper(900, 'Dogs')]);
  index.remove([5]);
  keeper.changed([3, 400, 900, 5]);
  expect(keeper.isBehind).toBe(true);
  keeper.write(1, 'point 2');
  expect(loadIndex(file, RULES)?.upTo).toBeNull();
  keeper.write(10, 'point 2');
  expect(keeper.isBehind).toBe(false);
  const loaded = loadIndex(file, RULES);
  expect(loaded?.upTo).toBe('point 2');
  if (loaded) expect(answers(loaded.index)).toEqual(answers(index));
});

it('goes on with the file it was loaded from', () => {
  const { file, keeper } = kept(many(10));
  keeper.close();
  const loaded = loadIndex(file, RULES);
  if (loaded === null) throw new Error('it is there');
  const again = IndexKeeper.open(file, RULES, loaded.index, loaded);
  onTestFinished(() => again.close());
  loaded.index.put([paper(11, 'Entirely unheard-of dogs')]);
  again.changed([11]);
  again.write(10, 'point 2');
  const last = loadIndex(file, RULES);
  expect(last?.index.size).toBe(11);
  if (last) expect(answers(last.index)).toEqual(answers(loaded.index));
});

it('is none where it was made by other rules, is another kind of file, or is not there', () => {
  const { file } = kept([paper(1, 'Cats')]);
  expect(loadIndex(file, 'rules 2')).toBeNull();
  expect(loadIndex(`${file}.none`, RULES)).toBeNull();
  writeFileSync(`${file}.text`, 'Not a database at all. '.repeat(1_000));
  expect(loadIndex(`${file}.text`, RULES)).toBeNull();
  writeFileSync(`${file}.empty`, '');
  expect(loadIndex(`${file}.empty`, RULES)).toBeNull();
});

it('takes the place of what is no index', () => {
  const file = join(testFolder(), 'library.search.db');
  writeFileSync(file, 'Not a database at all. '.repeat(1_000));
  const index = new SearchIndex();
  index.put([paper(1, 'Cats')]);
  const keeper = IndexKeeper.open(file, RULES, index, null);
  onTestFinished(() => keeper.close());
  keeper.changed([1]);
  keeper.write(1, 'point 1');
  expect(loadIndex(file, RULES)?.index.size).toBe(1);
});

it('gives right answers or none, whatever is done to the file', () => {
  const { file, index } = kept(many(300));
  const whole = readFileSync(file);
  const right = answers(index);
  const damaged = `${file}.damaged`;
  const damage = fc.oneof(
    fc.record({ at: fc.nat(whole.length - 1), bits: fc.integer({ min: 1, max: 255 }) }).map(({ at, bits }) => () => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ bits;
      writeFileSync(damaged, bytes);
    }),
    fc.nat(whole.length - 1).map((length) => () => {
      copyFileSync(file, damaged);
      truncateSync(damaged, length);
    }),
    fc.record({ at: fc.nat(whole.length - 1), length: fc.integer({ min: 1, max: 5_000 }) }).map(({ at, length }) => () => {
      writeFileSync(damaged, Buffer.from(whole).fill(0, at, Math.min(at + length, whole.length)));
    }),
  );
  let refused = 0;
  fc.assert(
    fc.property(damage, (hurt) => {
      hurt();
      const loaded = loadIndex(damaged, RULES);
      if (loaded === null) refused += 1;
      else expect(answers(loaded.index)).toEqual(right);
    }),
    { numRuns: 400 },
  );
  expect(refused).toBeGreaterThan(100);
});

it('puts its postings away at the end, and does without them where they are damaged or of another day', () => {
  const { file, index, keeper } = kept(many(300));
  const right = answers(index);
  keeper.close();
  const whole = readFileSync(postingsFile(file));
  expect(loadIndex(file, RULES)?.withPostings).toBe(true);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, bits, cut) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ bits;
      writeFileSync(postingsFile(file), cut ? bytes.subarray(0, at) : bytes);
      const loaded = loadIndex(file, RULES);
      expect(loaded).not.toBeNull();
      if (loaded) expect(answers(loaded.index)).toEqual(right);
    }),
    { numRuns: 200 },
  );

  writeFileSync(postingsFile(file), whole);
  const loaded = loadIndex(file, RULES);
  if (loaded === null) throw new Error('it is there');
  const again = IndexKeeper.open(file, RULES, loaded.index, loaded);
  loaded.index.put([paper(3, 'Dogs')]);
  loaded.index.remove([7]);
  again.changed([3, 7]);
  again.write(10, 'point 2');
  // As after a kill: the postings are still those of before.
  const killed = loadIndex(file, RULES);
  expect(killed?.withPostings).toBe(false);
  if (killed) expect(answers(killed.index)).toEqual(answers(loaded.index));
  again.close();
  const last = loadIndex(file, RULES);
  expect(last?.withPostings).toBe(true);
  if (last) expect(answers(last.index)).toEqual(answers(loaded.index));
});

it('takes papers in after a start with postings as after one without', () => {
  const { file, keeper } = kept(many(200));
  keeper.close();
  const loaded = loadIndex(file, RULES);
  if (loaded === null) throw new Error('it is there');
  const fresh = new SearchIndex();
  fresh.put(many(200));
  for (const one of [loaded.index, fresh]) {
    one.put([paper(5, 'Dogs and cats', { notes: 'unheard '.repeat(300) }), paper(777, 'More unheard-of dogs')]);
    one.remove([6, 199]);
    one.put(many(50, 1_000));
  }
  expect(answers(loaded.index)).toEqual(answers(fresh));
  expect(loaded.index.comparer.similar(777, 3)).toEqual(fresh.comparer.similar(777, 3));
});

it.each([
  'DELETE FROM packs WHERE id = 1',
  "UPDATE packs SET body = x'00' WHERE id = 2",
  'DELETE FROM words WHERE first = 0',
  'DELETE FROM terms',
  'DELETE FROM summary',
  "UPDATE summary SET body = replace(body, 'point 1', 'point 2')",
])('misses what is missing: %s', async (harm) => {
  const { default: Database } = await import('better-sqlite3');
  const { file, keeper } = kept(many(300));
  keeper.close();
  const db = new Database(file);
  db.exec(harm);
  db.close();
  expect(loadIndex(file, RULES)).toBeNull();
});

it('is left alone while somebody reads it, and written later', async () => {
  const { default: Database } = await import('better-sqlite3');
  const { file, index, keeper } = kept([paper(1, 'Cats')]);
  const reader = new Database(file, { readonly: true });
  const reading = reader.prepare('SELECT * FROM packs').iterate();
  reading.next();
  index.put([paper(2, 'Dogs')]);
  keeper.changed([2]);
  keeper.write(10, 'point 2');
  expect(keeper.isBehind).toBe(true);
  reading.return?.();
  reader.close();
  keeper.write(10, 'point 2');
  expect(loadIndex(file, RULES)?.index.size).toBe(2);
});

it('is given up for the session where the disk does not take it, and search goes on', () => {
  const { file, index, keeper } = kept([paper(1, 'Cats')]);
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
  keeper.close();
  index.put([paper(2, 'Dogs')]);
  keeper.changed([2]);
  keeper.write(10, 'point 2');
  expect(told).toHaveBeenCalledOnce();
  expect(keeper.isBehind).toBe(false);
  expect(existsSync(file), 'the next start makes it anew').toBe(false);
});
