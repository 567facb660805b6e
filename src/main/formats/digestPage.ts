/**
 * Papers on a digest page, told by shape alone: a short line that ends no sentence, followed by paragraphs of prose.
 * Between them stand bylines, votes, dates and addresses; around them the page's furniture.
 */
import type { ReadItem, SourceFacts } from '../../shared/entries.ts';
import type { ImportProblem } from '../../shared/importModels.ts';
import type { PartialDate } from '../../shared/models.ts';
import { areNumbered, entryFrom } from './digestEntry.ts';
import { isPageDate, pageDateIn, pageNameIn } from './digestHeader.ts';
import { looksLikePapers } from './digestJudge.ts';
import {
  continuesProse,
  endsSentence,
  isAffiliation,
  isFurniture,
  isProse,
  metaOf,
  nameCount,
  titleStrength,
  wordCount,
} from './digestLines.ts';
import type { Block, Draft, Line, Stretch } from './digestParts.ts';
import { chooseTitle, hasBylines, hasTags, lastIndex } from './digestTitles.ts';

export interface Page {
  readonly facts: SourceFacts;
  readonly items: readonly ReadItem[];
}

/** A paragraph above all titles that is as long as this is an abstract that lost its own, not a page's greeting. */
const SURELY_ABSTRACT = 400;

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

  stretches.forEach((stretch, at) => {
    const chosen = chooseTitle(stretch.before, bylines, at === 0 && !tagged);
    if (chosen === -1) {
      const previous = drafts.at(-1);
      const parted = stretch.before.some((line) => line.meta !== null && line.meta.kind !== 'label');
      if (previous !== undefined && !parted) drafts[drafts.length - 1] = { ...previous, prose: [...previous.prose, ...stretch.prose] };
      else if (previous !== undefined || (stretch.prose[0]?.text.length ?? 0) >= SURELY_ABSTRACT)
        problems.push(lostAbstract(stretch.prose[0]));
      return;
    }
    const title = stretch.before[chosen];
    if (title === undefined) return;
    const leading = stretch.before.slice(0, chosen);
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
  const lost = problems.length > Math.max(3, drafts.length / 2) ? [] : problems;
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

function lineOf(item: ReadItem): number {
  return item.kind === 'entry' ? item.entry.line : item.kind === 'problem' ? item.problem.line : 0;
}
