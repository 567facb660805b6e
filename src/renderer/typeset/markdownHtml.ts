/** Markdown to HTML that still has to be sanitised. */
import MarkdownIt from 'markdown-it';
import { uidOfAddress } from '../../shared/paperAddress.ts';
import { MAX_FORMULAS } from './katex.ts';

/** Marks a formula's source until it is set. */
export const MATHS_CLASS = 'Maths';

// Twenty levels of lists and quotes are more than anyone writes, and DOMPurify's time grows with the square of the depth.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false, maxNesting: 20 });

// A paper's own address is a link; anything else that only looks like one stays text.
const isLink = markdown.validateLink.bind(markdown);
markdown.validateLink = (url) => isLink(url) && (!/^offprint:/iu.test(url) || uidOfAddress(url) !== null);
markdown.linkify.add('offprint:', {
  validate: (text, pos) => /^\/\/paper\/[A-Za-z0-9_-]{8,64}(?![\w/?#%-])/u.exec(text.slice(pos, pos + 80))?.[0].length ?? 0,
});

/** `$…$` and `$$…$$`, where the dollar signs hug the formula: "$5 and $6" stays money. */
markdown.inline.ruler.after('escape', 'maths', (state, silent) => {
  const { src, pos, posMax } = state;
  if (src[pos] !== '$') return false;
  const fence = src[pos + 1] === '$' ? '$$' : '$';
  const start = pos + fence.length;
  let end = src.indexOf(fence, start);
  while (src[end - 1] === '\\') end = src.indexOf(fence, end + 1);
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

/** Marks the place of a task item's box; it tells where in the source the box stands. */
export const TASK_CLASS = 'TaskBox';

/** Task list items: a box that knows the place of its sign, so that ticking it can change just that one. */
markdown.core.ruler.after('inline', 'tasks', (state) => {
  let lines: readonly Line[] | null = null;
  state.tokens.forEach((token, i) => {
    const box = /^\[([ xX])\]\s/u.exec(token.content);
    const text = token.children?.[0];
    if (box === null || token.type !== 'inline' || state.tokens[i - 2]?.type !== 'list_item_open' || text?.type !== 'text') return;
    lines ??= linesOf(String(state.env.source));
    const offset = boxIn(lines[token.map?.[0] ?? -1], token.content);
    if (offset === null || !text.content.startsWith(box[0])) return;
    const sign = new state.Token('task', 'span', 0);
    sign.attrs = [['class', TASK_CLASS], ['data-task', String(offset)], ...(box[1] === ' ' ? [] : [['data-done', ''] as [string, string]])];
    text.content = text.content.slice(box[0].length);
    token.children?.unshift(sign);
    state.tokens[i - 2]?.attrJoin('class', 'Task');
  });
});

interface Line {
  readonly start: number;
  readonly text: string;
}

/** The lines of a source as the parser counts them, with their places. */
function linesOf(source: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const { index, 0: end } of source.matchAll(/\r\n?|\n/gu)) {
    lines.push({ start, text: source.slice(start, index) });
    start = index + end.length;
  }
  return [...lines, { start, text: source.slice(start) }];
}

/** The place of the sign in the box that begins an item's content; list marks and quotes stand before it on its line. */
function boxIn(line: Line | undefined, content: string): number | null {
  if (line === undefined) return null;
  const [first = ''] = content.split('\n', 1);
  const at = line.text.trimEnd().length - first.trimEnd().length;
  return at >= 0 && line.text.startsWith(first.slice(0, 3), at) ? line.start + at + 1 : null;
}

markdown.renderer.rules.task = (tokens, i, _options, _env, self) => {
  const token = tokens[i];
  return token === undefined ? '' : `<span${self.renderAttrs(token)}></span> `;
};

/** Raw HTML in the source comes out as text. */
export function markdownHtml(source: string): string {
  return markdown.render(source, { source });
}
