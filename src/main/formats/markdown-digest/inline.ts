/** A line of Markdown as plain words and the addresses in it. */

import { identifierOf } from '../../../shared/text/identifiers.ts';
import { linkKind, linksIn } from '../../../shared/text/links.ts';
import { wordCount } from '../digestLines.ts';

export interface InlineLink {
  readonly label: string;
  readonly url: string;
  /** Where it stands in the line as it was written. */
  readonly start: number;
  readonly end: number;
}

/** `[label](address "title")`; a label may hold one level of brackets, an address one pair of round ones. */
const LINK =
  /!?\[((?:[^[\]]|\[[^[\]]{0,300}\]){0,1000})\]\(\s{0,5}<?([^()\s<>]{1,2000}(?:\([^()\s]{0,300}\)[^()\s]{0,300})?)>?(?:\s{1,5}"[^"]{0,300}")?\s{0,5}\)/g;
/** What links are called that are not titles. */
const LABEL =
  /^(?:\[?(?:arxiv|pdf|html|abs|abstract|paper|papers|paper link|link|links|url|code|github|git|repo|project|project page|page|homepage|website|web|site|video|demo|data|dataset|datasets|model|models|weights|blog|post|tweet|thread|slides|poster|supp|supplementary|appendix|bibtex|cite|doi|openreview|hugging ?face|hf|alphaxiv|papers with code|read more|more|here|source|original|论文|代码|链接|主页|项目|原文)\]?|(?:arxiv:?\s?)?\d{4}\.\d{4,5}(?:v\d+)?|https?:\S*|\P{L}*)$/iu;

/** The links of a line, pictures aside. */
export function linksOf(text: string): readonly InlineLink[] {
  const found: InlineLink[] = [];
  for (const match of text.matchAll(LINK)) {
    const [whole, label = '', url = ''] = match;
    if (whole.startsWith('!') || !/^https?:\/\//i.test(url)) continue;
    found.push({ label: plain(label), url, start: match.index, end: match.index + whole.length });
  }
  return found;
}

/** All addresses of a line, in links and bare. */
export function addressesOf(text: string): readonly string[] {
  const linked = linksOf(text).map(({ url }) => url);
  const bare = linksIn(text.replace(LINK, ' ')).map(({ url }) => url);
  return [...linked, ...bare];
}

/** The words of a line without its markup; links are read as their labels. */
export function plain(text: string): string {
  return text
    .replace(LINK, (whole, label: string) => (whole.startsWith('!') ? '' : label))
    .replace(/<br\s{0,5}\/?>/gi, '\n')
    .replace(/<\/?(?:b|i|u|em|strong|sub|sup|small|span|font|p|div|center|details|summary|a|kbd|code)\b[^<>]{0,500}>/gi, '')
    .replace(/(?<![\\\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*\\])\*{1,3}(?![\w*])|(?<!\w)_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?!\w)|~~/g, '')
    .replace(/`([^`]{1,500})`/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!|>~])/g, '$1')
    .replace(/[ \t\u00a0]+/g, ' ')
    .trim();
}

/** The line without its links and the brackets that held nothing but links. */
export function withoutLinks(text: string): string {
  let rest = text.replace(LINK, ' ');
  // "(Read more on [arXiv](…) or [HuggingFace](…))" was about the links alone.
  rest = rest.replace(/\(\s{0,5}(?:(?:read|see)? ?more (?:on|at)|links?:?|paper:?|code:?|pdf:?|or|and|on|,|\/|\||·|\s){0,20}\)/gi, ' ');
  return rest
    .replace(/\[[\s,|/·]{0,20}\]|【[\s,|/·]{0,20}】/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim();
}

/** Whether a label names what is behind it and not the paper. */
function isLabel(label: string): boolean {
  return LABEL.test(label.replace(/^[^\p{L}\p{N}[]+|[^\p{L}\p{N}\]]+$/gu, ''));
}

/** Whether an address leads to a paper. */
export function isPaperAddress(url: string): boolean {
  return identifierOf(url) !== null || ['paper', 'pdf'].includes(linkKind(url));
}

export interface Titled {
  readonly title: string;
  /** What stands behind the title, with its markup but without links. */
  readonly rest: string;
}

/** Numbers, marks and signs before a title. */
const LEADING =
  /^(?:\s|\p{Extended_Pictographic}|\ufe0f|\u200d|#?\(?\d{1,3}[.):、](?=\s|\*|\[|\p{L})|\[\d{1,3}\](?!\()|#\d{1,3}(?=\s)|\[[ x]\](?=\s))+/iu;

/** The title that a heading, an item of a list or a cell names: the label of a link, what is bold, or the words before the links. */
export function titleIn(text: string): Titled | null {
  const line = text.replace(LEADING, '');
  const link = linksOf(line).find(({ label }) => !isLabel(label));
  if (link !== undefined && wordCount(plain(line.slice(0, link.start))) <= 2) {
    return titled(link.label, withoutLinks(line.slice(link.end)));
  }
  const bold = /^(?:\*\*|__)(.{3,400}?)(?:\*\*|__)/.exec(line);
  if (bold?.[1] !== undefined) return titled(plain(withoutLinks(bold[1])), withoutLinks(line.slice(bold[0].length)));
  const first = linksOf(line)[0];
  const words = first === undefined ? line : line.slice(0, first.start);
  // Of "Title (Read more on [arXiv](…))" the bracket is not part of the title.
  const cut = withoutLinks(words.replace(/[([【|-]\s{0,5}(?:(?:read|see)? ?more (?:on|at)|links?|paper|pdf|code)?:?\s{0,5}$/i, ''));
  return titled(plain(cut), first === undefined ? '' : withoutLinks(line.slice(first.start)));
}

function titled(title: string, rest: string): Titled | null {
  const clean = title.replace(/\s+/g, ' ').replace(/^[\s:–—-]+|[\s:|–—-]+$/g, '');
  if (!/\p{L}{2}/u.test(clean) || clean.length > 600 || isLabel(clean)) return null;
  return { title: clean, rest };
}
