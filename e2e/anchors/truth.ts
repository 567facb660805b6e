/** Where the words of a highlight went, as the edits tell; and what a reader could tell who knows the old text and the new one. */
import type { Placed } from './draft.ts';

/** Words of the first version, in a row; of the first and the last a part may be cut. */
export interface Chosen {
  readonly words: readonly Placed[];
  readonly cutStart: number;
  readonly cutEnd: number;
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface Survivor extends Stretch {
  /** 0 for the words themselves, another number for a copy of them. */
  readonly copy: number;
  /** The same words in any spelling; else words that say the same. */
  readonly same: boolean;
}

/** Whether a cut word is spelled anew: then nobody knows where its part is. */
export function isCutAnew({ words, cutStart, cutEnd }: Chosen, pieces: readonly Placed[]): boolean {
  const anew = (word: Placed | undefined): boolean => pieces.some((piece) => piece.origin === word?.origin && piece.text !== word?.text);
  return (cutStart > 0 && anew(words[0])) || (cutEnd > 0 && anew(words.at(-1)));
}

/** Where the words stand in a row now, in the text itself and in copies. */
export function placesOf({ words, cutStart, cutEnd }: Chosen, pieces: readonly Placed[]): readonly Survivor[] {
  const now = pieces.filter(({ kind }) => kind === 'word');
  const found: Survivor[] = [];
  now.forEach((piece, at) => {
    if (piece.origin !== words[0]?.origin) return;
    const stretch = stretchFrom(words, now.slice(at));
    const left = stretch.filter(({ text }) => text !== '');
    const first = left[0];
    const last = left.at(-1);
    if (first === undefined || last === undefined) return;
    const same = stretch.every(({ fate }) => fate === 'same');
    const copy = Math.max(...stretch.map((one) => one.copy));
    found.push({ copy, start: first.start + cutStart, end: last.end - cutEnd, same });
  });
  return found;
}

/** The pieces up to the last of the words, if nothing but what says the same came between them; else none. */
function stretchFrom(words: readonly Placed[], pieces: readonly Placed[]): readonly Placed[] {
  let next = 0;
  for (const [at, { origin, fate }] of pieces.entries()) {
    if (origin === words[next]?.origin && fate !== 'other') next += 1;
    else if (origin !== null || fate !== 'reworded') return [];
    if (next === words.length) return pieces.slice(0, at + 1);
  }
  return [];
}

/** Neighbours looked at on each side, and how many words in a row or what share of them tells a place. */
const NEIGHBOURS = 8;
const TELLING_ROW = 18;
const TELLING_SHARE = 0.75;
/** Fewer words in a row with a smaller share do, too. */
const ROW = 10;
const SHARE = 0.4;
/** So many words of a sentence tell it from others. */
const TELLING_PART = 4;
/** By so much must the neighbours be better than those of the same words elsewhere. */
const CLEARLY = 0.4;
/** What a word of the next sentence tells, which may have come or gone. */
const BEYOND = 0.5;

/** So many neighbours that are the same make two places one to a reader. */
const ALIKE_ON_ONE_SIDE = 3;
const ALIKE_ON_BOTH = 1;

/** Words next to a place, the nearest first, up to where a sentence begins or ends and beyond. */
interface Side {
  readonly words: readonly Placed[];
  /** So many of them belong to the sentence of the place. */
  readonly within: number;
}

function sideOf(pieces: readonly Placed[], at: number, step: 1 | -1): Side {
  const words: Placed[] = [];
  let within: number | null = null;
  for (let index = at + step; words.length < NEIGHBOURS; index += step) {
    const piece = pieces[index];
    if (piece === undefined) break;
    if (piece.kind === 'word' && piece.text !== '') words.push(piece);
    else if (isStop(pieces, index)) within ??= words.length;
  }
  return { words, within: within ?? words.length };
}

/** Whether a sentence ends at a piece; "i.e." and "d.o.f." end none. */
function isStop(pieces: readonly Placed[], at: number): boolean {
  const { kind, text } = pieces[at] ?? { kind: 'space', text: '' };
  return kind === 'mark' && (/.[.?!…]/u.test(text) || (/^[.?!…]/u.test(text) && !/(?<!\p{L})\p{L}$/u.test(pieces[at - 1]?.text ?? '')));
}

function isSame(one: Placed | undefined, other: Placed | undefined): boolean {
  return one !== undefined && one.origin === other?.origin && other?.fate === 'same' && other.copy === 0;
}

/** The words of the same sentence that are still next to the place without a gap. */
function rowOf(was: Side, now: Side): number {
  const end = was.words.findIndex((piece, at) => at >= was.within || !isSame(piece, now.words[at]));
  return end === -1 ? was.words.length : end;
}

type IsSame = (one: Placed, other: Placed | undefined, others: readonly Placed[]) => boolean;

/** How much of the neighbours on both sides is the same by some measure, from 0 to 1; a word with hyphens is several. */
function shareOf(was: readonly Side[], now: readonly Side[], same: IsSame): number {
  let all = 0;
  let kept = 0;
  was.forEach(({ words, within }, side) => {
    const others = now[side]?.words ?? [];
    let [passed, passedNow] = [0, 0];
    words.forEach((word, at) => {
      const weight = partsOf(word) * (at < within ? 1 : BEYOND);
      all += weight;
      if (passed === passedNow && same(word, others[at], others)) kept += weight;
      passed += partsOf(word);
      passedNow += partsOf(others[at]);
    });
  });
  return all === 0 ? 0 : kept / all;
}

function partsOf(word: Placed | undefined): number {
  return word?.text.split('-').length ?? 1;
}

/** Whether a reader who knows the old text would tell these words from all others of the new one, by them or their neighbours. */
export function isTold({ words }: Chosen, old: readonly Placed[], pieces: readonly Placed[], own: Stretch): boolean {
  const first = old.findIndex((piece) => piece.origin === words[0]?.origin);
  const last = old.findIndex((piece) => piece.origin === words.at(-1)?.origin);
  const from = pieces.findIndex((piece) => piece.end > own.start);
  const to = pieces.findLastIndex((piece) => piece.start < own.end);
  const was = [sideOf(old, first, -1), sideOf(old, last, 1)] as const;
  const is = [sideOf(pieces, from, -1), sideOf(pieces, to, 1)] as const;
  if (![0, 1].some((side) => isSame(was[side]?.words[0], is[side]?.words[0]))) return false;
  const rows = [rowOf(was[0], is[0]), rowOf(was[1], is[1])] as const;
  const share = shareOf(was, is, isSame);
  const inRow = words.length + rows[0] + rows[1];
  if (inRow < TELLING_ROW && share < TELLING_SHARE && (inRow < ROW || share < SHARE)) return false;
  // Of words on both sides of a full stop each part must be told.
  const stops = old.slice(first, last).flatMap((_, at) => (isStop(old, first + at) ? [first + at] : []));
  const wordsIn = (start: number, end: number): number => old.slice(start, end).filter(({ kind }) => kind === 'word').length;
  const parts = [wordsIn(first, stops[0] ?? 0), wordsIn(stops.at(-1) ?? 0, last + 1)];
  const held = ([0, 1] as const).every((side) => (parts[side] ?? 0) + rows[side] >= TELLING_PART || rows[side] === was[side].within);
  if (stops.length > 0 && !held) return false;
  // What else there is with these words must have other neighbours.
  const now = pieces.filter(({ kind, text }) => kind === 'word' && text !== '');
  const key = words.map((word) => letters(word.text)).join(' ');
  const spelled = now.map((piece) => letters(piece.text));
  const alike: IsSame = (one, _, others) => others.some((second) => letters(one.text) === letters(second.text));
  return now.every((piece, at) => {
    const end = now[at + words.length - 1];
    if (piece === pieces[from] || end === undefined || spelled.slice(at, at + words.length).join(' ') !== key) return true;
    const there = [sideOf(pieces, pieces.indexOf(piece), -1), sideOf(pieces, pieces.indexOf(end), 1)];
    return share - shareOf(was, there, alike) > CLEARLY;
  });
}

/**
 * Whether the same words stand there with one of them from elsewhere: a phrase put in behind "fed into" may begin with "the", too,
 * and no reader tells which is which.
 */
export function isRegrown({ words }: Chosen, pieces: readonly Placed[], found: Stretch): boolean {
  const there = pieces.filter(({ start, end, text }) => text !== '' && start < found.end && end > found.start);
  const now = there.filter(({ kind }) => kind === 'word');
  const foreign = now.filter((piece, at) => !isSame(words[at], piece));
  const [alien] = foreign;
  if (!isSpelledAlike(words, now) || now.length < 3 || foreign.length !== 1 || alien === undefined) return false;
  const at = there.indexOf(alien);
  return !there.slice(Math.max(0, at - 2), at + 3).some(({ kind, text }) => kind === 'mark' && /[.?!…]/u.test(text));
}

/** Whether the same words stand there among the same neighbours: some abstracts say a thing twice, and one of the two is gone. */
export function isAlike({ words }: Chosen, old: readonly Placed[], pieces: readonly Placed[], found: Stretch): boolean {
  const now = pieces.filter(({ kind, start, end, text }) => kind === 'word' && text !== '' && start < found.end && end > found.start);
  if (!isSpelledAlike(words, now)) return false;
  const sides = ([-1, 1] as const).map((step) => {
    const edge = (of: readonly Placed[], chosen: readonly Placed[]): Side =>
      sideOf(
        of,
        of.findIndex((piece) => piece === chosen.at(step === 1 ? -1 : 0)),
        step,
      );
    const one = edge(old, words);
    const other = edge(pieces, now);
    const end = one.words.findIndex(({ text }, at) => at >= one.within || letters(text) !== letters(other.words[at]?.text ?? ''));
    return end === -1 ? one.words.length : end;
  });
  return Math.max(...sides) >= ALIKE_ON_ONE_SIDE || Math.min(...sides) >= ALIKE_ON_BOTH;
}

function isSpelledAlike(words: readonly Placed[], now: readonly Placed[]): boolean {
  return now.length === words.length && now.every((piece, at) => letters(piece.text) === letters(words[at]?.text ?? ''));
}

/** Whether a found range begins and ends with the words of a stretch, give or take the signs around them. */
export function isAt(raw: string, stretch: Stretch, found: Stretch): boolean {
  const differs = (one: number, other: number): boolean =>
    /[\p{L}\p{N}]/u.test(plain(raw.slice(Math.min(one, other), Math.max(one, other))));
  return found.start < stretch.end && found.end > stretch.start && !differs(found.start, stretch.start) && !differs(found.end, stretch.end);
}

/** A second opinion that knows nothing of edits: the same digits in the same order, and as many denials. */
export function agree(quote: string, found: string): boolean {
  const figures = (text: string): string => plain(text).replace(/\D+/g, '');
  const denials = (text: string): number =>
    plain(text).match(/\b(?:not?|never|without|cannot|neither|nor|hardly)\b|n['’]t\b/gi)?.length ?? 0;
  return figures(quote) === figures(found) && denials(quote) === denials(found);
}

function plain(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);|&#(\d+);/gi, (_, hex: string | undefined, decimal: string) =>
      String.fromCodePoint(Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16)),
    )
    .replace(/&nbsp;/g, ' ')
    .replace(/&rsquo;|&apos;/g, "'")
    .replace(/&[a-z]+;|<\/?[a-z]+>|\\(?:text|math)[a-z]{2}|\\emph|\\em(?![a-z])|\p{Cf}/giu, '')
    .normalize('NFKC');
}

function letters(text: string): string {
  return plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
