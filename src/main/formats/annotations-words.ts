/** What the formats of annotations share: papers with the annotations that were asked for, and words as they are read. */
import { type Filterable, passes } from '../../shared/annotationFilter.ts';
import type { AnnotationFilter } from '../../shared/annotationModels.ts';
import type { ExportHighlight, ExportNote, ExportPaper, KeptAnchor } from '../../shared/entries.ts';
import type { Roles } from '../../shared/models.ts';
import { identifierUrl } from '../../shared/text/citation.ts';
import { finder } from '../../shared/text/find.ts';
import { plainMaths } from '../../shared/text/plainMaths.ts';
import { type Span, shownText, spansOf, spansWithin } from '../../shared/text/spans.ts';

const EVERY_ANNOTATION: AnnotationFilter = { kinds: [], colors: [], text: '' };

/** How a person has texts shown. */
export interface Shown {
  readonly roles: Roles;
  /** Whether texts are cleaned up, as in the reader. */
  readonly repair: boolean;
}

/** A paper as annotations are written of it. */
export interface Annotated {
  readonly paper: ExportPaper;
  /** The spans of its title. */
  readonly title: readonly Span[];
  /** In the order of the text, those without a place last, each with its comments. */
  readonly highlights: readonly Commented[];
  /** Notes on the paper as a whole. */
  readonly notes: readonly ExportNote[];
}

export interface Commented {
  readonly highlight: ExportHighlight;
  /** The spans of its words. */
  readonly quote: readonly Span[];
  readonly comments: readonly ExportNote[];
}

/** The papers with those of their annotations that pass the filter; a paper with none is left out, and so is a note without words. */
export function* annotated(papers: Iterable<ExportPaper>, shown: Shown, filter: AnnotationFilter): Generator<Annotated> {
  for (const paper of papers) {
    const one = annotatedPaper(paper, shown, filter);
    if (one.highlights.length > 0 || one.notes.length > 0) yield one;
  }
}

/** One paper with all its annotations, or those that pass a filter, if it has any. */
export function annotatedPaper(paper: ExportPaper, { repair }: Shown, filter: AnnotationFilter = EVERY_ANNOTATION): Annotated {
  const holds = finder(filter.text);
  const chosen = (one: Filterable, texts: () => readonly string[]) =>
    passes(one, filter) && (filter.text.trim() === '' || texts().some(holds));
  const written = paper.notes.filter(({ body }) => body.trim() !== '');
  const spansIn = spansOfTexts(paper, repair);
  const highlights = paper.highlights
    .map((highlight) => ({
      highlight,
      quote: spansIn(highlight),
      comments: written.filter((note) => note.highlight === highlight.uid),
    }))
    .filter(({ highlight, quote, comments }) => {
      const at = [highlight, ...comments].map(({ createdAt }) => createdAt).reduce((a, b) => (a > b ? a : b));
      const kind = comments.length === 0 ? 'highlight' : 'comment';
      return chosen({ kind, color: highlight.color, at }, () => [shownText(quote), ...comments.map(({ body }) => body)]);
    });
  const notes = written.filter(
    (note) => note.highlight === null && chosen({ kind: 'note', color: null, at: note.createdAt }, () => [note.body]),
  );
  return { paper, title: spansOf(paper.title, { repair }), highlights, notes };
}

/** The spans of highlights of one paper: of the text they stand in, so that a formula whose edge was marked stays one. */
function spansOfTexts({ title, abstract }: ExportPaper, repair: boolean): (highlight: ExportHighlight) => readonly Span[] {
  const known = new Map<string, readonly Span[]>();
  return ({ field, range, quote }) => {
    if (range === null) return spansOf(quote, { repair });
    const spans = known.get(field) ?? spansOf(field === 'title' ? title : (abstract ?? ''), { repair });
    known.set(field, spans);
    return spansWithin(spans, range.start, range.end);
  };
}

/** Spans as one plain line, formulas in plain characters. */
export function plainLine(spans: readonly Span[]): string {
  return spans
    .map(({ kind, shown }) => (kind === 'math' ? plainMaths(shown) : shown))
    .join('')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Spans cut where blank lines of the text part its paragraphs. */
export function paragraphsOf(spans: readonly Span[]): Span[][] {
  const paragraphs: Span[][] = [[]];
  for (const span of spans) {
    if (span.kind !== 'text') {
      paragraphs.at(-1)?.push(span);
      continue;
    }
    for (const [at, part] of span.shown.split(/\n[^\S\n]*\n\s*/u).entries()) {
      if (at > 0) paragraphs.push([]);
      if (part !== '') paragraphs.at(-1)?.push({ ...span, shown: part });
    }
  }
  return paragraphs;
}

/** The year of a paper; null where it is not known or only guessed, since nobody should quote it. */
export function yearOf({ date }: ExportPaper): string | null {
  return date === null || date.guessed || date.sort === null ? null : date.sort.slice(0, 4);
}

export function identifierIn(paper: ExportPaper, scheme: 'doi' | 'arxiv'): string | null {
  return paper.identifiers.find((identifier) => identifier.scheme === scheme)?.value ?? null;
}

/** Where the paper itself can be read, if that is on the web. */
export function pageOf({ identifiers, links }: ExportPaper): string | null {
  const address = identifiers.map(identifierUrl).find((url) => url !== null);
  return address ?? links.find(({ kind, url }) => (kind === 'paper' || kind === 'pdf') && isWebAddress(url))?.url ?? null;
}

export const isWebAddress = (url: string): boolean => /^https?:\/\/[^\s/]/iu.test(url);

/** The place a highlight has in its text as it is now, else the one it had last. */
export function anchorOf({ field, range, anchors }: ExportHighlight): KeptAnchor {
  const newest = anchors.at(-1);
  if (newest === undefined) throw new Error('a highlight that never had a place');
  return (range === null ? undefined : anchors.find(({ version }) => version === (field === 'title' ? null : 0))) ?? newest;
}
