/** Papers as a list in Markdown that reads well as it is: for a web page, a wiki, a message or a folder of notes. */
import type { ExportNote, ExportPaper } from '../../shared/entries.ts';
import { type Span, spansOf } from '../../shared/text/spans.ts';
import { escapeMarkdown, inlineMarkdown, linkMarkdown, paragraphsMarkdown, quotation } from './annotations-escape.ts';
import { annotatedPaper, pageOf, type Shown, yearOf } from './annotations-words.ts';

/** Each paper a section with its title as a link, its abstract, its highlights and its notes, piece by piece. */
export function* writePapersMarkdown(papers: Iterable<ExportPaper>, shown: Shown): Generator<string> {
  yield '# Papers\n';
  for (const paper of papers) yield `\n${[...partsOf(paper, shown)].join('\n\n')}\n`;
}

function* partsOf(paper: ExportPaper, shown: Shown): Generator<string> {
  const { title, highlights, notes } = annotatedPaper(paper, shown);
  const page = pageOf(paper);
  const heading = inlineMarkdown(title.map(withoutLink));
  yield `## ${page === null ? heading : linkMarkdown(heading, page)}`;

  const authors = paper.authors.map(({ name }) => escapeMarkdown(name)).join(', ');
  const where = [escapeMarkdown(paper.venue ?? ''), yearOf(paper) ?? ''].filter((part) => part !== '').join(', ');
  const about = [authors, where].filter((part) => part !== '').join(' · ');
  if (about !== '') yield about;
  if (paper.tags.length > 0) yield `Tags: ${paper.tags.map(({ name }) => escapeMarkdown(name)).join(', ')}`;

  if (paper.abstract !== null) yield* paragraphsMarkdown(spansOf(paper.abstract, { repair: shown.repair }));
  for (const { highlight, quote, comments } of highlights) {
    yield quotation(quote, `— **${escapeMarkdown(shown.roles[highlight.color])}**`);
    for (const comment of comments) yield asWritten(comment);
  }
  if (notes.length > 0) yield '### Notes';
  for (const note of notes) yield asWritten(note);
}

/** Notes are Markdown already. */
const asWritten = ({ body }: ExportNote): string => body.trim();

/** A heading that is a link holds no other. */
const withoutLink = (span: Span): Span => (span.kind === 'link' ? { ...span, kind: 'text' } : span);
