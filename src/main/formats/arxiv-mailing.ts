/**
 * arXiv's daily listing as it comes by mail, or pasted: records between lines of dashes, each a header between `\\` and `\\`, an
 * abstract and an address. Replaced papers have neither abstract nor date: they are versions of papers that came before.
 */
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import type { PartialDate } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { arxivAbstract, arxivAuthors, arxivIdentifier, arxivLinks, doisIn } from './arxiv.ts';
import { entryOf, recordLink } from './entry.ts';
import type { Format } from './format.ts';
import type { SourceLine } from './source.ts';

/** What a header of a record may be called; any other line goes on with the one before it, indented or not. */
const HEADER =
  /^(Title|Authors?|Categories|Comments?|Report-no|MSC-class|ACM-class|PACS-class|Journal-ref|DOI|License|Proxy|Subj-class|Note|Date(?: \([^)]{1,40}\))?): ?(.*)$/i;
const OPENING = /^(?:arXiv|Paper(?: \([^)]{1,20}\))?)\s*:\s*([\w./-]+)\s*([(,].*)?$/i;
const RULE = /^\s*[-=%]{20,}\s*$/;
/** A line that quotes a mail. */
const QUOTED = /^(?:> ?)+/;
/** A line of `\\` closes a part of a record; some ways of copying leave one stroke of two. */
const STROKES = /^\s*\\{1,2}\s*$/;
const LAST = /^\s*\\{1,2}\s*\(\s*(https?:\S+?)?\s*,/;
/** A record without an end is cut off here, in lines: no abstract is that long. */
const MAX_RECORD_LINES = 2_000;

/** A record as far as it was read. */
interface Draft {
  readonly line: number;
  readonly id: string;
  /** What stands behind the id: `(*cross-listing*)`, versions. */
  readonly mark: string;
  readonly fields: { readonly name: string; text: string }[];
  readonly abstract: string[];
  replaced: string | null;
  url: string | null;
  lines: number;
}

export const arxivMailing: Format = {
  id: 'arxiv-mailing',
  label: 'arXiv mailing',

  detect(head) {
    const records = head.match(/^(?:> ?)*(?:arXiv|Paper): ?\S+[^\n]*\n(?:[^\n]*\n){0,8}(?:> ?)*Title: /gm)?.length ?? 0;
    if (records === 0) return 0;
    return /^(?:> ?)*[ \t]*\\\\?[ \t]*\r?$/m.test(head) ? (records > 1 ? 0.97 : 0.92) : 0.6;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    let period = '';
    let told = false;
    let draft: Draft | null = null;
    let part: 'between' | 'header' | 'abstract' = 'between';
    for await (const line of source.lines()) {
      const text = line.text.replace(QUOTED, '');
      const opening = OPENING.exec(text);
      // In an abstract a line may name another paper.
      const begins = opening !== null && part !== 'header' && (part === 'between' || opening[2]?.startsWith('(') !== false);
      if (draft !== null && (begins || RULE.test(text) || draft.lines > MAX_RECORD_LINES)) {
        yield itemFrom(draft, now);
        draft = null;
        part = 'between';
      }
      if (opening !== null && begins) {
        if (!told) {
          told = true;
          const date = dateIn(/\bto\s+(.{6,40}?)\s*$/.exec(period)?.[1] ?? '', now);
          yield { kind: 'facts', facts: { digest: { name: 'arXiv mailing', date } } };
        }
        draft = begun(opening, line);
        part = 'header';
      } else if (draft === null) {
        if (!told && /received from/i.test(text)) period = text.slice(0, 200);
      } else {
        draft.lines += 1;
        part = taken(draft, part, text);
      }
    }
    if (draft !== null) yield itemFrom(draft, now);
  },
};

function begun(opening: RegExpExecArray, { number }: SourceLine): Draft {
  const [, id = '', mark = ''] = opening;
  return { line: number, id, mark: mark.trim(), fields: [], abstract: [], replaced: null, url: null, lines: 0 };
}

/** Puts a line where it belongs; returns the part of the record that the next one is in. */
function taken(draft: Draft, part: 'between' | 'header' | 'abstract', text: string): 'header' | 'abstract' | 'between' {
  const last = LAST.exec(text);
  if (last !== null) {
    draft.url = last[1] ?? null;
    return 'between';
  }
  if (part === 'abstract') {
    draft.abstract.push(text);
    return part;
  }
  if (part === 'between') return part;
  if (STROKES.test(text)) return draft.fields.length > 0 ? 'abstract' : part;
  const replaced = /^replaced with (?:revised version )?(.*)$/i.exec(text);
  const header = HEADER.exec(text);
  const open = draft.fields.at(-1);
  if (header?.[1] !== undefined) draft.fields.push({ name: header[1], text: header[2] ?? '' });
  else if (replaced !== null && open === undefined) draft.replaced = replaced[0];
  else if (open !== undefined && text.trim() !== '') open.text += ` ${text.trim()}`;
  return part;
}

function itemFrom(draft: Draft, now: Date): ReadItem {
  const entry = entryFrom(draft, now);
  if (entry !== null) return { kind: 'entry', entry };
  const message = `The record of arXiv:${draft.id.slice(0, 40)} has no title, so it was left out.`;
  return { kind: 'problem', problem: { line: draft.line, message, severity: 'lost' } };
}

function entryFrom(draft: Draft, now: Date): ImportEntry | null {
  const field = (name: RegExp) => draft.fields.find((one) => name.test(one.name))?.text.trim() ?? null;
  const title = field(/^title$/i);
  if (title === null || title === '') return null;
  const own = arxivIdentifier(draft.id);
  const given = field(/^date$/i);
  const link = recordLink(draft.url);
  return entryOf({
    line: draft.line,
    title,
    abstract: arxivAbstract(draft.abstract.join('\n')),
    authors: arxivAuthors(field(/^authors?$/i) ?? ''),
    date: given === null ? null : dateIn(given, now),
    venue: field(/^journal-ref$/i)?.replace(/,$/, '') ?? null,
    identifiers: [...(own === null ? [] : [own]), ...doisIn(field(/^doi$/i))],
    links: own === null ? (link === null ? [] : [link]) : arxivLinks(own),
    keywords: (field(/^(?:categories|subj-class)$/i) ?? '').split(/[\s;]+/).filter((word) => word !== ''),
    type: 'article',
    record: {
      id: draft.id,
      ...(draft.mark === '' ? {} : { mark: draft.mark }),
      ...(draft.replaced === null ? {} : { announced: draft.replaced }),
      ...(draft.url === null ? {} : { url: draft.url }),
      fields: draft.fields.map(({ name, text }) => [name, text.trim()]),
    },
  });
}

/** "Tue, 5 Nov 2024 02:29:16 GMT   (395kb,D)" and "Wed  6 Nov 24 19:00:00 GMT" as days. */
function dateIn(text: string, now: Date): PartialDate | null {
  const day = /(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4}|\d{2})\b/.exec(text);
  if (day?.[3] === undefined) return null;
  const year = day[3].length === 4 ? day[3] : `${Number(day[3]) >= 90 ? '19' : '20'}${day[3]}`;
  const date = parsePartialDate(`${day[1]} ${day[2]} ${year}`, now);
  return date.sort === null ? null : date;
}
