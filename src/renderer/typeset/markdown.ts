/** Markdown to sanitised DOM nodes. */
import DOMPurify from 'dompurify';
import { markdownHtml } from './markdownHtml.ts';

/** Longer notes, in UTF-16 units, are shown as they were typed: sanitising is slow on deep or endless markup. */
export const MAX_RENDERED = 100_000;

const ALLOWED_TAGS = 'a b blockquote br code del em h1 h2 h3 h4 h5 h6 hr li ol p pre s span strong table tbody td th thead tr ul'.split(
  ' ',
);

/**
 * Renders Markdown. Formulas are spans of `MATHS_CLASS` that hold their source.
 * Links open outside; headings begin at the third level, below the page's own.
 */
export function renderMarkdown(source: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(markdownHtml(source), {
    ALLOWED_TAGS,
    ALLOWED_ATTR: ['class', 'data-display', 'href', 'start', 'title'],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/iu,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  lowerHeadings(fragment);
  return fragment;
}

/** Puts the first heading at the third level and the others below or beside it, without leaving a level out. */
function lowerHeadings(fragment: DocumentFragment): void {
  let first = 0;
  let before = 2;
  for (const heading of fragment.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const given = Number(heading.tagName[1]);
    if (first === 0) first = given;
    before = Math.max(3, Math.min(given - first + 3, before + 1, 6));
    const lowered = document.createElement(`h${before}`);
    lowered.append(...heading.childNodes);
    heading.replaceWith(lowered);
  }
}
