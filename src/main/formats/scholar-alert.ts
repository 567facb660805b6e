/** Google Scholar's alerts: titles behind a redirect, "authors - venue, year" and the beginning of the abstract. */
import { Parser } from 'htmlparser2';
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import type { ImportProblem } from '../../shared/importModels.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { authorNamed, entryOf, identifiersAmong, recordLink } from './entry.ts';
import type { Format } from './format.ts';
import { lineCounter } from './lineCounter.ts';

const REDIRECT = /scholar\.google\.[a-z.]+\/scholar_url\?/i;

/** A result as it stands in the mail. */
interface Result {
  readonly line: number;
  readonly address: string;
  label: string;
  title: string;
  byline: string;
  snippet: string;
}

export const scholarAlert: Format = {
  id: 'scholar-alert',
  label: 'Scholar alert',

  detect(head) {
    if (!/^\s*</.test(head)) return 0;
    return /class\s*=\s*["']?[^"'>]{0,100}gse_alrt_title/i.test(head) ? 0.97 : REDIRECT.test(head) ? 0.6 : 0;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    for (const result of resultsIn(await source.text())) {
      const entry = entryFrom(result, now);
      yield entry === null
        ? {
            kind: 'problem',
            problem: { line: result.line, message: 'A result of this alert has no title, so it was left out.', severity: 'lost' },
          }
        : { kind: 'entry', entry };
    }
  },
};

/** Walks the mail once: a heading's link opens a result, the two blocks below it belong to it. */
function resultsIn(html: string): readonly Result[] {
  const lineAt = lineCounter(html);
  const results: Result[] = [];
  let open: Result | null = null;
  let into: 'label' | 'title' | 'byline' | 'snippet' | null = null;
  let label = '';
  const parser: Parser = new Parser(
    {
      onopentag(name, { class: kind = '', href = '' }) {
        if (/^h[1-6]$/.test(name)) {
          label = '';
          into = 'label';
        } else if (name === 'a' && (kind.includes('gse_alrt_title') || (into === 'label' && REDIRECT.test(href)))) {
          open = { line: lineAt(parser.startIndex), address: addressBehind(href), label, title: '', byline: '', snippet: '' };
          results.push(open);
          into = 'title';
        } else if (name === 'div' && open !== null) {
          if (kind.includes('gse_alrt_sni')) into = 'snippet';
          else if (open.byline === '') into = 'byline';
        } else if (name === 'br' && open !== null && into === 'snippet') open.snippet += ' ';
        else if (name === 'table') into = null;
      },
      ontext(text) {
        if (into === 'label') label += text;
        else if (into !== null && open !== null) open[into] += text;
      },
      onclosetag(name) {
        if (name === 'a' && into === 'title') into = null;
        else if (name === 'div' && into !== 'title') into = null;
        else if (/^h[1-6]$/.test(name)) into = null;
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.write(html);
  parser.end();
  return results;
}

/** The address that the redirect leads to. */
function addressBehind(href: string): string {
  if (!REDIRECT.test(href)) return href;
  try {
    return new URL(href).searchParams.get('url') ?? href;
  } catch {
    return href;
  }
}

function entryFrom(result: Result, now: Date): ImportEntry | null {
  const clean = (text: string) => text.replace(/[\s\u00a0]+/g, ' ').trim();
  const title = clean(result.title).replace(/^\[(?:PDF|HTML|BOOK|B|CITATION|C)\]\s*/i, '');
  if (title === '') return null;
  const label = clean(result.label);
  const byline = clean(result.byline);
  const snippet = clean(result.snippet);
  const [names = '', ...about] = byline.split(/\s+-\s+/);
  const said = /^(?:(.*?),\s*)?((?:19|20)\d{2})$/.exec(about[0] ?? '');
  const venue = said === null ? (about[0] ?? '') : (said[1] ?? '');
  const problems: ImportProblem[] = [];
  const note = (message: string) => problems.push({ line: result.line, message, severity: 'note' });
  if (/…|\.\.\.$/.test(names)) note('The alert names only the first authors. Those are kept.');
  if (/…|\.\.\.$/.test(snippet)) note('The alert cuts the abstract short. What is there is kept.');
  const pdf = recordLink(result.address, /^\[PDF\]/i.test(label) ? 'pdf' : undefined);
  return entryOf({
    line: result.line,
    title,
    abstract: snippet === '' ? null : snippet,
    authors: names
      .replace(/…|\.\.\.$/g, '')
      .split(',')
      .map(authorNamed)
      .filter((author) => author !== null),
    date: said?.[2] === undefined ? null : parsePartialDate(said[2], now),
    venue: venue === '' || venue === '…' ? null : venue,
    identifiers: identifiersAmong([result.address, /\barXiv:\S+/i.exec(venue)?.[0] ?? null]),
    links: pdf === null ? [] : [pdf],
    problems,
    record: { ...(label === '' ? {} : { label }), title: clean(result.title), address: result.address, byline, snippet },
  });
}
