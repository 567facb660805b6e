/**
 * Papers as one page that needs nothing but a browser: readable without a network, with search over its papers. Everything in it is
 * escaped text; its policy lets no script and no style run but its own two, and nothing be fetched.
 */
import { createHash } from 'node:crypto';
import type { ExportPaper } from '../../shared/entries.ts';
import type { LinkKind } from '../../shared/models.ts';
import { type Span, spansOf } from '../../shared/text/spans.ts';
import { annotatedPaper, isWebAddress, pageOf, paragraphsOf, plainLine, type Shown, yearOf } from './annotations-words.ts';
import { SCRIPT } from './papers-html/script.ts';
import { STYLE } from './papers-html/style.ts';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  // The empty icon below, without which a browser would ask for one.
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** The page, piece by piece. Without its script it is the whole list. */
export function* writePapersHtml(papers: Iterable<ExportPaper>, shown: Shown): Generator<string> {
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Offprint">
<link rel="icon" href="data:,">
<title>Papers</title>
<style>${STYLE}</style>
</head>
<body>
<header class="Top">
<div class="Top-row">
<h1>Papers</h1>
<p class="Count" role="status"></p>
<search class="Search" data-alive hidden><input type="search" aria-label="Search these papers" placeholder="Search these papers" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"></search>
</div>
</header>
<main>
<p class="Nothing" hidden>No paper here has all of these words.</p>
`;
  for (const paper of papers) yield `${[...articleOf(paper, shown)].join('\n')}\n`;
  yield `</main>
<footer>
<p class="Keys" data-alive hidden><kbd>/</kbd> searches, <kbd>j</kbd> and <kbd>k</kbd> go from paper to paper, <kbd>Enter</kbd> opens one.</p>
<p>Written by Offprint.</p>
</footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function* articleOf(paper: ExportPaper, shown: Shown): Generator<string> {
  const { title, highlights, notes } = annotatedPaper(paper, shown);
  const page = pageOf(paper);
  yield '<article tabindex="-1">';
  yield `<h2 dir="auto">${linked(escaped(plainLine(title)), page)}</h2>`;
  if (paper.authors.length > 0) yield `<p class="Authors" dir="auto">${escaped(paper.authors.map(({ name }) => name).join(', '))}</p>`;
  const about = [
    ...(paper.starredAt === null ? [] : ['<span class="Star">Starred</span>']),
    ...[paper.venue ?? '', yearOf(paper) ?? ''].filter((part) => part !== '').map((part) => `<bdi>${escaped(part)}</bdi>`),
    ...paper.links
      .filter(({ source, url }) => source === 'record' && url !== page && isWebAddress(url))
      .map(({ kind, url }) => linked(LINK_NAMES[kind], url)),
  ];
  if (about.length > 0) yield `<p class="About">${about.join(' · ')}</p>`;
  if (paper.tags.length > 0) {
    yield `<ul class="Tags" aria-label="Tags">${paper.tags.map(({ name }) => `<li dir="auto">${escaped(name)}</li>`).join('')}</ul>`;
  }
  if (paper.abstract !== null) {
    const paragraphs = paragraphsOf(spansOf(paper.abstract, { repair: shown.repair }));
    for (const paragraph of paragraphs) yield `<p class="Abstract" dir="auto">${paragraph.map(setSpan).join('')}</p>`;
  }
  if (highlights.length > 0) yield '<h3>Highlights</h3>\n<ul class="Marks">';
  for (const { highlight, quote, comments } of highlights) {
    yield `<li data-color="${highlight.color}"><blockquote dir="auto">${escaped(plainLine(quote))}</blockquote>`;
    yield `<p class="Role">${escaped(shown.roles[highlight.color])}</p>`;
    for (const { body } of comments) yield `<p class="Note" dir="auto">${escaped(body.trim())}</p>`;
    yield '</li>';
  }
  if (highlights.length > 0) yield '</ul>';
  if (notes.length > 0) yield '<h3>Notes</h3>';
  for (const { body } of notes) yield `<p class="Note" dir="auto">${escaped(body.trim())}</p>`;
  yield '</article>';
}

const LINK_NAMES: Readonly<Record<LinkKind, string>> = {
  paper: 'Paper',
  pdf: 'PDF',
  code: 'Code',
  project: 'Project',
  data: 'Data',
  demo: 'Demo',
  video: 'Video',
  other: 'Link',
};

/** Formulas stand in plain characters: a page that stands alone has no typesetter. */
function setSpan(span: Span): string {
  const text = escaped(span.kind === 'math' ? plainLine([span]) : span.shown);
  return span.kind === 'link' ? linked(text, span.href ?? null) : text;
}

/** Words, as HTML, that lead to an address of the web; to anything else they lead nowhere. */
function linked(words: string, url: string | null): string {
  return url !== null && isWebAddress(url) ? `<a href="${escaped(url)}" target="_blank" rel="noopener noreferrer">${words}</a>` : words;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as HTML that shows it, in an attribute, too. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
