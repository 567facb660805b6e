/** OpenReview's notes as its API gives them, old and new, and the lists of papers that are made from them. */
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import type { ImportProblem } from '../../shared/importModels.ts';
import type { Author, CslType, PartialDate } from '../../shared/models.ts';
import { authorNamed, entryOf, identifiersAmong, recordLink } from './entry.ts';
import type { Format } from './format.ts';
import { isObject, type JsonObject, jsonRecords, oneLine, parseRecord, textUnder, unwrapped } from './json.ts';
import { dateOf, keywordsIn } from './jsonFields.ts';

const TYPES: Readonly<Record<string, CslType>> = { inproceedings: 'paper-conference', article: 'article-journal', misc: 'article' };

export const openReview: Format = {
  id: 'openreview',
  label: 'OpenReview list',

  detect(head) {
    if (!/^\s*[[{]/.test(head) || !/"title"\s*:/.test(head)) return 0;
    if (/"content"\s*:\s*\{/.test(head) && /"(?:forum|invitations?|venueid)"\s*:/.test(head)) return 0.92;
    return /openreview\.net/.test(head) && /"(?:authorids|author_site|bibtex|venueid)"\s*:/.test(head) ? 0.9 : 0;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    let replies = 0;
    let firstReply = 0;
    for await (const record of jsonRecords(source, ['notes', 'papers', 'data', 'items', 'results'])) {
      const parsed = parseRecord(record);
      if ('problem' in parsed) {
        yield { kind: 'problem', problem: parsed.problem };
        continue;
      }
      if (parsed.value === null) continue;
      if (isObject(parsed.value) && isReply(parsed.value)) {
        if (replies === 0) firstReply = record.line;
        replies += 1;
        continue;
      }
      const entry = isObject(parsed.value) ? entryIn(parsed.value, record.line, now) : null;
      if (entry !== null) yield { kind: 'entry', entry };
      else
        yield {
          kind: 'problem',
          problem: { line: record.line, message: 'This note has no title, so it was left out.', severity: 'lost' },
        };
    }
    if (replies > 0) {
      const what = replies === 1 ? 'One review or comment was' : `${replies} reviews and comments were`;
      yield { kind: 'problem', problem: { line: firstReply, message: `${what} left out: only papers are taken in.`, severity: 'note' } };
    }
  },
};

/** Reviews, comments and decisions answer another note. */
function isReply(note: JsonObject): boolean {
  return isObject(note.content) && typeof note.replyto === 'string' && note.replyto !== note.id;
}

function entryIn(note: JsonObject, line: number, now: Date): ImportEntry | null {
  const content = isObject(note.content) ? valuesOf(note.content) : note;
  const title = textUnder(content, 'title');
  if (title === null) return null;
  const abstract = textUnder(content, 'abstract');
  const problems: ImportProblem[] = [];
  const authors = authorsOf(content, () => {
    problems.push({ line, message: 'An author is given only by a hidden e-mail address, which was left out.', severity: 'note' });
  });
  const cited = citationIn(textUnder(content, 'bibtex', '_bibtex') ?? '');
  const own = textUnder(content, 'openreview') ?? forumOf(note);
  const pdf = textUnder(content, 'pdf', 'pdf_url');
  const site = textUnder(content, 'site', 'html', 'url');
  const code = textUnder(content, 'code', 'github');
  return entryOf({
    line,
    title: oneLine(title),
    abstract: abstract === null ? null : unwrapped(abstract),
    authors,
    date: dayOf(note) ?? dateOf(textUnder(content, 'year') ?? cited.year, now),
    venue: textUnder(content, 'venue', 'conference') ?? cited.venue,
    identifiers: identifiersAmong([own, site, pdf, textUnder(content, 'doi'), textUnder(content, 'arxiv')]),
    links: [
      recordLink(own, 'paper'),
      recordLink(site),
      recordLink(pdf?.startsWith('/') === true ? `https://openreview.net${pdf}` : pdf, 'pdf'),
      recordLink(code, 'code'),
      recordLink(textUnder(content, 'project'), 'project'),
      recordLink(textUnder(content, 'video'), 'video'),
    ].filter((link) => link !== null),
    keywords: keywordsIn(content.keywords),
    problems,
    ...(cited.type === undefined ? {} : { type: cited.type }),
    ...(cited.key === null ? {} : { citationKey: cited.key }),
    record: note,
  });
}

/** The newer API gives each field as `{value}`. */
function valuesOf(content: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(content).map(([key, value]) => [key, isObject(value) && 'value' in value ? value.value : value]),
  );
}

function forumOf(note: JsonObject): string | null {
  const forum = textUnder(note, 'forum', 'id');
  return forum === null || !/^[\w-]{6,20}$/.test(forum) ? null : `https://openreview.net/forum?id=${forum}`;
}

/** Authors as a list, or joined by semicolons or commas; `hidden` is told of each that is an address. */
function authorsOf(content: JsonObject, hidden: () => void): readonly Author[] {
  const given = content.authors ?? content.author;
  const ids = textUnder(content, 'authorids')?.split(';').length ?? (Array.isArray(content.authorids) ? content.authorids.length : 0);
  const names = Array.isArray(given)
    ? given.filter((name) => typeof name === 'string')
    : typeof given !== 'string'
      ? []
      : given.includes(';')
        ? given.split(';')
        : // "Li, Na" may be one author: the ids beside the names tell how many there are.
          ids === 1
          ? [given]
          : given.replace(/\s+/g, ' ').split(/, (?:and )?|,| and /);
  return names.flatMap((name) => {
    if (/@|\*{3}/.test(name)) {
      hidden();
      return [];
    }
    return authorNamed(name) ?? [];
  });
}

/** When the paper came, in milliseconds since 1970; of a point in time the day is enough. */
function dayOf(note: JsonObject): PartialDate | null {
  for (const key of ['pdate', 'odate', 'tcdate', 'cdate']) {
    const value = note[key];
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0 || value > 7e12) continue;
    const day = new Date(value).toISOString().slice(0, 10);
    return { given: day, sort: day, precision: 'day', guessed: false };
  }
  return null;
}

interface Cited {
  readonly key: string | null;
  readonly type: CslType | undefined;
  readonly year: string | null;
  readonly venue: string | null;
}

/** What the BibTeX entry within a note adds. OpenReview puts a line break before its key. */
function citationIn(given: string): Cited {
  const bibtex = given.slice(0, 20_000).replace(/\s+/g, ' ');
  const opening = /^\s*@(\w{1,30})\s*\{\s*([^\s,{}]{1,200})\s*,/.exec(bibtex);
  return {
    key: opening?.[2] ?? null,
    type: TYPES[opening?.[1]?.toLowerCase() ?? ''],
    year: /\byear\s*=\s*[{"]?\s*(\d{4})/i.exec(bibtex)?.[1] ?? null,
    venue: /\b(?:booktitle|journal)\s*=\s*[{"]\s*([^{}"]{2,300}?)\s*[}"]/i.exec(bibtex)?.[1] ?? null,
  };
}
