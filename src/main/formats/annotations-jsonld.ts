/**
 * Annotations in the Web Annotation Data Model of the W3C (https://www.w3.org/TR/annotation-model/), one AnnotationPage with an
 * annotation a line. A highlight's target is a stretch of a paper: its words with what stands around them, and, while they stand in
 * the text as it is now, their place in it in code points. The paper is told by DCMI terms, so that it can be made where it is not known.
 */
import { createHash } from 'node:crypto';
import type { ExportNote, ExportPaper, ImportEntry, KeptAnchor, KeptHighlight, KeptNote, ReadItem } from '../../shared/entries.ts';
import { HIGHLIGHT_COLORS, type Identifier, type Roles } from '../../shared/models.ts';
import { paperAddress, uidOfAddress } from '../../shared/paperAddress.ts';
import { toCodePoints } from '../../shared/text/anchor.ts';
import { identifierUrl } from '../../shared/text/citation.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { identifierOf } from '../../shared/text/identifiers.ts';
import { type Annotated, anchorOf, type Commented } from './annotations-words.ts';
import { entryOf } from './entry.ts';
import type { Format } from './format.ts';
import { textOfHtml } from './htmlText.ts';
import { isObject, type JsonObject, jsonRecords, oneLine, parseRecord, textUnder } from './json.ts';

const CONTEXT = ['http://www.w3.org/ns/anno.jsonld', { offprint: 'offprint://terms/' }];
const ADDRESS = 'offprint://annotation/';

/** The papers' annotations, piece by piece. */
export function* writeAnnotationsJsonLd(papers: Iterable<Annotated>, roles: Roles): Generator<string> {
  yield `{"@context":${JSON.stringify(CONTEXT)},"type":"AnnotationPage","items":[`;
  let first = true;
  for (const { paper, highlights, notes } of papers) {
    for (const one of [...highlights.map((marked) => highlightAs(paper, marked, roles)), ...notes.map((note) => noteAs(paper, note))]) {
      yield `${first ? '' : ','}\n${JSON.stringify(one)}`;
      first = false;
    }
  }
  yield '\n]}\n';
}

function highlightAs(paper: ExportPaper, { highlight, comments }: Commented, roles: Roles): JsonObject {
  const { uid, field, color, range, createdAt, updatedAt } = highlight;
  const { start, end, quote, prefix, suffix, placedBy } = anchorOf(highlight);
  const text = field === 'title' ? paper.title : (paper.abstract ?? '');
  const position = { type: 'TextPositionSelector', start: toCodePoints(text, start), end: toCodePoints(text, end) };
  return {
    id: `${ADDRESS}${uid}`,
    type: 'Annotation',
    motivation: comments.length === 0 ? 'highlighting' : ['highlighting', 'commenting'],
    created: createdAt,
    modified: updatedAt,
    body: [
      { type: 'TextualBody', purpose: 'tagging', value: roles[color] },
      ...comments.map((comment) => ({ id: `${ADDRESS}${comment.uid}`, ...textAs(comment, 'commenting') })),
    ],
    target: {
      type: 'SpecificResource',
      source: paperAddress(paper.uid),
      scope: `${paperAddress(paper.uid)}#${field}`,
      styleClass: color,
      selector: [{ type: 'TextQuoteSelector', exact: quote, prefix, suffix }, ...(range === null ? [] : [position])],
      ...(placedBy === 'hand' ? {} : { 'offprint:placedBy': placedBy }),
      'dcterms:isPartOf': paperAs(paper),
    },
  };
}

function noteAs(paper: ExportPaper, note: ExportNote): JsonObject {
  return {
    id: `${ADDRESS}${note.uid}`,
    type: 'Annotation',
    motivation: 'describing',
    created: note.createdAt,
    modified: note.updatedAt,
    body: textAs(note, 'describing'),
    target: { type: 'SpecificResource', source: paperAddress(paper.uid), 'dcterms:isPartOf': paperAs(paper) },
  };
}

function textAs({ body, createdAt, updatedAt }: ExportNote, purpose: string): JsonObject {
  return { type: 'TextualBody', purpose, format: 'text/markdown', value: body, created: createdAt, modified: updatedAt };
}

function paperAs({ uid, title, authors, date, identifiers }: ExportPaper): JsonObject {
  const addresses = identifiers.map(identifierUrl).filter((url) => url !== null);
  return {
    id: paperAddress(uid),
    type: 'Text',
    'dcterms:title': title,
    ...(authors.length === 0 ? {} : { 'dcterms:creator': authors.map(({ name }) => name) }),
    ...(date?.sort == null || date.guessed || date.precision !== 'day' ? {} : { 'dcterms:date': date.sort }),
    ...(addresses.length === 0 ? {} : { 'dcterms:identifier': addresses }),
  };
}

export const annotationsJsonLd: Format = {
  id: 'annotations-jsonld',
  label: 'W3C annotations',

  detect(head) {
    if (!/^\s*[[{]/.test(head)) return 0;
    if (/"(?:https?:)?\/\/www\.w3\.org\/ns\/anno\.jsonld"/.test(head)) return 0.98;
    return /"type"\s*:\s*(?:\[\s*)?"(?:oa:)?Annotation"/.test(head) && /"target"\s*:/.test(head) ? 0.9 : 0;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    const papers = new Map<string, Found>();
    for await (const record of jsonRecords(source, ['items', '@graph', 'rows'])) {
      const parsed = parseRecord(record);
      if ('problem' in parsed) {
        yield { kind: 'problem', problem: parsed.problem };
        continue;
      }
      for (const value of annotationsIn(parsed.value)) {
        const problem = take(value, record.line, papers);
        if (problem !== null) yield { kind: 'problem', problem: { line: record.line, message: problem, severity: 'lost' } };
      }
    }
    for (const found of papers.values()) yield { kind: 'entry', entry: entryFrom(found, now) };
  },
};

/** The annotations a record is or holds: a page or a collection may come as one value. */
function annotationsIn(value: unknown): unknown[] {
  if (!isObject(value)) return [value];
  const within = Array.isArray(value.items) ? value.items : isObject(value.first) ? value.first.items : undefined;
  if (Array.isArray(within)) return within;
  // An export without annotations is a wrapper alone.
  return /Annotation(?:Page|Collection)$/.test(textUnder(value, 'type') ?? '') ? [] : [value];
}

/** What a file tells of one paper. */
interface Found {
  readonly line: number;
  readonly uid: string | null;
  readonly identifiers: Identifier[];
  readonly address: string;
  title: string | null;
  authors: readonly string[];
  date: string | null;
  readonly highlights: KeptHighlight[];
  readonly notes: KeptNote[];
  /** Annotations of other programs as they came. */
  readonly foreign: JsonObject[];
}

/** Puts an annotation to its paper; returns why it could not be read. */
function take(value: unknown, line: number, papers: Map<string, Found>): string | null {
  if (!isObject(value)) return 'This is no annotation, so it was left out.';
  const target = listed(value.target)[0];
  const part = isObject(target) ? target : {};
  const address = addressOf(target) ?? textUnder(value, 'uri') ?? '';
  const about = isObject(part['dcterms:isPartOf']) ? part['dcterms:isPartOf'] : isObject(part.source) ? part.source : part;
  const uid = uidOfAddress(address.replace(/#.*$/u, ''));
  const identifiers = [address, ...texts(about['dcterms:identifier'])].flatMap((one) => identifierOf(one) ?? []);
  const [first] = identifiers;
  if (uid === null && first === undefined) {
    return `This annotation is on ${address === '' ? 'nothing that is named' : `“${shortened(address)}”`}, which tells no paper by DOI, arXiv id or the like, so it was left out.`;
  }
  const key = uid ?? `${first?.scheme}:${first?.value}`;
  const own = textUnder(value, 'id') ?? JSON.stringify(value);
  const annotationUid = uidOf(own);
  const anchor = anchorIn(part);
  const said = wordsIn(value);
  if (anchor === null && said.length === 0) return 'This annotation has neither a quotation nor words, so it was left out.';

  const found = papers.get(key) ?? {
    line,
    uid,
    identifiers,
    address,
    title: null,
    authors: [],
    date: null,
    highlights: [],
    notes: [],
    foreign: [],
  };
  papers.set(key, found);
  found.title ??= titleIn(about, value);
  found.date ??= textUnder(about, 'dcterms:date');
  if (found.authors.length === 0) found.authors = texts(about['dcterms:creator']);
  if (!own.startsWith(ADDRESS)) found.foreign.push(value);
  const times = timesIn(value);
  if (anchor !== null && !found.highlights.some((other) => other.uid === annotationUid)) {
    const color = HIGHLIGHT_COLORS.find((known) => known === part.styleClass) ?? 'yellow';
    const field = (textUnder(part, 'scope') ?? address).endsWith('#title') ? 'title' : 'abstract';
    found.highlights.push({ uid: annotationUid, field, color, ...times, anchors: [anchor] });
  }
  for (const [at, body] of said.entries()) {
    // A note of ours is the annotation itself; a comment has an address of its own.
    const noteUid = body.id !== null ? uidOf(body.id) : anchor === null && at === 0 ? annotationUid : uidOf(`${own} ${at}`);
    if (found.notes.some((other) => other.uid === noteUid)) continue;
    found.notes.push({
      uid: noteUid,
      body: body.text,
      ...times,
      ...body.times,
      ...(anchor === null ? {} : { highlight: annotationUid }),
    });
  }
  return null;
}

const listed = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
const texts = (value: unknown): string[] => listed(value).filter((one) => typeof one === 'string');
const shortened = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 80).toWellFormed()}…`);

function addressOf(target: unknown): string | null {
  if (typeof target === 'string') return target;
  if (!isObject(target)) return null;
  return isObject(target.source) ? textUnder(target.source, 'id', '@id') : textUnder(target, 'source', 'id', '@id');
}

function titleIn(about: JsonObject, annotation: JsonObject): string | null {
  const document = isObject(annotation.document) ? texts(annotation.document.title)[0] : undefined;
  const title = textUnder(about, 'dcterms:title', 'title') ?? document ?? null;
  return title === null || title.trim() === '' ? null : title;
}

/** The uid in an address of ours; of another program's, one that is the same at every import. */
function uidOf(address: string): string {
  const own = address.startsWith(ADDRESS) ? address.slice(ADDRESS.length) : '';
  return /^[A-Za-z0-9_-]{8,64}$/.test(own) ? own : createHash('sha256').update(address).digest('base64url').slice(0, 22);
}

function timesIn(value: JsonObject): { readonly createdAt?: string; readonly updatedAt?: string } {
  const instant = (text: string | null): string | null => {
    const time = text === null ? Number.NaN : Date.parse(text);
    return Number.isNaN(time) ? null : new Date(time).toISOString();
  };
  const createdAt = instant(textUnder(value, 'created'));
  const updatedAt = instant(textUnder(value, 'modified', 'updated'));
  return { ...(createdAt === null ? {} : { createdAt }), ...(updatedAt === null ? {} : { updatedAt }) };
}

/** The quoted words of a target and where they stand; null for a target that is not told by its words. */
function anchorIn(part: JsonObject): KeptAnchor | null {
  const selectors = listed(part.selector).filter(isObject);
  // A selector may be refined by another.
  for (const selector of selectors) if (isObject(selector.refinedBy) && selectors.length < 20) selectors.push(selector.refinedBy);
  const of = (type: string) => selectors.find((selector) => listed(selector.type).includes(type));
  const words = of('TextQuoteSelector');
  const quote = words?.exact;
  if (words === undefined || typeof quote !== 'string' || quote.trim() === '') return null;
  const position = of('TextPositionSelector');
  const [start, end] = [position?.start, position?.end];
  const isPlace = Number.isSafeInteger(start) && Number.isSafeInteger(end) && Number(start) >= 0 && Number(start) < Number(end);
  const by = part['offprint:placedBy'];
  return {
    quote,
    prefix: typeof words.prefix === 'string' ? words.prefix : '',
    suffix: typeof words.suffix === 'string' ? words.suffix : '',
    start: isPlace ? Number(start) : 0,
    end: isPlace ? Number(end) : toCodePoints(quote, quote.length),
    inCodePoints: true,
    placedBy: by === 'same' || by === 'similar' ? by : 'hand',
  };
}

interface Words {
  readonly id: string | null;
  readonly text: string;
  readonly times: ReturnType<typeof timesIn>;
}

/** What an annotation says, without its tags. */
function wordsIn(annotation: JsonObject): Words[] {
  const plain = textUnder(annotation, 'bodyValue', 'text');
  const words: Words[] = plain === null ? [] : [{ id: null, text: plain, times: {} }];
  for (const body of listed(annotation.body)) {
    if (typeof body === 'string' && body.trim() !== '') words.push({ id: null, text: body, times: {} });
    if (!isObject(body) || listed(body.purpose).includes('tagging')) continue;
    const value = textUnder(body, 'value');
    if (value === null) continue;
    const text = textUnder(body, 'format') === 'text/html' ? textOfHtml(value) : value;
    words.push({ id: textUnder(body, 'id'), text, times: timesIn(body) });
  }
  return words;
}

function entryFrom({ line, uid, identifiers, address, title, authors, date, highlights, notes, foreign }: Found, now: Date): ImportEntry {
  const nameless = 'The file has annotations of this paper, but not its title: it is told by its address alone.';
  return entryOf({
    line,
    title: title === null ? address : oneLine(title),
    abstract: null,
    authors: authors.map((name) => ({ name })),
    date: date === null ? null : parsePartialDate(date, now),
    identifiers,
    record: { address, title, authors, date, ...(foreign.length === 0 ? {} : { annotations: foreign }) },
    problems: title === null ? [{ line, message: nameless, severity: 'note' }] : [],
    kept: { ...(uid === null ? {} : { uid }), highlights, notes },
  });
}
