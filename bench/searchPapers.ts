/** Libraries of any size for the search bench: the sample, and beyond it papers made of it with texts of their own. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Random, seeded } from '../e2e/durability/random.ts';
import { beginImport, finishImport, type NewPaper, newPaper, writeChunk } from '../src/main/library/imports.ts';
import { closeLibrary, openLibrary } from '../src/main/library/open.ts';
import { ITEM_BREAK, type SearchDocument } from '../src/main/search/document.ts';
import type { ImportEntry } from '../src/shared/entries.ts';

export interface Paper {
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly string[];
  readonly venue: string;
  readonly keywords: readonly string[];
}

const CHUNK = 250;

/** So many papers with distinct texts: those of the sample first. */
export function* benchPapers(sample: string, count: number, seed: number): Generator<Paper> {
  const real = gunzipSync(readFileSync(sample))
    .toString('utf8')
    .split('\n', count)
    .filter((line) => line !== '')
    .map((line): Paper => {
      const { title, abstract, authors, venue, keywords } = JSON.parse(line) as Partial<Paper>; // one paper a line
      return { title: title ?? '', abstract: abstract ?? '', authors: authors ?? [], venue: venue ?? '', keywords: keywords ?? [] };
    });
  yield* real;
  const random = seeded(seed);
  for (let made = real.length; made < count; made += 1) yield madeOf(real, random, made);
}

/** A title of two, an abstract of sentences of four, authors of first and last names, and a name nobody has used. */
function madeOf(real: readonly Paper[], random: Random, nth: number): Paper {
  const one = () => real[random.int(real.length)] as Paper; // there are papers
  const half = (words: readonly string[], first: boolean) =>
    first ? words.slice(0, Math.ceil(words.length / 2)) : words.slice(words.length / 2);
  const words = (text: string) => text.split(/\s+/u);
  const name = nameOf(random, nth);
  const sentences = [one(), one(), one(), one()].flatMap(({ abstract }) => {
    const all = abstract.split(/(?<=[.!?])\s+/u);
    const from = random.int(all.length);
    return all.slice(from, from + 2);
  });
  const authors = one().authors.map((author) => {
    const [first = author] = author.split(' ');
    return random.next() < 0.1 ? `${first} ${nameOf(random, nth)}` : `${first} ${one().authors.at(-1)?.split(' ').at(-1) ?? ''}`;
  });
  return {
    title: `${name}: ${half(words(one().title), true).join(' ')} ${half(words(one().title), false).join(' ')}`,
    abstract: `We call it ${name}. ${sentences.join(' ')}`,
    authors,
    venue: one().venue,
    keywords: one().keywords,
  };
}

const SYLLABLES = [
  'ba',
  'cor',
  'del',
  'fi',
  'gan',
  'hy',
  'ko',
  'lum',
  'mar',
  'nex',
  'or',
  'pri',
  'qua',
  'ri',
  'sol',
  'tav',
  'vel',
  'zen',
] as const;

/** A word made of syllables; one in a few has the number of its paper in it and stands nowhere else. */
function nameOf(random: Random, nth: number): string {
  const syllables = Array.from({ length: 2 + random.int(3) }, () => random.pick(SYLLABLES)).join('');
  return `${syllables.charAt(0).toUpperCase()}${syllables.slice(1)}${random.next() < 0.4 ? nth.toString(36) : ''}`;
}

export const entryOf = ({ title, abstract, authors, venue, keywords }: Paper): ImportEntry => ({
  line: 1,
  title,
  abstract,
  authors: authors.map((name) => ({ name })),
  date: null,
  venue,
  identifiers: [],
  links: [],
  keywords,
  problems: [],
  record: { title },
});

/** The paper as search would be given it, without the clean-up of its texts. */
export const documentOf = ({ title, abstract, authors, venue }: Paper, id: number): SearchDocument => ({
  id,
  title,
  abstract,
  authors: authors.join(ITEM_BREAK),
  tags: '',
  notes: '',
  venue,
  highlights: '',
});

/** Makes a library of these papers, in the order of their ids from 1, as an import would write it. */
export function makeLibrary(file: string, papers: Iterable<Paper>): void {
  const now = new Date();
  const db = openLibrary(file, { door: 'bench', now: () => now });
  const run = beginImport(db, now, { name: 'bench.jsonl', format: 'json-lines', digest: null, status: 'new' });
  let chunk: NewPaper[] = [];
  let count = 0;
  for (const paper of papers) {
    chunk.push(newPaper(entryOf(paper), count));
    count += 1;
    if (chunk.length < CHUNK) continue;
    writeChunk(db, run, chunk);
    chunk = [];
  }
  writeChunk(db, run, chunk);
  finishImport(db, now, run, { label: `Imported ${count} papers`, added: count, updates: [], duplicates: 0 });
  closeLibrary(db);
}
