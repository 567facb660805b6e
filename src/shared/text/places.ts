/** The places of a text where the words of an anchor may have gone, and the range of the one that is certain. */
import search from 'approx-string-match';
import { align } from './align.ts';
import { type Candidate, certain, neighbours, type Sought } from './evidence.ts';
import { type FoldedText, folded, type Token, type Word } from './fold.ts';
import { type Range, toShown } from './spans.ts';

/** A TextQuoteSelector and a TextPositionSelector in one; offsets are UTF-16 units of the raw text. */
export interface Anchor {
  readonly quote: string;
  /** What stands before and after the quote: {@link CONTEXT} units and the rest of a formula, or fewer where the text begins or ends. */
  readonly prefix: string;
  readonly suffix: string;
  readonly start: number;
  readonly end: number;
}

/** Some ten words to each side: enough to tell a repeated phrase by its neighbours after one of them was changed. */
export const CONTEXT = 64;

/** Others may keep more context; so much of it is looked at. */
const MAX_CONTEXT = 2 * CONTEXT;

/** More places than these nobody tells apart. */
const MAX_PLACES = 2_000;

/** Shorter quotes say something else with one word changed. */
const MIN_SIMILAR_WORDS = 4;
/** Comparing word by word takes time: longer quotes, or longer ones in longer texts, are found only if their words are the same. */
const MAX_SIMILAR_WORDS = 400;
const MAX_COMPARISONS = 4_000_000;
/** At least so many of the words must be the same. What the others may be changed to, `rewording.ts` says. */
const MIN_SAME = 0.75;
/** Words spelled otherwise are errors of the search, too. */
const MAX_ERRORS = 0.4;
/** More equally good matches than these are a text that repeats itself. */
const MAX_MATCHES = 40;
/** Words around a match among which its true bounds are looked for. */
const MARGIN = 3;

export interface Place extends Range {
  /** The words are in substance the same only, or their punctuation is another. */
  readonly reworded: boolean;
}

/** A text in words, each of which is one character of `codes`, so that strings of words are compared as strings. */
interface Text extends FoldedText {
  readonly codes: string;
  readonly codeOf: ReadonlyMap<string, number>;
  /** Before each word, and behind the last: the number of words so far that begin a sentence. */
  readonly stopsBefore: readonly number[];
  /** The case of letters tells nothing: all are capitals, or none is. */
  readonly caseless: boolean;
  /** It ends in the dots of one who had no more of it. */
  readonly isCut: boolean;
}

/** What an anchor asks for. What is cut at the edges of the quote is taken whole in its words. */
interface Wanted extends Sought {
  /** The quote between its prefix and suffix, and where it begins and ends there. */
  readonly context: FoldedText;
  readonly from: number;
  readonly to: number;
  readonly caseless: boolean;
}

/** A word that the text does not have. */
const ABSENT = 0xffff;

/** Where the words of an anchor stand in a text, if that is certain; see `findAnchor`. */
export function placeOf(raw: string, anchor: Anchor): Place | null {
  const text = textOf(raw);
  const wanted = wantedOf(anchor);
  if (text === null || wanted === null) return null;
  const codes = codesOf(wanted.words, text.codeOf);
  const places = placesOfSame(text, wanted, codes) ?? placesOfSimilar(text, wanted, codes);
  const place = certain(places, wanted, text.words, text.isCut, anchor.start);
  return place === null ? null : rangeOf(text, wanted, place);
}

/** Highlights of one text are looked for one after the other. */
let latest: Text | null = null;

function textOf(raw: string): Text | null {
  if (latest?.raw === raw) return latest;
  const text = folded(raw);
  const { words } = text;
  const codeOf = new Map<string, number>();
  for (const word of words) if (!codeOf.has(word.text)) codeOf.set(word.text, codeOf.size);
  if (codeOf.size >= ABSENT) return null;
  const codes = codesOf(words, codeOf);
  const stopsBefore = [0];
  for (const word of words) stopsBefore.push((stopsBefore.at(-1) ?? 0) + (word.stopped ? 1 : 0));
  latest = {
    ...text,
    codes,
    codeOf,
    stopsBefore,
    caseless: isCapitals(raw) || isWithoutCapitals(raw),
    isCut: /(?:…|\.{3})[\s\])]*$/u.test(raw),
  };
  return latest;
}

function codesOf(words: readonly Word[], codeOf: ReadonlyMap<string, number>): string {
  return words.map((word) => String.fromCharCode(codeOf.get(word.text) ?? ABSENT)).join('');
}

function isCapitals(text: string): boolean {
  return !/\p{Ll}/u.test(text) && (text.match(/\p{Lu}/gu)?.length ?? 0) >= 20;
}

function isWithoutCapitals(text: string): boolean {
  return text.length >= 200 && !/\p{Lu}/u.test(text);
}

function wantedOf(anchor: Anchor): Wanted | null {
  const prefix = anchor.prefix.slice(-MAX_CONTEXT);
  const suffix = anchor.suffix.slice(0, MAX_CONTEXT);
  const context = folded(prefix + anchor.quote + suffix);
  const all = context.words;
  const from = prefix.length;
  const to = from + anchor.quote.length;
  const words = all.filter((word) => word.start < to && word.end > from);
  const first = all.findIndex((word) => word.end > from);
  if (words.length === 0) return null;
  // At its outer ends a context is cut anywhere, unless the text begins or ends there.
  const begins = anchor.start <= prefix.length;
  const ends = suffix.length < CONTEXT - 1;
  const before = neighbours(all, first, -1, begins ? first + 1 : first - 1);
  const after = neighbours(all, first + words.length - 1, 1, all.length - first - words.length + (ends ? 1 : -1));
  return { context, from, to, words, next: all[first + words.length], before, after, caseless: isCapitals(context.raw) };
}

/** The places with the very same words; null if there is none. */
function placesOfSame(text: Text, wanted: Wanted, codes: string): readonly Candidate[] | null {
  const { length } = wanted.words;
  const lettered = [...wanted.words.entries()].filter(([, word]) => word.letter !== null);
  const stops = [...wanted.words.entries()].filter(([at, { stopped }]) => stopped && at > 0);
  const places: Candidate[] = [];
  let tried = 0;
  for (let at = text.codes.indexOf(codes); at !== -1; at = text.codes.indexOf(codes, at + 1)) {
    tried += 1;
    if (tried > MAX_PLACES) return [];
    const sentences = (text.stopsBefore[at + length] ?? 0) - (text.stopsBefore[at + 1] ?? 0);
    const same =
      sentences === stops.length &&
      stops.every(([index]) => text.words[at + index]?.stopped) &&
      lettered.every(([index, word]) => sameLetters(text, wanted, word, text.words[at + index] ?? word));
    if (same) places.push({ first: at, last: at + length - 1, changes: 0 });
  }
  return places.length > 0 ? places : null;
}

/** The places with words that say the same. */
function placesOfSimilar(text: Text, wanted: Wanted, codes: string): readonly Candidate[] {
  const { length } = codes;
  if (length < MIN_SIMILAR_WORDS || length > MAX_SIMILAR_WORDS || length * text.codes.length > MAX_COMPARISONS) return [];
  const matches = search(text.codes, codes, Math.floor(length * MAX_ERRORS));
  if (matches.length > MAX_MATCHES) return [];
  const places = new Map<number, Candidate>();
  for (const { start, end } of matches) {
    const from = Math.max(0, start - MARGIN);
    const passage = text.words.slice(from, end + MARGIN);
    const read = align(wanted.words, passage, (one, other) => sameLetters(text, wanted, one, other));
    if (read === null || read.same < length * MIN_SAME || read.changes > length * MAX_ERRORS) continue;
    places.set(from + read.first, { first: from + read.first, last: from + read.last, changes: read.changes });
  }
  return [...places.values()];
}

function sameLetters(text: Text, wanted: Wanted, one: Word, other: Word): boolean {
  return one.letter === null || other.letter === null || one.letter === other.letter || text.caseless || wanted.caseless;
}

/** The range of a place, with the signs around the words that the quote has, too; null if it would cut something that is one. */
function rangeOf(text: Text, wanted: Wanted, place: Candidate): Place | null {
  const { tokens, raw } = text;
  const { context, from, to } = wanted;
  const first = text.words[place.first];
  const last = text.words[place.last];
  const wantedFirst = wanted.words[0];
  const wantedLast = wanted.words.at(-1);
  if (first === undefined || last === undefined || wantedFirst === undefined || wantedLast === undefined) return null;
  const cutBefore = Math.max(0, from - wantedFirst.start);
  const cutAfter = Math.max(0, wantedLast.end - to);
  // A part of a word, or of what clean-up shows as one, is where the whole is written the same.
  const written = (one: string, token: Token): string => one.slice(token.start, token.end);
  if (cutBefore > 0 && written(raw, first) !== written(context.raw, wantedFirst)) return null;
  if (cutAfter > 0 && written(raw, last) !== written(context.raw, wantedLast)) return null;
  // Other words of the same formula or repair would be taken along.
  const takenAlong = (token: Token, index: number): boolean =>
    !token.punctuation && (index < first.index ? token.end > first.start : index > last.index && token.start < last.end);
  if (tokens.some(takenAlong)) return null;

  const lead = context.raw.slice(from, wantedFirst.start);
  const trail = context.raw.slice(wantedLast.end, to);
  const leading = context.tokens.filter((token) => token.start >= from && token.end <= wantedFirst.start).toReversed();
  const trailing = context.tokens.filter((token) => token.start >= wantedLast.end && token.end <= to);
  const led = raw.endsWith(lead, first.start) ? first.start - lead.length : beside(tokens, first, -1, leading)?.start;
  const trailed = raw.startsWith(trail, last.end) ? last.end + trail.length : beside(tokens, last, 1, trailing)?.end;
  const start = cutBefore > 0 ? first.start + cutBefore : [led, first.start].find((at) => at !== undefined && isWholeAt(text, at));
  const end = cutAfter > 0 ? last.end - cutAfter : [trailed, last.end].find((at) => at !== undefined && isWholeAt(text, at));
  if (start === undefined || end === undefined) return null;
  const punctuation = (of: FoldedText, one: Word, other: Word): string =>
    of.tokens
      .slice(one.index, other.index)
      .map((token) => token.text)
      .join(' ');
  const reworded = place.changes > 0 || punctuation(text, first, last) !== punctuation(context, wantedFirst, wantedLast);
  return { start, end, reworded };
}

/** The outermost of the signs wanted beside a word that stand beside it. */
function beside(tokens: readonly Token[], word: Word, step: 1 | -1, wanted: readonly Token[]): Token | undefined {
  let outermost: Token | undefined;
  for (const [at, sign] of wanted.entries()) {
    const token = tokens[word.index + step * (at + 1)];
    if (token?.text !== sign.text) break;
    outermost = token;
  }
  return outermost;
}

const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Characters of several parts are shorter. */
const LONGEST_CHARACTER = 64;

/** Whether an edge here cuts neither a formula or repair nor a character of several parts. */
function isWholeAt({ raw, spans }: Text, at: number): boolean {
  if (toShown(spans, at) !== toShown(spans, at, 'end')) return false;
  if (at === 0 || at === raw.length || /^[\0-\x7f]{2}$/.test(raw.slice(at - 1, at + 1))) return true;
  const from = at - (/\S+$/u.exec(raw.slice(Math.max(0, at - LONGEST_CHARACTER), at))?.[0].length ?? 0);
  return CHARACTERS.segment(raw.slice(from, at + LONGEST_CHARACTER)).containing(at - from)?.index === at - from;
}
