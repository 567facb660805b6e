/** Markdown to HTML that still has to be sanitised. */
import MarkdownIt from 'markdown-it';
import { MAX_FORMULAS } from './katex.ts';

/** Marks a formula's source until it is set. */
export const MATHS_CLASS = 'Maths';

// Twenty levels of lists and quotes are more than anyone writes, and DOMPurify's time grows with the square of the depth.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false, maxNesting: 20 });

/** `$…$` and `$$…$$`, where the dollar signs hug the formula: "$5 and $6" stays money. */
markdown.inline.ruler.after('escape', 'maths', (state, silent) => {
  const { src, pos, posMax } = state;
  if (src[pos] !== '$') return false;
  const fence = src[pos + 1] === '$' ? '$$' : '$';
  const start = pos + fence.length;
  const end = src.indexOf(fence, start);
  if (end <= start || end >= posMax) return false;
  const tex = src.slice(start, end);
  if (fence === '$' && (/^\s|\s$|\n\s*\n/u.test(tex) || /\d/u.test(src[end + 1] ?? ''))) return false;
  const set = Number(state.env.formulas ?? 0);
  if (set >= MAX_FORMULAS) return false;
  if (!silent) {
    state.env.formulas = set + 1;
    const token = state.push('maths', '', 0);
    token.content = tex;
    token.markup = fence;
  }
  state.pos = end + fence.length;
  return true;
});

markdown.renderer.rules.maths = (tokens, i) => {
  const token = tokens[i];
  if (token === undefined) return '';
  const display = token.markup === '$$' ? ' data-display=""' : '';
  return `<span class="${MATHS_CLASS}"${display}>${markdown.utils.escapeHtml(token.content)}</span>`;
};

/** Pictures would be fetched: a link stands for them. */
markdown.renderer.rules.image = (tokens, i) => {
  const token = tokens[i];
  if (token === undefined) return '';
  const url = String(token.attrGet('src') ?? '');
  return `<a href="${markdown.utils.escapeHtml(url)}">${markdown.utils.escapeHtml(token.content === '' ? url : token.content)}</a>`;
};

/** Task list items: the box is a sign, to be changed in the text. */
markdown.core.ruler.after('inline', 'tasks', (state) => {
  state.tokens.forEach((token, i) => {
    const box = /^\[([ xX])\]\s/u.exec(token.content);
    const text = token.children?.[0];
    if (box === null || token.type !== 'inline' || state.tokens[i - 2]?.type !== 'list_item_open' || text?.type !== 'text') return;
    text.content = `${box[1] === ' ' ? '☐' : '☑'} ${text.content.slice(box[0].length)}`;
    state.tokens[i - 2]?.attrJoin('class', 'Task');
  });
});

/** Raw HTML in the source comes out as text. */
export function markdownHtml(source: string): string {
  return markdown.render(source, {});
}
