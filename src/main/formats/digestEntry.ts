/** A paper of a digest page, written down. */
import type { ImportEntry } from '../../shared/entries.ts';
import type { ImportProblem } from '../../shared/importModels.ts';
import { repairsIn } from '../../shared/text/repair.ts';
import { endsSentence, type Meta } from './digestLines.ts';
import type { Draft } from './digestParts.ts';
import { authorsFrom, entryOf, identifiersAmong, recordLink } from './entry.ts';

const NUMBERED = /^(?:#?\(?(\d{1,3})[.):]|\[(\d{1,3})\])\s+(?=\S)/;

/** Whether the page counts its papers: then the numbers are not part of their titles. */
export function areNumbered(drafts: readonly Draft[]): boolean {
  const numbers = drafts
    .map(({ title }) => NUMBERED.exec(title.text))
    .map((found) => (found === null ? null : Number(found[1] ?? found[2])));
  if (drafts.length < 2 || numbers.filter((number) => number !== null).length < drafts.length * 0.6) return false;
  return numbers.every((number, at) => number === null || at === 0 || number > (numbers[at - 1] ?? -1));
}

/**
 * The entry of a draft. `numbered` takes the page's number from its title; `last` says that the page ends with it,
 * so that an abstract without an end was cut.
 */
export function entryFrom(draft: Draft, numbered: boolean, last: boolean): ImportEntry {
  const title = numbered ? draft.title.text.replace(NUMBERED, '') : draft.title.text;
  const abstract = draft.prose.map(({ text }) => text).join('\n\n');
  const metas = draft.about.map((line) => line.meta ?? (line.names > 0 ? ({ kind: 'authors', names: line.text } as const) : null));
  const of = <K extends Meta['kind']>(kind: K) => metas.filter((meta): meta is Extract<Meta, { kind: K }> => meta?.kind === kind);
  const date = of('date').find((meta) => meta.ofPaper) ?? null;
  const addresses = [...draft.title.links, ...of('link').map((meta) => meta.url), ...draft.about.flatMap((line) => line.links)];
  const names = of('authors')[0]?.names;
  const end = draft.prose.at(-1);
  const isCut = /(?:…|\.\.\.)$/.test(abstract) || (!endsSentence(abstract) && (last || !/https?:\/\/\S+$/.test(abstract)));
  const problems = titleProblems(title, draft.title.line);
  if (isCut && end !== undefined) {
    problems.push({ line: end.line, message: 'The page cuts the abstract short. What is there is kept.', severity: 'note' });
  }
  const other = draft.about.map((line) => line.text);
  return entryOf({
    line: draft.title.line,
    title,
    abstract,
    authors: names === undefined ? [] : authorsFrom(names.replace(/[\d*∗†‡§¶]+/gu, '').replace(/,?\s*et al\.?$/i, '')),
    date: date === null ? null : date.date,
    venue: of('venue')[0]?.name ?? null,
    identifiers: identifiersAmong([...of('identifier').map((meta) => meta.text), ...addresses]),
    links: addresses.map((url) => recordLink(url.startsWith('/') ? null : url)).filter((link) => link !== null),
    keywords: of('keywords').flatMap((meta) => meta.words),
    problems,
    record: {
      ...(title === draft.title.text ? {} : { titleLine: draft.title.text }),
      ...(other.length === 0 ? {} : { otherLines: other }),
    },
  });
}

function titleProblems(title: string, line: number): ImportProblem[] {
  return repairsIn(title)
    .map((repair) => ({ was: title.slice(repair.rawStart, repair.rawEnd), is: repair.shown }))
    .filter(({ was }) => !/^[\d.,–-]+[xX]$/.test(was))
    .map(({ was, is }) => ({
      line,
      message: `The title had ${/^[&<]/.test(was) ? 'HTML' : 'TeX'} left in it, “${was}”. It is read as “${is}”.`,
      severity: 'note',
    }));
}
