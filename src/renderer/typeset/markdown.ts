/** Markdown to sanitised DOM nodes. */
import DOMPurify from 'dompurify';
import { uidOfAddress } from '../../shared/paperAddress.ts';
import { markdownHtml, TASK_CLASS } from './markdownHtml.ts';

/** Longer notes, in UTF-16 units, are shown as they were typed: sanitising is slow on deep or endless markup. */
export const MAX_RENDERED = 100_000;

const ALLOWED_TAGS = 'a b blockquote br code del em h1 h2 h3 h4 h5 h6 hr li ol p pre s span strong table tbody td th thead tr ul'.split(
  ' ',
);

/** Addresses a link may have: those that open outside, and papers of the library. */
const ADDRESSES = /^(?:https?:|mailto:|offprint:\/\/paper\/)/iu;

/**
 * Renders Markdown. Formulas are spans of `MATHS_CLASS` that hold their source; boxes of task items are checkboxes with the place
 * of their sign in `data-task`. Links open outside, but for those to papers; headings begin at the third level, below the page's own.
 */
export function renderMarkdown(source: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(markdownHtml(source), {
    ALLOWED_TAGS,
    ALLOWED_ATTR: ['class', 'data-display', 'data-done', 'data-task', 'href', 'start', 'title'],
    ALLOWED_URI_REGEXP: ADDRESSES,
    // Numbers, which the sanitiser would take for addresses that are not allowed.
    ADD_URI_SAFE_ATTR: ['data-task', 'start'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll('a')) {
    const address = link.getAttribute('href') ?? '';
    if (uidOfAddress(address) !== null) continue;
    if (/^offprint:/iu.test(address)) link.removeAttribute('href');
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  for (const mark of fragment.querySelectorAll<HTMLElement>(`.${TASK_CLASS}`)) mark.replaceWith(checkbox(mark));
  lowerHeadings(fragment);
  return fragment;
}

/** A real checkbox is made here and never comes through the sanitiser: no input of a source's own can be among them. */
function checkbox(mark: HTMLElement): HTMLInputElement {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.className = `Check ${TASK_CLASS}`;
  box.checked = mark.dataset.done !== undefined;
  box.dataset.task = mark.dataset.task ?? '';
  const item = mark.parentElement?.cloneNode(true);
  if (item instanceof Element) {
    for (const inner of item.querySelectorAll('ul, ol')) inner.remove();
    box.setAttribute('aria-label', item.textContent.trim());
  }
  return box;
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
