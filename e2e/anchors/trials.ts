/**
 * Highlights of real abstracts, and what a finder makes of them once the abstracts were edited. The edits tell where every
 * word went, so that a finder's answer is right or wrong whatever it is based on.
 */
import { type Anchor, anchorAt, type Found, isRange } from '../../src/shared/text/anchor.ts';
import { rawRange, shownRange, spansOf } from '../../src/shared/text/spans.ts';
import { type Random, seeded } from '../durability/random.ts';
import { asFirst, type Draft, draftOf, type Placed, written } from './draft.ts';
import { EDITS, seasoned } from './edits.ts';
import { agree, type Chosen, isAlike, isAt, isCutAnew, isRegrown, isTold, placesOf } from './truth.ts';

export type Finder = (raw: string, anchor: Anchor) => Found | null;

/** What became of highlights; each counts as a highlight and as one of the outcomes from `found` on. */
const OUTCOMES = [
  'highlights',
  /** The same words in any spelling stand in a row. */
  'survived',
  /** Found on the same words. */
  'found',
  /** The words stand there, but nothing tells them from others: not placed. */
  'undecided',
  /** Placed on words that say the same. */
  'carried over',
  /** Words that say the same were left to be placed by hand. */
  'left',
  /** The words are gone, and so is the highlight. */
  'gone',
  /** Not found though any reader would; and placed on anything else. Of these there must be none. */
  'missed',
  'wrong',
] as const;
export type Tally = Record<(typeof OUTCOMES)[number], number>;

export interface Figures {
  readonly edits: number;
  readonly seed: number;
  /** By kind of edit. */
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly total: Tally;
  /** The first that went wrong, in words. */
  readonly failures: readonly string[];
}

const HIGHLIGHTS_PER_EDIT = 6;
const FAILURES_KEPT = 20;
const SEVERAL = 'several of these';

interface Highlight extends Chosen {
  readonly anchor: Anchor;
}

interface Version {
  readonly raw: string;
  readonly pieces: readonly Placed[];
}

/** Edits so many abstracts, every other one in several ways, and has the finder look for some highlights of each. */
export function runTrials(
  abstracts: readonly string[],
  finder: Finder,
  edits: number,
  seed: number,
  onEdit: (done: number) => void = () => {},
): Figures {
  const random = seeded(seed);
  const names = Object.keys(EDITS);
  const tallies = new Map([...names, SEVERAL].map((name) => [name, emptyTally()]));
  const failures: string[] = [];
  const draft = (): Draft => draftOf(abstracts[random.int(abstracts.length)] ?? '');
  for (let done = 0; done < edits; done += 1) {
    const single = done % 2 === 0 ? names[(done / 2) % names.length] : undefined;
    const chosen = single === undefined ? Array.from({ length: 2 + random.int(3) }, () => names[random.int(names.length)] ?? '') : [single];
    const first = asFirst(random.next() < 0.5 ? seasoned(draft(), random, []) : draft());
    const old = written(first);
    const now = written(chosen.reduce<Draft>((so, name) => EDITS[name]?.(so, random, draft()) ?? so, first));
    const tally = tallies.get(single ?? SEVERAL) ?? emptyTally();
    for (let number = 0; number < HIGHLIGHTS_PER_EDIT; number += 1) {
      const highlight = highlightIn(old, random);
      // Where a cut word is spelled anew its part may be found or not.
      if (highlight === null || isCutAnew(highlight, now.pieces)) continue;
      const failure = judge(tally, highlight, old, now, finder(now.raw, highlight.anchor));
      if (failure !== null && failures.length < FAILURES_KEPT) failures.push(`Edit ${done} (${chosen.join(', ')}): ${failure}`);
    }
    onEdit(done + 1);
  }
  const total = emptyTally();
  for (const tally of tallies.values()) for (const outcome of OUTCOMES) total[outcome] += tally[outcome];
  return { edits, seed, tallies, total, failures };
}

function emptyTally(): Tally {
  return { highlights: 0, survived: 0, found: 0, undecided: 0, 'carried over': 0, left: 0, gone: 0, missed: 0, wrong: 0 };
}

/** From one word to several sentences, now and then with the first or last word cut; null where clean-up does not allow it. */
function highlightIn({ raw, pieces }: Version, random: Random): Highlight | null {
  const all = pieces.filter(({ kind }) => kind === 'word');
  const length = random.pick([1, 2, 3, 5, 8, 15, 30, 60]);
  const from = random.int(Math.max(1, all.length - length));
  const words = all.slice(from, from + length);
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return null;
  const cut = (word: Placed): number => (random.next() < 0.04 && /^\p{L}{6,}$/u.test(word.text) ? 2 : 0);
  const [cutStart, cutEnd] = [cut(first), cut(last)];
  const [start, end] = [first.start + cutStart, last.end - cutEnd];
  const spans = spansOf(raw, { repair: true });
  const shown = shownRange(spans, start, end);
  const whole = rawRange(spans, shown.start, shown.end);
  if (whole.start !== start || whole.end !== end || !isRange(raw, start, end)) return null;
  return { anchor: anchorAt(raw, start, end), words, cutStart, cutEnd };
}

/** Counts what the finder found; a sentence where that is wrong. */
function judge(tally: Tally, highlight: Highlight, old: Version, now: Version, found: Found | null): string | null {
  const { quote } = highlight.anchor;
  const places = placesOf(highlight, now.pieces);
  const own = places.find(({ copy }) => copy === 0);
  const survived = own?.same === true;
  const told = survived && isTold(highlight, old.pieces, now.pieces, own);
  const words = (start: number, end: number): string => JSON.stringify(now.raw.slice(Math.max(0, start), end));
  tally.highlights += 1;
  if (survived) tally.survived += 1;
  if (found === null) {
    const outcome = told ? 'missed' : places.some(({ same }) => same) ? 'undecided' : own === undefined ? 'gone' : 'left';
    tally[outcome] += 1;
    return told ? `missed ${JSON.stringify(quote)} in ${words(own.start - 80, own.end + 80)}` : null;
  }
  // A copy that nothing tells from the words themselves is as good.
  const right =
    (told ? [own] : places).some((place) => isAt(now.raw, place, found)) ||
    isRegrown(highlight, now.pieces, found) ||
    (!told && isAlike(highlight, old.pieces, now.pieces, found));
  if (right && isRange(now.raw, found.start, found.end) && agree(quote, now.raw.slice(found.start, found.end))) {
    tally[own === undefined || survived ? 'found' : 'carried over'] += 1;
    return null;
  }
  tally.wrong += 1;
  const { prefix, suffix } = highlight.anchor;
  const instead = own === undefined ? 'which is gone' : `which is ${words(own.start, own.end)} now`;
  return `${JSON.stringify(quote)} between ${JSON.stringify(prefix)} and ${JSON.stringify(suffix)}, ${instead}, was placed (${found.how}) on ${words(found.start, found.end)} in ${words(found.start - 80, found.end + 80)}`;
}

/** The figures as a table for people. */
export function tableOf({ edits, seed, tallies, total, failures }: Figures): string {
  const rows = [
    ['', ...OUTCOMES],
    ...[...tallies, ['all', total] as const].map(([name, tally]) => [name, ...OUTCOMES.map((outcome) => String(tally[outcome]))]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const lines = rows.map((cells) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  );
  return [`${edits} edited abstracts from the seed ${seed}:`, ...lines, ...failures].join('\n');
}
