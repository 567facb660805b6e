/** A row of a source beside the paper it matches, field by field. */
import type { ImportEntry } from '../../shared/entries.ts';
import { COMPARED_FIELDS, type ComparedField, type ComparedFieldName } from '../../shared/importModels.ts';
import type { Identifier, Paper, PartialDate } from '../../shared/models.ts';
import type { Gain } from '../library/gains.ts';

type Texts = readonly string[];
/** What one side has of each field; one that is absent has nothing. */
export type Fields = Readonly<Partial<Record<ComparedFieldName, Texts>>>;

/** Fields that take in what they lack beside what they have; the others are filled only where they are empty. */
const GROWING: readonly ComparedFieldName[] = ['identifiers', 'links', 'tags', 'notes', 'highlights'];

const SCHEMES: Readonly<Record<Identifier['scheme'], string>> = {
  doi: 'DOI ',
  arxiv: 'arXiv ',
  openreview: 'OpenReview ',
  pmid: 'PMID ',
  isbn: 'ISBN ',
  other: '',
};

const one = (text: string | null | undefined): Texts => (text === null || text === undefined || text === '' ? [] : [text]);
const dateText = (date: PartialDate | null): Texts => one(date?.given);
const identifierTexts = (identifiers: readonly Identifier[]): Texts => identifiers.map(({ scheme, value }) => `${SCHEMES[scheme]}${value}`);

export function fieldsOfPaper(paper: Paper, keywords: Texts): Fields {
  return {
    title: one(paper.title),
    authors: paper.authors.map((author) => author.name),
    date: dateText(paper.date),
    venue: one(paper.venue),
    type: one(paper.type),
    citationKey: one(paper.citationKey),
    identifiers: identifierTexts(paper.identifiers),
    links: paper.links.map((link) => link.url),
    keywords,
    tags: paper.tags.map((tag) => tag.name),
    notes: paper.notes.map((note) => note.body),
    highlights: paper.highlights.map((highlight) => highlight.quote),
    abstract: one(paper.abstract),
  };
}

export function fieldsOfEntry(entry: ImportEntry): Fields {
  const { kept = {} } = entry;
  return {
    title: one(entry.title),
    authors: entry.authors.map((author) => author.name),
    date: dateText(entry.date),
    venue: one(entry.venue),
    type: one(entry.type),
    citationKey: one(entry.citationKey),
    identifiers: identifierTexts(entry.identifiers),
    links: entry.links.map((link) => link.url),
    keywords: entry.keywords,
    tags: (kept.tags ?? []).map((tag) => tag.name),
    notes: (kept.notes ?? []).map((note) => note.body),
    highlights: (kept.highlights ?? []).flatMap((highlight) => one(highlight.anchors.at(-1)?.quote)),
    abstract: one(entry.abstract),
  };
}

/** Compares what is here with what a source has. `taken` tells which fields the import brings something into. */
export function compareFields(here: Fields, there: Fields, taken: (name: ComparedFieldName) => boolean): ComparedField[] {
  return COMPARED_FIELDS.flatMap((name): ComparedField[] => {
    const [ours, theirs] = [here[name] ?? [], there[name] ?? []];
    if (ours.length === 0 && theirs.length === 0) return [];
    return [{ name, here: ours, there: theirs, state: stateOf(name, ours, theirs), taken: taken(name) }];
  });
}

function stateOf(name: ComparedFieldName, here: Texts, there: Texts): ComparedField['state'] {
  const had = new Set(here.map(plain));
  if (there.length === 0) return 'same';
  if (here.length === 0) return 'new';
  const known = there.every((text) => had.has(plain(text)));
  if (GROWING.includes(name) || name === 'keywords') return known ? 'same' : 'new';
  return known && there.length === here.length ? 'same' : 'differs';
}

const plain = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** Whether a gain brings something into a field. */
export function isGained(gain: Gain | null, name: ComparedFieldName): boolean {
  if (gain === null || name === 'title' || name === 'keywords') return false;
  const part = name === 'notes' || name === 'highlights' ? (gain.marks?.[name] ?? []) : gain[name];
  return part !== null && !(Array.isArray(part) && part.length === 0);
}
