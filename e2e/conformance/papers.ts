/** Papers for tests and benches: real ones where the samples stand beside the checkout, else made-up ones. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ITEM_BREAK, type SearchDocument } from '../../src/main/search/document.ts';
import { type Random, seeded } from '../durability/random.ts';

const SAMPLE = new URL('../../../shared/samples/papers-20k.jsonl.gz', import.meta.url);

/** So many papers of the sample, or made up where it is not here, some with notes, tags and highlights. The first has the id 1. */
export function testPapers(count: number, seed: number): SearchDocument[] {
  const random = seeded(seed);
  const papers = existsSync(SAMPLE) ? sampled(count) : madeUp(count, random);
  return papers.map((paper) => {
    const words = paper.abstract.split(/\s+/u);
    const some = (length: number) => {
      const from = random.int(Math.max(1, words.length - length));
      return words.slice(from, from + length).join(' ');
    };
    return {
      ...paper,
      notes: random.next() < 0.1 ? [`Reread ${some(3)}.`, some(8)].join(ITEM_BREAK) : '',
      highlights: random.next() < 0.05 ? [some(5), some(12)].join(ITEM_BREAK) : '',
    };
  });
}

interface SampleLine {
  readonly title: string;
  readonly abstract?: string;
  readonly authors?: readonly string[];
  readonly keywords?: readonly string[];
  readonly venue?: string;
}

function sampled(count: number): SearchDocument[] {
  const lines = gunzipSync(readFileSync(SAMPLE)).toString('utf8').split('\n', count);
  return lines.map((line, i) => {
    const { title, abstract, authors, keywords, venue } = JSON.parse(line) as SampleLine; // one paper a line
    const items = (list: readonly string[] | undefined) => (list ?? []).join(ITEM_BREAK);
    return paperOf(i + 1, title, abstract ?? '', items(authors), items(keywords), venue ?? '');
  });
}

const paperOf = (id: number, title: string, abstract: string, authors: string, tags: string, venue: string): SearchDocument => ({
  id,
  title,
  abstract,
  authors,
  tags,
  venue,
  notes: '',
  highlights: '',
});

const SYLLABLES: readonly [string, ...string[]] = [
  'co',
  'mo',
  'del',
  'in',
  'fer',
  'net',
  'ing',
  'tra',
  'ner',
  'ate',
  'li',
  'al',
  'gra',
  'ph',
  'es',
  's',
  'lo',
  'gy',
  'ter',
  'ed',
];
const ODD: readonly [string, ...string[]] = [
  'GPT-4',
  'int8',
  '3D',
  'José',
  'Itô',
  'α',
  '\\alpha',
  '深度学习',
  'state-of-the-art',
  'C++',
  'the',
  'of',
  'and',
  'we',
];

function madeUp(count: number, random: Random): SearchDocument[] {
  const words = Array.from({ length: 4_000 }, () => Array.from({ length: 2 + random.int(3) }, () => random.pick(SYLLABLES)).join(''));
  // The square makes some words common and most of them rare.
  const text = (length: number) =>
    Array.from({ length }, () =>
      random.next() < 0.1 ? random.pick(ODD) : (words[Math.floor(random.next() ** 2 * words.length)] ?? ''),
    ).join(' ');
  const items = (most: number, length: number) => Array.from({ length: random.int(most) }, () => text(length)).join(ITEM_BREAK);
  return Array.from({ length: count }, (_, i) => paperOf(i + 1, text(8), text(120), items(6, 2), items(4, 2), text(2)));
}
