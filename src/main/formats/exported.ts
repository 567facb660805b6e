/** What formats that go both ways write of a paper: its facts, and what of them its own record tells already. */
import type { ExportPaper } from '../../shared/entries.ts';
import type { Author, CslType, PartialDate } from '../../shared/models.ts';

/** The paper's records of one format as one, the newer over the older; empty where it came otherwise. */
export function ownRecord(paper: ExportPaper, format: string): Readonly<Record<string, unknown>> {
  const records = paper.records.filter((kept) => kept.format === format).map(({ record }) => record);
  return Object.assign({}, ...records) as Record<string, unknown>;
}

/** Tags first, then what the source called keywords, each once and on one line. */
export function keywordsOf(paper: ExportPaper): readonly string[] {
  return [...new Set([...paper.tags.map(({ name }) => name), ...paper.keywords].map((word) => word.replace(/\s+/g, ' ').trim()))];
}

/** The texts of its notes and comments that are not blank. */
export function noteBodies(paper: ExportPaper): readonly string[] {
  return paper.notes.map(({ body }) => body.trim()).filter((body) => body !== '');
}

/** Whether two plain values are the same in every part. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether two dates tell the same; how they were written does not matter where both could be read. */
export function isSameDate(one: PartialDate | null, other: PartialDate | null): boolean {
  const told = (date: PartialDate | null) =>
    date === null ? null : date.sort === null ? date.given : [date.sort, date.precision, date.guessed];
  return isSame(told(one), told(other));
}

/** The type that a paper without one most likely has. */
export function likelyType(venue: string | null): CslType {
  if (venue === null || /arxiv|biorxiv|medrxiv|preprint/i.test(venue)) return 'article';
  return /\b(?:journal|transactions|letters|review|nature|science|cell|annals|magazine|plos|jmlr|tmlr)\b/i.test(venue)
    ? 'article-journal'
    : 'paper-conference';
}

/** The author with family and given name told apart where that is safe: two Latin words are a given and a family name. */
export function familyFirst(author: Author): Author {
  if (author.family !== undefined && author.given !== undefined) return author;
  const parts = author.name.split(' ');
  const [given, family] = parts;
  if (given === undefined || family === undefined || parts.length !== 2) return author;
  // Anything else is left as it is written.
  return /^\p{Script=Latin}[\p{Script=Latin}.'’-]*$/u.test(given) && /^\p{Script=Latin}[^,;]*$/u.test(family)
    ? { ...author, family, given }
    : author;
}

/** What stands after the names, as in "Ana Ruiz, Jr."; blank where nothing does. */
export function suffixOf({ name, family, given }: Author): string {
  const start = `${given} ${family}, `;
  return family !== undefined && given !== undefined && name.startsWith(start) ? name.slice(start.length) : '';
}
