/**
 * Annotations as Markdown that people keep among their own notes: each paper a heading, each highlight a block quotation with its
 * role and a link back, its comments below, notes as sections. Every part is a region (`shared/text/regions.ts`) that the next export
 * brings up to date and an import reads back, together with what was edited in it; a person's own text around them is left to the person.
 */
import { z } from 'zod';
import type { ExportNote, ExportPaper, ImportEntry, KeptHighlight, KeptNote, ReadItem } from '../../shared/entries.ts';
import { HIGHLIGHT_COLORS, HIGHLIGHT_FIELDS, type Roles } from '../../shared/models.ts';
import { paperAddress } from '../../shared/paperAddress.ts';
import { damagedMarkers, piecesOf, type Region, writeRegion } from '../../shared/text/regions.ts';
import { escapeMarkdown, inlineMarkdown, linkMarkdown, quotation, yamlText } from './annotations-escape.ts';
import { type Annotated, anchorOf, type Commented, identifierIn, pageOf, plainLine, yearOf } from './annotations-words.ts';
import { entryOf } from './entry.ts';
import type { Format } from './format.ts';

/** Above the words of a note. */
const NOTE_HEADING = '## Note';
/** More authors than this are not named under the title. */
const NAMED_AUTHORS = 8;

/** The papers with their annotations, one below the other, piece by piece. */
export function* writeAnnotationsMarkdown(papers: Iterable<Annotated>, roles: Roles): Generator<string> {
  for (const one of papers) yield* regionsOf(one, roles);
}

/** A paper's annotations as a file of their own, with front matter. */
export function writePaperMarkdown(one: Annotated, roles: Roles): string {
  return `${frontMatter(one)}\n${[...regionsOf(one, roles)].join('')}`;
}

/** Each paper's file as a line of JSON, for whoever puts them into a folder. */
export function* writeAnnotationFiles(papers: Iterable<Annotated>, roles: Roles): Generator<string> {
  for (const one of papers) {
    yield `${JSON.stringify({ uid: one.paper.uid, title: plainLine(one.title), text: writePaperMarkdown(one, roles) })}\n`;
  }
}

function frontMatter({ paper, title }: Annotated): string {
  const doi = identifierIn(paper, 'doi');
  const arxiv = identifierIn(paper, 'arxiv');
  const year = yearOf(paper);
  const list = (name: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${name}:`, ...values.map((value) => `  - ${yamlText(value)}`)];
  const one = (name: string, value: string | null) => (value === null ? [] : [`${name}: ${yamlText(value)}`]);
  return [
    '---',
    ...one('title', plainLine(title)),
    ...list(
      'authors',
      paper.authors.map(({ name }) => name),
    ),
    ...(year === null ? [] : [`year: ${year}`]),
    // A tag of Obsidian's has no spaces.
    ...list(
      'tags',
      paper.tags.map(({ name }) => name.trim().replace(/\s+/gu, '-')),
    ),
    ...one('uid', paper.uid),
    ...one('url', pageOf(paper)),
    ...one('doi', doi),
    ...one('arxiv', arxiv),
    '---',
    '',
  ].join('\n');
}

function* regionsOf({ paper, title, highlights, notes }: Annotated, roles: Roles): Generator<string> {
  const { uid } = paper;
  yield paperRegion(paper, inlineMarkdown(title));
  for (const { highlight, quote, comments } of highlights) {
    yield highlightRegion(uid, highlight, quotation(quote, below(uid, highlight, roles)));
    for (const comment of comments) yield writeRegion('comment', { ...factsOf(uid, comment), on: highlight.uid }, comment.body);
  }
  for (const note of notes) yield writeRegion('note', factsOf(uid, note), note.body, NOTE_HEADING);
}

function paperRegion(paper: ExportPaper, title: string): string {
  const { uid, authors, date, venue, identifiers } = paper;
  const names = authors.slice(0, NAMED_AUTHORS).map(({ name }) => escapeMarkdown(name));
  const about = [
    [...names, ...(authors.length > NAMED_AUTHORS ? ['…'] : [])].join(', '),
    yearOf(paper) ?? '',
    escapeMarkdown(venue ?? ''),
  ].filter((part) => part !== '');
  const page = pageOf(paper);
  const links = [`[Open in Offprint](${paperAddress(uid)})`, ...(page === null ? [] : [linkMarkdown('Read', page)])];
  const words = [`# ${title}`, ...(about.length === 0 ? [] : [about.join(' · ')]), links.join(' · ')].join('\n\n');
  const facts = { uid, title: paper.title, authors: authors.map(({ name }) => name), date, venue, identifiers };
  return writeRegion('paper', facts, words);
}

function below(paperUid: string, { color, range, field }: Commented['highlight'], roles: Roles): string {
  const lost = range === null && field === 'abstract' ? ' · not in the abstract as it is now' : '';
  return `— **${escapeMarkdown(roles[color])}** · [Offprint](${paperAddress(paperUid)})${lost}`;
}

function highlightRegion(paper: string, highlight: Commented['highlight'], words: string): string {
  const { uid, field, color, createdAt, updatedAt } = highlight;
  const { start, end, quote, prefix, suffix, placedBy } = anchorOf(highlight);
  return writeRegion('highlight', { uid, paper, field, color, createdAt, updatedAt, start, end, quote, prefix, suffix, placedBy }, words);
}

function factsOf(paper: string, { uid, createdAt, updatedAt }: ExportNote) {
  return { uid, paper, createdAt, updatedAt };
}

const uid = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
const instant = z.iso.datetime({ offset: true });
const paperFacts = z.object({
  uid,
  title: z.string().refine((title) => title.trim() !== ''),
  authors: z.array(z.string()),
  date: z
    .object({
      given: z.string(),
      sort: z.string().nullable(),
      precision: z.enum(['day', 'month', 'season', 'year', 'none']),
      guessed: z.boolean(),
    })
    .nullable(),
  venue: z.string().nullable(),
  identifiers: z.array(
    z.object({ scheme: z.enum(['doi', 'arxiv', 'openreview', 'pmid', 'isbn', 'other']), value: z.string(), raw: z.string() }),
  ),
});
const highlightFacts = z
  .object({
    uid,
    paper: uid,
    field: z.enum(HIGHLIGHT_FIELDS),
    color: z.enum(HIGHLIGHT_COLORS),
    createdAt: instant,
    updatedAt: instant,
    start: z.int().nonnegative(),
    end: z.int().positive(),
    quote: z.string().min(1),
    prefix: z.string(),
    suffix: z.string(),
    placedBy: z.enum(['hand', 'same', 'similar']),
  })
  .refine(({ start, end }) => start < end);
const noteFacts = z.object({ uid, paper: uid, on: uid.exactOptional(), createdAt: instant, updatedAt: instant, print: z.string() });

export const annotationsMarkdown: Format = {
  id: 'annotations-markdown',
  label: 'Markdown annotations',

  detect(head) {
    return /^[ \t]*<!-- offprint:(?:paper|highlight|comment|note) \{/m.test(head) ? 1 : 0;
  },

  async *read(source): AsyncGenerator<ReadItem> {
    const pieces = piecesOf(await source.text());
    for (const line of damagedMarkers(pieces))
      yield lost(line, 'A marker of Offprint’s is damaged here, so what it belongs to was left out.');
    const papers = new Map<string, Found>();
    for (const { region } of pieces) {
      if (region === null) continue;
      const problem = take(region, papers);
      if (problem !== null) yield lost(region.line, problem);
    }
    for (const found of papers.values()) yield { kind: 'entry', entry: entryFrom(found) };
  },
};

const lost = (line: number, message: string): ReadItem => ({ kind: 'problem', problem: { line, message, severity: 'lost' } });

/** What a file tells of one paper. */
interface Found {
  readonly uid: string;
  readonly line: number;
  paper: z.infer<typeof paperFacts> | null;
  readonly highlights: KeptHighlight[];
  readonly notes: KeptNote[];
  /** Where something was written into a heading or a quotation, which has no room for it here. */
  readonly written: number[];
}

/** Puts a region to its paper, whose own may stand below or be in another file; returns why it could not be read. */
function take(region: Region, papers: Map<string, Found>): string | null {
  const foundOf = (paper: string): Found => {
    const found = papers.get(paper) ?? { uid: paper, line: region.line, paper: null, highlights: [], notes: [], written: [] };
    papers.set(paper, found);
    if (region.isEdited && region.kind !== 'comment' && region.kind !== 'note') found.written.push(region.line);
    return found;
  };
  switch (region.kind) {
    case 'paper': {
      const facts = paperFacts.safeParse(region.facts);
      if (!facts.success) return 'The paper that is named here could not be read, so its annotations were left out where they say no more.';
      foundOf(facts.data.uid).paper ??= facts.data;
      return null;
    }
    case 'highlight': {
      const facts = highlightFacts.safeParse(region.facts);
      if (!facts.success) return 'This highlight is not as Offprint writes it, so it was left out.';
      const { uid: own, paper, field, color, createdAt, updatedAt, ...anchor } = facts.data;
      const { highlights } = foundOf(paper);
      if (!highlights.some((other) => other.uid === own)) {
        highlights.push({ uid: own, field, color, createdAt, updatedAt, anchors: [anchor] });
      }
      return null;
    }
    case 'comment':
    case 'note': {
      const facts = noteFacts.safeParse(region.facts);
      if (!facts.success) return 'This note is not as Offprint writes it, so it was left out.';
      const { uid: own, paper, on, createdAt, updatedAt, print } = facts.data;
      const { notes } = foundOf(paper);
      const body = region.words;
      if (!notes.some((other) => other.uid === own && other.body === body)) {
        notes.push({ uid: own, body, createdAt, updatedAt, base: print, ...(on === undefined ? {} : { highlight: on }) });
      }
      return null;
    }
    default:
      return 'This part was written by another version of Offprint and was left out.';
  }
}

function entryFrom({ uid: own, line, paper, highlights, notes, written }: Found): ImportEntry {
  const { title = paperAddress(own), authors = [], date = null, venue = null, identifiers = [] } = paper ?? {};
  return entryOf({
    line,
    title,
    abstract: null,
    authors: authors.map((name) => ({ name })),
    date,
    venue,
    identifiers,
    record: { uid: own, title, authors, date, venue, identifiers },
    problems: [
      ...(paper === null
        ? [{ line, message: 'The file has annotations of this paper, but not its title: it is told by its address alone.' }]
        : []),
      ...written.map((at) => ({
        line: at,
        message: 'What was written into this part stays in the file: only changed comments and notes are taken in.',
      })),
    ].map((problem) => ({ ...problem, severity: 'note' as const })),
    kept: { uid: own, highlights, notes },
  });
}
