/** Saved HTML of digest pages: the data they carry as JSON where there is any, else their headings, links and paragraphs. */
import { Parser } from 'htmlparser2';
import type { ReadItem } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import { type DailyPaper, dailyPaper, underDigests } from './dailyPaper.ts';
import { type Page, readPage } from './digestPage.ts';
import type { Block } from './digestParts.ts';
import type { Format, ReadContext } from './format.ts';
import { isObject, type JsonObject, parseRecord } from './json.ts';

/** A page is read as a whole; in UTF-16 units. */
const MAX_PAGE_LENGTH = 64 * 1024 * 1024;
/** The parts of a page that hold data of papers. */
const DATA_TARGETS = new Set(['DailyPapers', 'PaperContent']);
/** Elements that stand on lines of their own. */
const BLOCKS = new Set(
  'address article aside blockquote body br button dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td th thead time title tr ul'.split(
    ' ',
  ),
);
/** Elements whose text is not part of the page, or is its furniture. */
const SILENT = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'head',
  'nav',
  'footer',
  'select',
  'textarea',
  'iframe',
  'object',
  'math',
]);

export const digestHtml: Format = {
  id: 'digest-html',
  label: 'saved digest page',

  detect(head) {
    if (!/^<(?:!doctype\s+html|html|head|body|meta|div|main|section|article|h[1-6]|p|ul|ol|table|a|span)\b/i.test(withoutComments(head)))
      return 0;
    if (/data-target\s*=\s*["']?(?:DailyPapers|PaperContent)\b/.test(head)) return 0.95;
    const { data, blocks } = parse(head);
    if (data.length > 0) return 0.95;
    // A long page may begin with more furniture than the head shows.
    return readPage(blocks, new Date(0)).items.length > 0 ? 0.85 : 0.35;
  },

  async *read(source, context): AsyncGenerator<ReadItem> {
    const html = await source.text();
    if (html.length > MAX_PAGE_LENGTH) {
      throw new AppError('too-large', `${source.name} is too long for a digest page. Nothing was imported; cut it into parts.`);
    }
    const page = pageIn(html, context);
    if (page.facts.digest !== null) yield { kind: 'facts', facts: page.facts };
    yield* page.items;
  },
};

interface Parsed {
  /** What `data-props` held, as it stood, with its line. */
  readonly data: readonly { readonly line: number; readonly json: string }[];
  readonly blocks: readonly Block[];
}

function pageIn(html: string, { now }: ReadContext): Page {
  const { data, blocks } = parse(html);
  const papers: DailyPaper[] = [];
  const items: ReadItem[] = [];
  for (const { line, json } of data) {
    const parsed = parseRecord({ line, text: json });
    if ('problem' in parsed)
      items.push({
        kind: 'problem',
        problem: { ...parsed.problem, message: 'The data of this page is damaged; what its text shows was read in its place.' },
      });
    else {
      for (const item of papersWithin(parsed.value)) {
        const paper = dailyPaper(item, line, now);
        if (paper !== null && !papers.some((other) => other.entry.title === paper.entry.title)) papers.push(paper);
      }
    }
  }
  if (papers.length === 0) {
    const page = readPage(blocks, now);
    return items.length === 0 || page.items.length === 0 ? page : { ...page, items: [...items, ...page.items] };
  }
  const { entries, date } = underDigests(papers, 'Daily papers', now);
  items.push(...entries.map((entry) => ({ kind: 'entry' as const, entry })));
  const single = papers.length === 1 && papers[0]?.shownOn === null;
  return { facts: { digest: single ? null : { name: 'Daily papers', date } }, items };
}

/** The list under `dailyPapers`, or the one paper of a paper's own page. */
function papersWithin(value: unknown): readonly JsonObject[] {
  if (Array.isArray(value)) return value.filter(isObject);
  if (!isObject(value)) return [];
  for (const key of ['dailyPapers', 'papers', 'items']) {
    const list = value[key];
    if (Array.isArray(list)) return list.filter(isObject);
  }
  return isObject(value.paper) || typeof value.title === 'string' ? [value] : [];
}

/** Walks the page once: text goes into blocks by its elements, addresses of links go with it, markup goes nowhere. */
function parse(html: string): Parsed {
  const data: { line: number; json: string }[] = [];
  const blocks: Block[] = [];
  let text = '';
  let links: string[] = [];
  let silent = 0;
  let headings = 0;
  let blockLine = 1;
  let line = 1;
  let counted = 0;
  const lineAt = (index: number): number => {
    for (; counted < index; counted += 1) if (html.charCodeAt(counted) === 10) line += 1;
    return line;
  };
  const close = (heading: boolean) => {
    const joined = text.replace(/[\s\u00a0]+/g, ' ').trim();
    if (joined !== '') blocks.push({ line: blockLine, text: joined, links, heading });
    text = '';
    links = [];
  };
  const parser: Parser = new Parser(
    {
      onopentag(name, attributes) {
        const props = attributes['data-props'];
        if (props !== undefined && DATA_TARGETS.has(attributes['data-target'] ?? ''))
          data.push({ line: lineAt(parser.startIndex), json: props });
        if (SILENT.has(name)) silent += 1;
        if (silent > 0) return;
        if (BLOCKS.has(name)) close(headings > 0);
        if (/^h[1-6]$/.test(name)) headings += 1;
        const address = attributes.href;
        if (name === 'a' && address !== undefined && /^(?:https?:\/\/|\/)/i.test(address)) links.push(address);
      },
      ontext(value) {
        if (silent > 0) return;
        if (text.trim() === '' && value.trim() !== '') blockLine = lineAt(parser.startIndex + (value.length - value.trimStart().length));
        text += value;
      },
      onclosetag(name) {
        if (SILENT.has(name)) silent = Math.max(0, silent - 1);
        if (silent > 0) return;
        if (BLOCKS.has(name)) close(headings > 0);
        if (/^h[1-6]$/.test(name)) headings = Math.max(0, headings - 1);
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.write(html);
  parser.end();
  close(false);
  return { data, blocks: withoutMachineSummaries(blocks) };
}

/** A paper's own page shows a summary made by a program first, under the same label as the abstract. */
function withoutMachineSummaries(blocks: readonly Block[]): readonly Block[] {
  const machine = /^(?:AI|machine)[- ]generated (?:summary|abstract)\b/i;
  return blocks.filter(
    (block, at) => !machine.test(block.text) && !(machine.test(blocks[at - 1]?.text ?? '') && (blocks[at - 1]?.text.length ?? 0) < 60),
  );
}

/** The text from its first element on: comments may stand before it. */
function withoutComments(head: string): string {
  let text = head.trimStart();
  while (text.startsWith('<!--')) {
    const end = text.indexOf('-->');
    if (end === -1) return '';
    text = text.slice(end + 3).trimStart();
  }
  return text;
}
