/** One paper as the daily-papers pages and their API tell it; both hold the same JSON. */
import type { ImportEntry } from '../../shared/entries.ts';
import type { PartialDate } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { authorNamed, entryOf, identifiersAmong, recordLink } from './entry.ts';
import { isObject, type JsonObject, oneLine, textUnder, unwrapped } from './json.ts';

export interface DailyPaper {
  readonly entry: ImportEntry;
  /** The day of the digest that showed it, as `YYYY-MM-DD`; null if it was not told. */
  readonly shownOn: string | null;
}

/**
 * The paper in `item`, which is `{paper: {...}, ...}` or, in some files, the paper itself. Null without a title.
 * The summary is the abstract; what was written about the paper by a program stays in the record.
 */
export function dailyPaper(item: JsonObject, line: number, now: Date): DailyPaper | null {
  const paper = isObject(item.paper) ? item.paper : item;
  const title = textUnder(paper, 'title') ?? textUnder(item, 'title');
  if (title === null) return null;
  const summary = textUnder(paper, 'summary', 'abstract') ?? textUnder(item, 'summary');
  const id = textUnder(paper, 'id', 'arxivId') ?? textUnder(item, 'id');
  const identifiers = identifiersAmong([id]);
  const arxiv = identifiers.find(({ scheme }) => scheme === 'arxiv');
  const names = Array.isArray(paper.authors) ? paper.authors : [];
  const day = textUnder(paper, 'publishedAt')?.slice(0, 10) ?? null;
  const outer = paper === item ? null : textUnder(item, 'publishedAt');
  return {
    entry: entryOf({
      line,
      title: oneLine(title),
      abstract: summary === null ? null : unwrapped(summary),
      authors: names.map(authorIn).filter((author) => author !== null),
      date: day === null ? null : dateOrNull(parsePartialDate(day, now)),
      identifiers,
      links: [
        arxiv === undefined ? null : recordLink(`https://arxiv.org/abs/${arxiv.value}`, 'paper'),
        recordLink(textUnder(paper, 'githubRepo') ?? textUnder(item, 'githubRepo'), 'code'),
        recordLink(textUnder(paper, 'projectPage') ?? textUnder(item, 'projectPage'), 'project'),
      ].filter((link) => link !== null),
      record: item,
    }),
    shownOn: (textUnder(paper, 'submittedOnDailyAt') ?? textUnder(item, 'submittedOnDailyAt') ?? outer)?.slice(0, 10) ?? null,
  };
}

/** Authors who asked not to be shown are not; the record keeps them. */
function authorIn(author: unknown): ReturnType<typeof authorNamed> {
  if (typeof author === 'string') return authorNamed(author);
  if (!isObject(author) || author.hidden === true) return null;
  const name = textUnder(author, 'name', 'fullname');
  return name === null ? null : authorNamed(name);
}

function dateOrNull(date: PartialDate): PartialDate | null {
  return date.sort === null ? null : date;
}

/**
 * The papers of one file under their digests: where all were shown on one day it is the file's digest, else each
 * paper carries its own.
 */
export function underDigests(
  papers: readonly DailyPaper[],
  name: string,
  now: Date,
): { entries: readonly ImportEntry[]; date: PartialDate | null } {
  const days = new Set(papers.map(({ shownOn }) => shownOn));
  const dateOf = (day: string | null) => (day === null ? null : dateOrNull(parsePartialDate(day, now)));
  if (days.size <= 1) return { entries: papers.map(({ entry }) => entry), date: dateOf(papers[0]?.shownOn ?? null) };
  const entries = papers.map(({ entry, shownOn }) => ({ ...entry, kept: { ...entry.kept, digest: { name, date: dateOf(shownOn) } } }));
  return { entries, date: null };
}
