/**
 * Papers on a digest page, told by shape alone: a short line that ends no sentence, followed by paragraphs of prose.
 * Between them stand bylines, votes, dates and addresses; around them the page's furniture.
 */
import type { ImportEntry, ReadItem, SourceFacts } from '../../shared/entries.ts';
import type { ImportProblem, PartialDate } from '../../shared/models.ts';
import { repairsIn } from '../../shared/text/repair.ts';
import { looksLikePapers } from './digestJudge.ts';
import {
  continuesProse,
  endsSentence,
  isAffiliation,
  isFurniture,
  isProse,
  type Meta,
  metaOf,
  nameCount,
  titleStrength,
  wordCount,
} from './digestLines.ts';
import { authorsFrom, entryOf, identifiersAmong, recordLink } from './entry.ts';

/** A line of a page, or an element of a saved one. */
export interface Block {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly links: readonly string[];
  /** Marked as a heading by the page itself. */
  readonly heading: boolean;
}

export interface Page {
  readonly facts: SourceFacts;
  readonly items: readonly ReadItem[];
}

interface Line extends Block {
  readonly meta: Meta | null;
  readonly strength: number;
  readonly names: number;
}

/** What stands before an abstract, and the abstract. */
interface Stretch {
  readonly before: Line[];
  readonly prose: Block[];
}

/** A paper before it is written down. */
export interface Draft {
  readonly title: Block;
  /** What is known of it beside title and abstract. */
  readonly about: readonly Line[];
  readonly prose: readonly Block[];
}

/** A page's name and date stand on short lines. In UTF-16 units. */
const MAX_HEADER = 120;

const NO_PAPERS: Page = { facts: { digest: null }, items: [] };

/**
 * The papers of a page in its order, with a problem for each that could not be read. A page that does not look like
 * one of papers yields nothing at all.
 * @param now the instant that a date without a year is read against.
 */
export function readPage(blocks: readonly Block[], now: Date): Page {
  const { stretches, after } = cut(blocks, now);
  const bylines = hasBylines(stretches);
  const tagged = hasTags(stretches);
  const drafts: Draft[] = [];
  const problems: ImportProblem[] = [];
  let pageDate: PartialDate | null = null;
  let pageName: string | null = null;
  let leading: readonly Line[] = [];

  stretches.forEach((stretch, at) => {
    const chosen = chooseTitle(stretch.before, bylines, at === 0 && !tagged);
    if (chosen === -1) {
      const previous = drafts.at(-1);
      const parted = stretch.before.some((line) => line.meta !== null && line.meta.kind !== 'label');
      if (previous !== undefined && !parted) drafts[drafts.length - 1] = { ...previous, prose: [...previous.prose, ...stretch.prose] };
      else if (previous !== undefined) problems.push(lostAbstract(stretch.prose[0]));
      return;
    }
    const title = stretch.before[chosen];
    if (title === undefined) return;
    leading = stretch.before.slice(0, chosen);
    if (drafts.length === 0) {
      pageDate = pageDateIn(leading, now);
      pageName = pageNameIn(leading, now);
    } else {
      const previous = drafts[drafts.length - 1];
      if (previous !== undefined) drafts[drafts.length - 1] = { ...previous, about: [...previous.about, ...leading] };
    }
    const from = drafts.length === 0 ? lastIndex(leading, isPageDate) + 1 : 0;
    if (drafts.length > 0 || from > 0) problems.push(...lostTitles(leading.slice(from), bylines));
    drafts.push({ title, about: stretch.before.slice(chosen + 1), prose: stretch.prose });
  });
  if (drafts.length > 1) {
    const furniture = after.findIndex((line) => isFurniture(line.text));
    problems.push(...lostTitles(furniture === -1 ? after : after.slice(0, furniture), bylines));
  }
  const numbered = areNumbered(drafts);
  if (!looksLikePapers(drafts, pageDate !== null, numbered)) return NO_PAPERS;

  const entries = drafts.map((draft, at) =>
    entryFrom(draft, numbered, at === drafts.length - 1 && after.length === 0 && drafts.length > 2),
  );
  // Where every paper has two lines that could be its title, the second is the page's habit and not a lost paper.
  const lost = problems.length > drafts.length / 2 ? [] : problems;
  const items: ReadItem[] = [
    ...entries.map((entry) => ({ kind: 'entry' as const, entry })),
    ...lost.map((problem) => ({ kind: 'problem' as const, problem })),
  ].sort((a, b) => lineOf(a) - lineOf(b));
  const isDigest = drafts.length > 1 || pageDate !== null || pageName !== null;
  return { facts: { digest: isDigest ? { name: pageName ?? 'Daily papers', date: pageDate } : null }, items };
}

/** Cuts the page into stretches that end in prose, and what follows the last of it. */
function cut(blocks: readonly Block[], now: Date): { stretches: readonly Stretch[]; after: readonly Line[] } {
  const stretches: Stretch[] = [];
  let before: Line[] = [];
  let open: Stretch | null = null;
  const single = blocks.flatMap((block) => parted(block, now));
  // What a page says again and again is its own: "Add to collection", the name of a firm.
  const times = new Map<string, number>();
  for (const { text } of single) times.set(text, (times.get(text) ?? 0) + 1);
  single.forEach((block, at) => {
    const next = single[at + 1];
    if (!block.heading && isProse(block.text)) {
      if (open === null) {
        open = { before, prose: [] };
        stretches.push(open);
        before = [];
      }
      open.prose.push(block);
    } else if (open !== null && !block.heading && continuesProse(block.text) && !titlesNext(block, next)) {
      open.prose.push(block);
    } else {
      open = null;
      const line = examined(block, single[at - 1], now);
      before.push((times.get(block.text) ?? 0) < 3 ? line : { ...line, strength: 0, names: 0 });
    }
  });
  return { stretches, after: before };
}

/** "Ada Chen · Apr 27 · arXiv:2404.12345" is three lines in one. */
function parted(block: Block, now: Date): readonly Block[] {
  if (block.text.length > 400 || !/\s[·•|]\s/.test(block.text)) return [block];
  const parts = block.text.split(/\s+[·•|]\s+/);
  const metas = parts.filter((part) => metaOf(part, now) !== null).length;
  if (metas === 0 || metas + parts.filter((part) => nameCount(part) > 0).length < parts.length) return [block];
  return parts.map((text, at) => ({ ...block, text, links: at === 0 ? block.links : [] }));
}

/** A sentence-like line straight before prose may be the title of it. */
function titlesNext(block: Block, next: Block | undefined): boolean {
  return next !== undefined && titleStrength(block.text) > 1 && isProse(next.text);
}

function examined(block: Block, previous: Block | undefined, now: Date): Line {
  // "Submitted by" on a line of its own is followed by who did.
  const isSubmitter =
    previous !== undefined && /^(?:submitted|posted|shared|added|curated) by$/i.test(previous.text) && wordCount(block.text) <= 4;
  const meta = isSubmitter ? ({ kind: 'label' } as const) : metaOf(block.text, now);
  return { ...block, meta, strength: meta === null ? titleStrength(block.text) : 0, names: meta === null ? nameCount(block.text) : 0 };
}

/** Whether papers on this page have their authors between title and abstract. */
function hasBylines(stretches: readonly Stretch[]): boolean {
  // One name alone may as well be a title of two words: it counts for half.
  const weight = ({ before }: Stretch) => {
    const names = before.filter(
      (line, at) => line.names > 0 && before.slice(0, at).some((other) => other.strength > 1 && other.names === 0),
    );
    return names.length === 0 ? 0 : names.some((line) => line.names > 1) ? 1 : 0.5;
  };
  const between = stretches.slice(1);
  if (between.length > 0) return between.reduce((sum, stretch) => sum + weight(stretch), 0) >= between.length / 4;
  return (stretches[0]?.before ?? []).some((line, at, all) => line.names > 0 && (all[at - 1]?.strength ?? 0) === 3);
}

/** Whether papers on this page have a single word, such as a firm's name, between title and abstract. */
function hasTags(stretches: readonly Stretch[]): boolean {
  const between = stretches.slice(1);
  const tagged = between.filter(({ before }) => {
    const at = lastIndex(before, (line) => line.strength > 0);
    return at > 0 && wordCount(before[at]?.text ?? '') < 2 && before.slice(0, at).some((line) => line.strength === 3);
  });
  return tagged.length > between.length / 4;
}

/** The index of the title among the lines before an abstract, -1 if there is none. `nearest` bars it from being passed over. */
function chooseTitle(before: readonly Line[], bylines: boolean, nearest: boolean): number {
  const headed = lastIndex(before, (line) => line.heading && line.meta === null && line.strength > 0);
  if (headed !== -1) return headed;
  const isTitle = (line: Line | undefined) => line !== undefined && line.strength > 0 && !isAffiliation(line.text);
  const at = lastIndex(before, isTitle);
  if (at === -1) return -1;
  if (bylines && (before[at]?.names ?? 0) > 0) return aboveNames(before, at, isTitle);
  // One word above a paragraph is furniture if a clear title stands just before it.
  const better = lastIndex(before.slice(0, at), (line) => isTitle(line) && line.strength === 3 && !(bylines && line.names > 0));
  return !nearest && better !== -1 && wordCount(before[at]?.text ?? '') < 2 ? better : at;
}

/** The title above a byline: the nearest line that is no name, or the topmost of the names, since titles can look like one. */
function aboveNames(before: readonly Line[], from: number, isTitle: (line: Line | undefined) => boolean): number {
  let top = from;
  for (let at = from - 1; at >= 0; at -= 1) {
    const line = before[at];
    if (isPageDate(line) || line?.meta?.kind === 'count' || line?.meta?.kind === 'link') break;
    if (line === undefined || !isTitle(line)) continue;
    if (line.names === 0) return line.strength > 1 ? at : top;
    top = at;
  }
  return top;
}

function lastIndex<T>(items: readonly T[], test: (item: T) => boolean): number {
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at];
    if (item !== undefined && test(item)) return at;
  }
  return -1;
}

/** A date that says nothing of what it is the date of. */
function isPageDate(line: Line | undefined): boolean {
  return line?.meta?.kind === 'date' && !line.meta.ofPaper;
}

/** The page's date: the last line before the first title that is one. */
function pageDateIn(leading: readonly Line[], now: Date): PartialDate | null {
  for (const line of leading.toReversed()) {
    if (line.text.length > MAX_HEADER) continue;
    if (line.meta?.kind === 'date' && !line.meta.ofPaper) return line.meta.date;
    const tail = /(?:[·|•,–—:-]|\bfor|\bof)\s+([^·|•–—:]{3,30})$/.exec(line.text)?.[1];
    const meta = tail === undefined ? null : metaOf(tail, now);
    if (meta?.kind === 'date') return meta.date;
  }
  return null;
}

/** What the page calls itself, if it says so above its first paper. */
function pageNameIn(leading: readonly Line[], now: Date): string | null {
  for (const { text } of leading) {
    if (text.length > MAX_HEADER) continue;
    const name = text
      .replace(/\s*(?:[·|•,–—:-]|\bfor|\bof)\s+([^·|•–—:]{3,30})$/, (whole, tail: string) =>
        metaOf(tail, now)?.kind === 'date' ? '' : whole,
      )
      .trim();
    if (wordCount(name) > 8 || endsSentence(name) || isFurniture(name) || /^(?:get|submit|see|view|browse|all|by)\b/i.test(name)) continue;
    if (
      /\b(?:digest|daily papers|weekly papers|papers? of the (?:day|week|month)|trending papers|reading list|paper list|daily arxiv|arxiv daily)\b/i.test(
        name,
      )
    )
      return name;
  }
  return null;
}

function lostTitles(lines: readonly Line[], bylines: boolean): readonly ImportProblem[] {
  return lines
    .filter(
      (line) =>
        line.strength === 3 &&
        line.text.length >= 25 &&
        !endsSentence(line.text) &&
        !(bylines && line.names > 0) &&
        !isAffiliation(line.text),
    )
    .map((line) => ({
      line: line.line,
      message: `“${shortened(line.text)}” stands there without an abstract, so it was left out.`,
      severity: 'lost',
    }));
}

function lostAbstract(prose: Block | undefined): ImportProblem {
  return {
    line: prose?.line ?? 0,
    message: `An abstract without a title was left out: “${shortened(prose?.text ?? '')}”.`,
    severity: 'lost',
  };
}

function shortened(text: string): string {
  return text.length <= 90
    ? text
    : `${text
        .slice(0, 90)
        .replace(/\s+\S*$/, '')
        .toWellFormed()}…`;
}

const NUMBERED = /^(?:#?\(?(\d{1,3})[.):]|\[(\d{1,3})\])\s+(?=\S)/;

/** Whether the page counts its papers: then the numbers are not part of their titles. */
function areNumbered(drafts: readonly Draft[]): boolean {
  const numbers = drafts
    .map(({ title }) => NUMBERED.exec(title.text))
    .map((found) => (found === null ? null : Number(found[1] ?? found[2])));
  if (drafts.length < 2 || numbers.filter((number) => number !== null).length < drafts.length * 0.6) return false;
  return numbers.every((number, at) => number === null || at === 0 || number > (numbers[at - 1] ?? -1));
}

function entryFrom(draft: Draft, numbered: boolean, last: boolean): ImportEntry {
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

function lineOf(item: ReadItem): number {
  return item.kind === 'entry' ? item.entry.line : item.kind === 'problem' ? item.problem.line : 0;
}
