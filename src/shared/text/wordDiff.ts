/** What changed between two texts, word by word. */
import { diffArrays } from 'diff';

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Longer stretches that differ, in UTF-16 units, are not compared but replaced whole. */
const MAX_COMPARED = 200_000;
/** Words taken out and put in beyond this number make one whole replacement: time grows with their square, and nobody reads such a comparison. */
const MAX_EDITS = 1_500;

/** A word, or a sign, and the white space that follows it. */
interface Token {
  readonly word: string;
  readonly space: string;
}

// One language for all: boundaries of words differ between scripts, which the segmenter sees for itself.
const words = new Intl.Segmenter('en', { granularity: 'word' });

function tokensOf(text: string): Token[] {
  const tokens: { word: string; space: string }[] = [];
  for (const { segment } of words.segment(text)) {
    const last = tokens.at(-1);
    if (/\S/u.test(segment)) tokens.push({ word: segment, space: '' });
    else if (last === undefined) tokens.push({ word: '', space: segment });
    else last.space += segment;
  }
  return tokens;
}

/**
 * The parts of two texts in their order: what only the old one has before what only the new one has, neighbours of a kind as one.
 * The old text is all that is the same or removed, the new one all that is the same or added, to the character.
 */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const head = commonHead(before, after);
  const tail = commonTail(before.slice(head), after.slice(head));
  const collected = new Parts();
  collected.same(before.slice(0, head));
  compare(before.slice(head, before.length - tail), after.slice(head, after.length - tail), collected);
  collected.same(before.slice(before.length - tail));
  return collected.done();
}

/** How many words a comparison takes out and puts in. */
export function countChanges(parts: readonly DiffPart[]): { readonly added: number; readonly removed: number } {
  const count = (kind: DiffPart['kind']) => {
    let n = 0;
    for (const part of parts) if (part.kind === kind) for (const { isWordLike } of words.segment(part.text)) if (isWordLike) n += 1;
    return n;
  };
  return { added: count('added'), removed: count('removed') };
}

const isSpace = (unit: string | undefined): boolean => unit !== undefined && /\s/u.test(unit);

/** The length of what both begin with, cut after white space, so that no word is cut in two. */
function commonHead(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head += 1;
  if (head === a.length && head === b.length) return head;
  while (head > 0 && !isSpace(a[head - 1])) head -= 1;
  return head;
}

/** The length of what both end with, cut before white space. */
function commonTail(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let tail = 0;
  while (tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  while (tail > 0 && !isSpace(a[a.length - tail])) tail -= 1;
  return tail;
}

/** Collects the parts between two texts; what was removed comes before what was added in its place. */
class Parts {
  readonly #parts: { kind: DiffPart['kind']; text: string }[] = [];
  #removed = '';
  #added = '';

  removed(text: string): void {
    this.#removed += text;
  }

  added(text: string): void {
    this.#added += text;
  }

  same(text: string): void {
    if (text === '') return;
    this.#put('same', `${this.#settle()}${text}`);
  }

  done(): readonly DiffPart[] {
    this.#put('same', this.#settle());
    return this.#parts;
  }

  /** Puts down what is removed and added so far; gives back the white space that both end with. */
  #settle(): string {
    const [removed, added] = [this.#removed, this.#added];
    let ends = 0;
    while (
      ends < removed.length &&
      ends < added.length &&
      isSpace(removed.at(-1 - ends)) &&
      removed.at(-1 - ends) === added.at(-1 - ends)
    ) {
      ends += 1;
    }
    this.#put('removed', removed.slice(0, removed.length - ends));
    this.#put('added', added.slice(0, added.length - ends));
    this.#removed = '';
    this.#added = '';
    return removed.slice(removed.length - ends);
  }

  #put(kind: DiffPart['kind'], text: string): void {
    const last = this.#parts.at(-1);
    if (text === '') return;
    if (last?.kind === kind) last.text += text;
    else this.#parts.push({ kind, text });
  }
}

function compare(before: string, after: string, parts: Parts): void {
  const changes = before.length > MAX_COMPARED || after.length > MAX_COMPARED ? null : changesOf(before, after);
  if (changes === null) {
    parts.removed(before);
    parts.added(after);
    return;
  }
  for (const { kind, from, to } of changes) {
    if (kind === 'removed') parts.removed(`${from.word}${from.space}`);
    else if (kind === 'added') parts.added(`${to.word}${to.space}`);
    else {
      // The same word may be followed by other white space.
      parts.same(to.word);
      if (from.space === to.space) parts.same(to.space);
      else {
        parts.removed(from.space);
        parts.added(to.space);
      }
    }
  }
}

interface Change {
  readonly kind: DiffPart['kind'];
  /** The token of the old text, and that of the new one, where there is one. */
  readonly from: Token;
  readonly to: Token;
}

const NO_TOKEN: Token = { word: '', space: '' };

/** Token by token; null where the texts differ too much to be compared. */
function changesOf(before: string, after: string): readonly Change[] | null {
  const [olds, news] = [tokensOf(before), tokensOf(after)];
  const numbers = new Map<string, number>();
  const numbered = ({ word }: Token) => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, numbers.size);
    return numbers.size - 1;
  };
  // Words are compared as numbers: it is quicker, and white space has no say.
  const runs = diffArrays(olds.map(numbered), news.map(numbered), { maxEditLength: MAX_EDITS });
  if (runs === undefined) return null;
  const changes: Change[] = [];
  let old = 0;
  let now = 0;
  for (const { added, removed, count } of runs) {
    for (let i = 0; i < count; i += 1) {
      const kind = added ? 'added' : removed ? 'removed' : 'same';
      changes.push({
        kind,
        from: (kind === 'added' ? null : olds[old]) ?? NO_TOKEN,
        to: (kind === 'removed' ? null : news[now]) ?? NO_TOKEN,
      });
      if (!added) old += 1;
      if (!removed) now += 1;
    }
  }
  return changes;
}
