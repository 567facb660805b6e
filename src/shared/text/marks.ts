/** Where the words of a search stand in what is shown. Offsets are UTF-16 units of the shown text. */
import type { MatchTerm } from '../models.ts';
import { isUnspaced, type Term, termsOf } from './terms.ts';

export interface Mark {
  readonly start: number;
  readonly end: number;
}

interface Hit extends Mark {
  /** Which of the terms it is, by position. */
  readonly which: number;
}

/** Marked words with only this between them are one mark. */
const JOINS = /^(?:\s|[-\u2010-\u2015\u00ad'’]){1,3}$/u;
const SPACE = /\s/u;
/** What stands where a passage was cut. */
const CUT = '…';
/** Words before the first hit are shown for so many units, to tell what it is about. */
const LEAD = 40;

/** The stretches of a text to mark, in order, without overlap; neighbouring words are joined. */
export function marksIn(shown: string, terms: readonly MatchTerm[], field: string): Mark[] {
  const marks: { start: number; end: number }[] = [];
  for (const { start, end } of hitsIn(shown, terms, field)) {
    const before = marks.at(-1);
    if (before !== undefined && (start <= before.end || JOINS.test(shown.slice(before.end, start)))) before.end = Math.max(before.end, end);
    else marks.push({ start, end });
  }
  return marks;
}

/**
 * The passage of an abstract that holds most of the words looked for, the earliest among equals, or null if it holds none.
 * It is at most `maxLength` units long, cut between words, with “…” where it was cut.
 */
export function bestPassage(shown: string, terms: readonly MatchTerm[], maxLength: number): string | null {
  const hits = hitsIn(shown, terms, 'abstract');
  const first = bestWindow(hits, maxLength - LEAD);
  if (first === null) return null;
  if (shown.length <= maxLength) return shown;
  const room = maxLength - 2 * (CUT.length + 1);
  let start = first.end <= maxLength / 2 ? 0 : afterSpace(shown, Math.max(0, first.start - LEAD), first.start);
  // Near the end a passage reaches further back rather than being short.
  if (start > 0 && shown.length - start < room) start = afterSpace(shown, shown.length - room, first.start);
  const end = shown.length - start <= room ? shown.length : beforeSpace(shown, start + room, first.end);
  return `${start > 0 ? `${CUT} ` : ''}${shown.slice(start, end).trim()}${end < shown.length ? ` ${CUT}` : ''}`;
}

function hitsIn(shown: string, terms: readonly MatchTerm[], field: string): Hit[] {
  const wanted = terms.filter((term) => term.field === null || term.field === field);
  if (wanted.length === 0) return [];
  const exact = new Map<string, number>();
  const beginnings: { text: string; which: number }[] = [];
  const phrases: { words: readonly string[]; prefix: boolean; which: number }[] = [];
  wanted.forEach(({ term, next, prefix }, which) => {
    if (next.length > 0) phrases.push({ words: [term, ...next], prefix, which });
    else if (prefix) beginnings.push({ text: term, which });
    else exact.set(term, which);
  });
  const hits: Hit[] = [];
  const words = termsOf(shown);
  for (const [at, word] of words.entries()) {
    const which = exact.get(word.term) ?? beginnings.find(({ text }) => begins(word, text))?.which;
    if (which !== undefined) hits.push({ start: word.start, end: markEnd(shown, word, beginnings), which });
    const phrase = phrases.find((one) => stands(one, words, at));
    const last = words[at + (phrase?.words.length ?? 0) - 1];
    if (phrase !== undefined && last !== undefined) hits.push({ start: word.start, end: last.end, which: phrase.which });
  }
  return hits;
}

/** Whether the words of a phrase stand in a text one after another from a place on. */
function stands({ words, prefix }: { readonly words: readonly string[]; readonly prefix: boolean }, text: readonly Term[], from: number) {
  return words.every((word, nth) => {
    const there = text[from + nth];
    if (there === undefined) return false;
    return there.term === word || (prefix && nth === words.length - 1 && begins(there, word));
  });
}

/** Whether a word begins with what was typed so far. Its stem counts too: “studi” on the way to “studies” finds “study”. */
function begins(word: { readonly word: string; readonly term: string }, beginning: string): boolean {
  return word.word.startsWith(beginning) || word.term.startsWith(beginning);
}

/** Of a pair of characters in a script without spaces only what was looked for is marked; other words are marked whole. */
function markEnd(shown: string, word: Term, beginnings: readonly { readonly text: string }[]): number {
  const first = String.fromCodePoint(shown.codePointAt(word.start) ?? 0);
  const alone = word.end - word.start > first.length && beginnings.some(({ text }) => text === first.normalize('NFKC').toLowerCase());
  return alone && isUnspaced(first) ? word.start + first.length : word.end;
}

/** The first hit of the stretch of at most `size` units that holds most different terms. */
function bestWindow(hits: readonly Hit[], size: number): Hit | null {
  const inside = new Map<number, number>();
  let best: Hit | null = null;
  let most = 0;
  let next = 0;
  for (const hit of hits) {
    for (let last = hits[next]; last !== undefined && (last === hit || last.end - hit.start <= size); last = hits[next]) {
      inside.set(last.which, (inside.get(last.which) ?? 0) + 1);
      next += 1;
    }
    if (inside.size > most) {
      best = hit;
      most = inside.size;
    }
    const left = (inside.get(hit.which) ?? 0) - 1;
    if (left > 0) inside.set(hit.which, left);
    else inside.delete(hit.which);
  }
  return best;
}

/** Where the first whole word begins at or after `from`, `limit` at the latest. */
function afterSpace(text: string, from: number, limit: number): number {
  if (from <= 0) return 0;
  for (let at = from; at < limit; at += 1) if (SPACE.test(text.charAt(at - 1)) && !SPACE.test(text.charAt(at))) return at;
  return limit;
}

/** Where the last whole word ends at or before `from`. Text without spaces after `limit` is cut between two characters. */
function beforeSpace(text: string, from: number, limit: number): number {
  for (let at = from; at >= limit; at -= 1) if (SPACE.test(text.charAt(at)) && !SPACE.test(text.charAt(at - 1))) return at;
  return /[\udc00-\udfff]/.test(text.charAt(from)) ? from - 1 : from;
}
